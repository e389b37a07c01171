"""Who may open what: each route says so, and the server holds to it for every role."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from alongside.core.web.access import PUBLIC, AccessUndeclaredError, access, guard
from tests.support.deployment import Browser, Deployment, temporary_deployment
from tests.support.family import Person, agree, begin_questions, come_in, staff

ROLES = ("anonymous", "waiting", "locked", "family", "co_ordinator", "nurse", "trial_manager", "researcher")
OPEN_TO_ALL = frozenset(
    {
        "arriving.home",
        "arriving.arrive",
        "arriving.ask_for_code",
        "arriving.code",
        "arriving.give_code",
        "arriving.help_",
        "arriving.left",
        "arriving.leave",
        "signing_in.sign_in",
        "sound.play",
        "type.letters",
        "callbacks.receive",
        "demonstration.post_box",
        "demonstration.let_a_month_pass",
    }
)
"""Typed here a second time: a route that becomes public has to be named in two places."""


SEEN_BY = {"co_ordinator", "nurse", "trial_manager"}
CONTACTED_BY = {"co_ordinator", "nurse"}
STAFF_MAY = {
    "home": SEEN_BY,
    "family": SEEN_BY,
    "new": {"co_ordinator"},
    "add": {"co_ordinator"},
    "keep_safety": CONTACTED_BY,
    "give_code": CONTACTED_BY,
}


def may_open(endpoint: str, role: str) -> bool:
    """Say who may open a route, by what it is for and not by what its code declares."""
    if endpoint in OPEN_TO_ALL:
        return True
    if endpoint.startswith("staff."):
        return role in STAFF_MAY[endpoint.removeprefix("staff.")]
    owner = {"data": "researcher"}.get(endpoint.partition(".")[0], "family")
    return role == owner


@dataclass(slots=True)
class Everybody:
    """One browser of each role, each at its own page."""

    deployment: Deployment
    study_number: str
    windows: dict[str, Callable[[], Browser]]

    def routes(self) -> Iterator[tuple[Rule, str]]:
        """Yield every route with each of its methods."""
        for rule in self.deployment.app.url_map.iter_rules():
            for method in sorted(rule.methods or ()):
                yield rule, method

    def address(self, rule: Rule) -> str:
        """Return an address of a route: something that is there, where there can be."""
        values: dict[str, str | int] = {
            "link": "x" * 32,
            "number": 1 if rule.endpoint.partition(".")[0] != "staff" else self.study_number,
            "page": 1,
            "name": "answers",
            "address": "x" * 32,
        }
        adapter = self.deployment.app.url_map.bind("")
        return adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})


@pytest.fixture(scope="module")
def everybody() -> Iterator[Everybody]:
    with temporary_deployment() as deployment:
        family = Person("Amy", deployment, deployment.browser(), phone="+447700900101")
        come_in(family)
        agree(family)
        begin_questions(family)
        with deployment.services.records.read() as tx:
            number = tx.connection.exec_driver_sql(
                "SELECT min(p.number) FROM participants p JOIN families f ON f.number = p.family WHERE f.site = 'glasgow'"
            ).scalar_one()
        colleagues = {name: staff(deployment, name) for name in ("Kim", "Nina", "Ravi", "Tess")}

        def waiting() -> Browser:
            person = deployment.people["Sana"]
            browser = deployment.browser()
            browser.go("/s/" + person.link.rpartition("/")[2])
            browser.send(browser.page.main.all("button")[0])
            return browser

        windows: dict[str, Callable[[], Browser]] = {
            "anonymous": deployment.browser,
            "waiting": waiting,
            "locked": lambda: family.browser,
            "family": lambda: family.browser,
            "co_ordinator": lambda: colleagues["Kim"].browser,
            "nurse": lambda: colleagues["Nina"].browser,
            "trial_manager": lambda: colleagues["Tess"].browser,
            "researcher": lambda: colleagues["Ravi"].browser,
        }
        yield Everybody(deployment, number, windows)


@dataclass(slots=True)
class Asked:
    """What came of asking for an address."""

    status: int
    location: str

    @property
    def is_let_in(self) -> bool:
        """Whether the server did what was asked, or said what is wrong with it, and not who may ask."""
        return self.status not in {401, 403} and not self.location.startswith(("/code", "/staff/sign-in"))


def ask(browser: Browser, method: str, address: str) -> Asked:
    token = ""
    if method == "POST":
        token = browser.go("/help").root.all("input", name="csrf_token")[0]["value"]
    response: TestResponse = browser.client.open(
        address, method=method, data={"csrf_token": token} if method == "POST" else None
    )
    return Asked(response.status_code, response.headers.get("Location", ""))


def test_every_route_says_who_may_open_it_and_one_that_does_not_stops_the_start() -> None:
    with temporary_deployment() as deployment:
        guard(deployment.app)
        deployment.app.add_url_rule("/planted", "planted", lambda: "open to all")
        with pytest.raises(AccessUndeclaredError, match="planted"):
            guard(deployment.app)


def test_a_route_that_declares_itself_public_is_found_here() -> None:
    with temporary_deployment() as deployment:
        planted = access(PUBLIC)(lambda: "open to all")
        deployment.app.add_url_rule("/planted", "data.planted", planted)
        assert deployment.browser().client.get("/planted").status_code == 200
        assert not may_open("data.planted", "anonymous")


# The locked session comes last: from then on the family's is locked.
@pytest.mark.parametrize("role", [role for role in ROLES if role != "locked"] + ["locked"])
def test_no_role_opens_what_is_not_for_it(everybody: Everybody, role: str) -> None:
    if role == "locked":
        everybody.deployment.pass_time(minutes=21)
    seen, unexpected, refused = 0, [], []
    for rule, method in everybody.routes():
        if rule.endpoint in {"arriving.leave", "demonstration.let_a_month_pass", "stopping.keep"} and method == "POST":
            continue  # these change who is there; each has a test of its own
        browser = everybody.windows[role]()
        asked = ask(browser, method, everybody.address(rule))
        seen += 1
        allowed = may_open(rule.endpoint, role)
        if role == "locked" and method == "POST" and asked.status == 303:
            continue  # what was typed may have been stored; nothing was shown, and where it leads asks for a code
        if asked.is_let_in and not allowed and asked.status < 400:
            unexpected.append((method, rule.rule, asked.status))
        if not asked.is_let_in and allowed:
            refused.append((method, rule.rule, asked.status))
    assert unexpected == []
    assert refused == []
    assert seen >= 100


@pytest.mark.parametrize("role", ["anonymous", "waiting", "co_ordinator", "researcher"])
def test_nobody_else_stops_for_a_family(everybody: Everybody, role: str) -> None:
    asked = ask(everybody.windows[role](), "POST", "/stop")
    assert not asked.is_let_in


def test_a_page_that_locked_shows_nothing_when_it_is_sent_without_an_answer() -> None:
    with temporary_deployment() as deployment:
        person = Person("Amy", deployment, deployment.browser(), phone="+447700900101")
        come_in(person)
        person.browser.go("/choose/1")
        deployment.pass_time(minutes=21)
        person.browser.press("Save and go on")
        assert person.page.kind == "code"


def test_a_session_that_was_ended_is_worth_nothing() -> None:
    with temporary_deployment() as deployment:
        person = Person("Amy", deployment, deployment.browser(), phone="+447700900101")
        come_in(person)
        cookie = person.browser.client.get_cookie("s")
        assert cookie is not None
        person.browser.press("Leave now")
        thief = deployment.browser()
        thief.client.set_cookie("s", cookie.value)
        assert thief.fetch("/path").status_code == 401


def test_a_cookie_from_before_the_code_is_worth_nothing_after_it() -> None:
    with temporary_deployment() as deployment:
        person = Person("Amy", deployment, deployment.browser(), phone="+447700900101")
        browser = person.browser
        browser.go("/s/" + person.newest_link().rpartition("/")[2])
        browser.press("Send me a code")
        before = browser.client.get_cookie("s")
        assert before is not None
        browser.write(person.newest_code(), label="Your code")
        browser.press("Go on")
        after = browser.client.get_cookie("s")
        assert after is not None
        assert after.value != before.value
        thief = deployment.browser()
        thief.client.set_cookie("s", before.value)
        assert thief.fetch("/path").status_code == 401


def test_a_form_sent_from_elsewhere_is_refused() -> None:
    with temporary_deployment() as deployment:
        person = Person("Amy", deployment, deployment.browser(), phone="+447700900101")
        come_in(person)
        before = deployment.stored()
        response = person.browser.client.post("/needs", data={"language": "en", "size": "200"})
        assert response.status_code == 400
        assert deployment.stored() == before
