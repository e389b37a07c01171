"""Changing your mind: one statement, one module, or something whole. At once, without a reason, and nothing else changes.

Every change is a record of its own in the ledger: what was signed before is never touched.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from alongside.core.conduct import consenting
from alongside.core.conduct.in_effect import has_told_since, links_in_effect
from alongside.core.conduct.people import Acting
from alongside.core.conduct.sending import keep_safe_contact, safe_contact_of
from alongside.core.conduct.services import Services
from alongside.core.definitions.consent import ConsentModule, Statement
from alongside.core.definitions.messages import MessageReason
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.engine.consent import NO, WANTED, WITHDRAWN, YES, Whole, not_used_until, stopped_at
from alongside.core.messages.still_due import NoLonger
from alongside.core.storage import audit, consents, families, outbox
from alongside.core.storage.database import Transaction

ACTIONS: Final[Mapping[tuple[Whole, str], str]] = {
    (Whole.MESSAGES, WITHDRAWN): "messages_stopped",
    (Whole.MESSAGES, WANTED): "messages_wanted",
    (Whole.QUESTIONNAIRES, WITHDRAWN): "questions_stopped",
    (Whole.QUESTIONNAIRES, WANTED): "questions_wanted",
    (Whole.LINKAGE, WITHDRAWN): "linkage_stopped",
    (Whole.HELD_DATA, WITHDRAWN): "use_stopped",
    (Whole.HELD_DATA, WANTED): "use_wanted",
    (Whole.EVERYTHING, WITHDRAWN): "withdrawn",
}
"""What can be stopped whole, what of it can be begun again, and how the record names it."""
MODULE_TAKEN_BACK = "module_taken_back"
CHOICE_CHANGED = "choice_changed"
_ASKS = (MessageReason.PART_DUE, MessageReason.PART_OVERDUE, MessageReason.WHERE_YOU_ARE)
"""The messages that go out because there are questions."""
REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Said:
    """Whose word it is: `who` put it on record (a study number or a staff code), and `how` it was said."""

    who: str
    how: str


def own_word(acting: Acting) -> Said:
    """Return that a person said it themselves."""
    return Said(acting.subject, acting.mode)


@dataclass(frozen=True, slots=True)
class _Open:
    """Everything that a change needs while it is written."""

    services: Services
    tx: Transaction
    sealed: Transaction
    person: families.Participant
    basis: ConsentModule
    said: Said
    request_key: str
    now: datetime

    @property
    def number(self) -> str:
        return self.person.number

    def append(
        self, module: str, item: str, value: str, *, key: str = "", details: Mapping[str, str] | None = None
    ) -> None:
        """Write one change to the ledger."""
        new = consents.NewChange(
            participant=self.number,
            module=module,
            item=item,
            new_value=value,
            who=self.said.who,
            how=self.said.how,
            request_key=key or self.request_key,
            details=details or {},
        )
        consents.append_change(self.tx, new, self.now)

    def record(self, action: str, **details: str) -> None:
        """Put the change on record, last."""
        event = audit.AuditEvent(action, self.said.who, self.number, {**details, "how": self.said.how})
        audit.append(self.tx, event, self.now)

    def cancel(self, reasons: Iterable[MessageReason], why: NoLonger) -> None:
        """Cancel what waits for these reasons; what is not queued yet is decided when it is due."""
        for reason in reasons:
            outbox.cancel_for(self.tx, self.number, reason.value, why=why.value, at=self.now)


def change_whole(services: Services, number: str, whole: Whole, value: str, said: Said, *, request_key: str) -> None:
    """Stop something whole, or let it begin again; what is so already stays so.

    Raises:
        KeyError: it cannot be begun again as a whole.
    """
    action = ACTIONS[whole, value]

    def write(change: _Open) -> None:
        if whole is Whole.MESSAGES:
            keep_stopped(services, change.tx, change.sealed, number, stopped=value == WITHDRAWN, said=said)
            change.record(action)
            return
        change.append(change.basis.code, whole, value)
        if (whole, value) == (Whole.QUESTIONNAIRES, WITHDRAWN):
            change.cancel(_ASKS, NoLonger.QUESTIONS_STOPPED)
        if whole is Whole.EVERYTHING:
            _leave(change)
        change.record(action)

    _change(services, number, said, request_key, write, is_so=lambda change: _is_so(change, whole, value))


def take_back(services: Services, number: str, module: ConsentModule, said: Said, *, request_key: str) -> None:
    """Take back a module whole; whoever takes back the one that taking part rests on leaves."""

    def write(change: _Open) -> None:
        if module.code == change.basis.code:
            change.append(module.code, Whole.EVERYTHING, WITHDRAWN)
            _leave(change)
            change.record("withdrawn")
            return
        change.append(module.code, Whole.MODULE, WITHDRAWN)
        change.record(MODULE_TAKEN_BACK, module=module.code)

    def is_so(change: _Open) -> bool:
        return not consenting.standing(change.tx, number, module).agreed_to

    _change(services, number, said, request_key, write, is_so=is_so)


def change_statement(
    services: Services,
    number: str,
    module: ConsentModule,
    statement: Statement,
    answer: str,
    said: Said,
    *,
    request_key: str,
    shown: Mapping[str, str] | None = None,
) -> None:
    """Give a statement that was signed another answer; `shown` is what vouches for the words that were read.

    Whoever takes back what taking part needs leaves. Nobody comes back in this way: that takes a signature.
    """

    def is_so(change: _Open) -> bool:
        state = consenting.standing(change.tx, number, module)
        now_said = state.answers.get(statement.code)
        is_back = answer == YES and not consenting.standing(change.tx, number, change.basis).in_force
        return now_said is None or now_said.answer == answer or is_back

    def write(change: _Open) -> None:
        change.append(module.code, statement.code, answer, details=shown)
        details = {"module": module.code, "statement": statement.code, "answer": answer}
        if answer == NO:
            change.cancel(_resting_on(services, change.tx, module, statement.code), NoLonger.SAID_NO)
            if statement.required and module.code == change.basis.code:
                change.append(module.code, Whole.EVERYTHING, WITHDRAWN, key=f"{request_key}:all")
                _leave(change)
                change.record("withdrawn", **details)
                return
        change.record(CHOICE_CHANGED, **details)

    _change(services, number, said, request_key, write, is_so=is_so)


def set_messages(services: Services, acting: Acting, *, stopped: bool) -> None:
    """Stop our messages by a person's own word, or let them go out again, and what was held too."""
    value = WITHDRAWN if stopped else WANTED
    change_whole(services, acting.subject, Whole.MESSAGES, value, own_word(acting), request_key=secrets.token_hex(16))


def stop_taking_part(services: Services, acting: Acting, request_key: str) -> None:
    """Leave the study by a person's own word: nothing goes out any more, and what was agreed to stays on record."""
    change_whole(services, acting.subject, Whole.EVERYTHING, WITHDRAWN, own_word(acting), request_key=request_key)


def keep_stopped(
    services: Services, tx: Transaction, sealed: Transaction, participant: str, *, stopped: bool, said: Said
) -> bool:
    """Keep whether this person wants our messages, and cancel what waits when they do not; return whether they are known.

    Somebody of whom nobody knows yet how to reach them safely can stop, too: it stays when that is known.
    """
    person = families.participant(tx, participant)
    if person is None:
        return False
    safe = safe_contact_of(services, sealed, participant) or SafeContact()
    after = replace(safe, stopped=stopped)
    keep_safe_contact(services, sealed, family=person.family, participant=participant, safe=after)
    note_messages(services, tx, participant, stopped=stopped, said=said)
    if stopped:
        outbox.cancel_for(tx, participant, why="stopped by the person", at=services.clock.now())
    else:
        outbox.look_again(tx, participant, at=services.clock.now())
    return True


def note_messages(services: Services, tx: Transaction, participant: str, *, stopped: bool, said: Said) -> None:
    """Write to the ledger whether this person wants our messages, where it does not say so already."""
    if (stopped_at(consents.changes_after(tx, participant), Whole.MESSAGES) is not None) == stopped:
        return
    new = consents.NewChange(
        participant=participant,
        module=consenting.basis_of(services, tx, participant).code,
        item=Whole.MESSAGES,
        new_value=WITHDRAWN if stopped else WANTED,
        who=said.who,
        how=said.how,
        request_key=secrets.token_hex(16),
    )
    consents.append_change(tx, new, services.clock.now())


def _change(
    services: Services,
    number: str,
    said: Said,
    request_key: str,
    write: Callable[[_Open], None],
    *,
    is_so: Callable[[_Open], bool],
) -> None:
    """Make a change once: neither a second press nor an old page changes anything more."""
    with services.records.write() as tx, services.vault.write() as sealed:
        person = families.participant(tx, number)
        if person is None:
            return
        families.lock_participant(tx, number)
        if any(one.change.request_key == request_key for one in consents.changes_of(tx, number)):
            return
        basis = consenting.basis_of(services, tx, number)
        change = _Open(services, tx, sealed, person, basis, said, request_key, services.clock.now())
        if not is_so(change):
            write(change)


def _is_so(change: _Open, whole: Whole, value: str) -> bool:
    """Say whether something whole is as it is wished already, or is not there to be changed."""
    match whole:
        case Whole.MESSAGES:
            safe = safe_contact_of(change.services, change.sealed, change.number)
            return (safe is not None and safe.stopped) == (value == WITHDRAWN)
        case Whole.QUESTIONNAIRES:
            state = consenting.standing(change.tx, change.number, change.basis)
            return not state.in_force or state.questions_stopped == (value == WITHDRAWN)
        case Whole.LINKAGE:
            return not links_in_effect(change.services, change.tx, change.number)
        case Whole.HELD_DATA:
            until = not_used_until(consents.changes_after(change.tx, change.number))
            if value == WANTED:
                return until is None
            return until is not None and not has_told_since(change.tx, change.number, until)
        case _:
            return change.person.state == WITHDRAWN


def _leave(change: _Open) -> None:
    families.set_state(change.tx, change.number, "withdrawn", change.now)
    outbox.cancel_for(change.tx, change.number, why="withdrawn", at=change.now)


def _resting_on(
    services: Services, tx: Transaction, module: ConsentModule, statement: str
) -> tuple[MessageReason, ...]:
    """Return the reasons of messages that go out only with a yes to a statement."""
    if module.code != consenting.module_of(services, tx).code:
        return ()
    version = services.study.version_on(services.clock.today())
    found = [MessageReason(one.reason) for one in version.reminders if one.statement == statement]
    if version.visit_reminders is not None and version.visit_reminders.statement == statement:
        found += [MessageReason.PART_DUE, MessageReason.PART_OVERDUE]
    return tuple(found)
