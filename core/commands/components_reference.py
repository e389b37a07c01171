"""`alongside components-reference`: every component of pages, written from the comments above the macros."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

import alongside.accessibility
import alongside.core.web
from alongside.core.definitions.errors import AlongsideError

FILES = {
    "Pages of everybody: `components.html`": (alongside.accessibility, "components.html"),
    "Pages of staff: `staff_parts.html`": (alongside.core.web, "staff_parts.html"),
}
MACRO = re.compile(r"(?:\{# (?P<about>[^#]*?) #\}\n)?\{% macro (?P<name>\w+)\((?P<given>[^%]*)\) %\}")


class ComponentUndescribedError(AlongsideError):
    """A macro has no comment right above it."""


@dataclass(frozen=True, slots=True)
class Component:
    """One macro: its name, what it takes, and what its comment says."""

    name: str
    given: str
    about: str


def components_of(template: str) -> Iterator[Component]:
    """Yield the components of a template's source.

    Raises:
        ComponentUndescribedError: a macro has no comment right above it.
    """
    for found in MACRO.finditer(template):
        if not found["about"]:
            raise ComponentUndescribedError(f"the macro {found['name']!r} has no comment right above it")
        yield Component(found["name"], found["given"], " ".join(found["about"].split()))


def components_markdown() -> str:
    """Return the reference of all components as Markdown."""
    lines = [
        "# Components",
        "",
        "Written by `alongside components-reference` from the comments above the macros; change those, not this page.",
        "`alongside gallery` shows each of them in every state, language, form and colour. A template takes them with",
        '`{% from "components.html" import text, options %}`. Words come through `show`, so that picture, words and sound',
        "stay together; a component draws no words of its own.",
        "",
    ]
    for heading, (package, name) in FILES.items():
        source = (Path(str(package.__file__)).parent / "templates" / name).read_text(encoding="utf-8")
        lines += [f"## {heading}", ""]
        for component in components_of(source):
            lines += [f"### `{component.name}({component.given})`", "", component.about, ""]
    return "\n".join(lines)


@click.command(
    "components-reference", epilog="\b\nExample:\n  alongside components-reference > docs/reference/components.md"
)
def components_reference() -> None:
    """Print every component of pages as Markdown."""
    click.echo(components_markdown(), nl=False)
