"""Bad input to the pages about being reached: it is refused with words, kept as typed, and nothing is written."""

from collections.abc import Iterator
from datetime import time

import pytest

from alongside.core.conduct import in_effect, safe_contacts, stopping
from alongside.core.conduct.people import FAMILY, Acting
from alongside.core.conduct.sending import SAFE_CONTACT
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.definitions.safe_contact import AT_ANY_HOUR, SafeContact, SafeWindow
from alongside.core.engine.reading import Refused
from alongside.core.messages.neutral import find_forbidden
from alongside.core.storage import outbox
from alongside.core.web.safe_contact_entry import (
    HOURS,
    hours_chosen,
    read_address,
    read_clock,
    read_days,
    ways_chosen,
    with_ways,
)
from tests.support.deployment import Deployment, temporary_deployment
from tests.support.family import Person, come_in, staff

ASKS = ("ways", "hours", "days", "voicemail", "shared", "name", "number", "email", "post", "word")


@pytest.fixture(scope="module")
def deployment() -> Iterator[Deployment]:
    with temporary_deployment() as opened:
        yield opened


@pytest.fixture(scope="module")
def amy(deployment: Deployment) -> Person:
    person = Person("Amy", deployment, deployment.browser(), phone="+447700900101")
    come_in(person)
    with deployment.services.vault.read() as sealed:
        (person.number,) = deployment.services.vault.find(sealed, "phone", person.phone)
    return person


def post(person: Person, address: str, **data: object) -> int:
    """Send a form as a program would: whatever is in it."""
    token = person.browser.go("/help").root.all("input", name="csrf_token")[0]["value"]
    response = person.browser.client.post(address, data={"csrf_token": token, **data})
    return int(response.status_code)


@pytest.mark.parametrize(
    ("ask", "data"),
    [
        ("ways", {}),
        ("ways", {"way": "pigeon"}),
        ("ways", {"way": ["sms", "pigeon"]}),
        ("hours", {}),
        ("hours", {"answer": "always"}),
        ("hours", {"answer": "never"}),
        ("first", {"answer": "email"}),
        ("voicemail", {"answer": "maybe"}),
        ("shared", {"answer": ""}),
        ("name", {"answer": "1"}),
        ("days", {"days": "9", "start": "9", "end": "17"}),
        ("days", {"days": "1", "start": "25:00", "end": "x" * 5000}),
        ("days", {"days": "1", "start": "17:00", "end": "17:00"}),
        ("number", {"typed": "999"}),
        ("number", {"typed": "07700 900101 ext 5"}),
        ("number", {"typed": "\x00"}),
        ("number", {"typed": "<script>"}),
        ("email", {"typed": "amy@example.org\r\nBcc: all@example.org"}),
        ("email", {"typed": "x" * 5000}),
        ("post", {"typed": " \n "}),
        ("post", {"typed": "x" * 5000}),
        ("word", {"typed": ""}),
        ("word", {"typed": "x" * 41}),
        ("word", {"typed": "blue\ufffdbell"}),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    deployment: Deployment, amy: Person, ask: str, data: dict[str, object]
) -> None:
    before = safe_contacts.reach_of(deployment.services, amy.number)
    assert post(amy, f"/contact/{ask}", **data) == 422
    assert safe_contacts.reach_of(deployment.services, amy.number) == before


@pytest.mark.parametrize(
    ("address", "data", "status"),
    [
        ("/contact", {}, 400),
        ("/contact", {"action": "stop_everything"}, 400),
        ("/contact/number/0", {}, 404),
        ("/contact/study", {}, 404),
        ("/contact/code", {"code": "123456"}, 303),
    ],
)
def test_what_is_not_ours_changes_nothing(
    deployment: Deployment, amy: Person, address: str, data: dict[str, object], status: int
) -> None:
    before = safe_contacts.reach_of(deployment.services, amy.number)
    assert post(amy, address, **data) == status
    assert safe_contacts.reach_of(deployment.services, amy.number) == before


@pytest.mark.parametrize("ask", ["", *(f"/{ask}" for ask in ASKS)])
def test_looking_writes_nothing_and_neither_address_nor_title_tells(
    deployment: Deployment, amy: Person, ask: str
) -> None:
    amy.browser.go("/path")
    before = deployment.stored()
    page = amy.browser.go(f"/contact{ask}?on=all")
    assert deployment.stored() == before
    title = "".join(str(child) for child in page.root.all("title")[0].children)
    assert find_forbidden(title) == ()
    assert find_forbidden(page.address.replace("/", " ")) == ()


def test_no_page_shows_a_number_or_an_address(deployment: Deployment, amy: Person) -> None:
    post(amy, "/contact/post", typed="12 Plane Tree Road")
    kim = staff(deployment, "Kim")
    pages = [amy.browser.go("/contact"), amy.browser.go("/contact/post"), amy.browser.go("/contact/number")]
    pages.append(kim.browser.go(f"/staff/family/{amy.number}/safe-contact"))
    for page in pages:
        assert "Plane Tree" not in str([element.attributes for element in page.root.walk()]) + page.text
        assert "7700900101" not in page.text.replace(" ", "")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"hours": "never"},
        {"hours": "own", "days": "1", "start": "9", "end": ""},
        {"hours": "any", "way": "pigeon"},
        {"hours": "any", "number": "12"},
        {"hours": "any", "way": "email"},
        {"hours": "any", "word": "x" * 41},
    ],
)
def test_staff_are_told_what_cannot_be_kept(deployment: Deployment, amy: Person, data: dict[str, object]) -> None:
    before = safe_contacts.reach_of(deployment.services, amy.number)
    kim = staff(deployment, "Kim")
    assert post(kim, f"/staff/family/{amy.number}/safe-contact", **data) == 422
    assert safe_contacts.reach_of(deployment.services, amy.number) == before


def test_staff_do_not_overwrite_what_the_family_said_since_the_page_was_opened() -> None:
    with temporary_deployment() as opened:
        amy = Person("Amy", opened, opened.browser(), phone="+447700900101")
        come_in(amy)
        with opened.services.vault.read() as sealed:
            (amy.number,) = opened.services.vault.find(sealed, "phone", amy.phone)
        kim = staff(opened, "Kim")
        page = kim.browser.go(f"/staff/family/{amy.number}/safe-contact")
        assert post(amy, "/contact/shared", answer="yes") == 303
        for button in page.main.all("button"):
            if button["value"] == "save":
                page = kim.browser.send(button)
        assert "Somebody changed this while you wrote." in page.text
        assert "What is kept now" in page.text
        assert safe_contacts.reach_of(opened.services, amy.number).safe.shared_phone
        kim.browser.press(value="save")
        assert not safe_contacts.reach_of(opened.services, amy.number).safe.shared_phone


def test_who_was_never_asked_can_stop_on_the_page_and_start_again() -> None:
    with temporary_deployment() as opened:
        with opened.services.vault.read() as sealed:
            (number,) = opened.services.vault.find(sealed, "phone", "+447700900101")
        with opened.services.vault.write() as sealed:
            opened.services.vault.forget(sealed, SAFE_CONTACT, subject=number)
        acting = Acting(number, FAMILY, NeedsProfile())
        stopping.set_messages(opened.services, acting, stopped=True)
        assert in_effect.stops_of(opened.services, number).messages_stopped
        now = opened.services.clock.now()
        new = outbox.NewMessage(opened.services.study.code, number, "check_in", "1", "sms", 6, now, None, {})
        with opened.services.records.write() as tx:
            message = outbox.enqueue(tx, new, now)
            assert message is not None
            outbox.mark_held(tx, message.id, reason="stopped", until=now.replace(year=2030), at=now)
        stopping.set_messages(opened.services, acting, stopped=False)
        with opened.services.records.read() as tx:
            kept = outbox.message(tx, message.id)
        assert kept is not None
        assert kept.due_at <= now


@pytest.mark.parametrize("name", ["Nina", "Tess", "Ravi"])
def test_only_who_may_contact_this_family_opens_or_writes_its_page(
    deployment: Deployment, amy: Person, name: str
) -> None:
    colleague = staff(deployment, name)
    expected = {"Nina": 404, "Tess": 403, "Ravi": 403}[name]
    address = f"/staff/family/{amy.number}/safe-contact"
    assert colleague.browser.fetch(address).status_code == expected
    assert post(colleague, address, action="unchanged") == expected


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9", time(9)), ("9:30", time(9, 30)), ("09.30", time(9, 30)), ("0930", time(9, 30)), ("5", time(17)),
        ("05:00", time(5)), ("5pm", time(17)), ("5 PM", time(17)), ("12am", time(0)), ("12pm", time(12)), ("۹:۳۰", time(9, 30)),
        ("17", time(17)), ("24:00", None), ("9:75", None), ("0am", None), ("13pm", None), ("noon", None), ("", None),
    ],
)  # fmt: skip
def test_a_time_is_read_however_it_is_typed(typed: str, read: time | None) -> None:
    assert read_clock(typed) == read


@pytest.mark.parametrize(
    ("start", "end", "window"),
    [("9", "5", (time(9), time(17))), ("9", "8", (time(9), time(20))), ("1", "3", (time(13), time(15)))],
)
def test_hours_are_those_of_the_day(start: str, end: str, window: tuple[time, time]) -> None:
    assert read_days(["0", "6"], start, end) == (SafeWindow(frozenset({0, 6}), *window),)


@pytest.mark.parametrize(("start", "end"), [("20:00", "9"), ("9am", "8am"), ("12", "12")])
def test_an_end_before_its_start_is_asked_again(start: str, end: str) -> None:
    assert read_days(["0"], start, end) == {"end": "errors.contact_clock_order"}


def test_each_simple_choice_of_hours_is_known_again() -> None:
    assert [hours_chosen(SafeContact(windows=windows)) for windows in HOURS.values()] == list(HOURS)
    assert hours_chosen(SafeContact(windows=AT_ANY_HOUR)) == "always"
    assert hours_chosen(SafeContact(windows=(SafeWindow(frozenset({1}), time(9), time(10)),))) == "own"


@pytest.mark.parametrize("chosen", [set(), {"sms"}, {"call"}, {"sms", "call"}, {"email", "letter"}, {"call", "email"}])
def test_the_ways_that_were_chosen_are_those_that_are_kept(chosen: set[str]) -> None:
    kept = with_ways(SafeContact(), chosen)
    assert ways_chosen(kept) == chosen
    assert kept.known
    assert kept.phone_is_safe is bool(chosen & {"sms", "call"})


def test_the_way_that_is_liked_best_comes_first_and_stays_first() -> None:
    liked = with_ways(SafeContact(), {"sms", "email", "letter"}, "letter")
    assert [kind.value for kind in liked.channels] == ["letter", "sms", "email"]
    assert [kind.value for kind in with_ways(liked, {"sms", "letter"}).channels] == ["letter", "sms"]


def test_an_address_keeps_its_lines() -> None:
    assert read_address("post", "  Amy \r\n\r\n 12  Plane Tree Road\nBromley ") == "Amy\n12 Plane Tree Road\nBromley"
    assert isinstance(read_address("word", " "), Refused)
