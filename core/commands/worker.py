"""`alongside worker`: send what falls due, all the time, until it is told to stop."""

import json
import logging
import os
import signal
import socket
import threading
import time
from dataclasses import asdict, dataclass, field, replace

import click

from alongside.core.commands.deployment import Deployment, pass_deployment
from alongside.core.conduct.reminding import queue_reminders
from alongside.core.conduct.sending import SendingRound, send_due
from alongside.core.conduct.services import Services, open_services
from alongside.core.storage.errors import DatabaseUnavailableError

LOG = logging.getLogger(__name__)
REMIND_EVERY_SECONDS = 3600
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Worked:
    """What a worker did: what became of messages, and how often reminders could not be queued."""

    messages: SendingRound = field(default_factory=SendingRound)
    reminders_failed: int = 0


@click.command(epilog="\b\nExamples:\n  alongside worker\n  alongside --settings study.toml worker --once")
@click.option("--once", is_flag=True, help="Queue reminders, send what is due now, and end.")
@click.option(
    "--idle-seconds",
    type=click.FloatRange(min=0.1, max=60),
    default=5.0,
    show_default=True,
    help="How long to wait when nothing is due.",
)
@pass_deployment
def worker(deployment: Deployment, *, once: bool, idle_seconds: float) -> None:
    """Send messages as they fall due, and queue reminders once an hour.

    Run as many as you like, on as many machines: a message is claimed by one, and none goes out twice. TERM or INT ends
    the worker after the message that it is sending. Reminders that a fault of the study keeps from being queued are tried
    again, and what is due goes out meanwhile; with --once the exit code is then 1.
    """
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    services = open_services(deployment.settings, catalogue=deployment.catalogue)
    try:
        total = work(services, stopping, once=once, idle_seconds=idle_seconds)
    finally:
        services.close()
    click.echo(json.dumps({**asdict(total.messages), "reminders_failed": total.reminders_failed}))
    if once and total.reminders_failed:
        raise SystemExit(1)


def work(services: Services, stopping: threading.Event, *, once: bool = False, idle_seconds: float) -> Worked:
    """Send and queue reminders until `stopping` is set, or with `once` until nothing is due.

    Raises:
        DatabaseUnavailableError: with `once`, the database is away.
    """
    name = f"{socket.gethostname()}:{os.getpid()}"
    total, remind_at, pause = Worked(), time.monotonic(), idle_seconds
    while not stopping.is_set():
        round_ = SendingRound()
        try:
            if time.monotonic() >= remind_at:
                is_queued = _queue_reminders(services)
                remind_at = time.monotonic() + (REMIND_EVERY_SECONDS if is_queued else pause)
                pause = idle_seconds if is_queued else min(2 * pause, REMIND_EVERY_SECONDS)
                total = replace(total, reminders_failed=total.reminders_failed + (not is_queued))
            round_ = send_due(services, worker=name, limit=AT_ONCE, is_stopping=stopping.is_set)
        except DatabaseUnavailableError:
            if once:
                raise
            LOG.exception("the database is away; the worker tries again")
        total = replace(total, messages=total.messages + round_)
        if round_:
            continue
        if once:
            break
        stopping.wait(idle_seconds)
    return total


def _queue_reminders(services: Services) -> bool:
    """Queue reminders; return False when that failed for another reason than the database."""
    try:
        queue_reminders(services)
    except DatabaseUnavailableError:
        raise
    except Exception:  # a rule of the study is at fault: what is due goes out all the same
        LOG.exception("reminders could not be queued; the worker tries again")
        return False
    return True
