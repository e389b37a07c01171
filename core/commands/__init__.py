"""The command line. To add a command: write its module, and add it to `COMMANDS`."""

from pathlib import Path
from typing import Any

import click

from alongside.core.commands.ages import ages
from alongside.core.commands.audit import audit
from alongside.core.commands.burden import burden
from alongside.core.commands.check import check
from alongside.core.commands.commands_reference import commands_reference
from alongside.core.commands.components_reference import components_reference
from alongside.core.commands.consents import consents
from alongside.core.commands.deployment import BadInputError, Deployment
from alongside.core.commands.documents import documents
from alongside.core.commands.export import export
from alongside.core.commands.extract import extract_texts
from alongside.core.commands.faults_reference import faults_reference
from alongside.core.commands.gallery import gallery
from alongside.core.commands.hooks_reference import hooks_reference
from alongside.core.commands.licences import licences
from alongside.core.commands.messages import messages
from alongside.core.commands.messages_reference import messages_reference
from alongside.core.commands.paper import paper
from alongside.core.commands.plugins import plugins
from alongside.core.commands.remind import remind
from alongside.core.commands.requests import requests
from alongside.core.commands.roles_reference import roles_reference
from alongside.core.commands.score import score
from alongside.core.commands.serving import demo, serve
from alongside.core.commands.settings_reference import settings_reference
from alongside.core.commands.sheets import sheets
from alongside.core.commands.staff import staff
from alongside.core.commands.worker import worker
from alongside.core.definitions.errors import AlongsideError

COMMANDS: tuple[click.Command, ...] = (
    ages,
    audit,
    burden,
    check,
    commands_reference,
    components_reference,
    consents,
    demo,
    documents,
    export,
    extract_texts,
    faults_reference,
    gallery,
    hooks_reference,
    licences,
    messages,
    messages_reference,
    paper,
    plugins,
    remind,
    requests,
    roles_reference,
    score,
    serve,
    settings_reference,
    sheets,
    staff,
    worker,
)


class OneLineErrors(click.Group):
    """A group of commands whose expected errors are one line, and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that Alongside raises on purpose is bad input, not a crash."""
        try:
            return super().invoke(ctx)
        except AlongsideError as error:
            raise BadInputError(" ".join(str(error).split())) from error


@click.group(
    cls=OneLineErrors,
    commands=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExample:\n  alongside --settings study.toml check",
)
@click.option(
    "--settings",
    "settings_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    envvar="ALONGSIDE_SETTINGS",
    help="A TOML file of settings; the environment (ALONGSIDE_...) wins over it.",
)
@click.version_option(package_name="alongside", message="alongside %(version)s")
@click.pass_context
def main(context: click.Context, settings_file: Path | None) -> None:
    """Run questionnaires and consent that go alongside a family through a study.

    Exit code 0: all is well. 1: faults were found. 2: the call or its input is wrong, and nothing was written.
    """
    context.obj = Deployment(settings_file)
