"""Consent: what was shown, each statement's answer, the signature, and a copy of exactly what was agreed."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Final

from alongside.core.conduct.people import Acting
from alongside.core.conduct.queueing import queue_message
from alongside.core.conduct.services import Services
from alongside.core.conduct.versions import is_whole, shown_versions
from alongside.core.definitions.consent import ConsentModule, InformationPart
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.messages import MessageReason
from alongside.core.definitions.speech import EASY, Speech
from alongside.core.engine.consent import YES, InEffect, agreed_now, asked_anew, may_sign
from alongside.core.languages.formats import uk_time
from alongside.core.storage import audit, choices, consents, families
from alongside.core.storage.choices import Choice
from alongside.core.storage.database import Transaction

TYPED = "typed"
AFFIRMED = "affirmed"
PARENT = "parent"
CONSENTED: Final = "consented"
EVERYTHING = "all"
"""What somebody takes back who leaves."""


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
class KeptCopy:
    """What was agreed, word for word, sealed in the vault so that later changes of wording cannot touch it."""

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

    @classmethod
    def from_json(cls, text: str) -> "KeptCopy":
        """Read what `to_json` wrote."""
        kept = json.loads(text)
        kept["information"] = tuple((heading, tuple(paragraphs)) for heading, paragraphs in kept["information"])
        kept["statements"] = tuple(CopiedStatement(**statement) for statement in kept["statements"])
        return cls(**kept)

    def to_json(self) -> str:
        """Write the copy as one line of text."""
        return json.dumps(asdict(self), ensure_ascii=False)


def modules_for(services: Services, tx: Transaction, role: str) -> tuple[ConsentModule, ...]:
    """Return the modules that people of a role may sign, each in the version shown now; taking part rests on the first."""
    version, shown = services.study.version_on(services.clock.today()), shown_versions(services, tx)
    found = (shown[code] for code in version.consent_modules)
    return tuple(module for module in found if role in module.who_may_sign)


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
    words = _say(services, acting, f"{module.owner}.{statement}.text")
    new = choices.NewChoice(
        participant=acting.subject,
        module=module.code,
        module_version=module.version,
        statement=statement,
        answer="yes" if answer == YES else "no",
        language=acting.needs.language,
        format=acting.needs.format,
        text_hash=_digest(words),
        request_key=request_key,
    )
    with services.records.write() as tx:
        families.lock_participant(tx, acting.subject)
        kept = shown_choice(tx, acting.subject, module, statement)
        if kept is not None and kept.id != seen and kept.answer != new.answer:
            return kept
        stored = choices.append_choice(tx, new, now)
        return kept if stored.answer != new.answer else None


def sign(services: Services, acting: Acting, module: ConsentModule, typed_name: str, request_key: str) -> None:
    """Sign: the copy and the name are committed to the vault, then the record, the audit line and the message.

    Who has signed already, from another page or with a second tap, is left with the one record. Where a module needs
    nothing written, `typed_name` is empty.

    Raises:
        ConsentNotReadyError: a statement is open, or a required one was refused.
    """
    now = services.clock.now()
    with services.records.write() as tx, services.vault.write() as sealed:
        families.lock_participant(tx, acting.subject)
        if standing(tx, acting.subject, module).in_force:
            return
        if any(one.consent.request_key == request_key for one in consents.consents_of(tx, acting.subject)):
            return  # the same form once more: what was stopped since is not begun again by it
        person = families.participant(tx, acting.subject)
        if person is None:
            raise ConsentNotReadyError("nobody with this study number")
        mine = modules_for(services, tx, person.role)
        if not any((one.code, one.version) == (module.code, module.version) for one in mine):
            raise ConsentNotReadyError("another version was released since the page was made")
        if not is_whole(services, module, acting.needs.language):
            raise ConsentNotReadyError("this version is not whole in the language of the page")
        is_basis = module.code == mine[0].code
        family = families.family(tx, person.family)
        chosen = choices.current_choices(tx, acting.subject, module.code)
        answers = current_answers(tx, acting.subject, module)
        if family is None or not may_sign(module, answers):
            raise ConsentNotReadyError("not every statement is answered as taking part needs")
        salt = consents.new_salt()
        record = consents.append_consent(
            tx,
            consents.NewConsent(
                participant=acting.subject,
                role=person.role,
                on_behalf_of=tuple(child.number for child in families.children_of(tx, acting.subject)),
                study=services.study.code,
                site=family.site,
                protocol_version=services.study.version_on(services.clock.today()).code,
                module=module.code,
                module_version=module.version,
                content_hash=content_hash(services, acting, module),
                language=acting.needs.language,
                format=acting.needs.format,
                statements=tuple(
                    consents.SignedStatement(
                        statement=statement.code,
                        text_hash=chosen[statement.code].text_hash,
                        if_yes_hash=_digest(_chosen_words(services, module, chosen[statement.code], "if_yes")),
                        if_no_hash=_digest(_chosen_words(services, module, chosen[statement.code], "if_no")),
                        answer=chosen[statement.code].answer,
                        answered_at=chosen[statement.code].chosen_at,
                        language=chosen[statement.code].language,
                        format=chosen[statement.code].format,
                    )
                    for statement in module.statements
                ),
                first_viewed_at=min(chosen[statement.code].chosen_at for statement in module.statements),
                signature_method=TYPED if typed_name else AFFIRMED,
                meaning=_say(services, acting, f"{module.owner}.signature_meaning"),
                given_by_mode=acting.mode,
                sign_in_method="link and code",
                received_by="the study's page",
                request_key=request_key,
                printed_name_digest=consents.signature_digest(salt, typed_name),
                signature_digest=consents.signature_digest(salt, typed_name),
                understanding=tuple(_tried(tx, acting.subject, module)),
                layers_opened=choices.layers_of(tx, acting.subject, module.code, module.version),
                utc_offset=uk_time(now).isoformat(timespec="seconds")[-len("+00:00") :],
                began_at=_renews(tx, acting.subject, module),
            ),
            now,
        )
        copy = _copy(services, acting, module, chosen, typed_name, now, record, salt)
        services.vault.put(
            sealed,
            family=person.family,
            subject=acting.subject,
            field=_copy_field(module.code, record.record_hash),
            value=copy.to_json(),
            at=now,
        )
        if is_basis:
            families.set_state(tx, acting.subject, CONSENTED, now)
        audit.append(
            tx,
            audit.AuditEvent("consent_signed", acting.subject, acting.subject, {"record": record.record_hash}),
            now,
        )
        # Of several free choices made on one day, one message tells.
        period = record.record_hash if is_basis else f"also:{uk_time(now).date()}"
        queue_message(services, tx, sealed, acting.subject, MessageReason.CONSENT_COPY_READY, period=period)


def _renews(tx: Transaction, participant: str, module: ConsentModule) -> datetime | None:
    """Return when this person first agreed to a module, if they did and have not stopped since: the study's months go on."""
    before = consents.latest_consent(tx, participant, module.code)
    if before is None or any(
        one.id > before.id and one.change.item == EVERYTHING for one in consents.changes_of(tx, participant)
    ):
        return None
    return before.began_at


def _tried(tx: Transaction, participant: str, module: ConsentModule) -> Iterator[consents.Tried]:
    for one in choices.attempts_of(tx, participant, module.code):
        if one.module_version == module.version:
            yield consents.Tried(
                one.question, one.choice, one.understood, one.language, one.format, one.mode, one.tried_at
            )


def _copy(
    services: Services,
    acting: Acting,
    module: ConsentModule,
    chosen: Mapping[str, Choice],
    typed_name: str,
    now: datetime,
    record: consents.ConsentRecord,
    salt: str,
) -> KeptCopy:
    def say(text_id: str) -> str:
        return _say(services, acting, f"{module.owner}.{text_id}")

    return KeptCopy(
        module=module.code,
        version=module.version,
        title=say("title"),
        language=acting.needs.language,
        easy_read=acting.needs.easy_read,
        information=tuple(
            (say(f"{part.code}.heading"), tuple(say(slot) for slot in _slots(part)))
            for part in (*module.information, *module.privacy)
        ),
        statements=tuple(
            CopiedStatement(
                statement.code,
                _chosen_words(services, module, chosen[statement.code], "text"),
                _chosen_words(services, module, chosen[statement.code], "if_yes"),
                _chosen_words(services, module, chosen[statement.code], "if_no"),
                chosen[statement.code].answer,
            )
            for statement in module.statements
        ),
        meaning=say("signature_meaning"),
        signed_name=typed_name,
        signed_at=now.isoformat(),
        content_hash=record.consent.content_hash,
        record_hash=record.record_hash,
        salt=salt,
    )


def _slots(part: InformationPart) -> Iterator[str]:
    """Yield the texts of a page under its heading: everything that a person could have read."""
    yield from (f"{part.code}.p{number}" for number in range(1, len(part.paragraphs) + 1))
    if part.diagram is not None:
        yield f"{part.code}.diagram"
    yield from (f"{part.code}.more{number}" for number in range(1, len(part.more) + 1))


def kept_copy(services: Services, participant: str, module: ConsentModule) -> KeptCopy | None:
    """Return what this person signed last, word for word, or None when nothing was signed. Earlier copies are kept too."""
    with services.records.read() as tx:
        record = consents.latest_consent(tx, participant, module.code)
    if record is None:
        return None
    with services.vault.read() as sealed:
        kept = services.vault.get(sealed, participant, _copy_field(module.code, record.record_hash))
    return KeptCopy.from_json(kept) if kept else None


def _copy_field(module: str, record_hash: str) -> str:
    return f"consent_copy.{module}.{record_hash}"


def _chosen_words(services: Services, module: ConsentModule, choice: Choice, slot: str) -> str:
    """Return words of a statement in the language and form in which it was answered."""
    is_easy = choice.format.split("+")[0] == EASY
    return services.book.say(f"{module.owner}.{choice.statement}.{slot}", choice.language, easy=is_easy).words


def shown_statement(services: Services, acting: Acting, module: ConsentModule, statement: str) -> str:
    """Return the seal of what a statement's page shows: its words and what follows from each answer."""
    slots = ("text", "if_yes", "if_no")
    return _digest("\n".join(_say(services, acting, f"{module.owner}.{statement}.{slot}") for slot in slots))


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
        [source.id, acting.needs.language, acting.needs.format, _say(services, acting, source.id)]
        for source in module.texts()
    ]
    if acting.needs.listens:
        told += [
            [source.id, services.prompts.identity(Speech(source.id, words, language, form))]
            for source, (_, language, form, words) in zip(module.texts(), told, strict=True)
        ]
    return _digest(json.dumps(told, ensure_ascii=False, separators=(",", ":")))


def _say(services: Services, acting: Acting, text_id: str) -> str:
    return services.book.say(text_id, acting.needs.language, easy=acting.needs.easy_read).words


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
