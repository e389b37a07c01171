"""Forms that are not ours, keys and addresses that are not theirs, and requests that no browser sends."""

import secrets
from datetime import timedelta

import pytest

from alongside.core.conduct.sending import LINK_KIND
from alongside.core.storage import access, answers, families
from tests.support.deployment import Deployment
from tests.support.family import Person
from tests.web.hard.visitor import (
    Visitor,
    answering_family,
    arrive,
    cookie_of,
    invite,
    names_of_cookies,
    say_yes_to_all,
    visitor_of,
)


@pytest.mark.parametrize("token", [None, "", "forged", "x" * 100_000])
def test_a_form_without_our_token_is_refused_and_stores_nothing(visitor: Visitor, token: str | None) -> None:
    form = visitor.form(address := visitor.address_of("gender"))
    form.pop("csrf_token")
    fields = {**form, "answer": "woman", "action": "keep"} | ({} if token is None else {"csrf_token": token})
    assert visitor.post(address, fields).status_code == 400
    assert visitor.said("pages.error_form") in visitor.words
    assert not visitor.stored("gender")


def test_a_form_with_another_visitors_token_is_refused(visitor: Visitor, stranger: Visitor) -> None:
    token = stranger.get("/help").root.all("input", name="csrf_token")[0]["value"]
    form = visitor.form(address := visitor.address_of("gender"))
    fields = {**form, "csrf_token": token, "answer": "woman", "action": "keep"}
    assert visitor.post(address, fields).status_code == 400
    assert not visitor.stored("gender")


@pytest.mark.parametrize("key", ["", "short", "é" * 32, "0" * 33, "Z" * 32, "' OR 1=1 --"])
def test_a_form_without_a_key_of_ours_is_refused(visitor: Visitor, key: str) -> None:
    response = visitor.send(visitor.address_of("gender"), {"answer": "woman", "action": "keep"}, key=key)
    assert response.status_code == 400
    assert not visitor.stored("gender")


def test_a_key_that_was_used_for_another_question_is_refused(visitor: Visitor) -> None:
    visitor.answer("ethnic_group", _first_option(visitor, "ethnic_group"))
    used = visitor.stored("ethnic_group")[-1].request_key
    response = visitor.send(visitor.address_of("gender"), {"answer": "woman", "action": "keep"}, key=used)
    assert response.status_code == 400
    assert not visitor.stored("gender")


def test_the_key_of_another_person_neither_reads_nor_writes_their_answer(
    deployment: Deployment, visitor: Visitor
) -> None:
    other = answering_family(deployment)
    other.answer("anything_else", "Only mine")
    used = other.stored("anything_else")[-1].request_key
    response = visitor.send(visitor.address_of("anything_else"), {"answer": "Stolen", "action": "keep"}, key=used)
    assert response.status_code == 400
    assert "Only mine" not in visitor.words
    assert other.values("anything_else") == ["Only mine"]
    assert not visitor.stored("anything_else")


def test_a_key_that_comes_again_with_other_words_does_not_replace_the_first(visitor: Visitor) -> None:
    form = visitor.form(address := visitor.address_of("languages_reading"))
    first, second = _options(visitor)[:2]
    assert visitor.post(address, {**form, "answer": first, "action": "keep"}).status_code == 303
    assert visitor.post(address, {**form, "answer": second, "action": "keep"}).status_code == 409
    assert visitor.said("pages.stale_heading") in visitor.words
    assert visitor.values("languages_reading") == [first]


def test_a_question_that_is_not_asked_is_not_found_and_stores_nothing(visitor: Visitor) -> None:
    form = visitor.form(visitor.address_of("gender"))
    fields = {**form, "key": secrets.token_hex(16), "answer": "x", "action": "keep"}
    assert visitor.post(visitor.address_of("gender_own_words"), fields).status_code == 404
    assert visitor.said("pages.error_not_found") in visitor.words
    assert not visitor.stored("gender_own_words")
    assert visitor.ask("GET", visitor.address_of("gender_own_words")).status_code == 303


@pytest.mark.parametrize(
    "address",
    [
        *("/q/0", "/q/9999", "/q/-1", "/q/x", "/q/" + "9" * 5000, "/part/9", "/check/9", "/done/9", "/read/99"),
        *("/choose/99", "/copy.doc", "/q/1/../../staff/", "/..%2f..%2fetc/passwd", "/s/..%2f..", "/s/" + "x" * 5000),
        *("/type/..%2f..%2fsettings.woff2", "/sound/..%2f..%2fx.mp3", "/%00", "/q/1%00", "/%ff%fe", "/q//1"),
        "/data/../staff.csv",
    ],
)
def test_an_address_that_leads_nowhere_says_so_and_nothing_else(visitor: Visitor, address: str) -> None:
    for method in ("GET", "HEAD"):
        response = visitor.ask(method, address)
        assert response.status_code in {404, 308, 303}, address
    if response.status_code == 404:
        visitor.get(address)
        assert visitor.said("pages.error_not_found") in visitor.words


def test_staff_pages_tell_a_family_nothing_even_about_itself(deployment: Deployment, visitor: Visitor) -> None:
    other = arrive(deployment)
    for number in (visitor.number, other.number, "BR9999X"):
        for method, address in (("GET", f"/staff/family/{number}"), ("POST", f"/staff/family/{number}/code")):
            form = visitor.form("/help") or {}
            token = visitor.page.root.all("input", name="csrf_token")[0]["value"] if visitor.page else ""
            response = visitor.ask(method, address, data={**form, "csrf_token": token} if method == "POST" else None)
            assert response.status_code == 403
            assert number not in visitor.words


def test_one_family_cannot_see_that_another_has_a_copy_or_pages(deployment: Deployment) -> None:
    one, other = answering_family(deployment), arrive(deployment)
    assert one.ask("GET", "/copy").status_code == 200
    for address in ("/copy", "/copy.pdf", "/q/1", "/part/1", "/check/1", "/done/1", "/questions"):
        assert other.ask("GET", address).status_code == 404, address


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND"])
def test_other_methods_are_refused_with_the_ones_there_are(visitor: Visitor, method: str) -> None:
    response = visitor.ask(method, "/q/1")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_options_and_head_show_nothing(visitor: Visitor, stranger: Visitor) -> None:
    assert visitor.ask("HEAD", "/q/1").data == b""
    assert visitor.ask("OPTIONS", "/q/1").data == b""
    assert stranger.ask("OPTIONS", "/q/1").status_code == 401


def test_unknown_query_parameters_and_huge_cookies_change_nothing(visitor: Visitor, stranger: Visitor) -> None:
    assert visitor.ask("GET", "/path?a=%00&b=%ff&" + "c" * 5000 + "=1").status_code == 200
    response = stranger.ask("GET", "/help", headers={"Cookie": f"s={'x' * 100_000}; other={'y' * 100_000}; s"})
    assert names_of_cookies(response) == ["s"]


@pytest.mark.parametrize(
    "back",
    [
        *("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "%2f%2fevil.example"),
        *("/q/1\r\nSet-Cookie: s=1", "/path/../../evil", "/q/1?x=//evil", "/q/1#x", "/leave", "/s/x", "/post-box"),
        "/path\u2028",
    ],
)
def test_back_leads_to_our_own_pages_only(deployment: Deployment, back: str) -> None:
    person = invite(deployment)
    visitor = visitor_of(person)
    ask_for_code(visitor, person)
    visitor.ask("GET", "/code", query_string={"back": back})
    assert visitor.typed("back") == [""]
    response = visitor.send("/code", {"code": person.newest_code(), "action": "open"}, back=back)
    assert response.headers["Location"] == "/first?back=/needs"
    assert names_of_cookies(response) == ["s"]
    visitor.ask("GET", "/first", query_string={"back": back})
    assert visitor.typed("back") == []
    response = visitor.post("/first/seen", {**visitor.form("/first?back=/needs"), "back": back})
    assert response.headers["Location"] == "/path"
    response = visitor.send("/needs", {"language": "en"}, back=back)
    assert response.headers["Location"] == "/path"


def ask_for_code(visitor: Visitor, person: Person) -> None:
    link = "/s/" + person.newest_link().rpartition("/s/")[2]
    assert visitor.send(link, {}).status_code == 303


@pytest.mark.parametrize("language", ["English", "Urdu"])
def test_an_expired_link_says_so_and_a_revoked_one_is_unknown(deployment: Deployment, language: str) -> None:
    person = invite(deployment, language)
    visitor = visitor_of(person, language)
    services = deployment.services
    now = services.clock.now()
    with services.records.write() as tx:
        expired = access.create_link(tx, subject=person.number, kind=LINK_KIND, expires_at=now - timedelta(1), at=now)
    tongue = {"Accept-Language": visitor.language}
    token = visitor.get("/help").root.all("input", name="csrf_token")[0]["value"]
    for method in ("GET", "POST"):
        data = {"csrf_token": token} if method == "POST" else None
        assert visitor.ask(method, f"/s/{expired}", headers=tongue, data=data).status_code == 410
        assert visitor.said("pages.error_expired") in visitor.words
        assert "Sam" not in visitor.words
    with services.records.write() as tx:
        access.revoke_links(tx, person.number, at=now)
    for method in ("GET", "POST"):
        data = {"csrf_token": token} if method == "POST" else None
        link = "/s/" + person.newest_link().rpartition("/s/")[2]
        assert visitor.ask(method, link, headers=tongue, data=data).status_code == 404
        assert visitor.said("pages.error_not_found") in visitor.words


def test_a_wrong_code_stays_in_its_field_and_too_many_are_told(deployment: Deployment) -> None:
    person = invite(deployment, "Urdu")
    visitor = visitor_of(person, "Urdu")
    ask_for_code(visitor, person)
    for typed in ("000000x", "{{7*7}}"[:2], "\u06f1" * 6):
        assert visitor.send("/code", {"code": typed, "action": "open"}).status_code == 422
        assert visitor.typed("code") == [typed]
    for _ in range(6):
        response = visitor.send("/code", {"action": "again"})
    assert response.status_code == 429
    assert visitor.said("errors.code_too_many") in visitor.words


def test_needs_that_are_not_offered_are_refused(visitor: Visitor) -> None:
    for wrong in ({"language": "xx"}, {"format": "x"}, {"listen": "x"}, {"size": "9" * 5000}, {"colours": "x"}):
        assert visitor.send("/needs", wrong).status_code == 422
        assert visitor.said("errors.language_offered") in visitor.words
    with visitor.deployment.services.records.read() as tx:
        assert families.preferences(tx, visitor.number).language == visitor.language


@pytest.mark.parametrize("language", ["English", "Urdu"])
def test_a_bad_choice_or_signature_is_explained_and_signs_nothing(deployment: Deployment, language: str) -> None:
    visitor = arrive(deployment, language)
    for wrong in ({}, {"answer": "maybe"}, {"answer": ["yes", "no"]}):
        assert visitor.send("/choose/1", wrong).status_code == 422
        assert visitor.said("errors.choose_yes_no") in visitor.words
    form = visitor.form("/choose/1")
    assert visitor.post("/sign", {**form, "method": "typed", "name": "Sam"}).headers["Location"] == "/choose/1"
    say_yes_to_all(visitor)
    wrongs = {"": "errors.name_needed", "a\x00": "errors.unreadable", "\ufffd": "errors.unreadable"}
    for name, wrong in wrongs.items():
        assert visitor.send("/sign", {"method": "typed", "name": name}).status_code == 422
        assert visitor.said(wrong) in visitor.words
    assert visitor.send("/sign", {"method": "typed", "name": "n" * 1_000_000}).status_code == 422
    assert visitor.said("errors.words_too_long", longest=200, length=1_000_000) in visitor.words
    assert visitor.typed("name") == ["n" * 1_000_000]
    assert visitor.ask("GET", "/copy").status_code == 404
    assert visitor.send("/sign", {"method": "typed", "name": "<b>Sam</b> & \u202e{{7*7}} 😀 ب"}).status_code == 303
    assert visitor.client.get("/copy").status_code == 200
    assert visitor.ask("GET", "/copy.pdf").status_code == 200


def test_a_page_that_nobody_may_open_yet_is_kept_closed(stranger: Visitor) -> None:
    for address in ("/path", "/q/1", "/needs", "/copy.pdf"):
        assert stranger.ask("GET", address).status_code == 401
    for address in ("/staff/", "/data/"):
        assert stranger.ask("GET", address).headers["Location"].startswith("/staff/sign-in")
    assert cookie_of(stranger.client)


def _options(visitor: Visitor) -> list[str]:
    page = visitor.get(visitor.address_of("languages_reading"))
    return [option["value"] for option in page.main.all("input", name="answer")]


def _first_option(visitor: Visitor, code: str) -> str:
    page = visitor.get(visitor.address_of(code))
    return page.main.all("input", name="answer")[0]["value"]


def test_answers_are_never_left_half_stored(visitor: Visitor) -> None:
    with visitor.deployment.services.records.read() as tx:
        numbers = [sheet for sheet in range(1, 50) if answers.history(tx, sheet)]
        for sheet in numbers:
            keys = [one.request_key for one in answers.history(tx, sheet)]
            assert len(keys) == len(set(keys))
