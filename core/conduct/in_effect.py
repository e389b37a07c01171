"""What a person's word comes to now: what was signed, with every later change. Asked at the moment it matters."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from alongside.core.conduct import consenting
from alongside.core.conduct.consenting import CopiedStatement, Standing
from alongside.core.conduct.sending import safe_contact_of
from alongside.core.conduct.services import Services
from alongside.core.conduct.who_decides import linkage_is_paused
from alongside.core.definitions.consent import ConsentModule, Statement
from alongside.core.engine.consent import YES, is_in_force, not_used_until
from alongside.core.storage import answers, consents
from alongside.core.storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Line:
    """A statement that was signed, and the answer in effect.

    `kept` holds its words where they are not those that are shown now. `may_say_yes` = a yes to it can be given again
    without signing.
    """

    statement: Statement
    answer: str
    changed_at: datetime | None
    may_say_yes: bool
    kept: CopiedStatement | None = None


@dataclass(frozen=True, slots=True)
class SignedModule:
    """A module that was signed: its place in addresses, and whether a yes to any of it is in effect."""

    module: ConsentModule
    place: int
    standing: Standing

    @property
    def is_on(self) -> bool:
        """Whether there is anything to take back."""
        return self.standing.in_force and bool(self.standing.agreed_to)


@dataclass(frozen=True, slots=True)
class Stops:
    """What a person has stopped, and what they can stop.

    `asks_questions` = what their taking part rests on asks questions. `offers_links` = there is a module about records that they can sign. `has_told_since` = they told us something after the
    moment up to which we use nothing.
    """

    basis: Standing
    messages_stopped: bool
    modules: tuple[SignedModule, ...]
    asks_questions: bool
    offers_links: bool
    links_on: bool
    not_used_until: datetime | None
    has_told_since: bool


def stops_of(services: Services, number: str) -> Stops:
    """Return what a person has stopped, and what they can stop."""
    with services.vault.read() as sealed:
        safe = safe_contact_of(services, sealed, number)
    with services.records.read() as tx:
        modules = consenting.modules_of(services, tx, number) or (consenting.module_of(services, tx),)
        stands = [consenting.standing(tx, number, module) for module in modules]
        until = not_used_until(consents.changes_after(tx, number))
        return Stops(
            basis=stands[0],
            messages_stopped=safe is not None and safe.stopped,
            modules=tuple(
                SignedModule(module, place, standing)
                for place, (module, standing) in enumerate(zip(modules, stands, strict=True), 1)
                if standing.consented_at is not None
            ),
            asks_questions=modules[0].code == consenting.module_of(services, tx).code,
            offers_links=any(statement.links_to for module in modules for statement in module.statements),
            links_on=bool(links_in_effect(services, tx, number)),
            not_used_until=until,
            has_told_since=until is not None and has_told_since(tx, number, until),
        )


def lines_of(services: Services, number: str, module: ConsentModule) -> tuple[Line, ...]:
    """Return every statement of a module as this person signed it, with the answer in effect; empty = nothing was signed."""
    with services.records.read() as tx:
        record = consents.latest_consent(tx, number, module.code)
        if record is None:
            return ()
        basis = consenting.basis_of(services, tx, number)
        takes_part = consenting.standing(tx, number, basis).in_force
        standing = consenting.standing(tx, number, module)
    version = record.consent.module_version
    is_shown_now = version == module.version
    counts = is_in_force(module, version, {statement.code: YES for statement in module.statements})
    copy = None if is_shown_now else consenting.kept_copy(services, number, module)
    kept = {one.statement: one for one in copy.statements} if copy else {}
    known = {statement.code: statement for statement in module.statements}
    return tuple(
        Line(
            statement=known.get(code) or Statement(code, "", "", "", required=False),
            answer=one.answer,
            changed_at=one.changed_at,
            may_say_yes=takes_part and counts and code in known,
            kept=kept.get(code),
        )
        for code, one in standing.answers.items()
        if is_shown_now or code in kept
    )


@dataclass(frozen=True, slots=True)
class LinkInEffect:
    """A yes in effect to looking at some records: which, since when, and for which children besides the person."""

    records: str
    since: datetime
    children: tuple[str, ...]


def links_in_effect(services: Services, tx: Transaction, number: str) -> tuple[LinkInEffect, ...]:
    """Return the records that this person lets us look at now; none while it is open who decides for the children."""
    if linkage_is_paused(tx, number):
        return ()
    return tuple(
        link for module in consenting.modules_of(services, tx, number) for link in _links_of(tx, number, module)
    )


def _links_of(tx: Transaction, number: str, module: ConsentModule) -> Iterator[LinkInEffect]:
    linking = [statement for statement in module.statements if statement.links_to]
    record = consents.latest_consent(tx, number, module.code) if linking else None
    standing = consenting.standing(tx, number, module) if record else None
    if record is None or standing is None or not standing.in_force:
        return
    for statement in linking:
        said = standing.answers.get(statement.code)
        if said is not None and said.answer == YES:
            yield LinkInEffect(statement.links_to, said.changed_at or record.recorded_at, record.consent.on_behalf_of)


def has_told_since(tx: Transaction, number: str, moment: datetime) -> bool:
    """Return whether this person has answered anything after a moment."""
    newest = answers.last_given(tx, number)
    return newest is not None and newest > moment
