"""`alongside audit`: check the audit trail from a dump alone, without the database that made it."""

from pathlib import Path

import click

from alongside.core.commands.deployment import BadInputError
from alongside.core.commands.fault_lists import report_faults
from alongside.core.storage.audit import verify


@click.group(epilog="\b\nExample:\n  alongside audit verify audit.jsonl")
def audit() -> None:
    """Check the audit trail."""


@audit.command("verify", epilog="\b\nExample:\n  alongside audit verify audit.jsonl --head 9f86d081884c7d65...")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--head", metavar="HASH", help="The last hash, as it was kept elsewhere: it shows a cut at the end.")
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON.")
def verify_dump(file: Path, head: str | None, *, json_wanted: bool) -> None:
    """Find every edit, deletion and change of order in a dump of the audit trail."""
    try:
        with file.open(encoding="utf-8") as lines:
            faults = verify(lines, head=head)
    except UnicodeDecodeError:
        raise BadInputError(f"{file} is not text; give the dump of the audit trail.") from None
    all_is_well = f"The audit trail in {file} is whole."
    report_faults(faults, json_wanted=json_wanted, all_is_well=all_is_well)
