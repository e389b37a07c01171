"""`alongside requests`: what people told us, and how each stands against its 30 days. It only looks."""

import json

import click

from alongside.core.commands.deployment import Deployment, pass_deployment
from alongside.core.conduct.requests import Line, every_open_line
from alongside.core.conduct.services import Services, open_services
from alongside.core.definitions.requests import Urgency
from alongside.core.languages.formats import uk_time


@click.command(epilog="\b\nExample:\n  alongside requests --json")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@pass_deployment
def requests(deployment: Deployment, *, as_json: bool) -> None:
    """List complaints and questions about data that wait for us. There are no words and no names in the list.

    Exit code 1: one has passed day 30, and nobody has told its writer that we have it.
    """
    services = open_services(deployment.settings, catalogue=deployment.catalogue)
    try:
        over = list_requests(services, as_json=as_json)
    finally:
        services.close()
    if over:
        raise SystemExit(1)


def list_requests(services: Services, *, as_json: bool) -> int:
    """Print what was not answered, and return how many have passed day 30 without a word to their writer."""
    lines = every_open_line(services)
    for line in lines:
        click.echo(json.dumps(_fields(line)) if as_json else _in_a_row(line))
    over = sum(line.urgency is Urgency.OVER for line in lines)
    if not as_json:
        click.echo(f"{len(lines)} wait for us, {over} past day 30.")
    return over


def _fields(line: Line) -> dict[str, str | int | bool]:
    request = line.request
    return {
        "reference": request.reference,
        "kind": request.kind,
        "site": request.site,
        "received_on": uk_time(request.received_at).date().isoformat(),
        "acknowledge_by": request.acknowledge_by.isoformat(),
        "days_left": line.days_left,
        "state": line.urgency.value if line.urgency else "acknowledged",
        "is_over": line.urgency is Urgency.OVER,
    }


def _in_a_row(line: Line) -> str:
    request, state = line.request, line.urgency.value if line.urgency else "acknowledged"
    received = uk_time(request.received_at).strftime("%d %b %Y")
    left = "" if not line.urgency else f"{abs(line.days_left)} days {'late' if line.days_left < 0 else 'left'}"
    return f"{request.reference:8} {request.kind:14} {request.site:12} {received} {state:13} {left}".rstrip()
