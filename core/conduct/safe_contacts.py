"""How a person may safely be reached: what they say on their own page, and what staff write down during a talk.

A new number waits beside the old one, and is sent nothing but the code that proves it: whoever holds an unlocked page
does not take over the way in. A new e-mail or postal address replaces the old at once, and is unused until read back.
"""

import hmac
import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from alongside.core.conduct.arriving import CODES_AN_HOUR, WRONG_CODES_A_DAY
from alongside.core.conduct.clock import A_DAY
from alongside.core.conduct.composing import Recipient, put_into_words
from alongside.core.conduct.helping import NUMBER_CHANGED, ask_for_help
from alongside.core.conduct.people import needs_from
from alongside.core.conduct.queueing import ADDRESS
from alongside.core.conduct.sending import keep_safe_contact, safe_contact_of
from alongside.core.conduct.services import Services
from alongside.core.conduct.stopping import Said, note_messages
from alongside.core.definitions.messages import ChannelKind, MessageReason, Refused
from alongside.core.definitions.safe_contact import AT_ANY_HOUR, SafeContact
from alongside.core.storage import access, audit, families, guesses, outbox
from alongside.core.storage.canonical import canonical_json
from alongside.core.storage.database import Transaction

LOG = logging.getLogger(__name__)

CODE_WORD: Final = "code_word"
PENDING_NUMBER: Final = "phone_pending"
"""The vault's field with a number that was typed and is not proved yet; nobody is found by it."""
ENDING = 3
"""So many figures of a number tell its owner which it is, and nobody else the number."""
IN_A_TALK: Final = "talk"
"""How it was said: a colleague went through it with them."""
_FOUND_BY: Final = {ChannelKind.SMS: "phone", ChannelKind.EMAIL: "email"}
Change = Callable[[SafeContact], SafeContact]


@dataclass(frozen=True, slots=True)
class Reach:
    """What is known about reaching a person. No address is in it, only how each ends.

    `ways` are the channels that this deployment has; `safe` says what the person chose among them. `pending_ending` is
    how a number ends that was typed and is not proved yet. `version` differs as soon as what is kept was changed.
    """

    safe: SafeContact
    ways: tuple[ChannelKind, ...]
    phone_ending: str
    email_ending: str
    has_post_address: bool
    pending_ending: str = ""
    version: str = ""

    def has_address(self, channel: ChannelKind) -> bool:
        """Return whether there is an address for a channel."""
        return {
            ChannelKind.SMS: bool(self.phone_ending),
            ChannelKind.EMAIL: bool(self.email_ending),
            ChannelKind.LETTER: self.has_post_address,
        }[channel]


def is_here(services: Services, number: str, sites: frozenset[str]) -> bool:
    """Return whether a person is of this study and of one of these sites; any other is not there."""
    with services.records.read() as tx:
        person = families.participant(tx, number)
        family = families.family(tx, person.family) if person else None
    return family is not None and family.study == services.study.code and family.site in sites


def reach_of(services: Services, number: str) -> Reach:
    """Return what is known about reaching a person."""
    with services.vault.read() as sealed:
        facts = services.vault.fields(sealed, number)
        safe = safe_contact_of(services, sealed, number) or SafeContact()
    installed = {channel.kind for channel in services.catalogue.channels}
    return Reach(
        safe=safe,
        ways=tuple(kind for kind in ChannelKind if kind in installed),
        phone_ending=facts.get("phone", "")[-ENDING:],
        email_ending=facts.get("email", "").rpartition("@")[2],
        has_post_address=bool(facts.get("post_address")),
        pending_ending=facts.get(PENDING_NUMBER, "")[-ENDING:],
        version=_version(services, number, safe, facts),
    )


def keep_answer(
    services: Services,
    number: str,
    *,
    by: str,
    what: str,
    change: Change = replace,
    facts: Mapping[str, str] | None = None,
) -> None:
    """Keep one thing that a person said about being reached, and let what was held for it be looked at again.

    `facts` are sealed fields (an address, the code word); a new address is not used before it is proved. The audit
    trail learns `what` was changed, never to what.
    """
    _keep(services, number, by=by, action="safe_contact_changed", what=what, change=change, facts=facts or {})


def review_safe_contact(
    services: Services,
    number: str,
    *,
    by: str,
    change: Change,
    facts: Mapping[str, str],
    confirmed: Collection[ChannelKind] = (),
    seen: str | None = None,
) -> bool:
    """Keep the whole of what a person told a member of staff; `confirmed` addresses were read back and are right.

    `seen` is the `Reach.version` that was on the page: when it was changed since, nothing is kept, and this is False.
    """
    return _keep(
        services,
        number,
        by=by,
        action="safe_contact_reviewed",
        what="all",
        change=change,
        facts=facts,
        confirmed=frozenset(confirmed),
        seen=seen,
    )


def note_phone_safety(services: Services, number: str, *, is_safe: bool, by: str) -> None:
    """Keep whether it is safe to write to the family's phone, as they said; every other choice of theirs stays.

    A number that was changed or found dead is not proved by this: it has to be read back, or a code to it has to come
    back. Of other addresses it says nothing.
    """
    now = services.clock.now()

    def as_said(safe: SafeContact) -> SafeContact:
        others = tuple(channel for channel in safe.channels if channel is not ChannelKind.SMS)
        channels = (ChannelKind.SMS, *others) if is_safe else others
        said = replace(safe, known=True, phone_is_safe=is_safe, channels=channels)
        return (
            said.reached({ChannelKind.SMS} if is_safe else (), now) if ChannelKind.SMS not in safe.unverified else said
        )

    _keep(services, number, by=by, action="safe_contact_reviewed", what="phone", change=as_said, facts={})


def confirm_unchanged(services: Services, number: str, *, by: str) -> None:
    """Note that the person was asked, and that everything is as it was."""
    _keep(services, number, by=by, action="safe_contact_reviewed", what="nothing", change=replace, facts={})


def send_number_code(services: Services, number: str) -> bool:
    """Send a code to the number that waits to be proved, and to no other; return False when too many were asked for."""
    now = services.clock.now()
    with services.records.write() as tx, services.vault.read() as sealed:
        person = families.participant(tx, number)
        facts = services.vault.fields(sealed, number)
        safe = safe_contact_of(services, sealed, number)
        to = _to_prove(facts)
        if guesses.count_guess(tx, f"code:{number}", timedelta(hours=1), now) > CODES_AN_HOUR:
            return False
        channel = services.channel_for(ChannelKind.SMS)
        if person is None or channel is None or not to or safe is None or not safe.is_safe(ChannelKind.SMS):
            return True  # there is nowhere to send it
        purpose = _purpose(services, to)
        code = access.create_code(tx, subject=number, purpose=purpose, at=now, secret=services.secret)
        recipient = Recipient(to, "", safe, needs_from(families.preferences(tx, number)), "")
        audit.append(tx, audit.AuditEvent("number_code_sent", number, number, {}), now)
    key = hmac.new(services.secret, canonical_json([purpose, code, now.isoformat()]).encode(), "sha256").hexdigest()
    message = put_into_words(
        services, MessageReason.CODE, ChannelKind.SMS, recipient, key=key, possible={"code": lambda _: code}
    )
    try:
        result = channel.send(message)
    except Exception:  # a channel's own fault: the person can ask for another code
        LOG.exception("a code for a new number could not be sent")
    else:
        if isinstance(result, Refused):
            LOG.warning("a code for a new number was refused: %s", result.reason)
    return True


def prove_number(
    services: Services, number: str, typed: str
) -> access.CodeAccepted | access.CodeWrong | access.CodeExpired | access.CodeLocked:
    """Compare the code that came to the number; when it is right, the number is this person's and may be used.

    A code is for the number it was sent to: it opens nothing else, and proves no number that was typed later.
    """
    now = services.clock.now()
    tidy = "".join(typed.split()).upper()
    tries = f"number:{number}"
    with services.records.write() as tx, services.vault.write() as sealed:
        person = families.participant(tx, number)
        if person is None:
            return access.CodeLocked()
        families.lock_participant(tx, number)  # before the tries are looked at: each sees those before it
        counted = guesses.look(tx, tries, now)
        if counted is not None and counted.count >= WRONG_CODES_A_DAY:
            return access.CodeLocked()
        facts = services.vault.fields(sealed, number)
        purpose = _purpose(services, _to_prove(facts))
        result = access.check_code(tx, number, purpose, tidy, now, services.secret)
        if not isinstance(result, access.CodeAccepted):
            guesses.count_guess(tx, tries, A_DAY, now)
            return result
        safe = safe_contact_of(services, sealed, number) or SafeContact()
        pending = facts.get(PENDING_NUMBER)
        if pending:
            _replace_address(services, sealed, person, ChannelKind.SMS, pending)
            services.vault.forget(sealed, PENDING_NUMBER, subject=number)
        after = safe.reached({ChannelKind.SMS}, now)
        keep_safe_contact(services, sealed, family=person.family, participant=number, safe=after)
        outbox.look_again(tx, number, at=now)
        audit.append(tx, audit.AuditEvent("number_proved", number, number, {"by": "code"}), now)
        if pending:
            ask_for_help(services, tx, number, NUMBER_CHANGED)
    return result


def _to_prove(facts: Mapping[str, str]) -> str:
    """Return the number that a code would prove: one that waits, or else the one in use."""
    return facts.get(PENDING_NUMBER) or facts.get(ADDRESS[ChannelKind.SMS], "")


def _purpose(services: Services, phone: str) -> str:
    digest = hmac.new(services.secret, canonical_json(["number", phone]).encode(), "sha256").hexdigest()
    return f"number:{digest}"


def _version(services: Services, number: str, safe: SafeContact, facts: Mapping[str, str]) -> str:
    """Return a digest of what a person said; that an address was proved since changes nothing of it."""
    said = replace(safe, verified_at=None, verified={}, reviewed_at=None)
    kept = [facts.get(field, "") for field in (*ADDRESS.values(), CODE_WORD, PENDING_NUMBER)]
    text = canonical_json([number, said.to_json(), kept])
    return hmac.new(services.secret, text.encode(), "sha256").hexdigest()


def _replace_address(
    services: Services, sealed: Transaction, person: families.Participant, channel: ChannelKind, value: str
) -> None:
    """Put an address into use; the one before is forgotten, also by the search."""
    number, now = person.number, services.clock.now()
    services.vault.put(sealed, family=person.family, subject=number, field=ADDRESS[channel], value=value, at=now)
    if kind := _FOUND_BY.get(channel):
        services.vault.unindex(sealed, subject=number, kind=kind)
        services.vault.index(sealed, family=person.family, subject=number, kind=kind, value=value)


def _keep(  # noqa: PLR0913 - each is one part of what was said, and all are named
    services: Services,
    number: str,
    *,
    by: str,
    action: str,
    what: str,
    change: Change,
    facts: Mapping[str, str],
    confirmed: frozenset[ChannelKind] = frozenset(),
    seen: str | None = None,
) -> bool:
    now = services.clock.now()
    with services.records.write() as tx, services.vault.write() as sealed:
        person = families.participant(tx, number)
        if person is None:
            return False
        families.lock_participant(tx, number)
        before = safe_contact_of(services, sealed, number) or SafeContact()
        kept = services.vault.fields(sealed, number)
        if seen is not None and not hmac.compare_digest(
            seen.encode(), _version(services, number, before, kept).encode()
        ):
            return False
        after = replace(change(before), reviewed_at=now)
        changed = {field: value for field, value in facts.items() if value != kept.get(field, "")}
        if ADDRESS[ChannelKind.SMS] in facts:
            services.vault.forget(sealed, PENDING_NUMBER, subject=number)
        for channel, field in ADDRESS.items():
            if field not in changed:
                continue
            value = changed.pop(field)
            if channel is ChannelKind.SMS and channel not in confirmed:
                changed[PENDING_NUMBER] = value
                continue
            _replace_address(services, sealed, person, channel, value)
            after = after.with_new_address(channel)
        for field, value in changed.items():
            services.vault.put(sealed, family=person.family, subject=number, field=field, value=value, at=now)
        after = after.reached(confirmed, now)
        if services.settings.demonstration and after.known and not before.known and not after.windows:
            after = replace(after, windows=AT_ANY_HOUR)  # it is tried at any hour, until somebody chooses hours in it
        keep_safe_contact(services, sealed, family=person.family, participant=number, safe=after)
        if after.stopped != before.stopped:
            note_messages(services, tx, number, stopped=after.stopped, said=Said(by, IN_A_TALK))
        outbox.look_again(tx, number, at=now)
        audit.append(tx, audit.AuditEvent(action, by, number, {"what": what}), now)
    return True
