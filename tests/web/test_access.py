"""Who may open what, beside the matrix of roles: routes that say nothing, pages that locked, cookies that are old."""

import pytest

from alongside.core.web.access import AccessUndeclaredError, guard
from tests.support.deployment import temporary_deployment
from tests.support.family import Person, agree, begin_questions, come_in
from tests.web.test_matrix import OPEN, ROUTES

ELSEWHERE = ("/code", "/staff/sign-in")


def test_every_route_says_who_may_open_it_and_one_that_does_not_stops_the_start() -> None:
    with temporary_deployment() as deployment:
        guard(deployment.app)
        deployment.app.add_url_rule("/planted", "planted", lambda: "open to all")
        with pytest.raises(AccessUndeclaredError, match="planted"):
            guard(deployment.app)


def test_a_page_that_locked_opens_nothing_but_the_way_back() -> None:
    with temporary_deployment() as deployment:
        person = Person("Amy", deployment, deployment.browser(), phone="+447700900101")
        come_in(person)
        agree(person)
        begin_questions(person)
        token = person.page.root.all("input", name="csrf_token")[0]["value"]
        deployment.pass_time(minutes=21)
        shown, seen = [], 0
        for rule in deployment.app.url_map.iter_rules():
            if ROUTES.get(rule.endpoint) == OPEN or rule.arguments - {"number", "page"}:
                continue
            address = deployment.app.url_map.bind("").build(rule.endpoint, dict.fromkeys(rule.arguments, 1))
            for method in ("GET", "POST"):
                form = {"csrf_token": token} if method == "POST" else None
                response = person.browser.client.open(address, method=method, data=form)
                seen += 1
                # What was typed may have been stored; nothing is shown, and where it leads asks for a code.
                goes_on = method == "POST" and response.status_code == 303
                is_closed = response.headers.get("Location", "").startswith(ELSEWHERE) or response.status_code >= 400
                if not goes_on and not is_closed:
                    shown.append((method, address, response.status_code))
        assert shown == []
        assert seen > 80


def test_nobody_else_stops_for_a_family() -> None:
    with temporary_deployment() as deployment:
        stranger = deployment.browser()
        token = stranger.go("/help").root.all("input", name="csrf_token")[0]["value"]
        assert stranger.client.post("/stop", data={"csrf_token": token}).status_code == 401


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
