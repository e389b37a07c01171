"""`alongside burden`: the minutes that a study asks for, by form, sitting and family."""

from collections.abc import Iterator
from dataclasses import asdict

import click

from alongside.core.commands.ages import find_study
from alongside.core.commands.deployment import Deployment, pass_deployment
from alongside.core.commands.fault_lists import as_json
from alongside.core.engine.burden import CHILDREN_SHOWN, Burden, Minutes, burden_of


@click.command(epilog="\b\nExamples:\n  alongside burden\n  alongside burden --study partnership_for_change --json")
@click.option("--study", "study_code", metavar="CODE", help="A study; without it, that of this deployment.")
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON.")
@pass_deployment
def burden(deployment: Deployment, study_code: str | None, *, json_wanted: bool) -> None:
    """Print how many minutes a study asks for: of each form, sitting and family.

    Minutes are the honest time of each form, as its instrument states it. Where the age of a child makes a difference,
    the least and the most are told.
    """
    study = find_study(deployment, study_code)
    found = [burden_of(study, version, deployment.catalogue.instruments) for version in study.versions]
    if json_wanted:
        click.echo(as_json({"study": study.code, "versions": [asdict(one) for one in found]}))
        return
    for one in found:
        click.echo("\n".join(_lines(study.code, one)))


def _lines(study: str, found: Burden) -> Iterator[str]:
    yield f"{study} {found.version}: minutes"
    yield ""
    yield "Each form:"
    yield from (f"  {one.instrument}, form {one.form}: {one.minutes}" for one in found.forms)
    yield ""
    yield "Each sitting of one adult:"
    for sitting in found.sittings:
        yield f"  {sitting.visit}, {' or '.join(sitting.respondents)}:"
        yield f"    about the adult {sitting.about_adult}, about each child {_range(sitting.about_child)}"
        for children in CHILDREN_SHOWN:
            yield f"    with {_children(children)}: {_range(sitting.with_children(children))}"
    yield ""
    yield "The whole study, for one adult who answers everything:"
    yield from (f"  with {_children(one.children)}: {_range(one.minutes)}" for one in found.families)


def _range(minutes: Minutes) -> str:
    return f"{minutes.least}" if minutes.least == minutes.most else f"{minutes.least} to {minutes.most}"


def _children(number: int) -> str:
    return "1 child" if number == 1 else f"{number} children"
