"""`alongside worker`: send what falls due, all the time, until it is told to stop."""

import json
import logging
import os
import signal
import socket
import threading
import time
from dataclasses import asdict

import click

from alongside.core.commands.deployment import Deployment, pass_deployment
from alongside.core.conduct.reminding import queue_reminders
from alongside.core.conduct.sending import SendingRound, send_due
from alongside.core.conduct.services import Services, open_services
from alongside.core.storage.errors import DatabaseUnavailableError

LOG = logging.getLogger(__name__)
REMIND_EVERY_SECONDS = 3600
AT_ONCE = 1000


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
    the worker after the message that it is sending.
    """
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    services = open_services(deployment.settings, catalogue=deployment.catalogue)
    try:
        total = _run(services, stopping, once=once, idle_seconds=idle_seconds)
    finally:
        services.close()
    click.echo(json.dumps(asdict(total)))


def _run(services: Services, stopping: threading.Event, *, once: bool, idle_seconds: float) -> SendingRound:
    name = f"{socket.gethostname()}:{os.getpid()}"
    total, remind_at = SendingRound(), time.monotonic()
    while not stopping.is_set():
        round_ = SendingRound()
        try:
            if time.monotonic() >= remind_at:
                queue_reminders(services)
                remind_at = time.monotonic() + REMIND_EVERY_SECONDS
            round_ = send_due(services, worker=name, limit=AT_ONCE, is_stopping=stopping.is_set)
        except DatabaseUnavailableError:
            if once:
                raise
            LOG.exception("the database is away; the worker tries again")
        total = total + round_
        if round_:
            continue
        if once:
            break
        stopping.wait(idle_seconds)
    return total
