"""Consent: what was shown, each statement's answer, the signature, and a copy of exactly what was agreed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Final

from alongside.core.conduct.people import Acting
from alongside.core.conduct.services import Services
from alongside.core.conduct.versions import shown_versions
from alongside.core.definitions.consent import ConsentModule
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.speech import EASY, Speech
from alongside.core.engine.consent import YES, InEffect, agreed_now, asked_anew
from alongside.core.languages.formats import uk_time
from alongside.core.storage import audit, choices, consents, families
from alongside.core.storage.choices import Choice
from alongside.core.storage.database import Transaction

TYPED, DRAWN, WITNESSED, AFFIRMED = "typed", "drawn", "witnessed", "affirmed"
"""How somebody signs: types or draws their name, says it to one of the team, or presses the button."""
PARENT = "parent"
CONSENTED: Final = "consented"


class ConsentNotReadyError(AlongsideError):
    """Somebody tried to sign before every statement was answered, or after a required one was refused."""

    for_people = "errors.choose_yes_no"


@dataclass(frozen=True, slots=True)
class CopiedStatement:
    """A statement as it was shown and answered."""

    statement: str
    words: str
    if_yes: str
    if_no: str
    answer: str


@dataclass(frozen=True, slots=True)
class SomebodyThere:
    """A witness, an interpreter or somebody who supported the person: who they are, and that they are not of the team."""

    role: str
    name: str
    relationship: str = ""
    is_impartial: bool = False


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """What was agreed, word for word, sealed in the vault so that later changes of wording cannot touch it.

    `strokes` is a drawn signature. `mode`, `received_by` (a name), `people` and what was asked tell of a consent that was
    said to a member of the team; `heard` is how the words were taken in, where they were not read.
    """

    module: str
    version: str
    title: str
    language: str
    easy_read: bool
    information: tuple[tuple[str, tuple[str, ...]], ...]
    statements: tuple[CopiedStatement, ...]
    meaning: str
    signed_name: str
    signed_at: str
    content_hash: str
    record_hash: str
    salt: str
    method: str = TYPED
    strokes: str = ""
    mode: str = "self"
    heard: str = ""
    received_by: str = ""
    people: tuple[SomebodyThere, ...] = ()
    questions_asked: str = ""
    questions_answered_by: str = ""

    @classmethod
    def from_json(cls, text: str) -> "KeptCopy":
        """Read what `to_json` wrote."""
        kept = json.loads(text)
        kept["information"] = tuple((heading, tuple(paragraphs)) for heading, paragraphs in kept["information"])
        kept["statements"] = tuple(CopiedStatement(**statement) for statement in kept["statements"])
        kept["people"] = tuple(SomebodyThere(**one) for one in kept.get("people", ()))
        return cls(**kept)

    def to_json(self) -> str:
        """Write the copy as one line of text."""
        return json.dumps(asdict(self), ensure_ascii=False)


def modules_shown(services: Services, tx: Transaction) -> tuple[ConsentModule, ...]:
    """Return the modules of the study, each in the version shown now."""
    version, shown = services.study.version_on(services.clock.today()), shown_versions(services, tx)
    return tuple(shown[code] for code in version.consent_modules)


def modules_for(services: Services, tx: Transaction, role: str) -> tuple[ConsentModule, ...]:
    """Return the modules that people of a role may sign, each in the version shown now; taking part rests on the first."""
    return _for(role, modules_shown(services, tx))


def bases_of(services: Services, tx: Transaction) -> tuple[ConsentModule, Mapping[str, ConsentModule]]:
    """Return the module that a parent's taking part rests on, and that of each role, as they are shown now."""
    shown = modules_shown(services, tx)
    roles = {role for module in shown for role in module.who_may_sign}
    return _for(PARENT, shown)[0], {role: _for(role, shown)[0] for role in roles}


def _for(role: str, modules: tuple[ConsentModule, ...]) -> tuple[ConsentModule, ...]:
    return tuple(module for module in modules if role in module.who_may_sign)


def modules_of(services: Services, tx: Transaction, participant: str) -> tuple[ConsentModule, ...]:
    """Return the modules that this person may sign; empty when nobody has this number."""
    person = families.participant(tx, participant)
    return modules_for(services, tx, person.role) if person is not None else ()


def basis_of(services: Services, tx: Transaction, participant: str) -> ConsentModule:
    """Return the module that this person's taking part rests on, as it is shown now."""
    return next(iter(modules_of(services, tx, participant)), None) or module_of(services, tx)


def module_of(services: Services, tx: Transaction | None = None) -> ConsentModule:
    """Return the module that a parent's taking part rests on, as it is shown now.

    Inside a transaction give it, so that all is seen at one moment; without one, it looks in one of its own.
    """
    if tx is not None:
        return modules_for(services, tx, PARENT)[0]
    with services.records.read() as own:
        return modules_for(services, own, PARENT)[0]


def current_answers(tx: Transaction, participant: str, module: ConsentModule) -> dict[str, str]:
    """Return the choice on each statement as it stands."""
    return {code: choice.answer for code, choice in _current_choices(tx, participant, module).items()}


def shown_choice(tx: Transaction, participant: str, module: ConsentModule, statement: str) -> Choice | None:
    """Return the choice on a statement as it stands."""
    return _current_choices(tx, participant, module).get(statement)


def _current_choices(tx: Transaction, participant: str, module: ConsentModule) -> dict[str, Choice]:
    """Return the choices that count: made on this version, and not before a later change of mind."""
    anew = asked_anew(module, consents.changes_after(tx, participant))
    return {
        code: choice
        for code, choice in choices.current_choices(tx, participant, module.code).items()
        if choice.module_version == module.version and not (code in anew and choice.chosen_at <= anew[code])
    }


def choose(
    services: Services,
    acting: Acting,
    module: ConsentModule,
    statement: str,
    answer: str,
    *,
    request_key: str,
    seen: int | None,
) -> Choice | None:
    """Store the answer to one statement at once.

    `seen` is the choice that the page showed. When another page chose otherwise in the meantime, nothing is stored and
    that choice is returned.
    """
    now = services.clock.now()
    words = say(services, acting, f"{module.owner}.{statement}.text")
    new = choices.NewChoice(
        participant=acting.subject,
        module=module.code,
        module_version=module.version,
        statement=statement,
        answer="yes" if answer == YES else "no",
        language=acting.needs.language,
        format=acting.needs.format,
        text_hash=digest(words),
        request_key=request_key,
    )
    with services.records.write() as tx:
        families.lock_participant(tx, acting.subject)
        kept = shown_choice(tx, acting.subject, module, statement)
        if kept is not None and kept.id != seen and kept.answer != new.answer:
            return kept
        stored = choices.append_choice(tx, new, now)
        return kept if stored.answer != new.answer else None


def kept_copy(services: Services, participant: str, module: ConsentModule) -> KeptCopy | None:
    """Return what this person signed last, word for word, or None when nothing was signed. Earlier copies are kept too."""
    with services.records.read() as tx:
        record = consents.latest_consent(tx, participant, module.code)
    if record is None:
        return None
    with services.vault.read() as sealed:
        kept = services.vault.get(sealed, participant, copy_field(module.code, record.record_hash))
    return KeptCopy.from_json(kept) if kept else None


def copy_field(module: str, record_hash: str) -> str:
    """Return the vault's field of the copy that belongs to a record."""
    return f"consent_copy.{module}.{record_hash}"


def chosen_words(services: Services, module: ConsentModule, choice: Choice, slot: str) -> str:
    """Return words of a statement in the language and form in which it was answered."""
    is_easy = choice.format.split("+")[0] == EASY
    return services.book.say(f"{module.owner}.{choice.statement}.{slot}", choice.language, easy=is_easy).words


def shown_statement(services: Services, acting: Acting, module: ConsentModule, statement: str) -> str:
    """Return the seal of what a statement's page shows: its words and what follows from each answer."""
    slots = ("text", "if_yes", "if_no")
    return digest("\n".join(say(services, acting, f"{module.owner}.{statement}.{slot}") for slot in slots))


def decline(services: Services, acting: Acting) -> None:
    """Note that this person chose not to take part. Nothing more is asked of them and no message follows."""
    now = services.clock.now()
    with services.records.write() as tx:
        families.set_state(tx, acting.subject, "declined", now)
        audit.append(tx, audit.AuditEvent("consent_declined", acting.subject, acting.subject, {}), now)


def reconsider(services: Services, acting: Acting) -> None:
    """Note that this person looks at their choices again after a no."""
    with services.records.write() as tx:
        person = families.participant(tx, acting.subject)
        if person is not None and person.state == "declined":  # who stopped comes back by signing again, not by a tap
            families.set_state(tx, acting.subject, "invited", services.clock.now())


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether this person's consent is in force, since when, and to which statements they say yes.

    `questions_stopped` = they take part and want no questions. `answers` are as they stand now.
    """

    in_force: bool
    consented_at: datetime | None
    declined: bool
    agreed_to: frozenset[str] = frozenset()
    questions_stopped: bool = False
    answers: Mapping[str, InEffect] = field(default_factory=dict)

    @property
    def asks(self) -> bool:
        """Whether questions may be asked."""
        return self.in_force and not self.questions_stopped

    @property
    def consented_on(self) -> date | None:
        """The UK day from which the months of questions are counted; None while no questions may be asked."""
        return uk_time(self.consented_at).date() if self.consented_at and self.asks else None


def is_asked_again(tx: Transaction, participant: str, module: ConsentModule) -> bool:
    """Return whether this person signed a version that does not count any more, and still takes part."""
    record, person = consents.latest_consent(tx, participant, module.code), families.participant(tx, participant)
    still_here = person is not None and person.state == CONSENTED
    return still_here and record is not None and not module.holds(record.consent.module_version)


def standing(tx: Transaction, participant: str, module: ConsentModule) -> Standing:
    """Return where a person stands with a module."""
    record = consents.latest_consent(tx, participant, module.code)
    person = families.participant(tx, participant)
    declined = person is not None and person.state in {"declined", "withdrawn"}
    if record is None:
        return Standing(in_force=False, consented_at=None, declined=declined)
    changes = consents.changes_after(tx, participant, record.id)
    agreed = agreed_now(module, record.consent.module_version, signed_answers(record.consent), changes, place=record.id)
    in_force = agreed.in_force and not declined
    return Standing(
        in_force, record.began_at, declined, agreed.agreed_to, agreed.questions_stopped and in_force, agreed.answers
    )


def signed_answers(consent: consents.NewConsent) -> dict[str, str]:
    """Return the answer to each statement as it was signed."""
    return {statement.statement: statement.answer for statement in consent.statements}


@dataclass(frozen=True, slots=True)
class FreeChoice:
    """A module that is a free choice, its place in addresses, and whether this person has chosen."""

    owner: str
    place: int
    is_chosen: bool


def free_choices(tx: Transaction, participant: str, modules: Sequence[ConsentModule]) -> tuple[FreeChoice, ...]:
    """Return what else this person can choose, of the modules that they may sign."""
    return tuple(
        FreeChoice(module.owner, place, standing(tx, participant, module).in_force)
        for place, module in enumerate(modules, 1)
        if place > 1
    )


def content_hash(services: Services, acting: Acting, module: ConsentModule) -> str:
    """Return the SHA-256 over every text of the module as this person is shown it, with its id and language.

    For who listens, what is heard is in it too: the voice, and a recording down to its last byte.
    """
    told = [
        [source.id, acting.needs.language, acting.needs.format, say(services, acting, source.id)]
        for source in module.texts()
    ]
    if acting.needs.listens:
        told += [
            [source.id, services.prompts.identity(Speech(source.id, words, language, form))]
            for source, (_, language, form, words) in zip(module.texts(), told, strict=True)
        ]
    return digest(json.dumps(told, ensure_ascii=False, separators=(",", ":")))


def say(services: Services, acting: Acting, text_id: str) -> str:
    """Return words as this person is shown them."""
    return services.book.say(text_id, acting.needs.language, easy=acting.needs.easy_read).words


def digest(words: str) -> str:
    """Return the SHA-256 of words."""
    return hashlib.sha256(words.encode()).hexdigest()
