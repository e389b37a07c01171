"""The contact log and the tasks: what was done for a family, what comes next, and who does it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from alongside.core.conduct.services import Services
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.roles import Duty, Grant, sites_for
from alongside.core.definitions.study import Study
from alongside.core.storage import audit, caseload, contacts, families, staff, tasks
from alongside.core.storage.database import Transaction
from alongside.core.storage.errors import UnknownSubjectError

NOTE = "note"
"""The field of the vault in which the words of an entry, or of a task, are."""


class NotAColleagueError(AlongsideError):
    """A task was to be given to somebody who does not contact families at this site."""


class KeptOtherwiseError(AlongsideError):
    """The same request came again with other words or choices: the first was kept, and this one was not."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff by name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What somebody noted of a contact, with what is to be done next if there is something."""

    way: str
    outcome: str
    told: str
    note: str
    next_kind: str = ""
    next_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class TaskToDo:
    """A task as somebody set it."""

    kind: str
    owner: str
    deputy: str | None
    due_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the log with its words; by whom is a name."""

    contact: contacts.Contact
    noted_by: str
    note: str


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task with its words and the names of who does it."""

    task: tasks.Task
    owner: str
    deputy: str
    note: str


def who_contacts(tx: Transaction, study: Study) -> Mapping[str, frozenset[str]]:
    """Return the sites at which each member of staff whose account is in use contacts families."""
    held: dict[str, list[Grant]] = defaultdict(list)
    for kept in caseload.grants_in_use(tx):
        role = study.role(kept.role)
        if role is not None:
            held[kept.staff].append(Grant(role, kept.site))
    sites = [site.code for site in study.sites]
    return {code: sites_for(grants, Duty.CONTACT_FAMILIES, sites) for code, grants in held.items()}


def colleagues_at(services: Services, site: str) -> tuple[Colleague, ...]:
    """Return who contacts families at a site, by name: they can own a task."""
    with services.records.read() as tx:
        able = [code for code, sites in who_contacts(tx, services.study).items() if site in sites]
    names = names_of(services, frozenset(able))
    return tuple(
        sorted((Colleague(code, names[code]) for code in able), key=lambda one: (one.name.casefold(), one.code))
    )


def names_of(services: Services, codes: frozenset[str]) -> dict[str, str]:
    """Return the names of members of staff; a code without a name stands for itself."""
    with services.vault.read() as sealed:
        return {code: services.vault.get(sealed, staff.vault_subject(code), "name") or code for code in codes}


def log_of(services: Services, number: str, *, with_notes: bool) -> tuple[Entry, ...]:
    """Return a family's contact log, newest first; its words only for who contacts the family."""
    with services.records.read() as tx:
        kept = contacts.contacts_of(tx, number)
    names = names_of(services, frozenset(one.noted_by for one in kept))
    subjects = [contacts.note_subject(one.request_key) for one in kept]
    notes = _notes(services, subjects) if with_notes else [""] * len(kept)
    return tuple(Entry(one, names[one.noted_by], note) for one, note in zip(kept, notes, strict=True))


def tasks_of(services: Services, number: str, *, with_notes: bool) -> tuple[OpenTask, ...]:
    """Return what is still to be done for a family, first what is due first; its words only for who contacts the family."""
    with services.records.read() as tx:
        kept = tasks.open_tasks_of(tx, number)
    subjects = [tasks.note_subject(one.request_key) for one in kept]
    return _with_names(services, kept, _notes(services, subjects) if with_notes else [""] * len(kept))


def tasks_for(services: Services, code: str, *, before: datetime) -> tuple[OpenTask, ...]:
    """Return the open tasks, due before then, of which this person is owner or deputy; without their words."""
    with services.records.read() as tx:
        kept = tasks.open_tasks_for(tx, code, due_before=before)
    return _with_names(services, kept, [""] * len(kept))


def note_contact(services: Services, number: str, new: NewEntry, *, by: str, request_key: str) -> None:
    """Write an entry of the contact log, and the task that follows from it, once.

    Raises:
        KeptOtherwiseError: the same request kept something else before; nothing was written now.
    """
    now = services.clock.now()
    with services.records.write() as tx, services.vault.write() as sealed:
        family = _family_of(tx, number)
        contact = contacts.NewContact(number, new.way, new.outcome, new.told, by, request_key)
        if not contacts.add_contact(tx, contact, now):
            _refuse_other(_entry_kept(services, tx, sealed, request_key), new)
            return
        _keep_note(services, sealed, family, contacts.note_subject(request_key), new.note, now)
        if new.next_kind and new.next_due is not None:
            tasks.add_task(tx, tasks.NewTask(number, new.next_kind, by, None, new.next_due, by, request_key), now)
        details = {"way": new.way, "outcome": new.outcome, "told": new.told, "next": new.next_kind}
        audit.append(tx, audit.AuditEvent("contact_noted", by, number, details), now)


def set_task(services: Services, number: str, new: TaskToDo, *, by: str, request_key: str) -> None:
    """Add a task, once.

    Raises:
        NotAColleagueError: owner or deputy do not contact families at this family's site.
        KeptOtherwiseError: the same request kept something else before; nothing was written now.
    """
    now = services.clock.now()
    with services.records.write() as tx, services.vault.write() as sealed:
        family = _family_of(tx, number)
        _refuse_strangers(services, tx, family, new.owner, new.deputy)
        task = tasks.NewTask(number, new.kind, new.owner, new.deputy, new.due_at, by, request_key)
        if not tasks.add_task(tx, task, now):
            _refuse_other(_task_kept(services, tx, sealed, request_key), new)
            return
        _keep_note(services, sealed, family, tasks.note_subject(request_key), new.note, now)
        details = {"kind": new.kind, "owner": new.owner, "deputy": new.deputy or ""}
        audit.append(tx, audit.AuditEvent("task_added", by, number, details), now)


def finish_task(services: Services, number: str, task_id: int, *, by: str) -> bool:
    """Note that a task of a family is done; False when it was done before, or is another family's."""
    now = services.clock.now()
    with services.records.write() as tx:
        task = _task_of(tx, number, task_id)
        if task is None or not tasks.finish(tx, task_id, by=by, at=now):
            return False
        audit.append(tx, audit.AuditEvent("task_done", by, number, {"kind": task.kind}), now)
    return True


def hand_over_task(services: Services, number: str, task_id: int, *, owner: str, deputy: str | None, by: str) -> bool:
    """Give a task of a family another owner and deputy; False when it is done, or is another family's.

    Raises:
        NotAColleagueError: they do not contact families at this family's site.
    """
    now = services.clock.now()
    with services.records.write() as tx:
        _refuse_strangers(services, tx, _family_of(tx, number), owner, deputy)
        if _task_of(tx, number, task_id) is None or not tasks.hand_over(tx, task_id, owner=owner, deputy=deputy):
            return False
        details = {"owner": owner, "deputy": deputy or ""}
        audit.append(tx, audit.AuditEvent("task_handed_over", by, number, details), now)
    return True


def _entry_kept(services: Services, tx: Transaction, sealed: Transaction, request_key: str) -> NewEntry | None:
    """Return what a request noted, as it was typed."""
    kept, task = contacts.contact_of_request(tx, request_key), tasks.task_of_request(tx, request_key)
    if kept is None:
        return None
    note = services.vault.get(sealed, contacts.note_subject(request_key), NOTE) or ""
    following = (task.kind, task.due_at) if task else ("", None)
    return NewEntry(kept.way, kept.outcome, kept.told, note, *following)


def _task_kept(services: Services, tx: Transaction, sealed: Transaction, request_key: str) -> TaskToDo | None:
    """Return the task that a request made, as it is now."""
    kept = tasks.task_of_request(tx, request_key)
    if kept is None:
        return None
    note = services.vault.get(sealed, tasks.note_subject(request_key), NOTE) or ""
    return TaskToDo(kept.kind, kept.owner, kept.deputy, kept.due_at, note)


def _refuse_other(kept: NewEntry | TaskToDo | None, new: NewEntry | TaskToDo) -> None:
    if kept != new:
        raise KeptOtherwiseError("a request came again with other words or choices")


def _notes(services: Services, subjects: list[str]) -> list[str]:
    with services.vault.read() as sealed:
        return [services.vault.get(sealed, subject, NOTE) or "" for subject in subjects]


def _with_names(services: Services, kept: list[tasks.Task], notes: list[str]) -> tuple[OpenTask, ...]:
    codes = {code for one in kept for code in (one.owner, one.deputy) if code}
    names = names_of(services, frozenset(codes)) | {"": ""}
    return tuple(
        OpenTask(one, names[one.owner], names[one.deputy or ""], note) for one, note in zip(kept, notes, strict=True)
    )


def _refuse_strangers(services: Services, tx: Transaction, family: families.Family, *codes: str | None) -> None:
    sites = who_contacts(tx, services.study)
    if any(family.site not in sites.get(code, frozenset()) for code in codes if code):
        raise NotAColleagueError("a task was given to somebody who does not contact families at its site")


def _family_of(tx: Transaction, number: str) -> families.Family:
    person = families.participant(tx, number)
    family = families.family(tx, person.family) if person else None
    if family is None:
        raise UnknownSubjectError("a contact or a task was noted for a study number that names nobody")
    return family


def _task_of(tx: Transaction, number: str, task_id: int) -> tasks.Task | None:
    task = tasks.task(tx, task_id)
    return task if task is not None and task.participant == number else None


def _keep_note(
    services: Services, sealed: Transaction, family: families.Family, subject: str, note: str, now: datetime
) -> None:
    if note:
        services.vault.put(sealed, family=family.number, subject=subject, field=NOTE, value=note, at=now)
