"""`alongside documents`: whether a file is a copy as we sealed it, and a key to seal with."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from alongside.core.commands.deployment import BadInputError, Deployment, pass_deployment
from alongside.core.commands.fault_lists import as_json
from alongside.core.conduct.private_files import write_private
from alongside.core.conduct.seals import Checked, Verdict, check_document
from alongside.core.credentials.seal_keys import make_seal_key
from alongside.core.languages.formats import uk_time

EXIT = {Verdict.GENUINE: 0, Verdict.NOT_GENUINE: 1, Verdict.UNREADABLE: 2, Verdict.CANNOT_CHECK: 2}


@click.group(epilog="\b\nExample:\n  alongside documents verify copy.pdf")
def documents() -> None:
    """Sealed documents."""


@documents.command(
    epilog="\b\nExamples:\n  alongside documents verify copy.pdf\n  alongside documents verify copy.pdf --json"
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON.")
@pass_deployment
def verify(deployment: Deployment, file: Path, *, json_wanted: bool) -> None:
    """Say whether FILE is a copy that we sealed and nobody has changed. The file is not kept.

    Exit code 0: it is ours, as we made it. 1: it was changed, or is not ours. 2: it cannot be read, or there is no
    certificate to check it with.
    """
    checked = check_document(deployment.settings, file.read_bytes())
    if json_wanted:
        found = asdict(checked.found) | {"sealed_at": _moment(checked)}
        click.echo(as_json({"verdict": checked.verdict.value, **found}))
    else:
        click.echo("\n".join(_words(checked)))
    raise click.exceptions.Exit(EXIT[checked.verdict])


def _moment(checked: Checked) -> str | None:
    at = checked.found.sealed_at
    return at.isoformat() if at else None


def _words(checked: Checked) -> list[str]:
    found = checked.found
    match checked.verdict:
        case Verdict.UNREADABLE:
            return ["This is no PDF file, or too large to be one of ours."]
        case Verdict.CANNOT_CHECK:
            return ["There is no certificate to check it with: set seal_key or seal_certificates, and install pyHanko."]
        case Verdict.GENUINE:
            said = ["This copy is ours and nobody has changed it."]
        case Verdict.NOT_GENUINE:
            said = ["This copy was changed, or is not ours."]
    if not found.organisation:
        return [*said, "There is no seal in it that can be read."]
    at = f"{uk_time(found.sealed_at):%d %b %Y, %H:%M:%S} UK time" if found.sealed_at else "a time that it does not say"
    said.append(
        f"Sealed by {found.organisation}, {at}; the certificate is {'' if found.is_ours else 'not '}one of ours."
    )
    if found.is_ours:
        said.append(f"What the seal covers is {'as it was' if found.is_intact else 'not as it was'}.")
    said.append(
        "The seal covers the whole file."
        if found.is_whole
        else f"The seal does not cover the whole file: {found.bytes_after:,} bytes came after it."
    )
    return said


@documents.command(epilog="\b\nExample:\n  alongside documents make-key seal.p12 --organisation 'The trial office'")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--organisation", required=True, help="Whose seal it is, as it stands in the certificate. Never a person."
)
@click.option("--passphrase", prompt=True, hide_input=True, confirmation_prompt=True, help="What opens the file.")
def make_key(file: Path, organisation: str, passphrase: str) -> None:
    """Make a key to seal with, and write it to FILE with a certificate that it vouches for itself, for ten years."""
    if not passphrase:
        raise BadInputError("A key needs a passphrase.")
    made = make_seal_key(organisation, passphrase, datetime.now(UTC))
    try:
        write_private(file, made)
    except FileExistsError as error:
        raise BadInputError(f"{file} is there already; a key is never written over.") from error
    click.echo(f"{file} written. Set seal_key to it and seal_passphrase to what opens it.")
