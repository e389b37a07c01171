"""How a person may safely be reached: what they say on their own page, and what staff write down during a talk.

An address that was replaced is used for nothing but the code that proves it; the one before is forgotten at once.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from alongside.core.conduct.arriving import send_code
from alongside.core.conduct.sending import CODE_PURPOSE, keep_safe_contact, safe_contact_of
from alongside.core.conduct.services import Services
from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.safe_contact import AT_ANY_HOUR, SafeContact
from alongside.core.storage import access, audit, families, guesses, outbox

ADDRESS: Final = {ChannelKind.SMS: "phone", ChannelKind.EMAIL: "email", ChannelKind.LETTER: "post_address"}
"""The vault's field with the address of each channel."""
CODE_WORD: Final = "code_word"
ENDING = 3
"""So many figures of a number tell its owner which it is, and nobody else the number."""
WRONG_CODES_A_DAY = 20
A_DAY = timedelta(days=1)
_FOUND_BY: Final = {ChannelKind.SMS: "phone", ChannelKind.EMAIL: "email"}
Change = Callable[[SafeContact], SafeContact]


@dataclass(frozen=True, slots=True)
class Reach:
    """What is known about reaching a person. No address is in it, only how each ends.

    `ways` are the channels that this deployment has; `safe` says what the person chose among them.
    """

    safe: SafeContact
    ways: tuple[ChannelKind, ...]
    phone_ending: str
    email_ending: str
    has_post_address: bool

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
) -> None:
    """Keep the whole of what a person told a member of staff; `confirmed` addresses were read back and are right."""
    _keep(
        services,
        number,
        by=by,
        action="safe_contact_reviewed",
        what="all",
        change=change,
        facts=facts,
        confirmed=frozenset(confirmed),
    )


def note_phone_safety(services: Services, number: str, *, is_safe: bool, by: str) -> None:
    """Keep whether it is safe to write to the family's phone, as they said; every other choice of theirs stays.

    A number that was changed is not proved by this: it has to be read back, or a code to it has to come back.
    """
    now = services.clock.now()

    def as_said(safe: SafeContact) -> SafeContact:
        others = tuple(channel for channel in safe.channels if channel is not ChannelKind.SMS)
        channels = (ChannelKind.SMS, *others) if is_safe else others
        return replace(safe, known=True, phone_is_safe=is_safe, channels=channels, verified_at=now)

    _keep(services, number, by=by, action="safe_contact_reviewed", what="phone", change=as_said, facts={})


def confirm_unchanged(services: Services, number: str, *, by: str) -> None:
    """Note that the person was asked, and that everything is as it was."""
    _keep(services, number, by=by, action="safe_contact_reviewed", what="nothing", change=replace, facts={})


def send_number_code(services: Services, number: str) -> bool:
    """Send a code to the person's number, asked for by them; return False when too many were asked for."""
    return send_code(services, number)


def prove_number(
    services: Services, number: str, typed: str
) -> access.CodeAccepted | access.CodeWrong | access.CodeExpired | access.CodeLocked:
    """Compare the code that came to the number; when it is right, the number is this person's and may be used."""
    now = services.clock.now()
    tidy = "".join(typed.split()).upper()
    tries = f"number:{number}"
    with services.records.write() as tx, services.vault.write() as sealed:
        person = families.participant(tx, number)
        counted = guesses.look(tx, tries, now)
        if person is None or (counted is not None and counted.count >= WRONG_CODES_A_DAY):
            return access.CodeLocked()
        result = access.check_code(tx, number, CODE_PURPOSE, tidy, now, services.secret)
        if not isinstance(result, access.CodeAccepted):
            access.count_guess(tx, tries, A_DAY, now)
            return result
        safe = safe_contact_of(services, sealed, number) or SafeContact()
        after = safe.reached({ChannelKind.SMS}, now)
        keep_safe_contact(services, sealed, family=person.family, participant=number, safe=after)
        outbox.look_again(tx, number, at=now)
        audit.append(tx, audit.AuditEvent("number_proved", number, number, {"by": "code"}), now)
    return result


def _keep(
    services: Services,
    number: str,
    *,
    by: str,
    action: str,
    what: str,
    change: Change,
    facts: Mapping[str, str],
    confirmed: frozenset[ChannelKind] = frozenset(),
) -> None:
    now = services.clock.now()
    with services.records.write() as tx, services.vault.write() as sealed:
        person = families.participant(tx, number)
        if person is None:
            return
        before = safe_contact_of(services, sealed, number) or SafeContact()
        after = replace(change(before), reviewed_at=now)
        kept = services.vault.fields(sealed, number)
        changed = {field: value for field, value in facts.items() if value != kept.get(field, "")}
        for field, value in changed.items():
            services.vault.put(sealed, family=person.family, subject=number, field=field, value=value, at=now)
        for channel, field in ADDRESS.items():
            if field not in changed:
                continue
            after = after.with_new_address(channel)
            if kind := _FOUND_BY.get(channel):
                services.vault.unindex(sealed, subject=number, kind=kind)
                services.vault.index(sealed, family=person.family, subject=number, kind=kind, value=changed[field])
        if confirmed:
            after = after.reached(confirmed, now)
        if services.settings.demonstration and after.known and not before.known and not after.windows:
            after = replace(after, windows=AT_ANY_HOUR)  # it is tried at any hour, until somebody chooses hours in it
        keep_safe_contact(services, sealed, family=person.family, participant=number, safe=after)
        outbox.look_again(tx, number, at=now)
        audit.append(tx, audit.AuditEvent(action, by, number, {"what": what}), now)
