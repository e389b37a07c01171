"""What a look over all families of a study needs: one query a table, however many families there are.

Each function also answers for one participant only, so that a family's own page and the list say the same.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from alongside.core.engine.consent import Change
from alongside.core.storage.consents import CHANGE_COLUMNS, change_from
from alongside.core.storage.database import Transaction
from alongside.core.storage.families import Preferences, State
from alongside.core.storage.records_tables import (
    audit_events,
    children,
    choices,
    codes,
    consent_records,
    contacts,
    families,
    messages,
    participants,
    sheets,
    staff_accounts,
    staff_grants,
    tasks,
    visits,
)
from alongside.core.storage.rows import columns_for


@dataclass(frozen=True, slots=True)
class Person:
    """A participant with their site, their preferences and how many children they speak of."""

    number: str
    family: str
    site: str
    state: State
    joined_at: datetime
    preferences: Preferences
    children: int
    role: str


@dataclass(frozen=True, slots=True)
class VisitProgress:
    """A visit that was opened: how many sheets it has, and how many were sent."""

    participant: str
    code: str
    opened_at: datetime
    sheets: int
    sent: int


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet that was opened and not sent, and the language that its participant reads."""

    participant: str
    visit: str
    opened_at: datetime
    instrument: str
    form: str
    language: str


@dataclass(frozen=True, slots=True)
class WaitingMessage:
    """A message that is held or failed, or an invitation in any state."""

    participant: str
    reason: str
    channel: str
    state: str
    held_reason: str | None
    expires_at: datetime | None
    sent_at: datetime | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task that is still to be done, and who is to do it."""

    participant: str
    id: int
    owner: str
    deputy: str | None
    due_at: datetime


@dataclass(frozen=True, slots=True)
class GrantInUse:
    """A role at a site ("" = at every site) that somebody holds whose account is in use."""

    staff: str
    role: str
    site: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something on record about a participant, and who did it."""

    action: str
    actor: str
    at: datetime


def people(tx: Transaction, study: str, *, only: str = "") -> list[Person]:
    """Return the participants of a study, by number."""
    wanted = columns_for(Preferences, participants)
    counted = select(func.count()).where(children.c.participant == participants.c.number).scalar_subquery()
    statement = _of_study(
        select(
            participants.c.number,
            participants.c.family,
            families.c.site,
            participants.c.state,
            participants.c.joined_at,
            counted,
            participants.c.role,
            *wanted,
        ),
        participants.c.number,
        study,
        only,
    )
    return [
        Person(number, family, site, state, joined_at, Preferences(*kept), count, role)
        for number, family, site, state, joined_at, count, role, *kept in tx.connection.execute(
            statement.order_by(participants.c.number)
        )
    ]


def changes(tx: Transaction, study: str, *, only: str = "") -> Mapping[str, list[Change]]:
    """Return the later changes of each person to what they agreed to, oldest first."""
    statement = _of_study(
        select(consent_records.c.participant, *CHANGE_COLUMNS), consent_records.c.participant, study, only
    )
    found: dict[str, list[Change]] = {}
    rows = statement.where(consent_records.c.kind == "change").order_by(consent_records.c.id)
    for number, *change in tx.connection.execute(rows):
        found.setdefault(number, []).append(change_from(*change))
    return found


def visits_begun(tx: Transaction, study: str, *, only: str = "") -> list[VisitProgress]:
    """Return the visits that were opened, in that order."""
    statement = _of_study(
        select(
            visits.c.participant,
            visits.c.code,
            visits.c.opened_at,
            func.count(sheets.c.id),
            func.count(sheets.c.submitted_at),
        ).join_from(visits, sheets, sheets.c.visit == visits.c.id, isouter=True),
        visits.c.participant,
        study,
        only,
    )
    grouped = statement.group_by(visits.c.id, visits.c.participant, visits.c.code, visits.c.opened_at)
    return [VisitProgress(*row) for row in tx.connection.execute(grouped.order_by(visits.c.id))]


def open_sheets(tx: Transaction, study: str, instruments: Collection[str], *, only: str = "") -> list[OpenSheet]:
    """Return the sheets of these instruments that were opened and not sent, in that order."""
    if not instruments:
        return []
    statement = _of_study(
        select(
            visits.c.participant,
            visits.c.code,
            visits.c.opened_at,
            sheets.c.instrument,
            sheets.c.form,
            participants.c.language,
        ).join_from(visits, sheets, sheets.c.visit == visits.c.id),
        visits.c.participant,
        study,
        only,
    ).where(sheets.c.submitted_at.is_(None), sheets.c.instrument.in_(instruments))
    return [OpenSheet(*row) for row in tx.connection.execute(statement.order_by(sheets.c.id))]


def waiting_messages(tx: Transaction, study: str, *, only: str = "") -> list[WaitingMessage]:
    """Return what is held or failed, and every invitation, oldest first."""
    columns = columns_for(WaitingMessage, messages)
    which = or_(messages.c.state.in_(("held", "failed")), messages.c.reason == "invitation")
    statement = _of_study(select(*columns), messages.c.participant, study, only).where(which)
    return [WaitingMessage(*row) for row in tx.connection.execute(statement.order_by(messages.c.id))]


def last_sent(tx: Transaction, study: str, *, only: str = "") -> Mapping[str, datetime]:
    """Return when the newest message went out to each person."""
    return _newest(tx, messages.c.participant, messages.c.sent_at, study, only)


def last_choice(tx: Transaction, study: str, *, only: str = "") -> Mapping[str, datetime]:
    """Return when each person last answered a consent statement."""
    return _newest(tx, choices.c.participant, choices.c.chosen_at, study, only)


def last_contact(tx: Transaction, study: str, *, only: str = "") -> Mapping[str, datetime]:
    """Return when somebody of the team was last in touch with each person, or tried to be."""
    return _newest(tx, contacts.c.participant, contacts.c.at, study, only)


def last_signed_in(tx: Transaction, study: str, *, only: str = "") -> Mapping[str, datetime]:
    """Return when each person last came in."""
    return _newest(tx, audit_events.c.subject, audit_events.c.at, study, only, audit_events.c.action == "signed_in")


def last_guessed_at(tx: Transaction, study: str, *, only: str = "") -> Mapping[str, datetime]:
    """Return when so many wrong codes were tried for a person that texted codes were refused for a day."""
    return _newest(tx, audit_events.c.subject, audit_events.c.at, study, only, audit_events.c.action == "code_guessing")


def locked_codes(tx: Transaction, study: str, *, only: str = "") -> Mapping[str, datetime]:
    """Return whose code was tried too often, and when that code was made."""
    is_locked = and_(codes.c.tries_left <= 0, codes.c.used_at.is_(None))
    return _newest(tx, codes.c.subject, codes.c.created_at, study, only, is_locked)


def open_tasks(tx: Transaction, study: str, *, only: str = "") -> list[OpenTask]:
    """Return the tasks that are open, first what is due first."""
    statement = _of_study(select(*columns_for(OpenTask, tasks)), tasks.c.participant, study, only)
    still = statement.where(tasks.c.done_at.is_(None)).order_by(tasks.c.due_at, tasks.c.id)
    return [OpenTask(*row) for row in tx.connection.execute(still)]


def grants_in_use(tx: Transaction) -> list[GrantInUse]:
    """Return the roles of everybody whose account is in use."""
    statement = (
        select(*columns_for(GrantInUse, staff_grants))
        .join(staff_accounts, staff_accounts.c.code == staff_grants.c.staff)
        .where(staff_accounts.c.state == "active", staff_grants.c.ended_at.is_(None))
        .order_by(staff_grants.c.id)
    )
    return [GrantInUse(*row) for row in tx.connection.execute(statement)]


def events_of(tx: Transaction, subject: str, actions: Collection[str]) -> list[Event]:
    """Return the audit events of these kinds about a participant, oldest first."""
    statement = (
        select(audit_events.c.action, audit_events.c.actor, audit_events.c.at)
        .where(audit_events.c.subject == subject, audit_events.c.action.in_(actions))
        .order_by(audit_events.c.sequence)
    )
    return [Event(*row) for row in tx.connection.execute(statement)]


def _newest(
    tx: Transaction,
    subject: ColumnElement[Any],
    at: ColumnElement[Any],
    study: str,
    only: str,
    which: ColumnElement[bool] | None = None,
) -> Mapping[str, datetime]:
    statement = _of_study(select(subject, func.max(at, type_=at.type)), subject, study, only).where(at.is_not(None))
    if which is not None:
        statement = statement.where(which)
    return {row[0]: row[1] for row in tx.connection.execute(statement.group_by(subject))}


def _of_study(statement: Select[Any], subject: ColumnElement[Any], study: str, only: str) -> Select[Any]:
    """Narrow a statement to the participants of a study, or to one of them."""
    if subject is not participants.c.number:
        statement = statement.join(participants, participants.c.number == subject)
    statement = statement.join(families, families.c.number == participants.c.family).where(families.c.study == study)
    return statement.where(participants.c.number == only) if only else statement
