"""A look at identity is on record before anything is shown; a search finds whole words only, and keeps none of them."""

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from alongside.core.conduct.enrolment import NewChild, NewFamily, enrol_family
from alongside.core.conduct.looking import FOUND, REASONS, ReasonUnknownError, look, search, words_of_name
from alongside.core.conduct.services import Services
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.storage import audit
from tests.support.deployment import Deployment, open_deployment

EVERYWHERE = frozenset({"bromley", "glasgow"})


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    with open_deployment(tmp_path) as opened:
        yield opened


def enrol(
    services: Services, first: str, last: str, *, phone: str = "", child: str = "Leo", site: str = "bromley"
) -> str:
    new = NewFamily(first, phone, "", SafeContact(), "en", (NewChild(child, date(2024, 5, 6)),), site, last_name=last)
    return enrol_family(services, new, by="kim")


def events(services: Services, action: str) -> list[dict[str, object]]:
    with services.records.read() as tx:
        found = [json.loads(line) for line in audit.dump(tx)]
    return [event for event in found if event["action"] == action]


def test_a_look_returns_who_the_family_is_and_is_on_record_with_its_reason(deployment: Deployment) -> None:
    services = deployment.services
    number = enrol(services, "Zoë", "O'Neil-Smith", phone="+447700900301")

    identity = look(services, number, "they_called", "kim")

    assert (identity.name, identity.phone) == ("Zoë O'Neil-Smith", "+447700900301")
    assert [(child.first_name, child.born) for child in identity.children] == [("Leo", date(2024, 5, 6))]
    (event,) = events(services, "identity_seen")
    assert (event["actor"], event["subject"], event["details"]) == ("kim", number, {"reason": "they_called"})


def test_without_a_reason_from_the_list_nothing_is_shown_and_nothing_is_on_record(deployment: Deployment) -> None:
    with pytest.raises(ReasonUnknownError):
        look(deployment.services, enrol(deployment.services, "Zoë", ""), "curious", "kim")

    assert events(deployment.services, "identity_seen") == []


def test_nothing_is_shown_when_the_look_cannot_be_put_on_record(deployment: Deployment) -> None:
    number = enrol(deployment.services, "Zoë", "")
    with deployment.services.records.write() as tx:
        tx.connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON audit_events BEGIN SELECT RAISE(ABORT, 'full'); END"
        )

    with pytest.raises(Exception, match="full"):
        look(deployment.services, number, REASONS[0], "kim")


@pytest.mark.parametrize(
    "typed",
    [
        "zoe",
        "ZOË",
        "oneil",
        "O’Neil",
        "smith zoë",
        "O'Neil-Smith",
        "Leo",
        "leo  smith",
        "07700 900301",
        "+447700900301",
    ],
)
def test_whole_words_of_names_and_the_whole_phone_number_are_found(deployment: Deployment, typed: str) -> None:
    number = enrol(deployment.services, "Zoë", "O'Neil-Smith", phone="+447700900301")
    enrol(deployment.services, "Zora", "Jones", phone="+447700900302", child="Max")

    found = search(deployment.services, typed, EVERYWHERE, by="kim")
    assert number in found
    assert len(found) == (2 if typed == "Leo" else 1)  # Amy of the demonstration has a Leo too


@pytest.mark.parametrize("typed", ["zo", "zoe jones", "900301", "07700 900309", "nobody", "- '", "…"])
def test_parts_of_words_and_names_of_different_families_find_nobody(deployment: Deployment, typed: str) -> None:
    enrol(deployment.services, "Zoë", "O'Neil-Smith", phone="+447700900301")
    enrol(deployment.services, "Zora", "Jones", child="Max")

    assert search(deployment.services, typed, EVERYWHERE, by="kim") == ()


def test_a_search_finds_families_of_ones_own_sites_only(deployment: Deployment) -> None:
    here = enrol(deployment.services, "Zoë", "", site="glasgow")
    enrol(deployment.services, "Zoë", "", site="bromley")

    assert search(deployment.services, "zoe", frozenset({"glasgow"}), by="nina") == (here,)
    (event,) = events(deployment.services, "identity_searched")
    assert event["details"] == {"hits": "1"}


def test_a_search_puts_on_record_each_family_that_it_shows_and_no_other(deployment: Deployment) -> None:
    here = enrol(deployment.services, "Zoë", "Jones", site="glasgow")
    also = enrol(deployment.services, "Zoë", "Smith", site="glasgow")
    enrol(deployment.services, "Zoë", "Brown", site="bromley")

    search(deployment.services, "zoe", frozenset({"glasgow"}), by="nina")
    assert [
        (event["actor"], event["subject"], event["details"]) for event in events(deployment.services, "identity_seen")
    ] == [("nina", number, {"reason": FOUND}) for number in (here, also)]


def test_a_search_that_finds_nobody_sees_nobody(deployment: Deployment) -> None:
    search(deployment.services, "nobody", EVERYWHERE, by="kim")

    assert len(events(deployment.services, "identity_searched")) == 1
    assert events(deployment.services, "identity_seen") == []


def test_having_been_found_is_no_reason_that_somebody_can_choose(deployment: Deployment) -> None:
    with pytest.raises(ReasonUnknownError):
        look(deployment.services, enrol(deployment.services, "Zoë", ""), FOUND, "kim")


def test_whatever_families_a_search_would_show_stays_hidden_when_it_cannot_be_put_on_record(
    deployment: Deployment,
) -> None:
    enrol(deployment.services, "Zoë", "")
    with deployment.services.records.write() as tx:
        tx.connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON audit_events WHEN new.action = 'identity_seen'"
            " BEGIN SELECT RAISE(ABORT, 'full'); END"
        )

    with pytest.raises(Exception, match="full"):
        search(deployment.services, "zoe", EVERYWHERE, by="kim")
    assert events(deployment.services, "identity_searched") == []


def test_each_reason_has_words_and_a_page_for_it(root: Path) -> None:
    words = tomllib.loads((root / "locales" / "en" / "staff_work.toml").read_text(encoding="utf-8"))

    assert {name.removeprefix("reason_") for name in words if name.startswith("reason_")} == {*REASONS, FOUND}
    assert "correct_details" not in REASONS


def test_the_words_of_a_search_are_nowhere_in_the_records(deployment: Deployment) -> None:
    enrol(deployment.services, "Quintessa", "Farquharson", phone="+447700900301")
    search(deployment.services, "Quintessa Farquharson", EVERYWHERE, by="kim")
    search(deployment.services, "07700 900301", EVERYWHERE, by="kim")

    stored = str({name: rows for name, rows in deployment.stored().items() if name.startswith("records.")}).casefold()
    assert [word for word in ("quintessa", "farquharson", "900301") if word in stored] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Zoë O'Neil-Smith", ("zoe", "oneil", "smith")),
        ("  Anne   Marie ", ("anne", "marie")),
        ("Łucja Żak", ("lucja", "zak")),
        ("محمد علي", ("محمد", "علي")),
        ("Sam Sam", ("sam",)),
        ("", ()),
    ],
)
def test_a_name_is_indexed_word_by_word(name: str, words: tuple[str, ...]) -> None:
    assert words_of_name(name) == words
