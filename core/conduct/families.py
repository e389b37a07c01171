"""What a co-ordinator sees of one family under its number, what is safe for it, and the code that is read out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from alongside.core.conduct.sending import LINK_KIND, SPOKEN_PURPOSE, safe_contact_of
from alongside.core.conduct.services import Services
from alongside.core.definitions.ages import Age, age_on
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.storage import access, audit, families, outbox

SPOKEN_CODE_LIFE = timedelta(minutes=30)
SPOKEN_CODE_LETTERS = 8


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message and what became of it; `why` is the text id of the reason when it was not sent, `at` when it went or should."""

    reason: str
    channel: str
    state: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FamilySeen:
    """One family's children with their exact ages, and its messages."""

    children: tuple[tuple[str, Age], ...]
    messages: tuple[MessageLine, ...]


def family_seen(services: Services, number: str) -> FamilySeen:
    """Return a family's children and messages by the parent's study number."""
    with services.records.read() as tx:
        children = families.children_of(tx, number)
        messages = outbox.messages_of(tx, number)
    today = services.clock.today()
    with services.vault.read() as sealed:
        born = {child.number: services.vault.get(sealed, child.number, "born") for child in children}
    return FamilySeen(
        tuple((child, age_on(date.fromisoformat(day), today)) for child, day in born.items() if day),
        tuple(
            MessageLine(
                message.reason,
                message.channel,
                message.state,
                why_not_sent(services, message.held_reason),
                message.sent_at or message.due_at,
            )
            for message in messages
        ),
    )


def why_not_sent(services: Services, reason: str | None) -> str:
    """Return the text id of the reason for which a message is held, failed or was cancelled; "" when there is none."""
    code = (reason or "").replace(" ", "_")
    for text_id in (f"messages.why_{code}", f"messages.refused_{code}", f"staff_messages.why_{code}"):
        if text_id in services.book.sources:
            return text_id
    return ""


def safety_of(services: Services, number: str) -> SafeContact | None:
    """Return how a family may safely be reached, in rules that name nobody; None when nobody has said."""
    with services.vault.read() as sealed:
        return safe_contact_of(services, sealed, number)


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
