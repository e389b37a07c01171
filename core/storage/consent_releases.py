"""Which versions of consents were staged, reviewed, refused and released, by whom and when: append-only."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import bindparam, func, select

from alongside.core.definitions.consent import Release
from alongside.core.storage.database import Transaction
from alongside.core.storage.errors import RequestKeyReusedError
from alongside.core.storage.records_tables import RELEASE_STEPS, consent_releases
from alongside.core.storage.rows import columns_for, insert_once

StepKind = Literal["staged", "reviewed", "refused", "released"]
STEPS: Sequence[str] = RELEASE_STEPS


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step of one version. `content_hash` is of all its texts in every language at that moment.

    `replaces` and `is_material` belong to a release: the version before, and whether those who signed must agree again.
    """

    study: str
    module: str
    version: str
    step: StepKind
    by_staff: str
    content_hash: str
    request_key: str
    what_changed: str = ""
    replaces: str | None = None
    is_material: bool | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was taken; `turn` counts those of its module."""

    id: int
    turn: int
    study: str
    module: str
    version: str
    step: StepKind
    by_staff: str
    at: datetime
    what_changed: str
    content_hash: str
    replaces: str | None
    is_material: bool | None
    request_key: str


_RELEASED = (
    select(
        consent_releases.c.module,
        consent_releases.c.version,
        consent_releases.c.replaces,
        consent_releases.c.is_material,
    )
    .where(consent_releases.c.study == bindparam("study"), consent_releases.c.step == "released")
    .order_by(consent_releases.c.id)
)
"""Asked for every page that needs consent in force, so it is made once."""


def releases_in(tx: Transaction, study: str) -> dict[str, list[Release]]:
    """Return what was released in a study, by module, oldest first."""
    found: dict[str, list[Release]] = {}
    for module, version, replaces, is_material in tx.connection.execute(_RELEASED, {"study": study}):
        found.setdefault(module, []).append(Release(version, replaces, is_material=bool(is_material)))
    return found


def steps_of(tx: Transaction, study: str, module: str) -> list[Step]:
    """Return every step of every version of a module, oldest first."""
    statement = (
        select(*columns_for(Step, consent_releases))
        .where(consent_releases.c.study == study, consent_releases.c.module == module)
        .order_by(consent_releases.c.id)
    )
    return [Step(**row) for row in tx.connection.execute(statement).mappings()]


def last_turn(tx: Transaction, study: str, module: str) -> int:
    """Return how many steps the versions of a module have taken."""
    statement = select(func.coalesce(func.max(consent_releases.c.turn), 0)).where(
        consent_releases.c.study == study, consent_releases.c.module == module
    )
    turn: int = tx.connection.execute(statement).scalar_one()
    return turn


def step_of_request(tx: Transaction, request_key: str) -> Step | None:
    """Return the step that a request took."""
    statement = select(*columns_for(Step, consent_releases)).where(consent_releases.c.request_key == request_key)
    row = tx.connection.execute(statement).mappings().first()
    return None if row is None else Step(**row)


def append_step(tx: Transaction, new: NewStep, at: datetime, *, after: int) -> bool:
    """Write a step once, if `after` is still the last turn; False when somebody took a step meanwhile.

    Raises:
        RequestKeyReusedError: the request took another step before.
    """
    before = step_of_request(tx, new.request_key)
    if before is not None:
        if (before.module, before.version, before.step) != (new.module, new.version, new.step):
            raise RequestKeyReusedError("a request key came again for another step")
        return True
    values = asdict(new) | {"turn": after + 1, "at": at}
    return insert_once(tx, consent_releases, ("study", "module", "turn"), values) is not None
