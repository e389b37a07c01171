"""Claim, gate, render and send against a provider on this machine: Alongside against a bare loop; memory of a worker.

Run as `python -m bench.outbox`. The bare loop claims as many at once and is as durable (SQLite, WAL, synchronous=FULL), knows
no rule, and sends one ready text through the same channel.
"""

import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alongside import ChannelKind, OutgoingMessage, Sent
from alongside.core.conduct.clock import Clock
from alongside.core.conduct.consenting import module_of
from alongside.core.conduct.demonstration import demonstration_settings
from alongside.core.conduct.reminding import queue_reminders
from alongside.core.conduct.sending import PORTION, send_due
from alongside.core.conduct.services import Services, open_services
from alongside.core.definitions.safe_contact import AT_ANY_HOUR, SafeContact
from alongside.core.storage.columns import instant_text
from alongside.core.storage.study_numbers import study_number
from alongside.plugins.channels.sms_gateway import SmsGateway
from bench.question_page import _free_port, _wait_for

AT_LEAST = 0.5
ROUNDS = 5
MESSAGES = 200
FAMILIES = (1_000, 100_000)
SENT_IN_MEMORY_RUN = 1_000
MEMORY_AT_MOST = 1.2
BEGAN = datetime(2026, 3, 2, 10, tzinfo=UTC)
A_MONTH_ON = BEGAN + timedelta(days=31)
AT_ONCE = 1_000
SAFE = SafeContact(known=True, channels=(ChannelKind.SMS,), phone_is_safe=True, windows=AT_ANY_HOUR, verified_at=BEGAN)


def measure() -> tuple[float, float]:
    """Print the figures; return our share of the bare loop's speed, and how much the memory grows."""
    share = _share("claim, gate, render, send:     ", find_url="http://127.0.0.1:{port}/?key={{key}}")
    # Where a gateway cannot be asked, each message is noted as begun in a transaction of its own; no bar is set for that.
    _share("where nothing can be looked up:", find_url="")
    few, many = (_memory(number) for number in FAMILIES)
    print(
        f"peak memory of a worker:       {few:.0f} MB with {FAMILIES[0]:,} families, {many:.0f} MB with {FAMILIES[1]:,}"
    )
    return share, many / few


def _share(title: str, *, find_url: str) -> float:
    """Print how fast messages go by a gateway, and return our share of the bare loop's speed."""
    with tempfile.TemporaryDirectory() as folder, _provider() as port:
        gateway = SmsGateway(f"http://127.0.0.1:{port}/", find_url=find_url.format(port=port))
        services = _open(Path(folder), gateway, A_MONTH_ON)
        _enrol(services, AT_ONCE * 2)
        queue_reminders(services)
        bare = _bare_table(f"{folder}/bare.sqlite", ROUNDS * MESSAGES + MESSAGES)
        _time_ours(services), _time_bare(bare, gateway)
        pairs = [(_time_ours(services), _time_bare(bare, gateway)) for _ in range(ROUNDS)]
        services.close()
        shares = sorted(theirs / ours for ours, theirs in pairs)
        ours, theirs = sorted(pairs)[ROUNDS // 2]
        print(
            f"{title} {ours * 1000:.2f} ms a message, bare {theirs * 1000:.2f} ms, "
            f"{shares[ROUNDS // 2]:.0%} of the bare loop's speed"
        )
    return shares[ROUNDS // 2]


def _time_ours(services: Services) -> float:
    start = time.perf_counter()
    done = send_due(services, worker="bench", limit=MESSAGES)
    if done.sent != MESSAGES:
        message = f"not everything was sent: {done}"
        raise RuntimeError(message)
    return (time.perf_counter() - start) / MESSAGES


def _time_bare(table: sqlite3.Connection, gateway: SmsGateway) -> float:
    start = time.perf_counter()
    for _ in range(MESSAGES // PORTION):
        claimed = table.execute(
            "update messages set state = 'sending' where id in "
            "(select id from messages where state = 'queued' order by id limit ?) returning id, phone",
            (PORTION,),
        ).fetchall()
        table.commit()
        taken = []
        for number, phone in claimed:
            text = (
                f"Your next part is ready. You can stop and come back to it:\nhttps://host.example.org/s/{27 * 'x'}\n"
            )
            message = OutgoingMessage(str(number), ChannelKind.SMS, phone, "", text, "en", "ltr", "YourForms")
            answer = gateway.send(message)
            if isinstance(answer, Sent):
                taken.append((answer.reference, number))
        table.executemany("update messages set state = 'sent', reference = ? where id = ?", taken)
        table.commit()
    return (time.perf_counter() - start) / MESSAGES


def _bare_table(file: str, many: int) -> sqlite3.Connection:
    table = sqlite3.connect(file)
    table.execute("pragma journal_mode=wal")
    table.execute("pragma synchronous=full")
    table.execute("create table messages (id integer primary key, phone text, state text, reference text)")
    table.execute("create index states on messages (state, id)")
    table.executemany(
        "insert into messages (phone, state) values (?, 'queued')", [(f"+4477009{n:05}",) for n in range(many)]
    )
    table.commit()
    return table


# Families


def _open(folder: Path, gateway: SmsGateway, at: datetime) -> Services:
    channels = {"sms_gateway": {"url": gateway.url, "find_url": gateway.find_url}}
    settings = demonstration_settings(folder, 8000).model_copy(update={"channels": channels})
    return open_services(settings, clock=Clock(source=lambda: at))


def _enrol(services: Services, many: int) -> None:
    """Add families that signed a month ago and answered nothing yet; rows are written straight to the tables."""
    module, site = module_of(services), services.study.sites[0]
    facts = {"phone": "+447700900123", "first_name": "Alex", "safe_contact": SAFE.to_json()}
    body = json.dumps(
        {
            "module_version": module.version,
            "began_at": None,
            "statements": [{"statement": one.code, "answer": "yes"} for one in module.statements],
        }
    )
    at = instant_text(BEGAN)
    for start in range(0, many, AT_ONCE):
        pairs = [
            (study_number(f"{site.prefix}F", n + 1), study_number(site.prefix, n + 1))
            for n in range(start, start + AT_ONCE)
        ]
        with services.records.write() as tx, services.vault.write() as sealed:
            tx.connection.exec_driver_sql(
                "insert into families (number, study, site, site_prefix, state, is_disputed, created_at) values (?, ?, ?, ?, 'consented', 0, ?)",
                [(family, services.study.code, site.code, site.prefix, at) for family, _ in pairs],
            )
            tx.connection.exec_driver_sql(
                "insert into participants (number, family, role, language, easy_read, listens, needs, preferences_at, "
                "state, joined_at) values (?, ?, 'parent', 'en', 0, 0, '{}', ?, 'consented', ?)",
                [(parent, family, at, at) for family, parent in pairs],
            )
            tx.connection.exec_driver_sql(
                "insert into consent_records (participant, kind, module, body, recorded_at, request_key, "
                "previous_hash, record_hash) values (?, 'consent', ?, ?, ?, ?, '', '')",
                [(parent, module.code, body, at, parent) for _, parent in pairs],
            )
            for family, parent in pairs:
                for field, value in facts.items():
                    services.vault.put(sealed, family=family, subject=parent, field=field, value=value, at=BEGAN)


# Memory


def _memory(many: int) -> float:
    """Return the peak memory, in MB, of a process that reminds so many families and sends some of the messages."""
    with tempfile.TemporaryDirectory() as folder, _provider() as port:
        for step in ("enrol", "work"):
            command = [sys.executable, "-m", "bench.outbox", step, folder, str(port), str(many)]
            told = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=os.environ).stdout
        return float(told)


def _step(step: str, folder: str, port: str, many: int) -> None:
    services = _open(Path(folder), SmsGateway(f"http://127.0.0.1:{port}/"), A_MONTH_ON)
    if step == "enrol":
        _enrol(services, many)
    else:
        queue_reminders(services)
        send_due(services, worker="bench", limit=SENT_IN_MEMORY_RUN)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
    services.close()


@contextmanager
def _provider() -> Iterator[int]:
    port = _free_port()
    with subprocess.Popen([sys.executable, "-m", "bench.provider", str(port)]) as process:
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()


def main() -> int:
    """Return the exit code: 1 when a figure is over its bar."""
    share, growth = measure()
    return int(share < AT_LEAST or growth > MEMORY_AT_MOST)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _step(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        sys.exit(main())
