"""What somebody tries who knows the pages well: each attack on the running application, and what comes of it."""

import logging
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from werkzeug.test import Client, TestResponse

from alongside.core.conduct import appointments
from alongside.core.conduct.enrolment import NewChild, NewFamily, enrol_family
from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.safe_contact import AT_ANY_HOUR, SafeContact
from alongside.core.storage import tasks
from alongside.core.web.application import create_app
from tests.support.deployment import Deployment
from tests.support.family import Person, born, come_in, staff
from tests.web.hard.addresses import Address, addresses
from tests.web.hard.visitor import Visitor, answering_family, arrive, client_with, cookie_of, invite, visitor_of

WORKERS = ("Kim", "Nina", "Ravi", "Tess")
EVIL = "evil.example"
COME_AND_GO = frozenset({"/leave", "/post-box/month"})
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
NEVER_THE_SAME = re.compile(r'nonce="[^"]*"|name="(?:csrf_token|key)" value="[^"]*"')


@pytest.fixture(scope="module")
def family(deployment: Deployment) -> Visitor:
    return answering_family(deployment)


@pytest.fixture(scope="module")
def clients(deployment: Deployment, family: Visitor) -> Mapping[str, Client]:
    """A browser of every kind of person, signed in; "nobody" is not."""
    workers = {name: staff(deployment, name).browser.client for name in WORKERS}
    return {**workers, "family": family.client, "nobody": deployment.app.test_client()}


def form_token(client: Client) -> str:
    found = TOKEN.search(client.get("/help").get_data(as_text=True))
    assert found is not None
    return found[1]


def number_of(deployment: Deployment, site: str) -> str:
    with deployment.services.records.read() as tx:
        number: str = tx.connection.exec_driver_sql(
            f"SELECT min(p.number) FROM participants p JOIN families f ON f.number = p.family WHERE f.site = '{site}'"
        ).scalar_one()
    return number


def everything(deployment: Deployment) -> object:
    """Return all that is stored, but for when a session was last used: every page that is seen keeps it open."""
    stored = deployment.stored()
    return {table: rows for table, rows in stored.items() if table != "records.sessions"} | {
        "sessions": sorted(row[:-1] for row in stored["records.sessions"])
    }


# Session fixation


def test_a_token_that_an_attacker_planted_opens_nothing_after_the_code(deployment: Deployment) -> None:
    person = invite(deployment)
    planted = secrets.token_urlsafe(24)
    person.browser.client.set_cookie("s", planted)
    come_in(person)
    assert cookie_of(person.browser.client) != planted
    assert person.browser.client.get("/needs").status_code == 200
    assert client_with(deployment, planted).get("/needs").status_code == 401


def test_a_token_that_an_attacker_planted_opens_nothing_after_staff_came_in(deployment: Deployment) -> None:
    made = deployment.people["Kim"]
    client = client_with(deployment, planted := secrets.token_urlsafe(24))
    visitor = Visitor(deployment, client)
    assert visitor.send("/s/" + made.link.rpartition("/")[2], {"action": "have"}).status_code == 303
    assert visitor.send("/code", {"code": made.code, "action": "open"}).status_code == 303
    assert cookie_of(client) != planted
    assert client.get("/staff/").status_code == 200
    assert client_with(deployment, planted).get("/staff/").status_code in {303, 401}


# Forms sent from elsewhere


@pytest.mark.parametrize("who", [*WORKERS, "family", "nobody"])
def test_no_form_that_was_sent_from_elsewhere_changes_anything(
    deployment: Deployment, clients: Mapping[str, Client], who: str
) -> None:
    number = number_of(deployment, {"Nina": "glasgow"}.get(who, "bromley"))
    before, refused = everything(deployment), 0
    for address in addresses(deployment.app, "POST", family=number):
        if address.path not in COME_AND_GO:
            form = {"safe": "yes", "reason": "visit", "action": "keep", "answer": "1", "key": secrets.token_hex(16)}
            response = clients[who].post(address.path, data=form)
            leads_in = response.headers.get("Location", "/code").startswith(("/staff/sign-in", "/code"))
            assert response.status_code in {400, 401, 403, 404} or leads_in, address.path
            refused += response.status_code == 400
    assert everything(deployment) == before
    assert refused >= {"Ravi": 5, "nobody": 3, "family": 8}.get(who, 8)


@pytest.mark.parametrize("who", WORKERS)
def test_looking_at_any_page_of_staff_changes_nothing(
    deployment: Deployment, clients: Mapping[str, Client], who: str
) -> None:
    before = everything(deployment)
    seen = 0
    for method in ("GET", "HEAD", "OPTIONS"):
        for address in addresses(deployment.app, method, family=number_of(deployment, "glasgow")):
            if address.path.startswith(("/staff", "/data")):
                seen += clients[who].open(address.path, method=method).status_code == 200
    assert everything(deployment) == before
    assert seen >= 6


# Being led elsewhere


@pytest.mark.parametrize(
    "back",
    [
        *("//evil.example", "https://evil.example", "/\\evil.example", "/staff//evil.example", "javascript:alert(1)"),
        *("/staff/../../evil", "/staff/?x=//evil.example", "/staff/\r\nX-Injected: 1", "/staff/\u2028", "%2f%2fevil"),
        *("/staff/record/#x", " /staff/", "/staff/ ", "\\\\evil.example", "/s/x", "http:/staff/"),
    ],
)
def test_signing_in_leads_back_to_our_own_pages_only(deployment: Deployment, back: str) -> None:
    visitor = Visitor(deployment, deployment.app.test_client())
    visitor.ask("GET", "/staff/sign-in", query_string={"back": back})
    assert visitor.typed("back") in ([], [""]) or back == "/staff//evil.example"
    signed_in = staff(deployment, "Kim").browser.client.get("/staff/sign-in", query_string={"back": back})
    assert signed_in.status_code == 303
    leads_to = signed_in.headers["Location"]
    assert re.fullmatch(r"/|/staff/[a-zA-Z0-9/_-]*", leads_to), leads_to


def test_nothing_that_we_answer_names_the_host_that_was_asked_for(
    deployment: Deployment, clients: Mapping[str, Client]
) -> None:
    headers = {"X-Forwarded-Host": EVIL, "X-Forwarded-Proto": "https", "Forwarded": f"host={EVIL}"}
    for who, client in clients.items():
        for address in addresses(deployment.app, "GET", "OPTIONS", family=number_of(deployment, "glasgow")):
            response = client.open(
                address.path, method=address.method, base_url=f"http://{EVIL}", headers=headers, buffered=True
            )
            assert EVIL.encode() not in str(response.headers).encode() + response.data, (who, address.path)


def test_links_begin_with_our_own_address_whatever_host_was_asked_for(deployment: Deployment) -> None:
    person = invite(deployment)
    elsewhere = {"base_url": f"http://{EVIL}", "headers": {"X-Forwarded-Host": EVIL}}
    client = staff(deployment, "Kim").browser.client
    # The cookie belongs to our own host: somebody who controls the name in between passes it on.
    cookie = {"headers": {"X-Forwarded-Host": EVIL, "Cookie": f"s={cookie_of(client)}"}}
    page = deployment.app.test_client(use_cookies=False).post(
        f"/staff/family/{person.number}/code", data={"csrf_token": form_token(client)}, **{**elsewhere, **cookie}
    )
    assert page.status_code == 200
    words = page.get_data(as_text=True)
    assert EVIL not in words
    assert f"{deployment.services.settings.base_url}/s/" in words
    deployment.remind()
    assert not [posted for posted in deployment.messages() if EVIL in posted.message.body]


def test_a_live_study_answers_under_its_own_name_and_to_its_own_computer_only(deployment: Deployment) -> None:
    settings = deployment.services.settings.model_copy(
        update={"demonstration": False, "base_url": "https://forms.example"}
    )
    client = create_app(replace(deployment.services, settings=settings)).test_client()

    def status(host: str) -> int:
        return client.get("/help", headers={"Host": host}).status_code

    for host in ("forms.example", "FORMS.example", "localhost", "127.0.0.1:8080", "[::1]:8000"):
        assert status(host) == 200, host
    for host in (EVIL, "forms.example.evil.example", "evil.example#forms.example", "forms.example:81", "127.0.0.1.x:1"):
        assert status(host) == 400, host


# Others' things


def other_and_unknown(deployment: Deployment) -> tuple[str, str]:
    return number_of(deployment, "bromley"), "BR9999X"


FORM = {
    "safe": "yes",
    "reason": "visit",
    "way": "phone",
    "outcome": "reached",
    "note": "x",
    "kind": "call",
    "owner": "kim",
    "due": "2026-04-01",
}


def tasks_of_other(deployment: Deployment, number: str) -> int:
    now = deployment.services.clock.now()
    with deployment.services.records.write() as tx:
        tasks.add_task(
            tx, tasks.NewTask(number, "call", "kim", None, now + timedelta(days=1), "kim", secrets.token_hex(16)), now
        )
        return int(tx.connection.exec_driver_sql("SELECT max(id) FROM tasks").scalar_one())


def test_a_nurse_of_one_site_cannot_tell_a_family_of_another_from_one_that_there_is_not(
    deployment: Deployment, clients: Mapping[str, Client]
) -> None:
    nina, other, unknown = clients["Nina"], *other_and_unknown(deployment)
    task = tasks_of_other(deployment, other)
    before, seen = everything(deployment), 0

    def answer_to(address: Address, number: str) -> tuple[int, str]:
        form = {**FORM, "csrf_token": form_token(nina), "key": secrets.token_hex(16)}
        data = form if address.method == "POST" else None
        response = nina.open(address.path, method=address.method, data=data)
        return response.status_code, NEVER_THE_SAME.sub("", response.get_data(as_text=True)).replace(number, "")

    for method in ("GET", "HEAD", "POST"):
        of_other = addresses(deployment.app, method, family=other, task=task)
        of_unknown = addresses(deployment.app, method, family=unknown, task=task)
        for one, two in zip(of_other, of_unknown, strict=True):
            if one.path.startswith("/staff") and "number" in one.parts:
                found = answer_to(one, other)
                assert found == answer_to(two, unknown), one.path
                assert found[0] == 404, one.path
                seen += 1
    assert everything(deployment) == before
    assert seen >= 8


def test_a_task_of_another_family_is_not_reached_through_ones_own(
    deployment: Deployment, clients: Mapping[str, Client]
) -> None:
    nina, own = clients["Nina"], number_of(deployment, "glasgow")
    task = tasks_of_other(deployment, number_of(deployment, "bromley"))
    before = everything(deployment)
    for what in ("done", "owner"):
        form = {"csrf_token": form_token(nina), "owner": "nina", "deputy": ""}
        assert nina.post(f"/staff/family/{own}/tasks/{task}/{what}", data=form).status_code in {303, 404, 422}
    assert everything(deployment) == before


def test_a_talk_of_another_family_is_not_reached_through_ones_own(
    deployment: Deployment, clients: Mapping[str, Client]
) -> None:
    nina, own, other = clients["Nina"], number_of(deployment, "glasgow"), number_of(deployment, "bromley")
    services = deployment.services
    when = appointments.When(services.clock.now() + timedelta(days=3), 30, "by_phone", "kim")
    appointments.book(services, other, when, by="kim", request_key=secrets.token_hex(16))
    talk = max(one.appointment.id for one in appointments.talks_of(services, other))
    before = everything(deployment)
    for what in ("move", "cancel", "done"):
        form = {"csrf_token": form_token(nina), "seen": "0"}
        assert nina.post(f"/staff/family/{own}/talks/{talk}/{what}", data=form).status_code == 404
        assert nina.post(f"/staff/family/{other}/talks/{talk}/{what}", data=form).status_code == 404
    assert everything(deployment) == before


def test_no_list_or_search_of_a_nurse_of_one_site_has_a_family_of_another(
    deployment: Deployment, clients: Mapping[str, Client]
) -> None:
    nina, other = clients["Nina"], number_of(deployment, "bromley")
    assert number_of(deployment, "glasgow") in nina.get("/staff/").get_data(as_text=True)
    for address in ("/staff/", "/staff/?site=bromley", "/staff/?sites=bromley&site=", f"/staff/?number={other}"):
        assert "BR0" not in nina.get(address).get_data(as_text=True)
    for words in ("Amy", "+447700900101", "Sam", other):
        form = {"csrf_token": form_token(nina), "words": words, "search": words, "q": words, "typed": words}
        assert "BR0" not in nina.post("/staff/search", data=form).get_data(as_text=True).replace(other, "")


def test_a_researcher_of_one_site_takes_that_sites_rows_only(deployment: Deployment, family: Visitor) -> None:
    services = deployment.services
    with services.records.write() as tx:
        tx.connection.exec_driver_sql("UPDATE staff_grants SET site = 'glasgow' WHERE staff = 'ravi'")
    try:
        client = staff(deployment, "Ravi").browser.client
        for name in ("answers", "scores", "consents"):
            lines = client.post(f"/data/{name}.csv", data={"csrf_token": form_token(client)}).get_data(as_text=True)
            assert family.number not in lines
            assert "BR0" not in lines
    finally:
        with services.records.write() as tx:
            tx.connection.exec_driver_sql("UPDATE staff_grants SET site = '' WHERE staff = 'ravi'")


def test_no_address_of_a_family_names_whose_it_is(deployment: Deployment) -> None:
    of_families = [
        address
        for address in addresses(deployment.app)
        if not address.path.startswith(("/staff", "/data", "/post-box", "/sound", "/type", "/callbacks"))
    ]
    assert {part for address in of_families for part in address.parts} == {
        "ask",
        "code",
        "field",
        "link",
        "number",
        "page",
        "place",
    }
    assert len({address.endpoint for address in of_families}) > 20


def test_a_family_that_names_another_in_its_forms_changes_only_its_own(deployment: Deployment, family: Visitor) -> None:
    other = arrive(deployment)
    claims = {"number": other.number, "participant": other.number, "subject": other.number, "sheet": "1", "family": "1"}
    before = preferences(deployment, other.number)
    form = family.form("/needs")
    assert family.post("/needs", {**form, **claims, "language": "en", "size": "150"}).status_code == 303
    assert preferences(deployment, other.number) == before
    response = family.ask("GET", "/path", query_string=claims)
    assert other.number not in response.get_data(as_text=True)


def preferences(deployment: Deployment, number: str) -> object:
    return [row for row in deployment.stored()["records.participants"] if number in row]


# Headers and paths


SPLITS = (
    "\r\nX-Injected: 1",
    "\nX-Injected: 1",
    "\rX-Injected: 1",
    "\r\n\r\n<h1>injected</h1>",
    "\u560d\u560aX-Injected: 1",
)


@pytest.mark.parametrize("split", SPLITS)
def test_no_parameter_puts_a_header_into_an_answer(
    deployment: Deployment, clients: Mapping[str, Client], split: str
) -> None:
    names = [
        "back",
        "language",
        "full",
        "added",
        "page",
        "kind",
        "who",
        "about",
        "from",
        "to",
        "check",
        "over",
        "link",
        "number",
        "name",
        "code",
    ]
    for client in clients.values():
        token = form_token(client)
        for address in addresses(
            deployment.app, "GET", "POST", name=f"answers{quote(split)}", link=f"x{quote(split)}", code="x"
        ):
            if address.path in COME_AND_GO:
                continue
            given = dict.fromkeys(names, f"x{split}")
            data = {**given, "csrf_token": token, "action": "open"} if address.method == "POST" else None
            response = client.open(address.path, method=address.method, query_string=given, data=data)
            look_for_split(response, address.path)


def look_for_split(response: TestResponse, address: str) -> None:
    assert response.status_code < 500, address
    assert "X-Injected" not in response.headers, address
    for value in response.headers.values():
        assert not set(value) & set("\r\n"), address
        assert "injected" not in value.lower() or "%0" in value.lower() or "%e5" in value.lower(), address


CLIMBS = (
    *(
        "../../../../etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/pyproject.toml",
        "....//....//etc/passwd",
    ),
    *(
        "..\\..\\pyproject.toml",
        "/etc/passwd",
        "file:///etc/passwd",
        "%c0%ae%c0%ae/etc/passwd",
        "keys.json",
        "x\x00.html",
    ),
)


@pytest.mark.parametrize("climb", CLIMBS)
def test_no_part_of_an_address_reaches_a_file(
    deployment: Deployment, clients: Mapping[str, Client], climb: str
) -> None:
    for client in clients.values():
        for address in addresses(deployment.app, "GET", link="PLACE", name="PLACE", address="PLACE", code="PLACE"):
            if "PLACE" not in address.path:
                continue
            for written in (climb, quote(climb, safe=""), quote(climb, safe="%")):
                response = client.get(address.path.replace("PLACE", written))
                statuses = {303, 308, 401, 403, 404, 405}
                if address.endpoint == "copies.code":  # it says of every code of none of our copies that it is none
                    statuses = statuses | {200}
                    assert ">This copy is genuine<" not in response.get_data(as_text=True)
                assert response.status_code in statuses, address.path
                assert not re.search(r"root:.?:0:|\[project\]|\"secret\"", response.get_data(as_text=True))


def test_downloads_have_names_of_ours(deployment: Deployment, clients: Mapping[str, Client]) -> None:
    client = clients["Ravi"]
    token = form_token(client)
    for name in ("answers", "scores", "consents", "codebook"):
        response = client.post(f"/data/{name}.csv?name=x%22.exe", data={"csrf_token": token, "name": 'x".exe'})
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    for name in ('x".exe', "x;filename=y", "../answers", "ANSWERS"):
        response = client.post(f"/data/{quote(name, safe='')}.csv", data={"csrf_token": token})
        assert response.status_code == 404
        assert "Content-Disposition" not in response.headers


# Words that are stored


TEMPLATES = (
    "{{1993*1997}}",
    "${1993*1997}",
    "{% raw %}",
    "#{1993*1997}",
    "<%= 1993*1997 %>",
    "{phone}",
    "{number!r}",
    "%(x)s",
)
SCRIPT = "<script>alert(1)</script>'\"><img src=x onerror=alert(1)>"


def family_named(deployment: Deployment, name: str) -> Person:
    services = deployment.services
    safe = SafeContact(
        known=True,
        channels=(ChannelKind.SMS,),
        phone_is_safe=True,
        windows=AT_ANY_HOUR,
        verified_at=services.clock.now(),
    )
    new = NewFamily(
        first_name=name,
        phone="+447700900777",
        email="",
        safe_contact=safe,
        language="en",
        children=(NewChild(name, born(services.clock.today(), 9)),),
        site="glasgow",
    )
    number = enrol_family(services, new, by="kim", request_key=secrets.token_hex(16))
    return Person(name, deployment, deployment.browser(), phone="+447700900777", number=number)


@pytest.mark.parametrize("words", [*TEMPLATES, SCRIPT])
def test_words_that_are_stored_are_shown_as_they_are_and_never_run(deployment: Deployment, words: str) -> None:
    person = family_named(deployment, words)
    kim = staff(deployment, "Kim").browser.client
    base = f"/staff/family/{person.number}"
    shown = {
        "identity": post(kim, f"{base}/identity", {"reason": "visit"}),
        "family": kim.get(base).get_data(as_text=True),
        "told": kim.get(f"{base}/told").get_data(as_text=True),
        "families": kim.get("/staff/").get_data(as_text=True),
        "record": staff(deployment, "Tess")
        .browser.client.get(f"/staff/record/?about={quote(words)}")
        .get_data(as_text=True),
        "sign in": post(deployment.app.test_client(), "/staff/sign-in", {"email": words, "password": "x" * 20}),
        "new": post(kim, "/staff/new", {"first_name": words, "child0_name": words, "key": secrets.token_hex(16)}),
    }
    escaped = (
        words.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&#34;")
        .replace("'", "&#39;")
    )
    for name, page in shown.items():
        assert "<script>alert" not in page, name
        assert "onerror=alert(1)>" not in page, name
        assert str(1993 * 1997) not in page, name
    for name in ("identity", "record", "sign in", "new"):
        assert escaped in shown[name], name


def post(client: Client, address: str, form: Mapping[str, str]) -> str:
    return client.post(address, data={**form, "csrf_token": form_token(client)}).get_data(as_text=True)


def test_a_childs_name_is_shown_to_its_family_as_it_is(deployment: Deployment) -> None:
    person = family_named(deployment, "{{1993*1997}}{phone}")
    deployment.send()
    come_in(person)
    visitor = visitor_of(person)
    page = visitor.client.get("/path").get_data(as_text=True)
    assert str(1993 * 1997) not in page


# Logs


def test_what_is_asked_for_makes_no_line_in_a_log(
    deployment: Deployment, clients: Mapping[str, Client], caplog: pytest.LogCaptureFixture
) -> None:
    line = "\n2026-01-01 00:00:00 CRITICAL forged"
    with caplog.at_level(logging.DEBUG):
        for client in clients.values():
            token = form_token(client)
            for address in addresses(deployment.app, "GET", "POST", link=quote(line), name=quote(line), code="x"):
                if address.path in COME_AND_GO:
                    continue
                headers = {"User-Agent": "forged", "Referer": "forged", "X-Forwarded-For": "forged"}
                data = {"csrf_token": token, "code": line, "email": line, "password": line, "action": "open"}
                form = data if address.method == "POST" else None
                client.open(
                    address.path, method=address.method, query_string={"back": line}, headers=headers, data=form
                )
    assert "forged" not in caplog.text


def test_a_failing_page_logs_where_it_failed_and_not_what_was_typed(
    deployment: Deployment, family: Visitor, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = deployment.services.settings
    app = create_app(replace(deployment.services, records=closed(deployment)))
    client = app.test_client()
    client.set_cookie("s", cookie_of(family.client))
    with caplog.at_level(logging.DEBUG):
        response = client.get("/path?back=/forged%0aline", headers={"User-Agent": "forged"})
    assert response.status_code >= 500
    assert "forged" not in caplog.text
    assert cookie_of(family.client) not in caplog.text
    assert settings.secret_key.get_secret_value() not in caplog.text


def closed(deployment: Deployment) -> "object":
    class Closed:
        which = "records"

        def read(self) -> Iterator[None]:
            raise RuntimeError("the database was taken away")

        write = read

    return Closed()
