"""`alongside settings-reference`: every setting, written from the settings themselves."""

from pathlib import Path
from typing import Any

import click
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from alongside.core.settings import OrganisationSettings, Settings

_KINDS: dict[Any, str] = {
    str: "words",
    int: "whole number",
    bool: "true or false",
    Path: "path",
    Path | None: "path",
    SecretStr: "secret",
    tuple[str, ...]: "list of words",
    dict[str, str]: "words by name",
    dict[str, tuple[str, ...]]: "lists of words by name",
    dict[str, SecretStr]: "secrets by name",
    dict[str, dict[str, str | int | bool]]: "settings by name",
    OrganisationSettings | None: "table, below",
}


def settings_markdown() -> str:
    """Return the reference of all settings as Markdown."""
    rows = [_row(name, field) for name, field in Settings.model_fields.items()]
    of_organisation = [_row(f"organisation.{name}", field) for name, field in OrganisationSettings.model_fields.items()]
    return "\n".join(
        (
            "# Settings",
            "",
            "Written by `alongside settings-reference`; change `core/settings.py`, not this page.",
            "",
            "Each setting is read from the environment (`ALONGSIDE_` and its name in capitals) or from the TOML file that",
            "`--settings` or `ALONGSIDE_SETTINGS` names. The environment wins. A list or a table is JSON in the environment;",
            "one entry of a table can be set alone: `ALONGSIDE_SITE_PHONES__NORTH=...`. An unknown name in the file is an",
            "error. `alongside check settings` says what a live study may not do.",
            "",
            "| Setting | In the environment | Kind | When not set | What it does |",
            "| --- | --- | --- | --- | --- |",
            *rows,
            "",
            "An `organisation` has these, and all but the last are needed:",
            "",
            "| Setting | In the environment | Kind | When not set | What it does |",
            "| --- | --- | --- | --- | --- |",
            *of_organisation,
            "",
            "Two more are read from the environment only: `ALONGSIDE_SETTINGS` names the TOML file, and",
            "`ALONGSIDE_TRACE_HOOKS=1` says on standard error which plugin is asked for what.",
            "",
        )
    )


@click.command("settings-reference", epilog="\b\nExample:\n  alongside settings-reference > docs/reference/settings.md")
def settings_reference() -> None:
    """Print every setting as Markdown."""
    click.echo(settings_markdown(), nl=False)


def _row(name: str, field: FieldInfo) -> str:
    kind = _KINDS[field.annotation]
    return f"| `{name}` | `ALONGSIDE_{name.upper().replace('.', '__')}` | {kind} | {_default(field)} | {field.description} |"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "an error"
    value = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if value in (None, "", (), {}):
        return "empty"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"
