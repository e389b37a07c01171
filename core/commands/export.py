"""`alongside export`: answers, scores and codebook as files."""

import getpass
import json
from collections.abc import Iterator
from pathlib import Path

import click

from alongside.core.commands.deployment import BadInputError, Deployment, pass_deployment
from alongside.core.conduct import exporting
from alongside.core.conduct.services import open_services


@click.command(
    epilog="\b\nExamples:\n  alongside export --folder out\n  alongside --settings study.toml export --folder out --json"
)
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where to write the files."
)
@click.option("--force", is_flag=True, help="Write over files that are there.")
@click.option("--json", "as_json", is_flag=True, help="Print the names and row counts as JSON.")
@pass_deployment
def export(deployment: Deployment, folder: Path, *, force: bool, as_json: bool) -> None:
    """Write answers, scores and codebook as CSV. Names, dates of birth and free text are never in them."""
    there = [name for name in exporting.FILES if (folder / f"{name}.csv").exists()]
    if there and not force:
        raise BadInputError(f"{folder} already holds {', '.join(there)}.csv. Choose another folder, or add --force.")
    services = open_services(deployment.settings, catalogue=deployment.catalogue)
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, int] = {}
    try:
        for name, lines in exporting.FILES.items():
            exporting.note_export(services, f"command:{getpass.getuser()}", name)
            rows[name] = _write(folder / f"{name}.csv", lines(services, None), name, quiet=as_json)
    finally:
        services.close()
    if as_json:
        click.echo(json.dumps({"folder": str(folder), "rows": rows}))
    else:
        click.echo(", ".join(f"{name}.csv: {count} rows" for name, count in rows.items()))


def _write(file: Path, lines: Iterator[str], name: str, *, quiet: bool) -> int:
    """Write beside the file and put it in place whole; return the number of rows under the heading."""
    partial = file.with_suffix(".partial")
    count = -1
    with partial.open("w", encoding="utf-8", newline="") as opened:
        for line in lines:
            opened.write(line)
            count += 1
            if not quiet and count % 500 == 0:
                click.echo(f"\r{name}: {count} rows", nl=False, err=True)
    partial.replace(file)
    return count
