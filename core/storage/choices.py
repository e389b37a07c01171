"""Before signing: yes or no to each statement, tries at checks of understanding (both append-only), and what was opened."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select

from alongside.core.storage.database import Transaction
from alongside.core.storage.errors import RequestKeyReusedError
from alongside.core.storage.records_tables import attempts, choices, families, layers_opened, participants
from alongside.core.storage.rows import columns_for, insert_into, insert_once

YesOrNo = Literal["yes", "no"]


@dataclass(frozen=True, slots=True)
class NewChoice:
    """A participant's answer to one statement; `text_hash` is the SHA-256 of the words that were shown."""

    participant: str
    module: str
    module_version: str
    statement: str
    answer: YesOrNo
    language: str
    format: str
    text_hash: str
    request_key: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A stored answer to one statement."""

    id: int
    participant: str
    module: str
    module_version: str
    statement: str
    answer: YesOrNo
    language: str
    format: str
    text_hash: str
    request_key: str
    chosen_at: datetime


@dataclass(frozen=True, slots=True)
class NewAttempt:
    """One try at a check of understanding. `choice` is empty when it was left out; `mode` is how the answer was given."""

    participant: str
    module: str
    module_version: str
    question: str
    choice: str
    understood: bool
    language: str
    format: str
    mode: str
    request_key: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """A stored try at a check of understanding."""

    id: int
    participant: str
    module: str
    module_version: str
    question: str
    choice: str
    understood: bool
    language: str
    format: str
    mode: str
    request_key: str
    tried_at: datetime


def append_choice(tx: Transaction, new: NewChoice, at: datetime) -> Choice:
    """Write a choice once; the same request again returns the choice that it wrote."""
    insert_once(tx, choices, ("request_key",), asdict(new) | {"chosen_at": at})
    statement = select(*columns_for(Choice, choices)).where(choices.c.request_key == new.request_key)
    choice = Choice(**tx.connection.execute(statement).mappings().one())
    if (choice.participant, choice.module, choice.statement) != (new.participant, new.module, new.statement):
        raise RequestKeyReusedError("a request key came again for another statement")
    return choice


def current_choices(tx: Transaction, participant: str, module: str) -> dict[str, Choice]:
    """Return the choices that count now, by statement."""
    return {choice.statement: choice for choice in choices_of(tx, participant, module)}


def choices_of(tx: Transaction, participant: str, module: str) -> list[Choice]:
    """Return every choice ever made on a module, oldest first."""
    statement = (
        select(*columns_for(Choice, choices))
        .where(choices.c.participant == participant, choices.c.module == module)
        .order_by(choices.c.id)
    )
    return [Choice(**row) for row in tx.connection.execute(statement).mappings()]


def append_attempt(tx: Transaction, new: NewAttempt, at: datetime) -> Attempt:
    """Write a try once; the same request again returns the try that it wrote."""
    insert_once(tx, attempts, ("request_key",), asdict(new) | {"tried_at": at})
    statement = select(*columns_for(Attempt, attempts)).where(attempts.c.request_key == new.request_key)
    attempt = Attempt(**tx.connection.execute(statement).mappings().one())
    if (attempt.participant, attempt.module, attempt.question) != (new.participant, new.module, new.question):
        raise RequestKeyReusedError("a request key came again for another check of understanding")
    return attempt


def attempts_of(tx: Transaction, participant: str, module: str) -> list[Attempt]:
    """Return every try at a module's checks of understanding, oldest first."""
    statement = (
        select(*columns_for(Attempt, attempts))
        .where(attempts.c.participant == participant, attempts.c.module == module)
        .order_by(attempts.c.id)
    )
    return [Attempt(**row) for row in tx.connection.execute(statement).mappings()]


def attempts_in_study(tx: Transaction, study: str) -> list[Attempt]:
    """Return every try of a study's participants at checks of understanding, oldest first."""
    statement = (
        select(*columns_for(Attempt, attempts))
        .join(participants, participants.c.number == attempts.c.participant)
        .join(families, families.c.number == participants.c.family)
        .where(families.c.study == study)
        .order_by(attempts.c.id)
    )
    return [Attempt(**row) for row in tx.connection.execute(statement).mappings()]


def first_seen(tx: Transaction, participant: str, module: str, version: str) -> datetime | None:
    """Return when this person first did something with a version of a module: read more, tried a question, or chose.

    Looking at a page writes nothing, so this is the first moment that is known.
    """
    firsts = [
        tx.connection.execute(
            select(func.min(moment)).where(
                table.c.participant == participant, table.c.module == module, table.c.module_version == version
            )
        ).scalar()
        for table, moment in (
            (choices, choices.c.chosen_at),
            (attempts, attempts.c.tried_at),
            (layers_opened, layers_opened.c.opened_at),
        )
    ]
    return min((moment for moment in firsts if moment is not None), default=None)


def note_layer(tx: Transaction, participant: str, module: str, version: str, part: str, at: datetime) -> None:
    """Note that more was read about a part of the information; a second time changes nothing."""
    values = {"participant": participant, "module": module, "module_version": version, "part": part, "opened_at": at}
    key = ["participant", "module", "module_version", "part"]
    tx.connection.execute(insert_into(tx, layers_opened).values(**values).on_conflict_do_nothing(index_elements=key))


def layers_of(tx: Transaction, participant: str, module: str, version: str) -> tuple[str, ...]:
    """Return the parts of a module's information about which this person read more, in that order."""
    statement = (
        select(layers_opened.c.part)
        .where(
            layers_opened.c.participant == participant,
            layers_opened.c.module == module,
            layers_opened.c.module_version == version,
        )
        .order_by(layers_opened.c.opened_at, layers_opened.c.part)
    )
    return tuple(tx.connection.execute(statement).scalars())
