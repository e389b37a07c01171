"""`alongside extract-texts`: write the templates for translators from the definitions, and bring catalogues up to date."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from alongside.core.commands.deployment import BadInputError, Deployment, pass_deployment
from alongside.core.conduct.family_words import FOR_STAFF
from alongside.core.conduct.services import FRAMEWORK_WORDS
from alongside.core.definitions.text import SourceText
from alongside.core.languages.catalogue import FRAMEWORK
from alongside.core.languages.extraction import update_catalogue, write_template
from alongside.core.languages.sources import sources_from_toml
from alongside.core.plugin_host.catalogue import Catalogue


@click.command(
    "extract-texts", epilog="\b\nExamples:\n  alongside extract-texts\n  alongside extract-texts --language pl"
)
@click.option("--language", default="", help="Begin a catalogue in this language wherever there is none.")
@click.option("--check", "only_look", is_flag=True, help="Write nothing; end with 1 when a file is not up to date.")
@pass_deployment
def extract_texts(deployment: Deployment, language: str, *, only_look: bool) -> None:
    """Write the template and update every catalogue of the framework and the plugins. No translation is ever lost."""
    changed = [
        (file, text)
        for folder, owner, sources in _owners(deployment.catalogue)
        for file, text in _files(folder, owner, sources, language)
        if not file.exists() or file.read_text(encoding="utf-8") != text
    ]
    for file, text in changed:
        if not only_look:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        click.echo(f"{file} {'is out of date' if only_look else 'written'}")
    if not changed:
        click.echo("Every template and catalogue is up to date.")
    elif only_look:
        raise click.exceptions.Exit(1)


def _owners(catalogue: Catalogue) -> Iterator[tuple[Path, str, tuple[SourceText, ...]]]:
    """Yield folder, owner and texts: first the framework, then each plugin that has words."""
    framework = sources_from_toml(FRAMEWORK_WORDS / "en")
    yield FRAMEWORK_WORDS, FRAMEWORK, tuple(one for one in framework if not one.id.startswith(FOR_STAFF))
    for plugin in catalogue.plugins:
        codes = catalogue.codes_of(plugin)
        own = tuple(one for one in catalogue.sources() if one.id.partition(".")[0] in codes)
        if own:
            yield plugin.folder / "locales", plugin.name, own


def _files(folder: Path, owner: str, sources: Sequence[SourceText], language: str) -> Iterator[tuple[Path, str]]:
    """Yield each file as it should be."""
    yield folder / f"{owner}.pot", write_template(sources)
    present = {file.parent.parent.name for file in folder.glob(f"*/LC_MESSAGES/{owner}.po")}
    for code in sorted(present | ({language} if language else set())):
        file = folder / code / "LC_MESSAGES" / f"{owner}.po"
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        try:
            yield file, update_catalogue(old, sources, language=code)
        except ValueError as error:
            raise BadInputError(f"{file}: {error}.") from error
