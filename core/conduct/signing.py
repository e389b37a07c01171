"""The signature: the copy goes to the vault, the record to the ledger, with everything that shows how it was given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from alongside.core.conduct import consenting
from alongside.core.conduct.consenting import (
    AFFIRMED,
    WITNESSED,
    ConsentNotReadyError,
    CopiedStatement,
    KeptCopy,
    SomebodyThere,
    chosen_words,
    digest,
)
from alongside.core.conduct.people import Acting
from alongside.core.conduct.queueing import queue_message
from alongside.core.conduct.services import Services
from alongside.core.conduct.versions import is_whole
from alongside.core.definitions.consent import ConsentModule, InformationPart
from alongside.core.definitions.messages import MessageReason
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.engine.consent import Whole, may_sign
from alongside.core.languages.formats import uk_time
from alongside.core.storage import audit, choices, consents, families, staff
from alongside.core.storage.choices import Choice
from alongside.core.storage.consents import NeedsHearingError
from alongside.core.storage.database import Transaction

COPY = "copy"
OFFERED, HELD_BACK = "offered", "held_back"
"""What became of a copy: it is on the person's own page; or that alone, because no message about it was wanted."""
ON_THE_PAGE = "the study's page"
WAY_IN = "link and code"


@dataclass(frozen=True, slots=True)
class Signature:
    """How somebody signs. `strokes` are the lines of a drawn name, `wants_message` is False for who wants none about the copy."""

    method: str
    printed_name: str = ""
    strokes: str = ""
    wants_message: bool = True


@dataclass(frozen=True, slots=True)
class Receiver:
    """The member of staff to whom it was said, and what they wrote down about it.

    `heard` is how the words were taken in (`audio`, `spoken`, `interpreter`, "" = read), `declaration` what the colleague
    signs, `answered_by` the code of who answered the questions.
    """

    staff: str
    declaration: str
    heard: str
    people: tuple[SomebodyThere, ...] = ()
    questions_asked: str = ""
    answered_by: str = ""

    def format_of(self, needs: NeedsProfile) -> str:
        """Return how this person took the words in, as stored with each answer and with the record."""
        words = "easy" if needs.easy_read else "standard"
        return f"{words}+{self.heard}" if self.heard else words


def sign(services: Services, acting: Acting, module: ConsentModule, signature: Signature, request_key: str) -> None:
    """Sign for oneself: the copy and the name are committed to the vault, then the record, the audit line and the message.

    Who has signed already, from another page or with a second tap, is left with the one record.

    Raises:
        ConsentNotReadyError: a statement is open, or a required one was refused.
        NeedsHearingError: who signs cannot read the words; somebody has to be with them.
    """
    if not acting.needs.reads:
        raise NeedsHearingError("who cannot read does not sign alone")
    with services.records.write() as tx, services.vault.write() as sealed:
        families.lock_participant(tx, acting.subject)
        write_signature(services, tx, sealed, acting, module, signature, request_key)


def write_signature(
    services: Services,
    tx: Transaction,
    sealed: Transaction,
    acting: Acting,
    module: ConsentModule,
    signature: Signature,
    request_key: str,
    receiver: Receiver | None = None,
) -> bool:
    """Write a signature inside transactions that hold the person; False when it was given already. `acting` is who agrees.

    Raises:
        ConsentNotReadyError: a statement is open, or a required one was refused.
    """
    now = services.clock.now()
    if consenting.standing(tx, acting.subject, module).in_force:
        return False
    if any(one.consent.request_key == request_key for one in consents.consents_of(tx, acting.subject)):
        return False  # the same form once more: what was stopped since is not begun again by it
    person = families.participant(tx, acting.subject)
    family = families.family(tx, person.family) if person else None
    if person is None or family is None:
        raise ConsentNotReadyError("nobody with this study number")
    mine = consenting.modules_for(services, tx, person.role)
    if not any((one.code, one.version) == (module.code, module.version) for one in mine):
        raise ConsentNotReadyError("another version was released since the page was made")
    if not is_whole(services, module, acting.needs.language):
        raise ConsentNotReadyError("this version is not whole in the language of the page")
    chosen = choices.current_choices(tx, acting.subject, module.code)
    if not may_sign(module, consenting.current_answers(tx, acting.subject, module)):
        raise ConsentNotReadyError("not every statement is answered as taking part needs")
    given = _Given(acting, module, signature, request_key, receiver, chosen, consents.new_salt())
    record = consents.append_consent(tx, _record(services, tx, given, person, family), now)
    copy = _copy(services, sealed, given, record).to_json()
    field = consenting.copy_field(module.code, record.record_hash)
    services.vault.put(sealed, family=person.family, subject=acting.subject, field=field, value=copy, at=now)
    is_basis = module.code == mine[0].code
    if is_basis:
        families.set_state(tx, acting.subject, consenting.CONSENTED, now)
    consents.append_change(tx, _issue(given, record, copy), now)
    if signature.wants_message:
        # Of several free choices made on one day, one message tells.
        period = record.record_hash if is_basis else f"also:{uk_time(now).date()}"
        queue_message(services, tx, sealed, acting.subject, MessageReason.CONSENT_COPY_READY, period=period)
    action, by = ("consent_taken", receiver.staff) if receiver else ("consent_signed", acting.subject)
    details = {"record": record.record_hash}
    audit.append(tx, audit.AuditEvent(action, by, acting.subject, details), now)
    return True


@dataclass(frozen=True, slots=True)
class _Given:
    """One signature with all that belongs to it."""

    acting: Acting
    module: ConsentModule
    signature: Signature
    request_key: str
    receiver: Receiver | None
    chosen: Mapping[str, Choice]
    salt: str


def _record(
    services: Services, tx: Transaction, given: _Given, person: families.Participant, family: families.Family
) -> consents.NewConsent:
    acting, module, signature = given.acting, given.module, given.signature
    receiver, chosen, salt = given.receiver, given.chosen, given.salt
    now = services.clock.now()
    version = services.study.version_on(services.clock.today())
    asked = receiver.questions_asked if receiver else ""
    return consents.NewConsent(
        participant=acting.subject,
        role=person.role,
        on_behalf_of=tuple(child.number for child in families.children_of(tx, acting.subject)),
        study=services.study.code,
        site=family.site,
        protocol_version=version.code,
        ethics_reference=version.ethics_reference,
        module=module.code,
        module_version=module.version,
        content_hash=consenting.content_hash(services, acting, module),
        language=acting.needs.language,
        format=receiver.format_of(acting.needs) if receiver else acting.needs.format,
        statements=tuple(_signed(services, module, chosen[statement.code]) for statement in module.statements),
        first_viewed_at=choices.first_seen(tx, acting.subject, module.code, module.version) or now,
        signature_method=signature.method,
        meaning=consenting.say(services, acting, f"{module.owner}.signature_meaning"),
        given_by_mode=acting.mode,
        sign_in_method=f"known to {receiver.staff}" if receiver else WAY_IN,
        received_by=receiver.staff if receiver else ON_THE_PAGE,
        receiver_declaration=receiver.declaration if receiver else "",
        request_key=given.request_key,
        printed_name_digest=consents.signature_digest(salt, signature.printed_name),
        signature_digest=consents.signature_digest(
            salt, "\n".join(filter(None, (signature.printed_name, signature.strokes)))
        ),
        supporters=tuple(
            consents.Supporter(one.role, supporter_digest(salt, one), one.is_impartial)
            for one in (receiver.people if receiver else ())
        ),
        questions_asked=consents.signature_digest(salt, asked) if asked else "",
        questions_answered_by=receiver.answered_by if receiver else "",
        can_read=acting.needs.reads,
        understanding=tuple(_tried(tx, acting.subject, module)),
        layers_opened=choices.layers_of(tx, acting.subject, module.code, module.version),
        utc_offset=uk_time(now).isoformat(timespec="seconds")[-len("+00:00") :],
        began_at=_renews(tx, acting.subject, module),
    )


def _renews(tx: Transaction, participant: str, module: ConsentModule) -> datetime | None:
    """Return when this person first agreed to a module, if they did and have not stopped since: the study's months go on."""
    before = consents.latest_consent(tx, participant, module.code)
    if before is None or any(
        one.id > before.id and one.change.item == Whole.EVERYTHING for one in consents.changes_of(tx, participant)
    ):
        return None
    return before.began_at


def supporter_digest(salt: str, somebody: SomebodyThere) -> str:
    """Return the digest by which a record vouches for who was there."""
    return consents.signature_digest(salt, f"{somebody.role}\n{somebody.name}\n{somebody.relationship}")


def _signed(services: Services, module: ConsentModule, choice: Choice) -> consents.SignedStatement:
    return consents.SignedStatement(
        statement=choice.statement,
        text_hash=choice.text_hash,
        if_yes_hash=digest(chosen_words(services, module, choice, "if_yes")),
        if_no_hash=digest(chosen_words(services, module, choice, "if_no")),
        answer=choice.answer,
        answered_at=choice.chosen_at,
        language=choice.language,
        format=choice.format,
    )


def _tried(tx: Transaction, participant: str, module: ConsentModule) -> Iterator[consents.Tried]:
    for one in choices.attempts_of(tx, participant, module.code):
        if one.module_version == module.version:
            yield consents.Tried(
                one.question, one.choice, one.understood, one.language, one.format, one.mode, one.tried_at
            )


def _issue(given: _Given, record: consents.ConsentRecord, copy: str) -> consents.NewChange:
    """Return the entry of the ledger that says where the copy is, with the digest of all that page and PDF are made from."""
    acting, receiver = given.acting, given.receiver
    return consents.NewChange(
        participant=acting.subject,
        module=given.module.code,
        item=COPY,
        new_value=OFFERED if given.signature.wants_message else HELD_BACK,
        who=receiver.staff if receiver else acting.subject,
        how=acting.mode,
        request_key=f"copy:{record.record_hash}",
        details={"record": record.record_hash, "channel": "page", "copy": digest(copy)},
    )


def _copy(services: Services, sealed: Transaction, given: _Given, record: consents.ConsentRecord) -> KeptCopy:
    acting, module, signature = given.acting, given.module, given.signature
    receiver, chosen, salt = given.receiver, given.chosen, given.salt

    def say(text_id: str) -> str:
        return consenting.say(services, acting, f"{module.owner}.{text_id}")

    def name_of(code: str) -> str:
        return (services.vault.get(sealed, staff.vault_subject(code), "name") or code) if code else ""

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
                chosen_words(services, module, chosen[statement.code], "text"),
                chosen_words(services, module, chosen[statement.code], "if_yes"),
                chosen_words(services, module, chosen[statement.code], "if_no"),
                chosen[statement.code].answer,
            )
            for statement in module.statements
        ),
        meaning=say("signature_meaning"),
        signed_name=signature.printed_name,
        signed_at=record.recorded_at.isoformat(),
        content_hash=record.consent.content_hash,
        record_hash=record.record_hash,
        salt=salt,
        method=signature.method,
        strokes=signature.strokes,
        mode=acting.mode,
        heard=receiver.heard if receiver else "",
        received_by=name_of(receiver.staff) if receiver else "",
        people=receiver.people if receiver else (),
        questions_asked=receiver.questions_asked if receiver else "",
        questions_answered_by=name_of(receiver.answered_by) if receiver else "",
    )


def _slots(part: InformationPart) -> Iterator[str]:
    """Yield the texts of a page under its heading: everything that a person could have read."""
    yield from (f"{part.code}.p{number}" for number in range(1, len(part.paragraphs) + 1))
    if part.diagram is not None:
        yield f"{part.code}.diagram"
    yield from (f"{part.code}.more{number}" for number in range(1, len(part.more) + 1))


def methods_of(module: ConsentModule) -> tuple[str, ...]:
    """Return the ways to sign that a module offers, in the order of the page; a button alone where nothing is written."""
    if AFFIRMED in module.signature_methods:
        return (AFFIRMED,)
    # Drawing never stands alone: a name can be typed with any device.
    offered = {*module.signature_methods, consenting.TYPED}
    return tuple(one for one in (consenting.TYPED, consenting.DRAWN, WITNESSED) if one in offered)


def signed_at(copy: KeptCopy) -> datetime:
    """Return when a copy was signed."""
    return datetime.fromisoformat(copy.signed_at)
