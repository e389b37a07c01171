"""`alongside messages`: what goes out in the next days, what was not sent and why, and letters to print."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from alongside.accessibility.documents import DocumentError, join_documents
from alongside.core.commands.deployment import Deployment, pass_deployment
from alongside.core.conduct.outlook import A_WEEK, FOUR_WEEKS, Coming, Unsent, going_out, not_sent, words_for
from alongside.core.conduct.private_files import write_private
from alongside.core.conduct.services import Services, open_services
from alongside.core.conduct.settling import settle_doubt
from alongside.core.conduct.staffing import COMMAND_LINE
from alongside.core.languages.formats import uk_time
from alongside.core.languages.tags import SOURCE_LANGUAGE

One = TypeVar("One", Coming, Unsent)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")


@click.group(epilog="\b\nExample:\n  alongside messages next --days 7")
def messages() -> None:
    """Look at the messages: what goes out next, and what was not sent and why. Print letters."""


@messages.command("next", epilog="\b\nExample:\n  alongside messages next --days 7 --json")
@click.option(
    "--days", type=click.IntRange(1, 60), default=A_WEEK, show_default=True, help="How many days to look ahead."
)
@AS_JSON
@pass_deployment
def next_messages(deployment: Deployment, *, days: int, as_json: bool) -> None:
    """Say what goes out in the next days, when, and what would hold it. Nothing is changed."""
    _print(deployment, lambda services: going_out(services, days=days), _line_of_coming, as_json=as_json)


@messages.command("unsent", epilog="\b\nExample:\n  alongside messages unsent --json")
@click.option(
    "--days",
    type=click.IntRange(1, 366),
    default=FOUR_WEEKS,
    show_default=True,
    help="How far to look back for what failed or was cancelled. What is held is always listed.",
)
@AS_JSON
@pass_deployment
def unsent_messages(deployment: Deployment, *, days: int, as_json: bool) -> None:
    """Say what was not sent, and why. Nothing is changed."""
    _print(deployment, lambda services: not_sent(services, days=days), _line_of_unsent, as_json=as_json)


@messages.command("settle", epilog="\b\nExample:\n  alongside messages settle 3328396ba59ff901e9dbb98ff66b9b25 --left")
@click.argument("reference")
@click.option(
    "--left/--did-not-leave", "has_left", default=None, help="What you found out from the provider or the person."
)
@pass_deployment
def settle_message(deployment: Deployment, reference: str, *, has_left: bool | None) -> None:
    """Say whether a message in doubt left. One that did not is sent again, if every rule still lets it go."""
    if has_left is None:
        raise click.UsageError("Say what you found out: --left or --did-not-leave.")
    services = open_services(deployment.settings, catalogue=deployment.catalogue)
    try:
        if not settle_doubt(services, reference, has_left=has_left, by=COMMAND_LINE.code):
            raise click.ClickException(
                "No message with this reference is in doubt. List them: alongside messages unsent"
            )
    finally:
        services.close()
    click.echo("Kept: it left." if has_left else "Kept: it did not leave. It goes with the next round.")


@messages.command("print", epilog="\b\nExample:\n  alongside messages print letters/batch-2026-07-06 to-print.pdf")
@click.argument("batch", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path))
def print_batch(batch: Path, output: Path) -> None:
    """Make one file of a batch of letters, for a printer that prints on both sides.

    Each letter begins on a sheet of its own, with its address page first. The file holds addresses: only its owner can
    read it, and a file that is there already is never written over. Nothing in the batch is changed.
    """
    letters = sorted(batch.glob("*.pdf"))
    try:
        pages = join_documents(
            [one.read_bytes() for one in letters],
            title="Letters to print",
            language=SOURCE_LANGUAGE,
            created_at=datetime.now(UTC),
        )
    except DocumentError as error:
        raise click.ClickException(f"{batch}: {error}") from error
    try:
        write_private(output, pages)
    except FileExistsError as error:
        raise click.ClickException(f"{output} is there already. Give another name.") from error
    click.echo(f"Letters in {output}: {len(letters)}. Print on both sides. Delete the file when they are posted.")


def _print(
    deployment: Deployment,
    find: Callable[[Services], Iterable[One]],
    line_of: Callable[[One], str],
    *,
    as_json: bool,
) -> None:
    services = open_services(deployment.settings, catalogue=deployment.catalogue)
    try:
        listed = 0
        for one in find(services):
            listed += 1
            words = words_for(services, one.why)
            if as_json:
                click.echo(json.dumps(_plain(asdict(one)) | {"words": words}, ensure_ascii=False))
            else:
                click.echo(f"{line_of(one)}{'  ' + words if words else ''}")
        if not as_json:
            click.echo(f"{listed} messages.")
    finally:
        services.close()


def _line_of_coming(one: Coming) -> str:
    when = _clock(one.goes_at) if one.goes_at else "not as things stand"
    return f"{when:20} {one.participant:10} {one.reason:20} {one.channel:7} {one.state:8}"


def _line_of_unsent(one: Unsent) -> str:
    doubt = f"  {one.reference}" if one.in_doubt else ""
    return f"{_clock(one.since):20} {one.participant:10} {one.reason:20} {one.channel:7} {one.state:10}{doubt}"


def _clock(moment: datetime) -> str:
    return uk_time(moment).strftime("%a %d %b %Y %H:%M")


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in fields.items()}
