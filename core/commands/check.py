"""`alongside check`: look for faults before families could meet them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import click

from alongside.core.commands.deployment import Deployment, pass_deployment
from alongside.core.commands.fault_lists import report_faults
from alongside.core.conduct.clock import Clock
from alongside.core.conduct.licences import pack_faults
from alongside.core.conduct.readiness import unsafe_settings
from alongside.core.conduct.texts import draft_faults, text_faults
from alongside.core.definitions.faults import Fault
from alongside.core.engine.burden import order_warnings
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


def settings_faults(settings: Settings, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield what keeps a live study from being served: unsafe settings, and words that nobody has approved."""
    yield from unsafe_settings(settings, catalogue)
    yield from draft_faults(settings, catalogue)


Check = Callable[[Settings, Catalogue], Iterable[Fault]]

CHECKS: dict[str, Check] = {
    "plugins": plugin_faults,
    "studies": study_faults,
    "texts": text_faults,
    "licences": licences_faults,
    "settings": settings_faults,
}
"""The checks by the word that asks for one."""

WHEN_ASKED = frozenset({"settings"})
"""Checks that run only when asked for: what a live study needs, a demonstration does not."""


@click.command(epilog="\b\nExamples:\n  alongside check\n  alongside check settings\n  alongside check plugins --json")
@click.argument("what", type=click.Choice(tuple(CHECKS)), required=False)
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON.")
@pass_deployment
def check(deployment: Deployment, what: str | None, *, json_wanted: bool) -> None:
    """Look for faults. Without a word: everything but the settings of a live study.

    Exit code 1 when there are faults; warnings do not count.
    """
    wanted = [what] if what else [name for name in CHECKS if name not in WHEN_ASKED]
    faults = [fault for name in wanted for fault in CHECKS[name](deployment.settings, deployment.catalogue)]
    report_faults(faults, json_wanted=json_wanted, all_is_well=f"No faults in {', '.join(wanted)}.")


def _owned_faults(catalogue: Catalogue) -> Iterator[Fault]:
    for refusal in catalogue.refused:
        yield from (replace(fault, place=f"{fault.place}, {refusal.plugin}") for fault in refusal.faults)
    yield from catalogue.warnings


def _is_of_study(fault: Fault) -> bool:
    return fault.code.startswith("STUDY_")
