"""The steps of versions of consents: each once, in order, and never two at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from alongside.core.definitions.consent import Release
from alongside.core.storage import consent_releases
from alongside.core.storage.consent_releases import NewStep
from alongside.core.storage.database import Database
from alongside.core.storage.errors import RequestKeyReusedError

from .conftest import NOON

STAGED = NewStep("bright", "taking_part", "2.0.0", "staged", "tess", "abc", "key-1", "One new page")
RELEASED = replace(STAGED, step="released", request_key="key-2", what_changed="", replaces="1.0.0", is_material=True)


def test_steps_come_back_in_order_as_they_were_written(records: Database) -> None:
    with records.write() as tx:
        assert consent_releases.append_step(tx, STAGED, NOON, after=0)
        assert consent_releases.append_step(tx, RELEASED, NOON + timedelta(hours=1), after=1)
    with records.read() as tx:
        first, second = consent_releases.steps_of(tx, "bright", "taking_part")
        assert (first.step, first.turn, first.at, first.what_changed, first.is_material) == (
            "staged",
            1,
            NOON,
            "One new page",
            None,
        )
        assert (second.step, second.turn, second.replaces, second.is_material) == ("released", 2, "1.0.0", True)
        assert consent_releases.steps_of(tx, "other", "taking_part") == []
        assert consent_releases.last_turn(tx, "bright", "taking_part") == 2
        assert consent_releases.last_turn(tx, "bright", "linkage") == 0


def test_only_what_was_released_counts_as_released(records: Database) -> None:
    with records.write() as tx:
        consent_releases.append_step(tx, STAGED, NOON, after=0)
        assert consent_releases.releases_in(tx, "bright") == {}
        consent_releases.append_step(tx, RELEASED, NOON, after=1)
        later = replace(RELEASED, version="2.1.0", request_key="key-3", replaces="2.0.0", is_material=False)
        consent_releases.append_step(tx, later, NOON, after=2)
        assert consent_releases.releases_in(tx, "bright") == {
            "taking_part": [Release("2.0.0", "1.0.0", is_material=True), Release("2.1.0", "2.0.0", is_material=False)]
        }
        assert consent_releases.releases_in(tx, "other") == {}


def test_the_same_request_takes_one_step(records: Database) -> None:
    with records.write() as tx:
        assert consent_releases.append_step(tx, STAGED, NOON, after=0)
        assert consent_releases.append_step(tx, STAGED, NOON, after=0)
        assert len(consent_releases.steps_of(tx, "bright", "taking_part")) == 1
        with pytest.raises(RequestKeyReusedError):
            consent_releases.append_step(tx, replace(STAGED, version="3.0.0"), NOON, after=1)


def test_of_two_who_looked_at_the_same_moment_one_takes_the_step(records: Database) -> None:
    with records.write() as tx:
        assert consent_releases.append_step(tx, STAGED, NOON, after=0)
        assert not consent_releases.append_step(tx, replace(STAGED, request_key="key-9"), NOON, after=0)
        other = replace(STAGED, module="linkage", request_key="key-10")
        assert consent_releases.append_step(tx, other, NOON, after=0)


@pytest.mark.parametrize("changes", [{"is_material": None}, {"replaces": None}, {"step": "staged"}])
def test_a_release_and_nothing_else_says_whether_it_is_material(
    records: Database, changes: dict[str, str | None]
) -> None:
    with pytest.raises(IntegrityError), records.write() as tx:
        consent_releases.append_step(tx, replace(RELEASED, **changes), NOON, after=0)  # type: ignore[arg-type]  # by name
