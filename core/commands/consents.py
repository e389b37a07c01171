"""`alongside consents`: every consent of the study with its versions, how far each has come, and how many signed it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import click

from alongside.core.commands.deployment import Deployment, pass_deployment
from alongside.core.commands.fault_lists import as_json
from alongside.core.conduct.releases import Count, ModuleVersions, Version, count_signatures, modules_in_study
from alongside.core.conduct.services import Services, open_services
from alongside.core.conduct.versions import why_not_whole


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version. `not_whole` are the languages that it cannot be shown in; `material` is None until it is released."""

    version: str
    state: str
    material: bool | None
    signed: int
    not_whole: tuple[str, ...]
    steps: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """One consent. `not_installed` are versions that were released and are gone from this deployment."""

    module: str
    shown: str
    asked_again: int
    agreed_again: int
    versions: tuple[VersionLine, ...]
    not_installed: tuple[str, ...]


@click.command(epilog="\b\nExamples:\n  alongside consents\n  alongside consents --json")
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON.")
@pass_deployment
def consents(deployment: Deployment, *, json_wanted: bool) -> None:
    """Say which version of each consent families see, which wait, and how many signed which. Nothing is changed."""
    services = open_services(deployment.settings, catalogue=deployment.catalogue)
    try:
        with services.records.read() as tx:
            modules = modules_in_study(services, tx)
            counts = [count_signatures(services, tx, module.shown) for module in modules]
        found = [_module(services, *pair) for pair in zip(modules, counts, strict=True)]
    finally:
        services.close()
    click.echo(as_json([asdict(one) for one in found]) if json_wanted else "\n".join(_words(found)))


def _module(services: Services, module: ModuleVersions, counted: Count) -> ModuleLine:
    return ModuleLine(
        module.shown.code,
        module.shown.version,
        counted.asked_again,
        counted.agreed_again,
        tuple(_version(services, one, counted.signed[one.module.version]) for one in module.versions),
        module.lost,
    )


def _version(services: Services, version: Version, signed: int) -> VersionLine:
    return VersionLine(
        version.module.version,
        version.state.value,
        version.is_material,
        signed,
        tuple(one.language for one in why_not_whole(services, version.module)),
        tuple((step.step, step.by_staff, step.at.isoformat()) for step in version.steps),
    )


def _words(found: list[ModuleLine]) -> Iterator[str]:
    for one in found:
        yield f"{one.module}: families see {one.shown}; asked again: {one.asked_again}, agreed again: {one.agreed_again}"
        for version in one.versions:
            languages = f"; not whole in {', '.join(version.not_whole)}" if version.not_whole else ""
            yield f"    {version.version}: {version.state}, signed by {version.signed}{languages}"
        yield from (f"    {lost}: released, and not installed" for lost in one.not_installed)
