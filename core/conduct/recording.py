"""The record for those who answer for the study: every audit event in words, whether the chain is whole, and a copy.

Members of staff have their names here, families their study numbers only. Who may see the record at some sites sees
what was done about the families of these sites, and everything that is about no family; the whole file is for those
who may see it at every site, because a part of a chain proves nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from alongside.core.conduct.arriving import SOMEBODY
from alongside.core.conduct.clock import STUDY_ZONE
from alongside.core.conduct.people import Acting
from alongside.core.conduct.services import Services
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.roles import Duty
from alongside.core.languages.placeholders import names_in
from alongside.core.languages.tags import SOURCE_LANGUAGE
from alongside.core.storage import audit, ledger, staff
from alongside.core.storage.canonical import NO_RECORD_BEFORE

A_PAGE = 50
NEWEST = 2_000
"""So many events are checked whenever the page is shown: 100,000 take four seconds, these a tenth of one."""
RECORD_TAKEN = "record_taken"
DEMONSTRATION = "demonstration"
AT_A_COMMAND = "command"
"""What the code of somebody who gives commands on the server begins with."""
_STAFF_CODES = frozenset({"owner", "deputy"})
"""Details that are codes of members of staff."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for in the record; what is empty leaves nothing out. Both days are included."""

    action: str = ""
    who: str = ""
    about: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One event in words: the id of a text and its values."""

    number: int
    at: datetime
    text_id: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One page of the record, newest first."""

    lines: tuple[Told, ...]
    found: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Whether the chain is whole. `checked` is how many of its newest events were looked at."""

    events: int
    checked: int
    head: str
    at: datetime
    faults: tuple[Fault, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found among the events that were looked at."""
        return not self.faults


def read_record(services: Services, acting: Acting, asked: Asked, page: int = 1) -> RecordPage:
    """Return one page of the events that this person may see; a page that there is not is the nearest that there is."""
    wanted = audit.Wanted(
        asked.action,
        asked.who,
        asked.about,
        None if asked.first_day is None else _begin_of(asked.first_day),
        None if asked.last_day is None else _begin_of(asked.last_day + timedelta(days=1)),
        None if may_take_record(services, acting) else acting.sites(Duty.SEE_RECORD),
    )
    names = staff_names(services)
    with services.records.read() as tx:
        found = audit.count(tx, wanted)
        pages = max(1, -(-found // A_PAGE))
        here = min(max(page, 1), pages)
        events = audit.events(tx, wanted, limit=A_PAGE, offset=(here - 1) * A_PAGE)
    return RecordPage(tuple(_told(services, event, names) for event in events), found, here, pages)


def kinds_of_events(services: Services) -> tuple[tuple[str, str], ...]:
    """Return each kind of event that there is with the id of its words; a kind without words has none."""
    with services.records.read() as tx:
        actions = audit.actions(tx)
    known = services.book.sources
    return tuple((action, text_id if (text_id := f"staff_record.kind_{action}") in known else "") for action in actions)


def staff_names(services: Services) -> dict[str, str]:
    """Return the name of every member of staff by code; whose name is not kept has the code."""
    with services.records.read() as tx:
        codes = [account.code for account in staff.accounts(tx)]
    with services.vault.read() as sealed:
        return {code: services.vault.get(sealed, staff.vault_subject(code), "name") or code for code in codes}


def check_chain(services: Services, *, whole: bool = False) -> Chain:
    """Check the newest events of the chain, or all, as they would be written to a file."""
    with services.records.read() as tx:
        events, head = audit.length(tx), audit.head(tx)
        after = 0 if whole else max(0, events - NEWEST)
        before = audit.hash_at(tx, after) if after else NO_RECORD_BEFORE
        faults = audit.verify(audit.dump(tx, after=after), head=head, after=(after, before))
    return Chain(events, events - after, head, services.clock.now(), tuple(faults))


def may_take_record(services: Services, acting: Acting) -> bool:
    """Say whether this person may take the whole record: the duty at every site of the study."""
    return acting.sites(Duty.SEE_RECORD) >= {site.code for site in services.study.sites}


def take_record(services: Services, by: str) -> Iterator[str]:
    """Put on record that a copy is taken, then return its lines; this event is the last of them, or near it."""
    with services.records.write() as tx:
        event = audit.AuditEvent(RECORD_TAKEN, by, services.study.code, {"events": str(audit.length(tx) + 1)})
        audit.append(tx, event, services.clock.now())
    return _lines(services)


def take_ledger(services: Services) -> Iterator[str]:
    """Yield every record of the consent ledger as a line; take the record after it, so that it names each of them."""
    with services.records.read() as tx:
        for line in ledger.dump(tx):
            yield f"{line}\n"


def _lines(services: Services) -> Iterator[str]:
    with services.records.read() as tx:
        for line in audit.dump(tx):
            yield f"{line}\n"


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time.min, STUDY_ZONE)


def _told(services: Services, event: audit.KeptEvent, names: Mapping[str, str]) -> Told:
    values = {key: _value(services, key, value, names) for key, value in event.details.items()}
    values |= {"who": _person(services, event.actor, names), "whom": _person(services, event.subject, names)}
    text_id = f"staff_record.did_{event.action}"
    if text_id not in services.book.sources:
        details = "; ".join(f"{key}: {value}" for key, value in event.details.items())
        values |= {"action": event.action, "details": f" ({details})" if details else ""}
        text_id = "staff_record.did_something"
    # An event of an older version may lack a detail that the words of today name.
    wanted = names_in(services.book.sources[text_id].standard)
    return Told(event.sequence, event.at, text_id, {name: values.get(name, "–") for name in wanted})


def _person(services: Services, code: str, names: Mapping[str, str]) -> str:
    if code in names:
        return names[code]
    if code == SOMEBODY:
        return services.book.say("staff_record.somebody", SOURCE_LANGUAGE).words
    if code == DEMONSTRATION:
        return services.book.say("staff_record.somebody_at_the_demonstration", SOURCE_LANGUAGE).words
    if code.startswith(AT_A_COMMAND):
        return services.book.say("staff_record.somebody_at_a_command", SOURCE_LANGUAGE, code=code).words
    return code


def _value(services: Services, key: str, value: str, names: Mapping[str, str]) -> str:
    """Return a detail in words: a name, a title, the words of a choice, or the value as it is."""
    if key in _STAFF_CODES:
        return names.get(value, value)
    if key == "roles":
        return ", ".join(_grant(services, *grant.split(" at ", 1)) for grant in value.split(", ") if " at " in grant)
    if key == "role" and (role := services.study.role(value)) is not None:
        return role.title
    titles = {site.code: site.title for site in services.study.sites}
    if key == "site" and value in titles:
        return titles[value]
    for text_id in (
        f"staff_record.value_{key}_{value}",
        f"staff_work.{key}_{value}",
        f"staff_requests.{key}_{value}",
    ):
        if text_id in services.book.sources:
            return services.book.say(text_id, SOURCE_LANGUAGE).words
    return value


def _grant(services: Services, role: str, site: str) -> str:
    known = services.study.role(role)
    title = next((one.title for one in services.study.sites if one.code == site), site)
    return f"{known.title if known else role} ({title})"
