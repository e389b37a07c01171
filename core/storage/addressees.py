"""What messages need to know of many people at once, in a few queries: who they are, what they signed, what they sent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, func, or_, select

from alongside.core.engine.consent import Change
from alongside.core.storage.consents import CHANGE_COLUMNS, change_from
from alongside.core.storage.database import Transaction
from alongside.core.storage.families import Preferences, State
from alongside.core.storage.records_tables import consent_records, families, messages, participants, sheets, visits


@dataclass(frozen=True, slots=True)
class Addressee:
    """A participant to whom a message goes, or not."""

    number: str
    family: str
    site: str
    state: State
    is_disputed: bool
    preferences: Preferences


@dataclass(frozen=True, slots=True)
class Signed:
    """The newest signed consent of a person: its place in the ledger, its version, the answers, and when they first agreed."""

    place: int
    module_version: str
    answers: Mapping[str, str]
    began_at: datetime


@dataclass(frozen=True, slots=True)
class Earlier:
    """A message that a person was sent, or may be sent at this moment by another worker."""

    id: int
    participant: str
    reason: str
    period: str
    state: str
    values: Mapping[str, str]
    maybe_sent: bool
    sent_at: datetime | None


_NUMBERS: BindParameter[list[str]] = bindparam("numbers", expanding=True)
_ADDRESSEES = (
    select(
        participants.c.number,
        participants.c.family,
        families.c.site,
        participants.c.state,
        families.c.is_disputed,
        participants.c.language,
        participants.c.easy_read,
        participants.c.listens,
        participants.c.needs,
        participants.c.preferences_at,
    )
    .join(families, families.c.number == participants.c.family)
    .where(participants.c.number.in_(_NUMBERS))
)
_SIGNED = (
    select(consent_records.c.participant, consent_records.c.id, consent_records.c.body, consent_records.c.recorded_at)
    .where(
        consent_records.c.participant.in_(_NUMBERS),
        consent_records.c.module == bindparam("module"),
        consent_records.c.kind == "consent",
    )
    .order_by(consent_records.c.id)
)
_CHANGED = (
    select(consent_records.c.participant, *CHANGE_COLUMNS)
    .where(consent_records.c.participant.in_(_NUMBERS), consent_records.c.kind == "change")
    .order_by(consent_records.c.id)
)
_RENEWED = (
    select(consent_records.c.participant, consent_records.c.body)
    .join(participants, participants.c.number == consent_records.c.participant)
    .join(families, families.c.number == participants.c.family)
    .where(
        families.c.study == bindparam("study"),
        participants.c.state == "consented",
        consent_records.c.module == bindparam("module"),
        consent_records.c.kind == "consent",
    )
    .order_by(consent_records.c.id)
)
_VISITS = (
    select(visits.c.participant, visits.c.code, func.count(sheets.c.id) == func.count(sheets.c.submitted_at))
    .outerjoin(sheets, sheets.c.visit == visits.c.id)
    .where(visits.c.participant.in_(_NUMBERS))
    .group_by(visits.c.id, visits.c.participant, visits.c.code)
    .order_by(visits.c.id)
)
_OPEN_SHEETS = (
    select(visits.c.participant, visits.c.code, sheets.c.instrument, sheets.c.form, participants.c.language)
    .join(sheets, sheets.c.visit == visits.c.id)
    .join(participants, participants.c.number == visits.c.participant)
    .where(visits.c.participant.in_(_NUMBERS), sheets.c.submitted_at.is_(None))
    .order_by(sheets.c.id)
)
_EARLIER = select(*(messages.c[name] for name in Earlier.__slots__)).where(
    messages.c.participant.in_(_NUMBERS),
    or_(
        messages.c.sent_at > bindparam("since"),
        messages.c.state == "sending",
        and_(messages.c.maybe_sent.in_((True,)), messages.c.changed_at > bindparam("since")),
    ),
)
_QUEUED = select(messages.c.participant, messages.c.reason, messages.c.period).where(
    messages.c.participant.in_(_NUMBERS), messages.c.reason.in_(bindparam("reasons", expanding=True))
)
_LOCKED = (
    select(participants.c.number)
    .where(participants.c.number.in_(_NUMBERS))
    .order_by(participants.c.number)  # in one order, so that two rounds at once do not wait for each other crosswise
    .with_for_update(key_share=True)
)
_IN_STATE = (
    select(participants.c.number)
    .join(families, families.c.number == participants.c.family)
    .where(
        families.c.study == bindparam("study"),
        participants.c.state == bindparam("state"),
        participants.c.number > bindparam("after"),
    )
    .order_by(participants.c.number)
    .limit(bindparam("most"))
)


def addressees(tx: Transaction, numbers: Collection[str]) -> dict[str, Addressee]:
    """Return these participants by number; a number that is no participant's is left out."""
    return {
        number: Addressee(number, family, site, state, is_disputed, Preferences(*needs))
        for number, family, site, state, is_disputed, *needs in tx.connection.execute(_ADDRESSEES, _of(numbers))
    }


def signed_by(tx: Transaction, numbers: Collection[str], module: str) -> dict[str, Signed]:
    """Return the newest signed consent to a module of each of these people who signed one."""
    return {
        number: Signed(
            place,
            body["module_version"],
            {one["statement"]: one["answer"] for one in body["statements"]},
            datetime.fromisoformat(body["began_at"]) if body["began_at"] else recorded_at,
        )
        for number, place, body, recorded_at in tx.connection.execute(_SIGNED, _of(numbers) | {"module": module})
    }


def changed_by(tx: Transaction, numbers: Collection[str]) -> dict[str, list[Change]]:
    """Return the later changes of each of these people to what they agreed to, oldest first."""
    found: dict[str, list[Change]] = {}
    for number, *change in tx.connection.execute(_CHANGED, _of(numbers)):
        found.setdefault(number, []).append(change_from(*change))
    return found


def renewed_by(tx: Transaction, study: str, module: str) -> dict[str, list[str]]:
    """Return the versions of a module that each person signed who takes part in a study, oldest first."""
    found: dict[str, list[str]] = {}
    for number, body in tx.connection.execute(_RENEWED, {"study": study, "module": module}):
        found.setdefault(number, []).append(body["module_version"])
    return found


def visits_begun(tx: Transaction, numbers: Collection[str]) -> dict[str, dict[str, bool]]:
    """Return the visits that each of these people has begun, in their order, and whether every part was sent."""
    begun: dict[str, dict[str, bool]] = {}
    for number, code, is_sent in tx.connection.execute(_VISITS, _of(numbers)):
        begun.setdefault(number, {})[code] = bool(is_sent)
    return begun


def sheets_open(tx: Transaction, numbers: Collection[str]) -> dict[str, list[tuple[str, str, str, str]]]:
    """Return visit, instrument, form and the reader's language of every sheet of these people that was not sent."""
    found: dict[str, list[tuple[str, str, str, str]]] = {}
    for number, visit, instrument, form, language in tx.connection.execute(_OPEN_SHEETS, _of(numbers)):
        found.setdefault(number, []).append((visit, instrument, form, language))
    return found


def earlier_messages(tx: Transaction, numbers: Collection[str], *, since: datetime) -> dict[str, list[Earlier]]:
    """Return what each of these people was sent since a moment, may have been sent, or is being sent just now."""
    found: dict[str, list[Earlier]] = {}
    for row in tx.connection.execute(_EARLIER, _of(numbers) | {"since": since}):
        found.setdefault(row.participant, []).append(Earlier(*row))
    return found


def keys_used(tx: Transaction, numbers: Collection[str], reasons: Collection[str]) -> frozenset[tuple[str, str, str]]:
    """Return the person, reason and period of every message that these people were ever queued for these reasons."""
    rows = tx.connection.execute(_QUEUED, _of(numbers) | {"reasons": list(reasons)})
    return frozenset((row.participant, row.reason, row.period) for row in rows)


def lock_all(tx: Transaction, numbers: Collection[str]) -> None:
    """Make other transactions that lock one of these participants wait until this one ends."""
    tx.connection.execute(_LOCKED, _of(numbers)).all()


def numbers_in_state(tx: Transaction, study: str, state: State, *, after: str, limit: int) -> list[str]:
    """Return the numbers of a study's participants in a state, in order, from the one that follows `after`."""
    given = {"study": study, "state": state, "after": after, "most": limit}
    return list(tx.connection.execute(_IN_STATE, given).scalars())


def _of(numbers: Collection[str]) -> dict[str, Any]:
    return {"numbers": list(numbers)}
