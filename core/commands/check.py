"""`alongside check`: look for faults before families could meet them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace

import click

from alongside.accessibility.pictures.pictures import PicturesRefusedError, open_picture_book
from alongside.core.commands.deployment import Deployment, pass_deployment
from alongside.core.commands.fault_lists import count, report_faults
from alongside.core.conduct.clock import Clock
from alongside.core.conduct.family_words import Measured, measure
from alongside.core.conduct.licences import pack_faults
from alongside.core.conduct.readiness import unsafe_settings
from alongside.core.conduct.services import read_sources, read_words
from alongside.core.conduct.texts import draft_faults, text_faults
from alongside.core.definitions.faults import Fault
from alongside.core.engine.burden import order_warnings
from alongside.core.languages.direction import english_language_name
from alongside.core.languages.english_checks import LONGEST_EASY_MEAN, LONGEST_EASY_SENTENCE
from alongside.core.languages.page_grades import HARDEST_GRADE, HARDEST_MEAN
from alongside.core.languages.tags import SOURCE_LANGUAGE, language_tag
from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.settings import Settings


def plugin_faults(settings: Settings, catalogue: Catalogue) -> Iterator[Fault]:  # noqa: ARG001 - as every check
    """Yield the faults of refused plugins, each with its owner, and the warnings of the others."""
    return (fault for fault in _owned_faults(catalogue) if not _is_of_study(fault))


def study_faults(settings: Settings, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield the faults of studies and what is unwise in them, and say so when the one of this deployment does not stand."""
    yield from (fault for fault in _owned_faults(catalogue) if _is_of_study(fault))
    for study in catalogue.studies.values():
        for version in study.versions:
            yield from (fault for _, fault in order_warnings(study, version, catalogue.instruments))
    if settings.study not in catalogue.studies:
        yield Fault(
            "STUDY_NOT_INSTALLED",
            "settings.study",
            f"The study {settings.study!r} is not installed, or was refused.",
            f"Choose from {', '.join(sorted(catalogue.studies)) or 'none: install its plugin'}.",
        )


def licences_faults(settings: Settings, catalogue: Catalogue) -> Iterator[Fault]:  # noqa: ARG001 - as every check
    """Yield the faults of text packs, and which licence ends soon."""
    yield from pack_faults(catalogue, Clock().today())


def pictures_faults(settings: Settings, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield the faults of pictures, ours and the deployment's own, and the texts that name one that is not there."""
    try:
        book = open_picture_book(settings.pictures)
    except PicturesRefusedError as refused:
        yield from refused.faults
        return
    for source in read_sources(catalogue):
        if source.text.picture and source.text.picture not in book:
            yield Fault(
                "PICTURE_UNKNOWN",
                source.id,
                f"There is no picture {source.text.picture!r}.",
                "Name a picture of ours, or bring your own: docs/how-to/bring-your-own-pictures.md.",
            )


def settings_faults(settings: Settings, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield what keeps a live study from being served: unsafe settings, and words that nobody has approved."""
    yield from unsafe_settings(settings, catalogue)
    yield from draft_faults(settings, catalogue)


Check = Callable[[Settings, Catalogue], Iterable[Fault]]

CHECKS: dict[str, Check] = {
    "plugins": plugin_faults,
    "studies": study_faults,
    "texts": text_faults,
    "pictures": pictures_faults,
    "licences": licences_faults,
    "settings": settings_faults,
}
"""The checks by the word that asks for one."""

WHEN_ASKED = frozenset({"settings"})
"""Checks that run only when asked for: what a live study needs, a demonstration does not."""


@click.command(
    epilog="\b\nExamples:\n  alongside check\n  alongside check settings\n  alongside check plugins --json\n"
    "  alongside check texts --measured"
)
@click.argument("what", type=click.Choice(tuple(CHECKS)), required=False)
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON.")
@click.option("--measured", is_flag=True, help="With texts: say in figures how hard they are to read.")
@pass_deployment
def check(deployment: Deployment, what: str | None, *, json_wanted: bool, measured: bool) -> None:
    """Look for faults. Without a word: everything but the settings of a live study.

    Exit code 1 when there are faults; warnings do not count.
    """
    if measured and what != "texts":
        raise click.UsageError("--measured goes with: alongside check texts")
    wanted = [what] if what else [name for name in CHECKS if name not in WHEN_ASKED]
    faults = [fault for name in wanted for fault in CHECKS[name](deployment.settings, deployment.catalogue)]
    figures = _figures(deployment.settings, deployment.catalogue) if measured else None
    if figures and not json_wanted:
        click.echo(_figure_lines(figures))
    report_faults(
        faults,
        json_wanted=json_wanted,
        all_is_well=f"No faults in {', '.join(wanted)}.",
        more={"measured": asdict(figures)} if figures else {},
    )


def _figures(settings: Settings, catalogue: Catalogue) -> Measured:
    study = catalogue.studies.get(settings.study)
    languages = dict.fromkeys((SOURCE_LANGUAGE, *(map(language_tag, study.languages) if study else ())))
    return measure(catalogue, read_words(catalogue), languages)


def _figure_lines(figures: Measured) -> str:
    hardest = ", ".join(f"{page.name} {page.grade:.1f}" for page in figures.hardest)
    lines = [
        f"{count(figures.pages, 'page')} that families read.",
        f"Flesch-Kincaid grade, standard English words: {figures.mean_grade:.1f} on average, at most {HARDEST_MEAN:.0f}.",
        f"Hardest pages, at most {HARDEST_GRADE:.0f}: {hardest}.",
    ]
    lines += [
        f"Easy read, {english_language_name(language)}: {found.mean:.1f} words a sentence, at most {LONGEST_EASY_MEAN}; "
        f"{found.longest} in the longest, at most {LONGEST_EASY_SENTENCE}."
        for language, found in figures.easy.items()
    ]
    return "\n".join(lines)


def _owned_faults(catalogue: Catalogue) -> Iterator[Fault]:
    for refusal in catalogue.refused:
        yield from (replace(fault, place=f"{fault.place}, {refusal.plugin}") for fault in refusal.faults)
    yield from catalogue.warnings


def _is_of_study(fault: Fault) -> bool:
    return fault.code.startswith("STUDY_")
