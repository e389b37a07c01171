"""A co-ordinator enters a family: identity goes into the vault first, then the pseudonymous record, then the invitation."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from alongside.core.conduct.looking import BORN, WEEKS_EARLY, index_names
from alongside.core.conduct.sending import queue_message
from alongside.core.conduct.services import Services
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.messages import MessageReason
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.storage import audit, families, guesses

REQUEST = "request"
ADDED_AS = "added_as"
"""The vault's field with everything that was entered, to tell a second press from a corrected page."""
REMEMBERED = timedelta(days=1)
"""How long a second press of the same page's button is known as one."""


class AddedOtherwiseError(AlongsideError):
    """The same page was sent again with other words; `number` is the family that it made the first time."""

    def __init__(self, number: str) -> None:
        super().__init__("the family was added with other words before")
        self.number = number


@dataclass(frozen=True, slots=True)
class NewChild:
    """A child as the co-ordinator enters it; `weeks_early` are completed weeks before the day it was due."""

    first_name: str
    born: date
    weeks_early: int = 0


@dataclass(frozen=True, slots=True)
class NewFamily:
    """A family as the co-ordinator enters it. `phone` is in international form, or empty."""

    first_name: str
    phone: str
    email: str
    safe_contact: SafeContact
    language: str
    children: tuple[NewChild, ...]
    site: str
    role: str = "parent"
    easy_read: bool = False
    listens: bool = False
    last_name: str = ""
    reads: bool = True
    helps: Mapping[str, str] = field(default_factory=dict)


def enrol_family(services: Services, new: NewFamily, *, by: str, request_key: str = "") -> str:
    """Store a family and queue its invitation; return the parent's study number.

    The same request again returns the number of the family that it made. The vault is committed before the records:
    should the second fail, the orphan sweep finds what the first left.

    Raises:
        AddedOtherwiseError: the same request made a family before, with other words than these.
    """
    now = services.clock.now()
    site = services.study.site(new.site)
    with services.records.write() as tx, services.vault.write() as sealed:
        is_repeat = request_key and guesses.count_guess(tx, f"enrol:{request_key}", REMEMBERED, now) > 1
        if is_repeat and (known := services.vault.find(sealed, REQUEST, request_key)):
            if services.vault.get(sealed, known[0], ADDED_AS) != _as_entered(new):
                raise AddedOtherwiseError(known[0])
            return known[0]
        family = families.add_family(tx, study=services.study.code, site=site.code, site_prefix=site.prefix, at=now)
        parent = families.add_participant(
            tx,
            family=family.number,
            role=new.role,
            language=new.language,
            easy_read=new.easy_read,
            listens=new.listens,
            needs={**new.helps, **({} if new.reads else {"reads": "no"})},
            at=now,
        )
        facts = {
            "first_name": new.first_name,
            "last_name": new.last_name,
            "phone": new.phone,
            "email": new.email,
            "safe_contact": new.safe_contact.to_json(),
            ADDED_AS: _as_entered(new),
        }
        for field, value in facts.items():
            if value:
                services.vault.put(
                    sealed, family=family.number, subject=parent.number, field=field, value=value, at=now
                )
        for kind in ("phone", "email"):
            if facts[kind]:
                services.vault.index(sealed, family=family.number, subject=parent.number, kind=kind, value=facts[kind])
        names = (new.first_name, new.last_name, *(child.first_name for child in new.children))
        index_names(services, sealed, family=family.number, participant=parent.number, names=names)
        if request_key:
            services.vault.index(sealed, family=family.number, subject=parent.number, kind=REQUEST, value=request_key)
        for child in new.children:
            stored = families.add_child(tx, participant=parent.number, at=now)
            for field, value in _facts_of(child):
                services.vault.put(
                    sealed, family=family.number, subject=stored.number, field=field, value=value, at=now
                )
        audit.append(
            tx,
            audit.AuditEvent(
                "family_added", by, parent.number, {"site": site.code, "children": str(len(new.children))}
            ),
            now,
        )
        queue_message(services, tx, sealed, parent.number, MessageReason.INVITATION, period="1")
    return parent.number


def _facts_of(child: NewChild) -> Iterator[tuple[str, str]]:
    yield "first_name", child.first_name
    yield BORN, child.born.isoformat()
    if child.weeks_early:
        yield WEEKS_EARLY, str(child.weeks_early)


def _as_entered(new: NewFamily) -> str:
    safe = replace(new.safe_contact, verified_at=None)  # the moment of the press is not what was entered
    children = [(child.first_name, child.born.isoformat(), child.weeks_early) for child in new.children]
    words = (new.first_name, new.last_name, new.phone, new.email, new.language, new.site, new.role)
    needs = (new.easy_read, new.listens, new.reads, sorted(new.helps.items()))
    return json.dumps([*words, *needs, safe.to_json(), children], ensure_ascii=False)
