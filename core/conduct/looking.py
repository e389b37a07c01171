"""Looks at identity: each with a reason that is chosen, each on record before anything is shown; and the search.

No name, number or search word is ever part of an audit event, an address or a log line.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alongside.core.conduct.services import Services
from alongside.core.definitions.errors import AlongsideError
from alongside.core.messages.phones import PhoneNumberError, normalise_phone
from alongside.core.storage import audit, families
from alongside.core.storage.database import Transaction

REASONS = ("about_to_contact", "they_called", "visit", "right_person", "safety_worry", "they_asked")
"""Why somebody looks; staff read `staff_work.reason_<code>`."""
FOUND = "search"
"""The reason on record for a family that a search showed: it ties a name or a number to who has it."""
BORN, WEEKS_EARLY = "born", "weeks_early"
"""The vault's fields of a child: a date, and completed weeks before the day it was due; absent = not early, or not known."""
NAME, PHONE = "name", "phone"
"""The kinds of the blind index that are searched."""
_APOSTROPHES = str.maketrans("", "", "'\u2019\u02bc`")
_ALONE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe"})
"""Letters with a mark that Unicode does not take apart: who searches may have no key for them."""


class ReasonUnknownError(AlongsideError):
    """An identity was to be shown without one of the reasons that there are."""


@dataclass(frozen=True, slots=True)
class ChildIdentity:
    """A child's name, day of birth, and completed weeks before the day it was due."""

    number: str
    first_name: str
    born: date | None
    weeks_early: int


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a family is. What was never told, or was erased, is empty."""

    number: str
    first_name: str
    last_name: str
    phone: str
    email: str
    children: tuple[ChildIdentity, ...]

    @property
    def name(self) -> str:
        """The whole name."""
        return " ".join(filter(None, (self.first_name, self.last_name)))


def look(services: Services, number: str, reason: str, by: str) -> Identity:
    """Put the look on record, then return who the family is.

    Raises:
        ReasonUnknownError: the reason is not one of `REASONS`; nothing was shown.
    """
    if reason not in REASONS:
        raise ReasonUnknownError("an identity was asked for without a reason from the list")
    with services.records.write() as tx:
        event = audit.AuditEvent("identity_seen", by, number, {"reason": reason})
        audit.append(tx, event, services.clock.now())
    with services.records.read() as tx:
        children = families.children_of(tx, number)
    with services.vault.read() as sealed:
        facts = services.vault.fields(sealed, number)
        about = [(child.number, services.vault.fields(sealed, child.number)) for child in children]
    return Identity(
        number=number,
        first_name=facts.get("first_name", ""),
        last_name=facts.get("last_name", ""),
        phone=facts.get("phone", ""),
        email=facts.get("email", ""),
        children=tuple(
            ChildIdentity(
                child,
                known.get("first_name", ""),
                date.fromisoformat(known[BORN]) if BORN in known else None,
                int(known.get(WEEKS_EARLY) or 0),
            )
            for child, known in about
        ),
    )


def search(services: Services, typed: str, sites: frozenset[str], *, by: str) -> tuple[str, ...]:
    """Return the study numbers at these sites that have every one of these names, or this whole phone number.

    The search is put on record with how many were found, and each family that was found; the words are not.
    """
    with services.vault.read() as sealed:
        found = _find(services, sealed, typed)
    with services.records.write() as tx:
        here = tuple(number for number in sorted(found) if _site_of(services, tx, number) in sites)
        now = services.clock.now()
        event = audit.AuditEvent("identity_searched", by, services.study.code, {"hits": str(len(here))})
        audit.append(tx, event, now)
        for number in here:
            audit.append(tx, audit.AuditEvent("identity_seen", by, number, {"reason": FOUND}), now)
    return here


def index_names(
    services: Services, sealed: Transaction, *, family: str, participant: str, names: Iterable[str]
) -> None:
    """Let a family be found by each word of these names, the parent's and the children's."""
    for word in sorted({word for name in names for word in words_of_name(name)}):
        services.vault.index(sealed, family=family, subject=participant, kind=NAME, value=word)


def words_of_name(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are indexed and searched: Zoë O'Neil-Smith is zoe, oneil and smith."""
    spread = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES))
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter)).casefold().translate(_ALONE)
    parted = "".join(" " if unicodedata.category(letter)[0] in "PZC" else letter for letter in plain)
    return tuple(dict.fromkeys(parted.split()))


def _find(services: Services, sealed: Transaction, typed: str) -> set[str]:
    try:
        return set(services.vault.find(sealed, PHONE, normalise_phone(typed)))
    except PhoneNumberError:
        words = words_of_name(typed)
    hits = [set(services.vault.find(sealed, NAME, word)) for word in words]
    return set.intersection(*hits) if hits else set()


def _site_of(services: Services, tx: Transaction, number: str) -> str | None:
    person = families.participant(tx, number)
    family = families.family(tx, person.family) if person else None
    return family.site if family is not None and family.study == services.study.code else None
