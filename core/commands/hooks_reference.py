"""`alongside hooks-reference`: every hook that a plugin may answer, written from the specifications."""

import inspect
from collections.abc import Iterator

import click
import pluggy

from alongside.core.plugin_host import hookspecs
from alongside.core.plugin_host.hook_checks import GIVES, specified_hooks


def hooks_markdown() -> str:
    """Return the reference of all hooks as Markdown."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    return "\n".join(
        (
            "# Hooks",
            "",
            "Written by `alongside hooks-reference`; change `core/plugin_host/hookspecs.py`, not this page.",
            "",
            "A plugin is a Python module with a function for each hook it answers, marked with `@hookimpl`. Every function",
            "returns a tuple, also for one value. A function may leave out arguments that it does not need.",
            "",
            *(line for name, arguments in specified_hooks(manager).items() for line in _section(name, arguments)),
        )
    )


@click.command("hooks-reference", epilog="\b\nExample:\n  alongside hooks-reference > docs/reference/hooks.md")
def hooks_reference() -> None:
    """Print every hook as Markdown."""
    click.echo(hooks_markdown(), nl=False)


def _section(name: str, arguments: tuple[str, ...]) -> Iterator[str]:
    words = " ".join((inspect.getdoc(getattr(hookspecs, name)) or "").split())
    kinds = inspect.get_annotations(getattr(hookspecs, name))
    taken = ", ".join(f"`{argument}` ({str(kinds[argument]).strip(chr(34))})" for argument in arguments)
    yield f"## `{name}({', '.join(arguments)})`"
    yield ""
    yield words
    yield ""
    yield f"- Gives: a tuple of `{GIVES[name]}`"
    yield f"- Arguments: {taken or 'none'}"
    yield ""
