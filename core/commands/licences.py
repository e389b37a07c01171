"""`alongside licences`: which words may be shown for every instrument, under which licence, and until when."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from alongside.core.commands.deployment import BadInputError, Deployment, pass_deployment
from alongside.core.commands.fault_lists import as_json, count_faults, fault_lines
from alongside.core.conduct.clock import Clock
from alongside.core.conduct.licences import InstrumentLicence, licences_of, packs_of_nothing
from alongside.core.definitions.licence import LicenceRecord
from alongside.core.definitions.pack_checks import CheckedPack
from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.plugin_host.packs import check_pack_at


@click.group(
    invoke_without_command=True,
    epilog="\b\nExamples:\n  alongside licences\n  alongside licences --json\n  alongside licences check sdq-pack.zip",
)
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON.")
@click.pass_context
def licences(context: click.Context, *, json_wanted: bool) -> None:
    """List every instrument: whose words it has, under which licence, in which languages, and until when.

    A refused text pack is listed with all its faults; `alongside check licences` fails when there is one.
    """
    if context.invoked_subcommand is not None:
        return
    deployment = context.ensure_object(Deployment)
    today = Clock().today()
    study = deployment.catalogue.studies.get(deployment.settings.study)
    listed = licences_of(deployment.catalogue, study)
    if json_wanted:
        click.echo(as_json(licence_listing(deployment.catalogue, listed, today)))
        return
    for one in listed:
        click.echo("\n".join(_lines(one, today)))
    for pack in packs_of_nothing(deployment.catalogue):
        click.echo("\n".join(_pack_lines(pack, today)))
    click.echo(f"Text packs are looked for in {deployment.settings.packs_folder}")


@licences.command(
    epilog="\b\nExamples:\n  alongside licences check sdq-pack\n  alongside licences check sdq-pack.zip --json"
)
@click.argument("pack", type=click.Path(path_type=Path))
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON.")
@pass_deployment
def check(deployment: Deployment, pack: Path, *, json_wanted: bool) -> None:
    """Check one text pack, a folder or a zip, before it is installed. Nothing is written.

    Prints every fault with its repair. Exit code 2 when it would be refused.
    """
    if not pack.exists():
        raise BadInputError(f"There is no text pack {pack}.")
    today = Clock().today()
    checked = check_pack_at(pack, deployment.catalogue.instruments, today)
    if json_wanted:
        click.echo(as_json(_pack_listing(checked, today)))
    else:
        click.echo("\n".join(_pack_lines(checked, today)).replace("\n    ", "\n").strip())
    if checked.pack is None:
        raise click.exceptions.Exit(2)


def licence_listing(catalogue: Catalogue, listed: tuple[InstrumentLicence, ...], today: date) -> dict[str, object]:
    """Return the licences as plain values for JSON."""
    return {
        "instruments": [
            {
                "code": one.instrument.code,
                "version": one.instrument.version,
                "in_study": one.in_study,
                "kind": one.kind,
                "holder": one.instrument.licence.holder,
                "licence": one.instrument.licence.spdx,
                "reference": one.instrument.licence.reference,
                "words": one.words,
                "modes": list(one.modes),
                "tables_lacking": [slot.file for slot in one.instrument.data_lacking],
                "packs": [_pack_listing(pack, today) for pack in one.packs],
            }
            for one in listed
        ],
        "packs_of_nothing": [_pack_listing(pack, today) for pack in packs_of_nothing(catalogue)],
    }


def _pack_listing(checked: CheckedPack, today: date) -> dict[str, object]:
    head = checked.head
    told: dict[str, object] = {"name": checked.name, "ok": checked.pack is not None}
    if head is not None:
        record = head.record
        told |= {
            "instrument": head.instrument,
            "forms": list(head.forms),
            "holder": record.holder,
            "reference": record.reference,
            "modes": list(record.modes),
            "languages": list(record.languages),
            "valid_from": record.valid_from.isoformat(),
            "expires": record.expires.isoformat() if record.expires else None,
            "days_left": record.days_left(today),
            "beside_items": sorted(record.beside_items),
        }
    if checked.pack is not None:
        told["fingerprint"] = checked.pack.fingerprint
    return told | {"faults": [asdict(fault) for fault in checked.faults]}


def _lines(one: InstrumentLicence, today: date) -> Iterator[str]:
    instrument = one.instrument
    words = {
        "complete": "words complete",
        "licensed pack": "words from a licensed pack",
        "none": "no words: a licensed text pack is needed",
    }[one.words]
    asked = "" if one.in_study else "; not asked in this study"
    yield (
        f"{instrument.code} {instrument.version}  {one.kind}: {instrument.licence.holder} "
        f"({instrument.licence.spdx}); {words}{_modes(one.modes)}{asked}"
    )
    if one.words == "none" and instrument.licence.reference:
        yield f"    permission: {instrument.licence.reference}"
    if instrument.data_lacking:
        yield f"    scores wait for {', '.join(slot.file for slot in instrument.data_lacking)}"
    for pack in one.packs:
        yield from (f"    {line}" for line in _pack_lines(pack, today))


def _modes(modes: tuple[str, ...]) -> str:
    return f"; may be asked by {', '.join(modes).replace('_', ' ')}" if modes else ""


def _pack_lines(checked: CheckedPack, today: date) -> Iterator[str]:
    if checked.pack is None:
        yield f"pack {checked.name}  REFUSED: {count_faults(checked.faults)}"
    else:
        yield f"pack {checked.name}  forms {', '.join(checked.pack.forms) or 'none'}; {checked.pack.fingerprint[:12]}"
    if checked.head is not None:
        yield f"    {_record(checked.head.record, today)}"
    for fault in checked.faults:
        yield "    " + fault_lines(fault).replace("\n", "\n    ")


def _record(record: LicenceRecord, today: date) -> str:
    left = record.days_left(today)
    end = "without end" if left is None else f"until {record.expires} ({left} {'day' if left == 1 else 'days'} left)"
    beside = f"; beside items: {', '.join(sorted(record.beside_items)) or 'nothing'}"
    return (
        f"{record.holder}, {record.reference}; {', '.join(record.modes)}; "
        f"languages {', '.join(record.languages) or 'none'}; {end}{beside}"
    )
