"""Tasks of staff: something to do for a family, by whom, until when, and who does it when the owner cannot.

What is to be done in words may name people: it is in the vault, under `note_subject`.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update

from alongside.core.storage.database import Transaction
from alongside.core.storage.errors import RequestKeyReusedError
from alongside.core.storage.records_tables import tasks
from alongside.core.storage.rows import columns_for, insert_once

KINDS = (
    "call",
    "write",
    "visit",
    "ask_safety",
    "go_through",
    "help_answer",
    "ask_by_phone",
    "send_voucher",
    "move_talk",
    "other",
)
"""What is to be done."""


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task to be written; `kind` is a code of `KINDS`, owner and deputy are codes of staff."""

    participant: str
    kind: str
    owner: str
    deputy: str | None
    due_at: datetime
    made_by: str
    request_key: str


@dataclass(frozen=True, slots=True)
class Task:
    """A task, open while `done_at` is None."""

    id: int
    participant: str
    kind: str
    owner: str
    deputy: str | None
    due_at: datetime
    made_by: str
    made_at: datetime
    done_by: str | None
    done_at: datetime | None
    request_key: str


def note_subject(request_key: str) -> str:
    """Return the subject under which the vault keeps the words of a task."""
    return f"task:{request_key}"


def add_task(tx: Transaction, new: NewTask, at: datetime) -> bool:
    """Write a task once; False when the same request wrote it before."""
    added = insert_once(tx, tasks, ("request_key",), asdict(new) | {"made_at": at}) is not None
    if not added:
        statement = select(tasks.c.participant).where(tasks.c.request_key == new.request_key)
        if tx.connection.execute(statement).scalar_one() != new.participant:
            raise RequestKeyReusedError("a request key came again for another family's task")
    return added


def task(tx: Transaction, task_id: int) -> Task | None:
    """Return the task with this id."""
    found = _select(tx, tasks.c.id == task_id)
    return found[0] if found else None


def task_of_request(tx: Transaction, request_key: str) -> Task | None:
    """Return the task that a request made."""
    found = _select(tx, tasks.c.request_key == request_key)
    return found[0] if found else None


def finish(tx: Transaction, task_id: int, *, by: str, at: datetime) -> bool:
    """Note that a task is done; False when it was done before, or is not there."""
    return _change(tx, task_id, done_by=by, done_at=at)


def hand_over(tx: Transaction, task_id: int, *, owner: str, deputy: str | None) -> bool:
    """Give an open task another owner and deputy; False when it is done, or is not there."""
    return _change(tx, task_id, owner=owner, deputy=deputy)


def open_tasks_of(tx: Transaction, participant: str) -> list[Task]:
    """Return what is still to be done for a family, first what is due first."""
    return _select(tx, tasks.c.participant == participant, tasks.c.done_at.is_(None))


def open_tasks_for(tx: Transaction, staff: str, *, due_before: datetime) -> list[Task]:
    """Return the open tasks of which a member of staff is owner or deputy, first what is due first."""
    mine = or_(tasks.c.owner == staff, tasks.c.deputy == staff)
    return _select(tx, mine, tasks.c.done_at.is_(None), tasks.c.due_at < due_before)


def _change(tx: Transaction, task_id: int, **values: object) -> bool:
    statement = update(tasks).where(tasks.c.id == task_id, tasks.c.done_at.is_(None)).values(**values)
    return tx.connection.execute(statement).rowcount == 1


def _select(tx: Transaction, *which: ColumnElement[bool]) -> list[Task]:
    statement = select(*columns_for(Task, tasks)).where(*which).order_by(tasks.c.due_at, tasks.c.id)
    return [Task(**row) for row in tx.connection.execute(statement).mappings()]
