"""What the provider saw in a year of messages, held against what people had said by then and against the outbox."""

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from alongside.core.conduct.services import Services
from alongside.core.conduct.standing import Stand, stand_of
from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.engine.journey import periods_begun
from alongside.core.storage import addressees, outbox

ARABIC = re.compile(r"[\u0600-\u06FF]")


@dataclass(slots=True)
class Somebody:
    """A parent as they are now: what the provider is allowed to see."""

    number: str
    family: str
    language: str
    safe: SafeContact
    addresses: dict[str, str]
    state: str = "invited"
    wants_reminders: bool = True
    joins_on: int = 0


@dataclass(slots=True)
class Year:
    """The run."""

    services: Services
    draw: random.Random
    ledger: Path
    moment: list[datetime]
    people: list[Somebody] = field(default_factory=list)
    by_address: dict[str, Somebody] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    read: int = 0
    killed: int = 0

    @property
    def now(self) -> datetime:
        """The time that the deployment's clock tells."""
        return self.moment[0]


def look_at_ledger(year: Year) -> None:
    """Read what came since the last look, and note what should not have come."""
    with year.ledger.open(encoding="utf-8") as file:
        file.seek(year.read)
        lines = file.readlines()
        year.read = file.tell()
    for line in lines:
        said: dict[str, Any] = json.loads(line)
        year.seen[said["key"]] += 1
        fault = _fault_of(year, said)
        if fault:
            year.faults.append(f"{fault}: {said['key']} at {said['at']}")


def _fault_of(year: Year, said: dict[str, Any]) -> str:
    person = year.by_address.get(said["to"])
    if year.seen[said["key"]] > 1:
        return "sent twice"
    if person is None:
        return "sent to an address that is nobody's now"
    safe, at, kind = person.safe, datetime.fromisoformat(said["at"]), ChannelKind(said["channel"])
    wrong = {
        "sent at another time": at != year.now,
        "sent after withdrawal": person.state == "withdrawn",
        "sent after a stop": safe.stopped,
        "sent though nobody knows whether it is safe": not safe.known,
        "sent on a channel that is not safe or not chosen": not safe.is_safe(kind) or kind not in safe.channels,
        "sent outside safe hours": not safe.is_open(at),
        "sent to an address that was not checked": safe.needs_checking(at),
        "sent in the wrong language": said["language"] != person.language,
        "sent in the wrong script": bool(ARABIC.search(said["body"])) != (person.language == "ur"),
        "sent with a name that another may read": "Alex" in said["body"]
        and (safe.shared_phone or not safe.may_use_name),
    }
    return next((fault for fault, holds in wrong.items() if holds), "")


def look_at_outbox(year: Year) -> dict[str, Any]:
    """Compare the outbox with the ledger: each message was sent, or says why not, and none that is due is missing."""
    services = year.services
    rows: list[outbox.Message] = []
    with services.records.read() as tx:
        for person in year.people:
            rows.extend(outbox.messages_of(tx, person.number))
        people = addressees.addressees(tx, [person.number for person in year.people])
        stands = stand_of(services, tx, list(people.values()))
    states = Counter(f"{one.state} {one.held_reason}" for one in rows if one.state != "sent")
    sent = {one.reference for one in rows if one.state == "sent"}
    # Cancelled while a worker that was killed had it: it had left before.
    perhaps = {one.reference for one in rows if one.state == "cancelled" and one.maybe_sent}
    year.faults += [f"on record as sent, and never seen: {key}" for key in sent - year.seen.keys()]
    year.faults += [f"seen, and not on record: {key}" for key in year.seen.keys() - sent - perhaps]
    year.faults += [
        f"not sent without a reason: {one.participant} {one.reason} {one.period} {one.state}"
        for one in rows
        if one.state != "sent" and not one.held_reason
    ]
    said = Counter((one.participant, one.reason, one.period) for one in rows if one.reference in year.seen)
    year.faults += [f"sent on two channels: {key}" for key, times in said.items() if times > 1]
    year.faults += list(_missing(year, {(one.participant, one.reason, one.period) for one in rows}, stands))
    for person in year.people:
        reminders = sorted(
            one.sent_at
            for one in rows
            if one.participant == person.number and one.sent_at and one.reason in {"part_due", "part_overdue"}
        )
        year.faults += [
            f"more than three reminders in four weeks: {person.number}"
            for first, fourth in zip(reminders, reminders[3:], strict=False)
            if fourth - first < timedelta(days=28)
        ]
    reasons = Counter(one.reason for one in rows if one.state == "sent")
    return {"rows": len(rows), "unsent": dict(states), "reasons": dict(reasons)}


def _missing(year: Year, rows: set[tuple[str, str, str]], stands: dict[str, Stand]) -> Iterator[str]:
    """Yield what should have been queued for people who took part all the year, and was not."""
    today = year.services.clock.today()
    (monthly,) = year.services.study.version_on(today).reminders
    for person in year.people:
        begun = stands[person.number].consented_on
        if begun is None or person.state != "consented":
            continue
        if not person.wants_reminders:
            yield from (
                f"reminded against a no: {row}"
                for row in rows
                if row[0] == person.number and row[1] in {"part_due", "part_overdue", "where_you_are"}
            )
            continue
        for number in range(1, periods_begun(begun, monthly.every_months, monthly.until_months, today) + 1):
            if (person.number, monthly.reason, str(number)) not in rows:
                yield f"never queued: {person.number} {monthly.reason} {number}"
