"""A year of messages to many families: workers are killed at random moments, and a provider is the witness.

Usage: python -m tests.support.year_of_messages <folder> <records url> <vault url> <families> <days a step> <seed>. Prints
JSON: what was found, and every fault. People change their minds between two steps; the workers run within one.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alongside.core.conduct.clock import Clock
from alongside.core.conduct.consenting import module_of
from alongside.core.conduct.demonstration import demonstration_settings
from alongside.core.conduct.queueing import queue_message
from alongside.core.conduct.reminding import queue_reminders
from alongside.core.conduct.sending import LEASE, send_due
from alongside.core.conduct.services import open_services
from alongside.core.conduct.standing import Stand, closes_on, opens_on, stand_of
from alongside.core.definitions.messages import ChannelKind, MessageReason
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.languages.formats import uk_time
from alongside.core.plugin_host.host import load_catalogue
from alongside.core.settings import Settings
from alongside.core.storage import addressees, consents, families, outbox, visits
from alongside.core.storage.database import Transaction
from tests.support.provider import Line
from tests.support.year_witness import Somebody, Year, look_at_ledger, look_at_outbox

BEGIN = datetime(2026, 1, 5, 10, tzinfo=UTC)
DAYS = 365
WORKERS = 2
KILLED = 0.5
MOSTLY = 0.8
LONGEST_LIFE = 0.3  # seconds
AT_ONCE = 100
AFTER_CLAIMS = LEASE + timedelta(minutes=1)
QUIET_DAYS = 40
"""At the end nobody is killed any more, so that what was put off is sent or runs out."""


def main(folder: Path, records_url: str, vault_url: str, many: int, days_a_step: int, seed: int) -> None:
    """Run the year and print what was found."""
    draw, moment, place = random.Random(seed), [BEGIN], str(folder / "line")
    with _provider(place, folder / "ledger", seed):
        settings = demonstration_settings(folder, 8000, records_url=records_url, vault_url=vault_url)
        clock = Clock(source=lambda: moment[0])
        lines = tuple(Line(kind, place, clock.now) for kind in ChannelKind)
        catalogue = replace(load_catalogue(Settings()), channels=lines, voices=())
        services = open_services(settings, clock=clock, catalogue=catalogue)
        year = Year(services, draw, folder / "ledger", moment)
        _enrol(year, many)
        send_due(services, worker="first", limit=AT_ONCE)  # what the statements compile to is handed on to every worker
        look_at_ledger(year)
        day = 0
        while day < DAYS + QUIET_DAYS:
            year.moment[0] = _same_day(BEGIN + timedelta(days=day, minutes=_minute(draw)))
            if day < DAYS:
                _live_on(year, day)
            if _run_workers(year, WORKERS, kill=day < DAYS):
                look_at_ledger(year)
                year.moment[0] += AFTER_CLAIMS  # what they had claimed is free again
                _run_workers(year, 1, kill=False)
            look_at_ledger(year)
            day += draw.randint(1, days_a_step)
        found = look_at_outbox(year)
        sys.stdout.write(
            json.dumps({"sent": sum(year.seen.values()), "killed": year.killed, "faults": year.faults, **found})
        )
        services.close()


def _minute(draw: random.Random) -> int:
    """Return minutes after ten in the morning: by day mostly, and at any hour now and then."""
    return draw.randrange(9 * 60) if draw.random() < MOSTLY else draw.randrange(24 * 60)


def _same_day(moment: datetime) -> datetime:
    """Return a moment whose day is not over when claims are free again: a month may end with it, and its message too."""
    after = AFTER_CLAIMS + timedelta(minutes=1)
    return moment if uk_time(moment + after).date() == uk_time(moment).date() else moment - after


@contextmanager
def _provider(place: str, ledger: Path, seed: int) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.support.provider", place, str(ledger), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            yield
        finally:
            process.kill()


# People


def _enrol(year: Year, many: int) -> None:
    services, draw = year.services, year.draw
    sites = services.study.sites
    for start in range(0, many, AT_ONCE):
        with services.records.write() as tx, services.vault.write() as sealed:
            for number in range(start, min(start + AT_ONCE, many)):
                site = draw.choice(sites)
                family = families.add_family(
                    tx, study=services.study.code, site=site.code, site_prefix=site.prefix, at=year.now
                )
                language = draw.choice(("en", "ur"))
                parent = families.add_participant(
                    tx, family=family.number, role="parent", language=language, at=year.now
                )
                addresses = {
                    "phone": f"+4477{number:08}",
                    "email": f"p{number}@example.org",
                    "post_address": f"{number} Long Road",
                }
                person = Somebody(
                    parent.number, family.number, language, _some_contact(year), addresses, joins_on=draw.randrange(45)
                )
                person.wants_reminders = draw.random() < 0.9
                year.people.append(person)
                for name, value in (*addresses.items(), ("first_name", "Alex")):
                    _keep(year, sealed, person, name, value)
                _keep(year, sealed, person, "safe_contact", person.safe.to_json())
                year.by_address.update(dict.fromkeys(addresses.values(), person))
                queue_message(services, tx, sealed, person.number, MessageReason.INVITATION, period="1")


def _keep(year: Year, sealed: Transaction, person: Somebody, name: str, value: str) -> None:
    year.services.vault.put(sealed, family=person.family, subject=person.number, field=name, value=value, at=year.now)


def _some_contact(year: Year) -> SafeContact:
    """Return what somebody may say: nothing yet, one channel or several, at certain hours or the usual ones."""
    draw = year.draw
    if draw.random() < 0.15:
        return SafeContact()
    channels = tuple(draw.sample(list(ChannelKind), draw.choice((1, 1, 2, 2, 3, 3, 0))))
    hours = json.loads(SafeContact().to_json()) | {
        "windows": [
            {
                "days": sorted(draw.sample(range(7), draw.randint(1, 7))),
                "start": f"{draw.randint(0, 11):02}:30:00",
                "end": f"{draw.randint(12, 23):02}:00:00",
            }
        ]
        if draw.random() < 0.5
        else []
    }
    return replace(
        SafeContact.from_json(json.dumps(hours)),
        known=True,
        channels=channels,
        phone_is_safe=draw.random() < 0.9,
        email_is_safe=draw.choice((True, True, False, None)),
        post_is_safe=draw.choice((True, False, None)),
        shared_phone=draw.random() < 0.2,
        may_use_name=draw.random() < 0.5,
        verified_at=year.now - timedelta(days=draw.randrange(60)),
    )


def _live_on(year: Year, day: int) -> None:
    """Let some people sign, answer, move, change what is safe, stop messages or leave the study."""
    services, draw = year.services, year.draw
    with services.records.read() as tx:
        stands = stand_of(services, tx, list(addressees.addressees(tx, [one.number for one in year.people]).values()))
    with services.records.write() as tx, services.vault.write() as sealed:
        for person in year.people:
            if person.state == "invited" and person.joins_on <= day:
                _sign(year, tx, person)
            chance = draw.random()
            if chance < 0.004 and person.state == "consented":
                person.state = "withdrawn"
                families.set_state(tx, person.number, "withdrawn", year.now)
                outbox.cancel_for(tx, person.number, why="withdrawn", at=year.now)
            elif chance < 0.010:
                _say(year, tx, sealed, person, replace(person.safe, stopped=not person.safe.stopped))
            elif chance < 0.025:
                _say(year, tx, sealed, person, replace(_some_contact(year), stopped=person.safe.stopped))
            elif chance < 0.150:
                _say(year, tx, sealed, person, replace(person.safe, verified_at=year.now))
            elif chance < 0.160:
                _move(year, sealed, person)
            elif chance < 0.165:
                person.language = "ur" if person.language == "en" else "en"
                families.set_preferences(
                    tx, person.number, language=person.language, easy_read=False, listens=False, needs={}, at=year.now
                )
            elif chance < 0.200:
                _answer(year, tx, person, stands[person.number])


def _sign(year: Year, tx: Transaction, person: Somebody) -> None:
    module = module_of(year.services)
    statements = tuple(
        consents.SignedStatement(
            statement=one.code,
            text_hash="",
            if_yes_hash="",
            if_no_hash="",
            answer="yes" if one.required or person.wants_reminders or one.code != "reminders" else "no",
            answered_at=year.now,
            language=person.language,
            format="standard",
        )
        for one in module.statements
    )
    new = consents.NewConsent(
        participant=person.number,
        role="parent",
        on_behalf_of=(),
        study=year.services.study.code,
        site="",
        protocol_version="1.0",
        module=module.code,
        module_version=module.version,
        content_hash="",
        language=person.language,
        format="standard",
        statements=statements,
        first_viewed_at=year.now,
        signature_method="typed",
        meaning="",
        given_by_mode="self",
        sign_in_method="",
        received_by="",
    )
    consents.append_consent(tx, new, year.now)
    families.set_state(tx, person.number, "consented", year.now)
    person.state = "consented"


def _say(year: Year, tx: Transaction, sealed: Transaction, person: Somebody, safe: SafeContact) -> None:
    if safe.stopped and not person.safe.stopped:
        outbox.cancel_for(tx, person.number, why="stopped by the person", at=year.now)
    person.safe = safe
    _keep(year, sealed, person, "safe_contact", safe.to_json())
    outbox.look_again(tx, person.number, at=year.now)


def _move(year: Year, sealed: Transaction, person: Somebody) -> None:
    """Take a new telephone number; the old one belongs to nobody who may hear from us."""
    del year.by_address[person.addresses["phone"]]
    person.addresses["phone"] = f"+4478{year.draw.randrange(10**8):08}"
    year.by_address[person.addresses["phone"]] = person
    _keep(year, sealed, person, "phone", person.addresses["phone"])


def _answer(year: Year, tx: Transaction, person: Somebody, stand: Stand) -> None:
    """Begin the visit that is open, or send a begun one."""
    for visit in visits.visits_of(tx, person.number):
        for sheet in visits.sheets_of(tx, visit.id):
            visits.submit_sheet(tx, sheet.id, year.now)
    if stand.consented_on is None or person.state != "consented":
        return
    today = year.services.clock.today()
    for plan in year.services.study.version_on(today).visits:
        if opens_on(plan, stand.consented_on) <= today < closes_on(plan, stand.consented_on):
            sheet = visits.NewSheet("about_you", "1.0.0", "all", person.number, None, 0)
            visits.open_visit(
                tx,
                participant=person.number,
                code=plan.code,
                study_version="1.0",
                reference_date=today,
                sheets=(sheet,),
                at=year.now,
            )


# Workers


def _run_workers(year: Year, many: int, *, kill: bool) -> int:
    """Let workers remind and send at once; some are killed in the midst of it. Return how many."""
    before = year.killed
    year.services.records.dispose()  # no connection may cross a fork
    year.services.vault.database.dispose()
    began = time.monotonic()
    children = [_fork_worker(year, number) for number in range(many)]
    for pid in sorted(children, key=lambda _: year.draw.random()):
        if kill and year.draw.random() < KILLED:
            time.sleep(max(0.0, began + year.draw.uniform(0, LONGEST_LIFE) - time.monotonic()))
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        if os.WIFSIGNALED(status):
            year.killed += 1
        elif os.WEXITSTATUS(status):
            year.faults.append(f"a worker ended by itself: {status}")
    return year.killed - before


def _fork_worker(year: Year, number: int) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        queue_reminders(year.services)
        while send_due(year.services, worker=f"w{number}:{os.getpid()}"):
            pass
    except BaseException:  # noqa: BLE001 - a forked process ends here, whatever happened
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), int(sys.argv[6]))
