"""Families, their participants and children, under study numbers; the people's names are in the vault."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Table, bindparam, func, insert, select, update

from alongside.core.storage.database import Transaction
from alongside.core.storage.errors import UnknownSubjectError
from alongside.core.storage.records_tables import (
    children,
    families,
    number_series,
    status_events,
)
from alongside.core.storage.records_tables import participants as participants_table
from alongside.core.storage.rows import columns_for, insert_into
from alongside.core.storage.study_numbers import child_number, study_number

State = Literal["invited", "consented", "declined", "withdrawn", "ended"]


@dataclass(frozen=True, slots=True)
class Family:
    """A family, the unit that is randomised.

    `is_disputed` = somebody else has a say about the children, or who may decide for them is not settled.
    """

    number: str
    study: str
    site: str
    state: State
    created_at: datetime
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Participant:
    """An adult of a family, with an account of their own."""

    number: str
    family: str
    role: str
    language: str
    easy_read: bool
    listens: bool
    state: State
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Child:
    """A child as one participant speaks of it."""

    number: str
    participant: str
    state: State


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a participant wants to read, hear and be helped; `needs` is the rest of the needs profile."""

    language: str
    easy_read: bool
    listens: bool
    needs: Mapping[str, str]
    preferences_at: datetime


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """One change of state of a family, a participant or a child."""

    subject: str
    state: State
    at: datetime


def add_family(tx: Transaction, *, study: str, site: str, site_prefix: str, at: datetime) -> Family:
    """Add a family; its number has an F after the site's prefix, and no participant's number is made from it."""
    family = Family(_next_number(tx, f"{site_prefix}F"), study, site, "invited", at)
    tx.connection.execute(
        insert(families).values(
            number=family.number,
            study=study,
            site=site,
            site_prefix=site_prefix,
            state=family.state,
            is_disputed=family.is_disputed,
            created_at=at,
        )
    )
    _note_state(tx, family.number, family.state, at)
    return family


def add_participant(
    tx: Transaction,
    *,
    family: str,
    role: str,
    language: str,
    easy_read: bool = False,
    listens: bool = False,
    needs: Mapping[str, str] | None = None,
    at: datetime,
) -> Participant:
    """Add an adult to a family and give them the site's next study number; `needs` is what is known of the rest."""
    prefix = tx.connection.execute(select(families.c.site_prefix).where(families.c.number == family)).scalar()
    if prefix is None:
        raise UnknownSubjectError("a participant was to be added to a family that does not exist")
    added = Participant(_next_number(tx, prefix), family, role, language, easy_read, listens, "invited", at)
    tx.connection.execute(
        insert(participants_table).values(
            number=added.number,
            family=family,
            role=role,
            language=language,
            easy_read=easy_read,
            listens=listens,
            needs=dict(needs or {}),
            preferences_at=at,
            state=added.state,
            joined_at=at,
        )
    )
    _note_state(tx, added.number, added.state, at)
    return added


def add_child(tx: Transaction, *, participant: str, at: datetime) -> Child:
    """Add a child below a participant: `BR0012K-1`, `BR0012K-2`, ..."""
    lock_participant(tx, participant)
    position = (
        1
        + tx.connection.execute(
            select(func.count()).select_from(children).where(children.c.participant == participant)
        ).scalar_one()
    )
    child = Child(child_number(participant, position), participant, "invited")
    tx.connection.execute(
        insert(children).values(
            number=child.number, participant=participant, position=position, state=child.state, added_at=at
        )
    )
    _note_state(tx, child.number, child.state, at)
    return child


def family(tx: Transaction, number: str) -> Family | None:
    """Return the family with this number."""
    statement = select(*columns_for(Family, families)).where(families.c.number == number)
    row = tx.connection.execute(statement).mappings().first()
    return None if row is None else Family(**row)


_PARTICIPANT = select(*columns_for(Participant, participants_table)).where(
    participants_table.c.number == bindparam("number")
)
"""Asked for every page of a family, so it is made once."""


def participant(tx: Transaction, number: str) -> Participant | None:
    """Return the participant with this study number."""
    row = tx.connection.execute(_PARTICIPANT, {"number": number}).first()
    return None if row is None else Participant(*row)


def child(tx: Transaction, number: str) -> Child | None:
    """Return the child with this number."""
    statement = select(*columns_for(Child, children)).where(children.c.number == number)
    row = tx.connection.execute(statement).mappings().first()
    return None if row is None else Child(**row)


def families_of(tx: Transaction, *, study: str, site: str | None = None) -> list[Family]:
    """Return the families of a study, or of one of its sites, by number."""
    statement = select(*columns_for(Family, families)).where(families.c.study == study).order_by(families.c.number)
    if site is not None:
        statement = statement.where(families.c.site == site)
    return [Family(**row) for row in tx.connection.execute(statement).mappings()]


def participants(
    tx: Transaction, *, study: str, site: str | None = None, family: str | None = None
) -> list[Participant]:
    """Return the participants of a study, of one of its sites, or of one family, by number."""
    table = participants_table
    statement = (
        select(*columns_for(Participant, table))
        .join(families, families.c.number == table.c.family)
        .where(families.c.study == study)
        .order_by(table.c.number)
    )
    if site is not None:
        statement = statement.where(families.c.site == site)
    if family is not None:
        statement = statement.where(table.c.family == family)
    return [Participant(**row) for row in tx.connection.execute(statement).mappings()]


def set_disputed(tx: Transaction, number: str, *, is_disputed: bool) -> bool:
    """Keep whether it is open who decides for a family's children; False when that was kept already."""
    changed = tx.connection.execute(
        update(families)
        .where(families.c.number == number, families.c.is_disputed.in_((not is_disputed,)))
        .values(is_disputed=is_disputed)
    )
    return changed.rowcount == 1


def children_of(tx: Transaction, participant: str) -> list[Child]:
    """Return a participant's children in the order in which they were added."""
    statement = (
        select(*columns_for(Child, children)).where(children.c.participant == participant).order_by(children.c.position)
    )
    return [Child(**row) for row in tx.connection.execute(statement).mappings()]


def preferences(tx: Transaction, number: str) -> Preferences:
    """Return how the participant wants to read, hear and be helped."""
    table = participants_table
    statement = select(*columns_for(Preferences, table)).where(table.c.number == number)
    row = tx.connection.execute(statement).mappings().first()
    if row is None:
        raise UnknownSubjectError("preferences were asked of a participant that does not exist")
    return Preferences(**row)


def set_preferences(
    tx: Transaction,
    number: str,
    *,
    language: str,
    easy_read: bool,
    listens: bool,
    needs: Mapping[str, str],
    at: datetime,
) -> None:
    """Store how the participant wants to read, hear and be helped."""
    changed = tx.connection.execute(
        update(participants_table)
        .where(participants_table.c.number == number)
        .values(language=language, easy_read=easy_read, listens=listens, needs=needs, preferences_at=at)
    )
    if changed.rowcount != 1:
        raise UnknownSubjectError("preferences were set for a participant that does not exist")


def is_leaving_shown(tx: Transaction, number: str) -> bool:
    """Say whether the participant was shown how to leave a page fast."""
    shown = select(participants_table.c.leaving_shown_at).where(participants_table.c.number == number)
    return tx.connection.execute(shown).scalar() is not None


def note_leaving_shown(tx: Transaction, number: str, at: datetime) -> None:
    """Note that the participant was shown how to leave a page fast; the first time stays."""
    tx.connection.execute(
        update(participants_table)
        .where(participants_table.c.number == number, participants_table.c.leaving_shown_at.is_(None))
        .values(leaving_shown_at=at)
    )


def set_state(tx: Transaction, number: str, state: State, at: datetime) -> None:
    """Set the state of a participant, a family or a child, and keep the change in the list of changes."""
    for table in (participants_table, children, families):
        if _set_current_state(tx, table, number, state):
            _note_state(tx, number, state, at)
            return
    raise UnknownSubjectError("a state was set for a number that does not exist")


def states_of(tx: Transaction, number: str) -> list[StatusEvent]:
    """Return every state that a family, a participant or a child has had, oldest first."""
    statement = (
        select(*columns_for(StatusEvent, status_events))
        .where(status_events.c.subject == number)
        .order_by(status_events.c.id)
    )
    return [StatusEvent(**row) for row in tx.connection.execute(statement).mappings()]


def lock_participant(tx: Transaction, number: str) -> None:
    """Make other transactions that lock this participant wait until this one ends."""
    table = participants_table
    # FOR NO KEY UPDATE: rows that merely refer to the participant can still be added by others.
    statement = select(table.c.number).where(table.c.number == number).with_for_update(key_share=True)
    if tx.connection.execute(statement).first() is None:
        raise UnknownSubjectError("a study number names no participant")


def _next_number(tx: Transaction, prefix: str) -> str:
    statement = insert_into(tx, number_series).values(prefix=prefix, last=1)
    statement = statement.on_conflict_do_update(index_elements=["prefix"], set_={"last": number_series.c.last + 1})
    running: int = tx.connection.execute(statement.returning(number_series.c.last)).scalar_one()
    return study_number(prefix, running)


def _set_current_state(tx: Transaction, table: Table, number: str, state: State) -> bool:
    return tx.connection.execute(update(table).where(table.c.number == number).values(state=state)).rowcount == 1


def _note_state(tx: Transaction, number: str, state: State, at: datetime) -> None:
    tx.connection.execute(insert(status_events).values(subject=number, state=state, at=at))
