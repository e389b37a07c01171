"""A question page is one request that fits into the first flight of a new connection, and asks nobody else for anything."""

import re
from urllib.parse import urlsplit

import pytest

from tests.support.deployment import Deployment
from tests.support.family import agree, answer_all, come_in
from tests.support.markup import read_markup
from tests.web.hard.visitor import answering_family, invite, names_of_cookies, visitor_of

FIRST_FLIGHT = 14_600
"""Bytes: ten packets of 1,460."""
STATUS_LINE = 20
SERVER_ADDS = 80
"""Bytes: the date and the name of the connection, which the server adds to the application's headers."""
LEADS_TO = ("href", "src", "action", "formaction", "srcset", "poster", "data", "content", "cite", "ping", "background")
OUTSIDE = re.compile(r"(?i)\b[a-z][a-z0-9+.-]*://|^//|@import|url\(\s*['\"]?(?!/type/|data:,)")


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize("is_easy", [False, True], ids=["standard", "easy read and audio"])
@pytest.mark.parametrize("language", ["English", "Urdu"])
def test_the_first_question_fits_into_one_flight(
    deployment: Deployment, language: str, encoding: str, *, is_easy: bool
) -> None:
    visitor = answering_family(deployment, language, easy_read=is_easy, listens=is_easy)
    address = visitor.address_of("birth_date")
    page = visitor.get(address)
    assert page.kind == "question"
    assert bool(page.main.all("audio")) == is_easy
    assert bool(page.main.all("svg")) == is_easy
    response = visitor.client.get(address, headers={"Accept-Encoding": encoding})
    assert response.headers["Content-Encoding"] == encoding
    headers = sum(len(f"{name}: {value}\r\n".encode()) for name, value in response.headers) + STATUS_LINE + SERVER_ADDS
    assert headers + len(response.data) <= FIRST_FLIGHT


@pytest.mark.parametrize("is_easy", [False, True], ids=["standard", "easy read and audio"])
@pytest.mark.parametrize("language", ["English", "Urdu"])
def test_a_page_needs_one_request_and_its_style_is_in_it(
    deployment: Deployment, language: str, *, is_easy: bool
) -> None:
    visitor = answering_family(deployment, language, easy_read=is_easy, listens=is_easy)
    page = visitor.get(visitor.address_of("birth_date"))
    assert page.root.all("style")
    assert not [script for script in page.root.all("script") if script["src"]]
    assert not page.root.all("img", "iframe", "object", "embed", "source", "video")
    assert [link["href"] for link in page.root.all("link")] == ["data:,"]
    assert all(audio["preload"] == "none" for audio in page.root.all("audio"))


@pytest.mark.parametrize("language", ["English", "Urdu"])
def test_no_page_of_the_whole_journey_asks_another_host_for_anything(
    deployment: Deployment, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, str] = {}
    cookies: set[str] = set()
    person = invite(deployment, language, easy_read=True, listens=True)
    look = person.browser._look_at

    def look_at(browser: object, address: str, response: object) -> object:
        del browser
        seen[urlsplit(address).path] = response.get_data(as_text=True)  # type: ignore[attr-defined]
        cookies.update(names_of_cookies(response))  # type: ignore[arg-type]
        return look(address, response)  # type: ignore[arg-type]

    monkeypatch.setattr(type(person.browser), "_look_at", look_at)
    come_in(person)
    agree(person)
    answer_all(person)
    for address in ("/path", "/copy", "/help", "/needs", "/nowhere", "/staff/", "/stop"):
        person.browser.go(address)
    person.browser.press(visitor_of(person, language).said("pages.leave"))
    assert cookies == {"s"}
    assert len(seen) > 40
    for address, html in seen.items():
        assert not list(leading_away(html)), address


def leading_away(html: str) -> list[str]:
    """Return the addresses and styles of a page that lead to another host."""
    root, _ = read_markup(html)
    found = [element[name] for element in root.walk() for name in LEADS_TO if OUTSIDE.search(element[name])]
    styles = ["".join(map(str, style.children)) for style in root.all("style")]
    return found + [style for style in styles if OUTSIDE.search(style)]


def test_the_look_for_other_hosts_finds_them() -> None:
    for outside in ("https://evil.example/x", "//evil.example", "HTTP://evil.example"):
        assert leading_away(f'<!doctype html><a href="{outside}">x</a>')
    assert leading_away("<!doctype html><style>@import 'x'</style>")
    assert leading_away("<!doctype html><style>a{background:url(https://x)}</style>")
    assert not leading_away('<!doctype html><a href="/q/1">x</a><a href="?language=ur">y</a>')
