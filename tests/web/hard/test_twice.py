"""The same form twice, eight times at once, and from a page that was left open: stored once, and never over another answer in silence."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from alongside.core.storage import answers, audit, choices, consents, families, outbox, visits
from tests.support.deployment import Deployment
from tests.support.family import Entry, enter_family, staff
from tests.web.hard.visitor import (
    STATEMENTS,
    Fields,
    Visitor,
    another_tab,
    answering_family,
    arrive,
    client_with,
    cookie_of,
    say_yes_to_all,
)

AT_ONCE = 8
ROWS = {"rows": "1", "r0_people_home_who": "child", "r0_people_home_age": "4", "action": "keep"}
ROWS_ELSE = {**ROWS, "r0_people_home_age": "5"}
CASES: dict[str, tuple[str, Fields, Fields]] = {
    "a plain question": (
        "gender",
        {"answer": "woman", "action": "keep"},
        {"answer": "man", "action": "keep"},
    ),
    "a question with a comment": (
        "housing",
        {"answer": "own", "comment": "one", "action": "keep"},
        {"answer": "own", "comment": "two", "action": "keep"},
    ),
    "a sealed answer": (
        "anything_else",
        {"answer": "one", "action": "keep"},
        {"answer": "two", "action": "keep"},
    ),
    "a date": (
        "birth_date",
        {"answer_day": "3", "answer_month": "4", "answer_year": "1990", "action": "keep"},
        {"answer_day": "4", "answer_month": "4", "answer_year": "1990", "action": "keep"},
    ),
    "rows": ("people_home", ROWS, ROWS_ELSE),
}


@pytest.fixture(params=["English", "Urdu"])
def fresh(request: pytest.FixtureRequest, deployment: Deployment) -> Visitor:
    """A family member who has just begun the questions."""
    return answering_family(deployment, request.param)


def at_once(visitor: Visitor, send: Callable[[Visitor], int]) -> list[int]:
    """Send eight times at once, each from a tab of the same browser; return the statuses."""
    token = cookie_of(visitor.client)
    tabs = [
        Visitor(visitor.deployment, client_with(visitor.deployment, token), visitor.number, visitor.language)
        for _ in range(AT_ONCE)
    ]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(send, tabs))


def everything_stored(visitor: Visitor) -> list[tuple[str, int, str]]:
    with visitor.deployment.services.records.read() as tx:
        return [
            (one.item, one.row, one.request_key)
            for visit in visits.visits_of(tx, visitor.number)
            for sheet in visits.sheets_of(tx, visit.id)
            for one in answers.history(tx, sheet.id)
        ]


@pytest.mark.parametrize("case", CASES)
def test_the_same_form_twice_is_stored_once(fresh: Visitor, case: str) -> None:
    item, fields, _ = CASES[case]
    form = fresh.form(address := fresh.address_of(item))
    form.pop("rows", None)
    first = fresh.post(address, {**form, **fields})
    once = everything_stored(fresh)
    second = fresh.post(address, {**form, **fields})
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert everything_stored(fresh) == once
    assert len(fresh.stored(item)) == 1


@pytest.mark.parametrize("case", CASES)
def test_the_same_form_eight_times_at_once_is_stored_once(deployment: Deployment, case: str) -> None:
    visitor = answering_family(deployment)
    item, fields, _ = CASES[case]
    form = visitor.form(address := visitor.address_of(item))
    form.pop("rows", None)
    assert at_once(visitor, lambda tab: tab.post(address, {**form, **fields}).status_code) == [303] * AT_ONCE
    assert len(visitor.stored(item)) == 1
    assert len(everything_stored(visitor)) == len(set(everything_stored(visitor)))


@pytest.mark.parametrize("case", CASES)
def test_another_answer_from_a_tab_left_open_is_asked_about_and_both_are_shown(fresh: Visitor, case: str) -> None:
    item, fields, other = CASES[case]
    address = fresh.address_of(item)
    left_open = another_tab(fresh)
    stale = left_open.form(address)
    stale.pop("rows", None)
    assert fresh.send(address, fields).status_code == 303
    before = everything_stored(fresh)
    assert left_open.post(address, {**stale, **other}).status_code == 409
    assert everything_stored(fresh) == before
    assert fresh.said("pages.stale_heading") in left_open.words
    _both_are_shown(left_open, item, fields, other)
    assert left_open.page is not None
    again = {one["name"]: one["value"] for one in left_open.page.main.all("input", type="hidden")}
    again.pop("rows", None)
    assert left_open.post(address, {**again, **other}).status_code == 303
    fresh.get(address)
    for name, given in other.items():
        if name not in {"action", "rows"}:
            assert given in (fresh.typed(name), *fresh.typed(name), *fresh.chosen(name))


def _both_are_shown(page: Visitor, item: str, kept: Fields, typed: Fields) -> None:
    assert page.page is not None
    (note,) = page.page.main.all("div", role="status")
    told = note.text
    if item == "gender":
        assert page.said("about_you.gender.woman") in told.translate(dict.fromkeys(range(0x2066, 0x206A)))
    elif item == "people_home":
        assert "4" in told
    elif item == "birth_date":
        assert "1990" in told
    else:
        assert "one" in told
    for name, given in typed.items():
        if name not in {"action", "rows"}:
            assert given in (*page.typed(name), *page.chosen(name))


def test_eight_different_answers_at_once_leave_one_and_ask_seven(deployment: Deployment) -> None:
    visitor = answering_family(deployment)
    address = visitor.address_of("anything_else")
    form = visitor.form(address)
    form.pop("key")
    statuses = at_once(
        visitor,
        lambda tab: (
            tab.post(
                address, {**form, "key": secrets.token_hex(16), "answer": secrets.token_hex(4), "action": "keep"}
            ).status_code
        ),
    )
    assert sorted(statuses) == [303] + [409] * (AT_ONCE - 1)
    assert len(visitor.stored("anything_else")) == 1


def test_eight_different_rows_at_once_are_never_mixed(deployment: Deployment) -> None:
    visitor = answering_family(deployment)
    address = visitor.address_of("people_home")
    form = visitor.form(address)

    def send(tab: Visitor) -> int:
        age = str(secrets.randbelow(90))
        rows = {f"r{row}_people_home_age": age for row in range(3)}
        who = {f"r{row}_people_home_who": "child" for row in range(3)}
        key = secrets.token_hex(16)
        return tab.post(address, {**form, "key": key, **rows, **who, "rows": "3", "action": "keep"}).status_code

    assert sorted(at_once(visitor, send)) == [303] + [409] * (AT_ONCE - 1)
    ages = visitor.values("people_home_age")
    assert len(ages) == 3
    assert len(set(ages)) == 1


def test_an_equal_answer_from_a_tab_left_open_is_no_question(fresh: Visitor) -> None:
    address = fresh.address_of("gender")
    left_open = another_tab(fresh)
    stale = left_open.form(address)
    fresh.answer("gender", "woman")
    assert left_open.post(address, {**stale, "answer": "woman", "action": "keep"}).status_code == 303


def test_a_comment_is_not_taken_away_by_a_tab_that_never_showed_it(fresh: Visitor) -> None:
    address = fresh.address_of("housing")
    left_open = another_tab(fresh)
    stale = left_open.form(address)
    fresh.answer("housing", "own", comment="Keep me")
    response = left_open.post(address, {**stale, "answer": "own", "comment": "", "action": "keep"})
    assert response.status_code == 409
    assert "Keep me" in left_open.words
    fresh.get(address)
    assert fresh.typed("comment") == ["Keep me"]


def test_declining_in_a_tab_left_open_does_not_undo_an_answer(fresh: Visitor) -> None:
    address = fresh.address_of("gender")
    stale = another_tab(fresh).form(address)
    fresh.answer("gender", "woman")
    assert fresh.post(address, {**stale, "action": "decline"}).status_code == 409
    assert fresh.values("gender") == ["woman"]


def test_after_a_part_was_sent_a_tab_left_open_says_only_that(fresh: Visitor) -> None:
    fresh.answer("anything_else", "Secret words")
    stale = {
        code: another_tab(fresh).form(fresh.address_of(code)) for code in ("anything_else", "gender", "people_home")
    }
    check = fresh.form("/check/1")
    assert fresh.post("/check/1", check).status_code == 303
    before = everything_stored(fresh)
    for code, form in stale.items():
        for fields in ({"answer": "x"}, {"answer": "woman"}, {"action": "decline"}, {"action": "add", "rows": "1"}, {}):
            assert fresh.post(fresh.address_of(code), {**form, **fields}).status_code == 409
            assert fresh.said("pages.sent_heading") in fresh.words
            assert "Secret" not in fresh.words
        fresh.get(fresh.address_of(code))
        assert fresh.said("pages.sent_heading") in fresh.words
    assert everything_stored(fresh) == before


def test_sending_a_part_twice_or_eight_times_at_once_sends_it_once(deployment: Deployment) -> None:
    visitor = answering_family(deployment)
    form = visitor.form("/check/1")
    assert at_once(visitor, lambda tab: tab.post("/check/1", form).status_code) == [303] * AT_ONCE
    assert visitor.post("/check/1", form).status_code == 303
    assert len(everything_stored(visitor)) == len(set(everything_stored(visitor)))
    assert _events(deployment, visitor.number, "part_sent") == 1


def _events(deployment: Deployment, subject: str, kind: str) -> int:
    with deployment.services.records.read() as tx:
        return sum(f'"{kind}"' in line and f'"{subject}"' in line for line in audit.dump(tx))


@pytest.mark.parametrize("language", ["English", "Urdu"])
def test_a_statement_is_not_chosen_over_from_a_tab_left_open(deployment: Deployment, language: str) -> None:
    visitor = arrive(deployment, language)
    left_open = another_tab(visitor)
    stale = left_open.form("/choose/1")
    assert visitor.send("/choose/1", {"answer": "no"}).status_code == 303
    assert left_open.post("/choose/1", {**stale, "answer": "yes"}).status_code == 409
    assert visitor.said("pages.stale_heading") in left_open.words
    assert visitor.said("pages.no") in left_open.words
    assert left_open.chosen("answer") == ["yes"]
    assert _chosen(visitor) == ["no"]
    assert left_open.page is not None
    again = {one["name"]: one["value"] for one in left_open.page.main.all("input", type="hidden")}
    assert left_open.post("/choose/1", {**again, "answer": "yes"}).status_code == 303
    assert _chosen(visitor) == ["no", "yes"]


def _chosen(visitor: Visitor) -> list[str]:
    with visitor.deployment.services.records.read() as tx:
        version = visitor.deployment.services.study.versions[0]
        return [choice.answer for choice in choices.choices_of(tx, visitor.number, version.consent_modules[0])]


def test_choosing_eight_times_at_once_chooses_once(deployment: Deployment) -> None:
    visitor = arrive(deployment)
    form = visitor.form("/choose/1")
    assert at_once(visitor, lambda tab: tab.post("/choose/1", {**form, "answer": "yes"}).status_code) == [303] * AT_ONCE
    assert _chosen(visitor) == ["yes"]


def test_signing_twice_or_eight_times_at_once_makes_one_record_and_one_copy(deployment: Deployment) -> None:
    visitor = arrive(deployment)
    say_yes_to_all(visitor)
    form = visitor.form("/sign")
    stale_statement = another_tab(visitor).form("/choose/1")

    def sign(tab: Visitor) -> int:
        return tab.post(
            "/sign", {**form, "key": secrets.token_hex(16), "method": "typed", "name": secrets.token_hex(4)}
        ).status_code

    assert at_once(visitor, sign) == [303] * AT_ONCE
    assert visitor.post("/sign", {**form, "method": "typed", "name": "Sam"}).status_code == 303
    with deployment.services.records.read() as tx:
        (record,) = consents.consents_of(tx, visitor.number)
        assert not consents.verify_consents(tx, visitor.number)
        sent = [message for message in outbox.messages_of(tx, visitor.number) if "consent" in message.reason]
        assert len(sent) <= 1
        assert families.participant(tx, visitor.number).state == "consented"  # type: ignore[union-attr]
    assert _events(deployment, visitor.number, "consent_signed") == 1
    with deployment.services.vault.read() as sealed:
        kept = deployment.services.vault.get(
            sealed, visitor.number, f"consent_copy.{record.consent.module}.{record.record_hash}"
        )
    assert kept is not None
    assert record.record_hash in kept
    response = visitor.post("/choose/1", {**stale_statement, "answer": "no"})
    assert response.headers["Location"] == "/copy"
    assert _chosen(visitor) == ["yes"] * STATEMENTS


def test_starting_eight_times_at_once_opens_one_visit(deployment: Deployment) -> None:
    visitor = arrive(deployment)
    say_yes_to_all(visitor)
    visitor.send("/sign", {"method": "typed", "name": "Sam"})
    form = visitor.form("/path")
    assert at_once(visitor, lambda tab: tab.post("/start", form).status_code) == [303] * AT_ONCE
    with deployment.services.records.read() as tx:
        assert len(visits.visits_of(tx, visitor.number)) == 1


def test_adding_a_family_twice_or_eight_times_at_once_adds_one(deployment: Deployment) -> None:
    kim = staff(deployment, "Kim")
    enter_family(kim, Entry("First", "07700 900099", [("Ada", 9)]))
    visitor = Visitor(deployment, kim.browser.client)
    form = visitor.form("/staff/new")
    today = deployment.services.clock.today() - timedelta(days=300)
    child = {"child0_name": "=cmd()", "child0_day": str(today.day), "child0_month": str(today.month)}
    fields = {
        **form,
        **child,
        "child0_year": str(today.year),
        "first_name": "@SUM(1)",
        "role": "parent",
        "site": "bromley",
        "safe": "no",
        "language": "en",
        "action": "save",
    }
    with deployment.services.records.read() as tx:
        before = len(families.participants(tx, study=deployment.services.study.code))
    assert at_once(visitor, lambda tab: tab.post("/staff/new", fields).status_code) == [303] * AT_ONCE
    places = {visitor.post("/staff/new", fields).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    with deployment.services.records.read() as tx:
        assert len(families.participants(tx, study=deployment.services.study.code)) == before + 1


def test_a_family_that_was_corrected_after_it_was_added_is_not_said_to_be_stored(deployment: Deployment) -> None:
    kim = staff(deployment, "Kim")
    visitor = Visitor(deployment, kim.browser.client)
    born = deployment.services.clock.today() - timedelta(days=300)
    fields = {
        **visitor.form("/staff/new"),
        **{f"child0_{part}": str(getattr(born, part)) for part in ("day", "month", "year")},
        "child0_name": "Ada",
        "first_name": "Mya",
        "role": "parent",
        "site": "bromley",
        "safe": "no",
        "language": "en",
        "action": "save",
    }
    number = visitor.post("/staff/new", fields).headers["Location"].rpartition("/")[2].partition("?")[0]
    assert visitor.post("/staff/new", {**fields, "first_name": "Maya"}).status_code == 422
    assert visitor.said("staff.error_added", number=number) in visitor.words
    assert visitor.typed("first_name") == ["Maya"]
    with deployment.services.vault.read() as sealed:
        assert deployment.services.vault.get(sealed, number, "first_name") == "Mya"
