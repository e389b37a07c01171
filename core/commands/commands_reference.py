"""`alongside commands-reference`: every command with its help, written from the commands themselves."""

from collections.abc import Iterator

import click

PROGRAM = "alongside"
WIDTH = 100


def commands_markdown(program: click.Command) -> str:
    """Return the reference of all commands as Markdown."""
    return "\n".join(
        (
            "# Commands",
            "",
            "Written by `alongside commands-reference`; change the commands in `core/commands`, not this page.",
            "",
            *_sections(program, click.Context(program, info_name=PROGRAM, **program.context_settings)),
        )
    )


@click.command("commands-reference", epilog="\b\nExample:\n  alongside commands-reference > docs/reference/commands.md")
@click.pass_context
def commands_reference(context: click.Context) -> None:
    """Print every command as Markdown."""
    click.echo(commands_markdown(context.find_root().command), nl=False)


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## `{context.command_path}`"
    yield ""
    yield "```text"
    with context.scope():
        formatter = click.HelpFormatter(width=WIDTH)
        command.format_help(context, formatter)
        yield from formatter.getvalue().rstrip().splitlines()
    yield "```"
    yield ""
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.commands[name]
            settings = {"parent": context, **inner.context_settings}
            yield from _sections(inner, click.Context(inner, info_name=name, **settings))
