"""Whoever asks gets the same: a page about one person, a round of reminders over many, and the co-ordinator's list."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.core.conduct.consenting import content_hash, modules_of, standing
from alongside.core.conduct.people import FAMILY, Acting
from alongside.core.conduct.standing import stand_of
from alongside.core.conduct.stopping import Said, change_statement, change_whole, take_back
from alongside.core.conduct.workspace import LEFT_ALONE, Stage, families_at_work, family_at_work
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.engine.consent import NO, WANTED, WITHDRAWN, YES, Whole
from alongside.core.storage import addressees, consents, families
from tests.support.databases import KINDS, Kind
from tests.support.deployment import Deployment, open_deployment
from tests.support.miniature_consent import FREE_CHOICES

STATEMENTS = ("take_part", "can_stop", "reminders", "quotes")
ACTS = st.one_of(
    st.tuples(st.just("sign"), st.sampled_from([frozenset(), frozenset({"reminders"}), frozenset({"take_part"})])),
    st.tuples(st.just("statement"), st.tuples(st.sampled_from(STATEMENTS), st.sampled_from([YES, NO]))),
    st.tuples(
        st.just("whole"),
        st.tuples(st.sampled_from([one for one in Whole if one is not Whole.MODULE]), st.sampled_from([WITHDRAWN, WANTED])),
    ),
    st.tuples(st.just("module"), st.just("")),
    st.tuples(st.just("old version"), st.just("")),
)  # fmt: skip
HISTORY = st.lists(ACTS, max_size=8)


@pytest.fixture(params=KINDS)
def deployment(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Deployment]:
    kind: Kind = request.param
    with open_deployment(tmp_path, also=FREE_CHOICES, kind=kind) as opened:
        yield opened


def newcomer(deployment: Deployment) -> str:
    services = deployment.services
    with services.records.write() as tx:
        now = services.clock.now()
        family = families.add_family(tx, study=services.study.code, site="bromley", site_prefix="BR", at=now)
        person = families.add_participant(tx, family=family.number, role="parent", language="en", at=now)
        return person.number


def sign(deployment: Deployment, number: str, refused: frozenset[str], version: str = "") -> None:
    """Write a signature as it comes from anywhere: a page, paper, or an older version."""
    services = deployment.services
    acting = Acting(number, FAMILY, NeedsProfile())
    with services.records.write() as tx:
        module, now = modules_of(services, tx, number)[0], services.clock.now()
        statements = tuple(
            consents.SignedStatement(one.code, "", "", "", NO if one.code in refused else YES, now)
            for one in module.statements
        )
        new = consents.NewConsent(
            participant=number,
            role="parent",
            on_behalf_of=(),
            study=services.study.code,
            site="bromley",
            protocol_version="1",
            module=module.code,
            module_version=version or module.version,
            content_hash=content_hash(services, acting, module),
            language="en",
            format="standard",
            statements=statements,
            first_viewed_at=now,
            signature_method="typed",
            meaning="",
            given_by_mode="self",
            sign_in_method="",
            received_by="",
            request_key=f"{number}{now.isoformat()}",
        )
        consents.append_consent(tx, new, now)
        families.set_state(tx, number, "consented", now)


def live(deployment: Deployment, number: str, history: list[tuple[str, object]]) -> None:
    """Let a person sign and change their mind, a day apart."""
    services = deployment.services
    for place, (act, what) in enumerate(history):
        deployment.moment.now += timedelta(days=1)
        said, key = Said(number, "self"), f"{number}:{place}"
        with services.records.read() as tx:
            module = modules_of(services, tx, number)[0]
        match act, what:
            case "sign", frozenset() as refused:
                sign(deployment, number, refused)
            case "old version", _:
                sign(deployment, number, frozenset(), version="0.0.1")
            case "statement", (str() as code, str() as answer):
                statement = module.statement(code)
                change_statement(services, number, module, statement, answer, said, request_key=key)
            case "whole", (Whole() as whole, str() as value) if (whole, value) not in {
                (Whole.LINKAGE, WANTED),
                (Whole.EVERYTHING, WANTED),
            }:
                change_whole(services, number, whole, value, said, request_key=key)
            case "module", _:
                take_back(services, number, module, said, request_key=key)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories=st.lists(HISTORY, min_size=1, max_size=3))
def test_one_by_one_or_all_at_once_they_stand_the_same(
    deployment: Deployment, histories: list[list[tuple[str, object]]]
) -> None:
    services = deployment.services
    numbers = [newcomer(deployment) for _ in histories]
    for number, history in zip(numbers, histories, strict=True):
        live(deployment, number, history)
    with services.records.read() as tx:
        module = modules_of(services, tx, numbers[0])[0]
        single = {number: standing(tx, number, module) for number in numbers}
        people = addressees.addressees(tx, numbers)
        bulk = stand_of(services, tx, list(people.values()))
    listed = {one.number: one for one in families_at_work(services, frozenset({"bromley"}))}
    for number in numbers:
        one, many = single[number], bulk[number]
        assert (many.consented_on, many.agreed_to) == (one.consented_on, one.agreed_to)
        assert many.questions_stopped == one.questions_stopped
        assert (listed[number].stage is Stage.NOT_ASKED) == one.questions_stopped
        assert (listed[number].due is not None) <= (one.consented_on is not None)
        assert one.asks or listed[number].stage in LEFT_ALONE | {Stage.INVITED, Stage.CHOOSING}
        assert family_at_work(services, number, frozenset({"bromley"})) == listed[number]


def test_a_change_counts_at_once_and_what_came_before_a_signature_does_not(deployment: Deployment) -> None:
    services, number = deployment.services, newcomer(deployment)
    live(deployment, number, [("sign", frozenset()), ("statement", ("reminders", NO))])
    with services.records.read() as tx:
        module = modules_of(services, tx, number)[0]
        assert "reminders" not in standing(tx, number, module).agreed_to
    live(deployment, number, [("sign", frozenset())])
    with services.records.read() as tx:
        assert "reminders" in standing(tx, number, module).agreed_to
        assert not consents.verify_consents(tx, number)
