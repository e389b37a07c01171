"""How commands print faults: one after another for people, or as JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from types import MappingProxyType

import click

from alongside.core.definitions.faults import Fault


def fault_lines(fault: Fault) -> str:
    """Return a fault as two lines: what and where, then how to mend it."""
    warning = "warning " if fault.is_warning else ""
    return f"{warning}{fault.code} at {fault.place}\n    {fault.cause} {fault.repair}"


def count_faults(faults: Iterable[Fault]) -> str:
    """Return how many faults and warnings there are, in words."""
    found = list(faults)
    warnings = sum(fault.is_warning for fault in found)
    parts = [count(len(found) - warnings, "fault")] + ([count(warnings, "warning")] if warnings else [])
    return " and ".join(parts)


def as_json(value: object) -> str:
    """Return a value as readable JSON."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def report_faults(
    faults: Iterable[Fault], *, json_wanted: bool, all_is_well: str, more: Mapping[str, object] = MappingProxyType({})
) -> None:
    """Print faults and leave with code 1 when there are any that are not warnings. JSON has `more` beside them."""
    found = list(faults)
    failed = any(not fault.is_warning for fault in found)
    if json_wanted:
        click.echo(as_json({"ok": not failed, "faults": [asdict(fault) for fault in found], **more}))
    else:
        for fault in found:
            click.echo(fault_lines(fault))
        click.echo(f"{count_faults(found)}." if found else all_is_well)
    if failed:
        raise click.exceptions.Exit(1)


def count(number: int, noun: str) -> str:
    """Return a number with its noun, in words."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
