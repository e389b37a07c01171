"""`alongside audit`: write the audit trail to a file, and check such a file without the database that made it."""

import getpass
import json
from pathlib import Path

import click

from alongside.core.commands.deployment import BadInputError, Deployment, pass_deployment
from alongside.core.commands.fault_lists import report_faults
from alongside.core.conduct import recording
from alongside.core.conduct.services import open_services
from alongside.core.storage import ledger
from alongside.core.storage.audit import verify


@click.group(epilog="\b\nExample:\n  alongside audit verify audit.jsonl")
def audit() -> None:
    """Write the audit trail to a file, and check such a file."""


@audit.command("dump", epilog="\b\nExample:\n  alongside audit dump audit.jsonl")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option(
    "--ledger",
    "ledger_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the ledger of signed consents to this file, too.",
)
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON.")
@pass_deployment
def write_dump(deployment: Deployment, file: Path, *, force: bool, ledger_file: Path | None, json_wanted: bool) -> None:
    """Write the trail, one event a line, and print its head: keep the head elsewhere, so that a cut at the end shows.

    That a copy was taken is itself an event, the last of the copy.
    """
    for wanted in (file, ledger_file):
        if wanted is not None and wanted.exists() and not force:
            raise BadInputError(f"{wanted} is there already. Choose another name, or add --force.")
    services = open_services(deployment.settings, catalogue=deployment.catalogue)
    try:
        if ledger_file is not None:  # first: each of its records is then named in the trail
            ledger_file.write_text("".join(recording.take_ledger(services)), encoding="utf-8")
        lines = list(recording.take_record(services, f"command:{getpass.getuser()}"))
        file.write_text("".join(lines), encoding="utf-8")
    finally:
        services.close()
    count, last = len(lines), json.loads(lines[-1])["hash"]
    told = {"events": count, "head": last}
    click.echo(json.dumps(told) if json_wanted else f"{count} events in {file}. Head: {last}")


@audit.command("verify", epilog="\b\nExample:\n  alongside audit verify audit.jsonl --head 9f86d081884c7d65...")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--head", "kept_head", metavar="HASH", help="The last hash, as it was kept elsewhere: it shows a cut at the end."
)
@click.option(
    "--ledger",
    "ledger_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The ledger of signed consents, as it was written with this trail: it is checked against it.",
)
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON.")
def verify_dump(file: Path, kept_head: str | None, ledger_file: Path | None, *, json_wanted: bool) -> None:
    """Find every edit, deletion and change of order in a dump of the audit trail, and of the ledger beside it."""
    try:
        with file.open(encoding="utf-8") as lines:
            faults = verify(lines, head=kept_head)
        if ledger_file is not None:
            with ledger_file.open(encoding="utf-8") as records, file.open(encoding="utf-8") as lines:
                faults += ledger.verify(records, lines)
    except UnicodeDecodeError:
        raise BadInputError(f"{file} is not text; give the dump of the audit trail.") from None
    beside = f", and so is the ledger in {ledger_file}" if ledger_file is not None else ""
    all_is_well = f"The audit trail in {file} is whole{beside}."
    report_faults(faults, json_wanted=json_wanted, all_is_well=all_is_well)
