"""Every route and every kind of error carries the same headers, over http and https."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from alongside.core.storage.database import Database
from alongside.core.web.application import create_app
from alongside.core.web.type import NAME
from tests.support.deployment import Deployment, open_deployment
from tests.support.family import staff
from tests.support.page import faults_of_headers, read_page
from tests.web.hard.addresses import addresses
from tests.web.hard.visitor import Visitor, answering_family, client_with, cookie_of, names_of_cookies

YEAR = "max-age=31536000; includeSubDomains"


@pytest.fixture(scope="module")
def family(deployment: Deployment) -> Visitor:
    return answering_family(deployment)


@pytest.fixture(scope="module")
def visitors(deployment: Deployment, family: Visitor) -> tuple[Visitor, ...]:
    """Nobody, somebody who waits for a code, a family member, and staff with every duty that there is."""
    waiting = Visitor(deployment, deployment.app.test_client())
    waiting.send("/s/" + deployment.people["Sana"].link.rpartition("/")[2], {"action": "have"})
    workers = [Visitor(deployment, staff(deployment, name).browser.client) for name in ("Kim", "Nina", "Ravi", "Tess")]
    return (Visitor(deployment, deployment.app.test_client()), waiting, family, *workers)


def test_every_route_and_method_carries_the_headers_for_every_visitor(visitors: tuple[Visitor, ...]) -> None:
    seen: set[tuple[str, int]] = set()
    opened: set[str] = set()
    for visitor in visitors:
        visitor.get("/help")
        token = visitor.typed("csrf_token") or [visitor.page.root.all("input", name="csrf_token")[0]["value"]]  # type: ignore[union-attr]  # just seen
        for one in addresses(visitor.deployment.app, family=family_of(visitor.deployment), code="nobody"):
            for data in (None, {"csrf_token": token[0]}) if one.method == "POST" else (None,):
                if one.path not in {"/leave", "/post-box/month"}:
                    response = visitor.ask(one.method, one.path, data=data)
                    seen.add((response.mimetype, response.status_code))
                    opened |= {one.endpoint} if response.status_code in {200, 422} else set()
    statuses = {status for _, status in seen}
    assert {200, 303, 400, 401, 403, 404, 422} <= statuses
    assert {"text/html", "text/csv", "application/pdf", "application/jsonl", "font/woff2"} <= {kind for kind, _ in seen}
    pages_of_staff = {
        one.endpoint for one in addresses(visitors[0].deployment.app, "GET") if one.path.startswith("/staff")
    }
    assert len(pages_of_staff & opened) >= 8, pages_of_staff - opened


def family_of(deployment: Deployment) -> str:
    with deployment.services.records.read() as tx:
        number: str = tx.connection.exec_driver_sql(
            "SELECT min(number) FROM participants WHERE number LIKE 'GL%'"
        ).scalar_one()
    return number


def test_an_address_that_there_is_not_and_a_method_that_there_is_not_carry_them_too(
    visitors: tuple[Visitor, ...],
) -> None:
    for visitor in visitors:
        for method in ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
            for address in ("/nowhere", "/staff/nowhere", "/staff/record", "/staff/record/file", "/help"):
                visitor.ask(method, address)


def test_an_answer_to_another_host_carries_them_too(deployment: Deployment) -> None:
    settings = deployment.services.settings.model_copy(
        update={"demonstration": False, "base_url": "https://forms.example"}
    )
    client = create_app(replace(deployment.services, settings=settings)).test_client()
    response = client.get("/help", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert list(faults_of_headers(response.headers)) == []
    assert response.headers["Strict-Transport-Security"] == YEAR


def test_a_sound_carries_the_headers(deployment: Deployment) -> None:
    visitor = answering_family(deployment, "English", listens=True)
    page = visitor.get("/help")
    (sound, *_) = [audio["src"] for audio in page.root.all("audio")]
    response = visitor.ask("GET", sound)
    assert response.mimetype == "audio/mpeg"
    assert response.headers["Cache-Control"] == "no-store"


def test_the_policy_allows_no_inline_style_or_script_and_its_nonce_is_never_the_same(family: Visitor) -> None:
    policies = [family.ask("GET", "/help").headers["Content-Security-Policy"] for _ in range(20)]
    assert len(set(policies)) == len(policies)
    for policy in policies:
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "*" not in policy


def test_letters_are_kept_for_ever_and_nothing_else_is(family: Visitor) -> None:
    assert "immutable" in family.ask("GET", f"/type/{NAME}.woff2").headers["Cache-Control"]
    for address in ("/help", "/nowhere", "/q/1", "/copy.pdf", "/"):
        assert family.ask("GET", address).headers["Cache-Control"] == "no-store"


def test_an_error_of_ours_carries_the_headers_and_says_nothing_of_its_cause(
    deployment: Deployment, family: Visitor, tmp_path: Path
) -> None:
    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}", "records")
    app = create_app(replace(deployment.services, records=empty))
    client = app.test_client()
    client.set_cookie("s", cookie_of(family.client))
    response = client.get("/path")
    empty.dispose()
    assert response.status_code == 500
    assert not list(faults_of_headers(response.headers))
    page = read_page("/path", 500, response.headers, response.get_data(as_text=True))
    assert family.said("pages.error_ours") in page.text
    assert "sqlite" not in response.get_data(as_text=True).lower()


@pytest.mark.parametrize("accepted", ["", "br;q=0, gzip;q=0", "identity"])
def test_a_browser_that_takes_no_compression_gets_none(family: Visitor, accepted: str) -> None:
    response = family.ask("GET", "/help", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in response.headers


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder: Path = tmp_path_factory.mktemp("secure")
    with open_deployment(folder) as deployment:
        settings = deployment.services.settings.model_copy(update={"base_url": "https://forms.example"})
        yield create_app(replace(deployment.services, settings=settings))


def test_over_https_every_answer_asks_for_https_for_a_year_and_the_cookie_is_bound_to_the_host(secure: Flask) -> None:
    for one in addresses(secure):
        response: TestResponse = secure.test_client().open(
            one.path, method=one.method, base_url="https://forms.example"
        )
        assert response.headers["Strict-Transport-Security"] == YEAR
        assert names_of_cookies(response) in ([], ["__Host-s"])
        for cookie in response.headers.getlist("Set-Cookie"):
            assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
            assert "Domain" not in cookie


def test_over_https_the_old_cookie_is_really_deleted_on_leaving(secure: Flask) -> None:
    client = secure.test_client()
    client.get("/help", base_url="https://forms.example")
    assert client.get_cookie("__Host-s", domain="forms.example")
    response = client.post("/leave", base_url="https://forms.example")
    (cookie,) = response.headers.getlist("Set-Cookie")
    assert {"Secure", "HttpOnly", "Path=/", "Max-Age=0"} <= set(cookie.split("; "))
    assert not client.get_cookie("__Host-s", domain="forms.example")


def test_over_http_the_demonstration_keeps_the_same_cookie_without_the_binding(deployment: Deployment) -> None:
    visitor = Visitor(deployment, deployment.app.test_client())
    response = visitor.ask("GET", "/help")
    (cookie,) = response.headers.getlist("Set-Cookie")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Strict-Transport-Security" not in response.headers
    assert client_with(deployment, cookie_of(visitor.client)).get("/help").status_code == 200
