"""What a co-ordinator sees of the families: state, ages and messages; a name only where it is needed."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from alongside.core.conduct.sending import LINK_KIND, SPOKEN_PURPOSE, keep_safe_contact, safe_contact_of
from alongside.core.conduct.services import Services
from alongside.core.definitions.ages import Age, age_on
from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.safe_contact import AT_ANY_HOUR, SafeContact
from alongside.core.storage import access, audit, families, outbox

SPOKEN_CODE_LIFE = timedelta(minutes=30)
SPOKEN_CODE_LETTERS = 8


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A family in the list."""

    number: str
    site: str
    state: str
    language: str
    children: int
    held_messages: int


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message and what became of it; `why` is the text id of the reason when it was not sent."""

    reason: str
    channel: str
    state: str
    why: str


@dataclass(frozen=True, slots=True)
class FamilySeen:
    """One family with its children's exact ages and its messages."""

    number: str
    site: str
    state: str
    language: str
    children: tuple[tuple[str, Age], ...]
    messages: tuple[MessageLine, ...]


def families_in_study(services: Services, sites: frozenset[str]) -> tuple[FamilyLine, ...]:
    """Return every family of these sites, by study number."""
    with services.records.read() as tx:
        at = {family.number: family.site for family in families.families_of(tx, study=services.study.code)}
        return tuple(
            FamilyLine(
                person.number,
                at[person.family],
                person.state,
                person.language,
                len(families.children_of(tx, person.number)),
                sum(message.held_reason is not None for message in outbox.messages_of(tx, person.number)),
            )
            for person in families.participants(tx, study=services.study.code)
            if at[person.family] in sites
        )


def family_seen(services: Services, number: str, sites: frozenset[str]) -> FamilySeen | None:
    """Return one family of these sites by the parent's study number."""
    with services.records.read() as tx:
        person = families.participant(tx, number)
        family = families.family(tx, person.family) if person else None
        if person is None or family is None or family.study != services.study.code or family.site not in sites:
            return None
        children = families.children_of(tx, number)
        messages = outbox.messages_of(tx, number)
    today = services.clock.today()
    with services.vault.read() as sealed:
        born = {child.number: services.vault.get(sealed, child.number, "born") for child in children}
    return FamilySeen(
        number,
        family.site,
        person.state,
        person.language,
        tuple((child, age_on(date.fromisoformat(day), today)) for child, day in born.items() if day),
        tuple(
            MessageLine(
                message.reason,
                message.channel,
                message.state,
                _why(services, message.held_reason),
            )
            for message in messages
        ),
    )


def _why(services: Services, reason: str | None) -> str:
    for text_id in (f"messages.why_{reason}", f"messages.refused_{reason}"):
        if text_id in services.book.sources:
            return text_id
    return ""


def set_safety(services: Services, number: str, *, is_safe: bool, by: str) -> None:
    """Keep whether it is safe to write to the family's phone, as they said; other choices of theirs stay."""
    now = services.clock.now()
    with services.records.write() as tx, services.vault.write() as sealed:
        person = families.participant(tx, number)
        if person is None:
            return
        before = safe_contact_of(services, sealed, number) or SafeContact()
        after = replace(
            before,
            known=True,
            phone_is_safe=is_safe,
            channels=(ChannelKind.SMS,) if is_safe else (),
            windows=before.windows or (AT_ANY_HOUR if services.settings.demonstration else ()),
            verified_at=now,
        )
        keep_safe_contact(services, sealed, family=person.family, participant=number, safe=after)
        outbox.look_again(tx, number, at=now)
        audit.append(tx, audit.AuditEvent("safety_kept", by, number, {"phone_is_safe": str(is_safe)}), now)


def make_spoken_way_in(services: Services, number: str, *, by: str) -> tuple[str, str]:
    """Return a link and an eight-character code to read aloud; both are made now and stored as digests only."""
    now = services.clock.now()
    with services.records.write() as tx:
        token = access.create_link(
            tx, subject=number, kind=LINK_KIND, expires_at=now + timedelta(days=services.settings.link_days), at=now
        )
        code = access.create_code(
            tx,
            subject=number,
            purpose=SPOKEN_PURPOSE,
            at=now,
            secret=services.secret,
            letters=SPOKEN_CODE_LETTERS,
            ttl=SPOKEN_CODE_LIFE,
        )
        audit.append(tx, audit.AuditEvent("way_in_spoken", by, number, {}), now)
    return f"{services.settings.base_url}/s/{token}", code
