"""Whatever anybody sends to any route, the server never fails."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule

from tests.support.deployment import Deployment
from tests.support.family import Person, staff
from tests.support.page import faults_of_headers
from tests.web.hard.visitor import Visitor, answering_family, arrive, invite, visitor_of

EXAMPLES = 150
EXAMPLES_IN_FULL = 5_000
KINDS = ("nobody", "waiting", "locked", "not yet agreed", "answering", "co-ordinator", "researcher")
METHODS = ("GET", "GET", "POST", "POST", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH")
ENDS = ("leaving.leave", "stopping.")
"""What would end the session or the taking part of a visitor that later examples need: sent without its token only."""
NAMES = (
    *("answer", "answer_day", "answer_month", "answer_year", "key", "asked", "seen", "confirmed", "comment"),
    *("action", "rows"),
    *("r0_people_home_who", "r0_people_home_age", "code", "back", "language", "format", "listen", "size", "colours"),
    *("name", "children", "child0_name", "child0_day", "child0_month", "child0_year", "first_name", "role", "site"),
    *("phone", "safe", "shared", "reason", "reach", "full", "large", "added", "count", "number"),
)
WORDS = st.one_of(
    st.text(max_size=40),
    st.integers(-(10**40), 10**40).map(str),
    st.integers(10**4300, 10**4400).map(lambda number: f"{number:x}".translate({97 + n: 48 + n for n in range(6)})),
    st.text(alphabet="\x00\x01\x1b\r\n\t\u202e\u2066\ufffd\u0660\u06f3{}%<>&\"'=", max_size=20),
    st.sampled_from(
        [
            *(
                "",
                "0",
                "1",
                "2",
                "-1",
                "yes",
                "no",
                "add",
                "remove-0",
                "keep",
                "decline",
                "again",
                "open",
                "save",
                "more",
            ),
            *("child", "woman", "hospital", "none", "ur", "easy", "/q/1", "//evil.example", "a" * 32, "0" * 32),
            *("answers", "own", "family_doctor", "31", "1990", "07700 900123", "BR0001C"),
        ]
    ),
)


@dataclass(frozen=True)
class Sent:
    """A request as it was thought out."""

    rule: Rule
    method: str
    parts: dict[str, str]
    query: list[tuple[str, str]]
    fields: list[tuple[str, str]]
    has_token: bool
    has_key: bool
    headers: dict[str, str]

    @property
    def address(self) -> str:
        address = self.rule.rule
        for name, value in self.parts.items():
            for kind in (f"<{name}>", f"<int:{name}>"):
                address = address.replace(kind, quote(value, safe=""))
        return address + ("?" + urlencode(self.query) if self.query else "")


def requests(rules: list[Rule]) -> st.SearchStrategy[Sent]:
    fields = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=20)), WORDS), max_size=8)
    letters = st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=255), max_size=60)
    names = ("Accept-Language", "Accept-Encoding", "Referer", "Origin", "If-None-Match", "Range", "X-Forwarded-For")
    return st.sampled_from(rules).flatmap(
        lambda rule: st.builds(
            Sent,
            st.just(rule),
            st.sampled_from(METHODS),
            st.fixed_dictionaries(
                dict.fromkeys(sorted(rule.arguments), st.one_of(st.integers(-3, 60).map(str), WORDS))
            ),
            st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=20)), WORDS), max_size=3),
            fields,
            st.sampled_from([True, True, True, False]),
            st.booleans(),
            st.dictionaries(st.sampled_from(names), letters, max_size=2),
        )
    )


@pytest.fixture(scope="module")
def visitors(deployment: Deployment) -> dict[str, Visitor]:
    locked = answering_family(deployment)
    deployment.pass_time(minutes=21)
    person = invite(deployment)
    waiting = visitor_of(person)
    waiting.send("/s/" + person.newest_link().rpartition("/s/")[2], {})
    workers: dict[str, Person] = {name: staff(deployment, name) for name in ("Kim", "Ravi")}
    return {
        "nobody": Visitor(deployment, deployment.app.test_client()),
        "waiting": waiting,
        "locked": locked,
        "not yet agreed": arrive(deployment, "Urdu"),
        "answering": answering_family(deployment),
        "co-ordinator": Visitor(deployment, workers["Kim"].browser.client),
        "researcher": Visitor(deployment, workers["Ravi"].browser.client),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_no_request_whatever_makes_the_server_fail(visitors: dict[str, Visitor], kind: str, *, is_full: bool) -> None:
    visitor = visitors[kind]
    token = visitor.get("/help").root.all("input", name="csrf_token")[0]["value"]
    rules = list(visitor.deployment.app.url_map.iter_rules())

    @settings(
        max_examples=EXAMPLES_IN_FULL if is_full else EXAMPLES,
        deadline=None,
        derandomize=not is_full,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(requests(rules))
    def send(sent: Sent) -> None:
        assert _status(visitor, sent, token) < 500

    send()


def _status(visitor: Visitor, sent: Sent, token: str) -> int:
    may_end = sent.rule.endpoint.startswith(ENDS)
    fields = [*sent.fields]
    if sent.has_token and not may_end:
        fields.append(("csrf_token", token))
    if sent.has_key:
        fields.insert(0, ("key", sha256(sent.address.encode()).hexdigest()[:32]))
    more: dict[str, Any] = {}
    if sent.method in {"POST", "PUT", "PATCH"}:
        more = {"data": urlencode(fields), "content_type": "application/x-www-form-urlencoded"}
    client = visitor.client
    if may_end and sent.method == "POST":
        client = visitor.deployment.app.test_client()
    response = client.open(sent.address, method=sent.method, headers=sent.headers, **more)
    if not sent.address.startswith("/type/"):
        assert not list(faults_of_headers(response.headers))
    return response.status_code
