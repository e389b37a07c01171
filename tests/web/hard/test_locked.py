"""Sessions: a page that was open before the lock, tokens from before signing in, and what an old cookie opens after leaving."""

import pytest

from tests.support.deployment import Deployment
from tests.support.family import come_in
from tests.web.hard.visitor import (
    Visitor,
    another_tab,
    answering_family,
    arrive,
    client_with,
    cookie_of,
    invite,
    names_of_cookies,
    say_yes_to_all,
    visitor_of,
)

LOCKED_AFTER = 21


@pytest.fixture(params=["English", "Urdu"])
def fresh(request: pytest.FixtureRequest, deployment: Deployment) -> Visitor:
    """A family member who has just begun the questions."""
    return answering_family(deployment, request.param)


def open_again(visitor: Visitor) -> str:
    """On the page that asks for a code: ask for one, type it, and return where it leads."""
    assert visitor.page is not None
    form = {control["name"]: control["value"] for control in visitor.page.main.all("input", type="hidden")}
    visitor.post("/code", {**form, "action": "again"})
    codes = [posted.message.body for posted in visitor.deployment.messages() if posted.message.body.isdecimal()]
    return visitor.post("/code", {**form, "code": codes[-1], "action": "open"}).headers["Location"]


@pytest.mark.parametrize(
    ("item", "fields"),
    [
        ("gender", {"answer": "woman"}),
        ("anything_else", {"answer": "Typed before the lock"}),
        ("people_home", {"rows": "1", "r0_people_home_who": "child", "r0_people_home_age": "4"}),
        ("people_home", {"rows": "1", "r0_people_home_who": "child", "r0_people_home_age": "4", "action": "add"}),
        ("gender", {"action": "decline"}),
    ],
)
def test_what_was_typed_before_the_lock_is_kept_and_nothing_is_shown(
    fresh: Visitor, item: str, fields: dict[str, str]
) -> None:
    address = fresh.address_of(item)
    form = fresh.form(address)
    form.pop("rows", None)
    fresh.deployment.pass_time(minutes=LOCKED_AFTER)
    response = fresh.post(address, {**form, "action": "keep", **fields})
    assert response.status_code == 303
    assert response.headers["Location"] == f"/code?back={address}"
    assert len(fresh.stored(item)) == 1
    assert _shows_nothing(fresh)
    fresh.get(response.headers["Location"])
    assert fresh.said("pages.locked_heading") in fresh.words
    assert open_again(fresh) == address
    assert fresh.get(address).kind == "question"


def _shows_nothing(visitor: Visitor) -> bool:
    statuses = {
        visitor.ask("GET", address).status_code for address in ("/q/1", "/path", "/copy", "/copy.pdf", "/check/1")
    }
    return statuses == {303}


@pytest.mark.parametrize(
    ("item", "fields"),
    [
        ("gender", {"answer": "dragon"}),
        ("anything_else", {"answer": "m" * 5000}),
        ("people_home", {"rows": "1", "r0_people_home_age": "lots"}),
    ],
)
def test_a_bad_answer_from_before_the_lock_shows_nothing_and_asks_for_a_code(
    fresh: Visitor, item: str, fields: dict[str, str]
) -> None:
    address = fresh.address_of(item)
    form = fresh.form(address)
    form.pop("rows", None)
    fresh.deployment.pass_time(minutes=LOCKED_AFTER)
    response = fresh.post(address, {**form, "action": "keep", **fields})
    assert response.headers["Location"] == f"/code?back={address}"
    assert not response.data.count(b"<form")
    assert not fresh.stored(item)


def test_an_overtaken_answer_from_before_the_lock_shows_neither(fresh: Visitor) -> None:
    address = fresh.address_of("anything_else")
    stale = another_tab(fresh).form(address)
    fresh.answer("anything_else", "Kept words")
    fresh.deployment.pass_time(minutes=LOCKED_AFTER)
    response = fresh.post(address, {**stale, "answer": "Other words", "action": "keep"})
    assert response.headers["Location"] == f"/code?back={address}"
    assert fresh.values("anything_else") == ["Kept words"]


@pytest.mark.parametrize("answer", ["yes", "no", "maybe"])
def test_a_statement_from_before_the_lock_is_kept_and_not_shown(deployment: Deployment, answer: str) -> None:
    visitor = arrive(deployment)
    form = visitor.form("/choose/1")
    deployment.pass_time(minutes=LOCKED_AFTER)
    response = visitor.post("/choose/1", {**form, "answer": answer})
    assert response.status_code == 303
    assert visitor.ask("GET", response.headers["Location"]).status_code in {200, 303}
    visitor.get("/code?back=/choose/1")
    assert open_again(visitor) == "/choose/1"
    visitor.get("/choose/1")
    assert visitor.chosen("answer") == ([] if answer == "maybe" else [answer])


def test_a_signature_from_before_the_lock_is_not_taken_without_a_code(deployment: Deployment) -> None:
    visitor = arrive(deployment)
    say_yes_to_all(visitor)
    form = visitor.form("/sign")
    deployment.pass_time(minutes=LOCKED_AFTER)
    response = visitor.post("/sign", {**form, "method": "typed", "name": "Sam"})
    assert response.headers["Location"] == "/code?back=/sign"
    visitor.get(response.headers["Location"])
    assert open_again(visitor) == "/sign"
    assert visitor.ask("GET", "/copy").status_code == 404


def test_a_forged_form_is_refused_when_the_page_is_locked_too(fresh: Visitor) -> None:
    address = fresh.address_of("gender")
    form = fresh.form(address)
    fresh.deployment.pass_time(minutes=LOCKED_AFTER)
    assert fresh.post(address, {**form, "csrf_token": "x", "answer": "woman", "action": "keep"}).status_code == 400
    assert not fresh.stored("gender")


def test_signing_in_changes_the_token_twice_and_the_waiting_one_is_worth_nothing(deployment: Deployment) -> None:
    person = invite(deployment)
    visitor = visitor_of(person)
    planted = "planted_by_somebody_else_00000000000"
    visitor.client.set_cookie("s", planted)
    link = "/s/" + person.newest_link().rpartition("/s/")[2]
    visitor.send(link, {})
    waiting = cookie_of(visitor.client)
    visitor.send("/code", {"code": person.newest_code(), "action": "open"})
    signed_in = cookie_of(visitor.client)
    assert len({planted, waiting, signed_in}) == 3
    assert visitor.ask("GET", "/path").status_code == 200
    for token in (planted, waiting):
        thief = Visitor(deployment, client_with(deployment, token))
        assert thief.ask("GET", "/path").status_code == 401
        assert thief.ask("GET", "/code").headers["Location"] == "/"


def test_a_token_that_locked_is_worth_nothing_after_the_code(fresh: Visitor) -> None:
    locked = cookie_of(fresh.client)
    fresh.deployment.pass_time(minutes=LOCKED_AFTER)
    fresh.get("/code?back=/path")
    assert open_again(fresh) == "/path"
    thief = Visitor(fresh.deployment, client_with(fresh.deployment, locked))
    assert thief.ask("GET", "/path").status_code == 401


@pytest.mark.parametrize("token", ["", "x"])
def test_leaving_never_fails_and_the_old_cookie_opens_nothing(fresh: Visitor, token: str) -> None:
    old = cookie_of(fresh.client)
    response = fresh.post("/leave", {"csrf_token": token})
    assert response.headers["Location"] == "/leave"
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not cookie_of(fresh.client)
    thief = Visitor(fresh.deployment, client_with(fresh.deployment, old))
    for address in ("/path", "/q/1", "/copy", "/copy.pdf", "/needs"):
        assert thief.ask("GET", address).status_code == 401
    for address in ("/staff/", "/data/"):
        assert thief.ask("GET", address).headers["Location"].startswith("/staff/sign-in")
    assert thief.ask("GET", "/code").headers["Location"] == "/"
    assert fresh.get("/leave").kind == "leave"


def test_leaving_while_a_code_is_awaited_ends_the_waiting(deployment: Deployment) -> None:
    person = invite(deployment)
    visitor = visitor_of(person)
    visitor.send("/s/" + person.newest_link().rpartition("/s/")[2], {})
    waiting = cookie_of(visitor.client)
    visitor.post("/leave", {})
    thief = Visitor(deployment, client_with(deployment, waiting))
    assert thief.ask("GET", "/code").headers["Location"] == "/"


def test_leaving_in_one_browser_leaves_another_device_signed_in(deployment: Deployment) -> None:
    person = invite(deployment)
    come_in(person)
    first = visitor_of(person)
    person.take_another_browser()
    come_in(person)
    first.post("/leave", {})
    assert visitor_of(person).ask("GET", "/path").status_code == 200


def test_one_visitor_is_given_exactly_one_cookie(deployment: Deployment) -> None:
    visitor = Visitor(deployment, deployment.app.test_client())
    assert names_of_cookies(visitor.ask("GET", "/help")) == ["s"]
    assert names_of_cookies(visitor.ask("GET", "/help")) == []
