"""`alongside remind`: queue what has fallen due and send it; for cron or a systemd timer."""

import json
import os
import socket
from dataclasses import asdict

import click

from alongside.core.commands.deployment import Deployment, pass_deployment
from alongside.core.conduct.reminding import queue_reminders
from alongside.core.conduct.sending import SendingRound, send_due
from alongside.core.conduct.services import Services, open_services
from alongside.core.conduct.tidying import tidy

AT_ONCE = 100


@click.command(epilog="\b\nExamples:\n  alongside remind --json\n  alongside --settings study.toml remind")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@pass_deployment
def remind(deployment: Deployment, *, as_json: bool) -> None:
    """Queue the messages that have fallen due, and send them. Run it as often as you like: none goes out twice."""
    services = open_services(deployment.settings, catalogue=deployment.catalogue)
    try:
        tidied = tidy(services)
        try:
            queued = queue_reminders(services)
        finally:  # what is due goes out even when a rule of the study is at fault
            total = _send_all(services, as_json=as_json)
    finally:
        services.close()
    counts = {"looked_at": queued.looked_at, "queued": queued.queued, **asdict(total), **asdict(tidied)}
    if as_json:
        click.echo(json.dumps(counts))
    else:
        if tidied.orphans:
            click.echo(f"{tidied.orphans} entries of the vault have no record: a write failed half-way.", err=True)
        click.echo(
            f"\n{queued.looked_at} people looked at, {queued.queued} messages queued. "
            f"{total.sent} sent, {total.waiting} waiting for safe hours, {total.held} held, {total.failed} refused."
        )


def _send_all(services: Services, *, as_json: bool) -> SendingRound:
    total, worker = SendingRound(), f"{socket.gethostname()}:{os.getpid()}"
    while round_ := send_due(services, worker=worker, limit=AT_ONCE):
        total = total + round_
        if not as_json:
            click.echo(f"\r{total.sent} sent so far", nl=False, err=True)
    return total
