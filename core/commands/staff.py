"""`alongside staff`: add, lock and reset the accounts of staff from the command line, and list them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click

from alongside.core.commands.deployment import BadInputError, Deployment, pass_deployment
from alongside.core.conduct import staffing
from alongside.core.conduct.services import Services, open_services
from alongside.core.conduct.setting_up import LINK_LASTS
from alongside.core.conduct.staff_seen import has_keeper, people_seen
from alongside.core.conduct.staffing import COMMAND_LINE, NewStaff

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of words.")


@click.group(epilog="\b\nExamples:\n  alongside staff list\n  alongside --settings study.toml staff list")
def staff() -> None:
    """Keep the accounts of staff. What is done here is on record as done at the command line."""


@staff.command(
    epilog="\b\nExample:\n  alongside staff add kim --name 'Kim Hill' --email kim@example.org --role co_ordinator@bromley"
)
@click.argument("code")
@click.option("--name", required=True, help="The name, kept encrypted.")
@click.option("--email", required=True, help="The address to sign in with, kept encrypted.")
@click.option(
    "--role", "roles", multiple=True, metavar="ROLE[@SITE]", help="A role, at one site or at all; as often as needed."
)
@as_json
@pass_deployment
def add(deployment: Deployment, code: str, name: str, email: str, *, roles: tuple[str, ...], as_json: bool) -> None:
    """Add a member of staff. The link that is printed is the only way to set the account up: hand it to them safely.

    CODE stands for the person in every record: 2 to 31 small letters, figures, - or _.
    """
    pairs = tuple((role, site) for role, _, site in (one.partition("@") for one in roles))
    if any(one.endswith("@") for one in roles):
        raise BadInputError("A site is missing after @. For every site, leave the @ out.")
    with _opened(deployment) as services:
        link = staffing.add_staff(services, NewStaff(code, name, email, pairs), by=COMMAND_LINE)
    _print_link(code, link, as_json=as_json)


@staff.command(
    epilog="\b\nExamples:\n  alongside staff lock kim\n  alongside --settings study.toml staff lock kim --json"
)
@click.argument("code")
@as_json
@pass_deployment
def lock(deployment: Deployment, code: str, *, as_json: bool) -> None:
    """Lock an account and end its sessions at once. `staff reset`, or a page of staff, opens it again."""
    with _opened(deployment) as services:
        staffing.lock(services, code, by=COMMAND_LINE)
    click.echo(json.dumps({"code": code, "state": "locked"}) if as_json else f"{code} is locked.")


@staff.command(
    epilog="\b\nExamples:\n  alongside staff reset kim\n  alongside --settings study.toml staff reset kim --json"
)
@click.argument("code")
@as_json
@pass_deployment
def reset(deployment: Deployment, code: str, *, as_json: bool) -> None:
    """Forget password, phone and passkeys of an account, end its sessions, and print a link to set it up anew.

    It helps who lost their phone, and who cannot sign in because somebody else guesses. Roles stay as they are.
    """
    with _opened(deployment) as services:
        link = staffing.reset(services, code, by=COMMAND_LINE)
    _print_link(code, link, as_json=as_json)


@staff.command(epilog="\b\nExample:\n  alongside staff grant kim trial_manager")
@click.argument("code")
@click.argument("role", metavar="ROLE[@SITE]")
@as_json
@pass_deployment
def grant(deployment: Deployment, code: str, role: str, *, as_json: bool) -> None:
    """Give a role to somebody who has an account, at one site or at every site."""
    name, at, site = role.partition("@")
    if at and not site:
        raise BadInputError("A site is missing after @. For every site, leave the @ out.")
    with _opened(deployment) as services:
        staffing.give_role(services, code, name, site, by=COMMAND_LINE)
    told = {"code": code, "role": name, "site": site}
    click.echo(json.dumps(told) if as_json else f"{code} is {name} ({site or 'every site'}).")


@staff.command(
    epilog="\b\nExamples:\n  alongside staff note kim --training sdq --day 2026-03-10\n  alongside staff note kim --blind yes"
)
@click.argument("code")
@click.option(
    "--training", metavar="ABOUT", help="What a training was about: an instrument, or good_clinical_practice."
)
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day of the training.")
@click.option("--blind", type=click.Choice(["yes", "no"]), help="Whether the person assesses without knowing the arm.")
@as_json
@pass_deployment
def note(
    deployment: Deployment, code: str, training: str | None, day: datetime | None, blind: str | None, *, as_json: bool
) -> None:
    """Note a training that was done, or whether somebody assesses blind. On a page nobody notes this of themselves."""
    if (training is None) != (day is None) or (training is None and blind is None):
        raise BadInputError("Give --training and --day together, or --blind.")
    with _opened(deployment) as services:
        if training is not None and day is not None:
            staffing.note_training(services, code, training, day.date(), by=COMMAND_LINE)
        if blind is not None:
            staffing.note_blind(services, code, is_blind=blind == "yes", by=COMMAND_LINE)
    click.echo(json.dumps({"code": code, "noted": True}) if as_json else f"It is noted of {code}.")


@staff.command(
    "list", epilog="\b\nExamples:\n  alongside staff list\n  alongside --settings study.toml staff list --json"
)
@as_json
@pass_deployment
def list_(deployment: Deployment, *, as_json: bool) -> None:
    """List the accounts: code, state, and which roles where. Names and addresses are not printed."""
    with _opened(deployment) as services:
        people = people_seen(services, COMMAND_LINE.code, frozenset(site.code for site in services.study.sites))
        is_kept = has_keeper(services)
    if people and not is_kept:
        click.echo("Nobody keeps the staff of every site, so accounts can be opened again here only.", err=True)
    if as_json:
        told = [
            {
                "code": person.code,
                "state": person.state,
                "roles": [{"role": held.role, "site": held.site} for held in person.roles],
            }
            for person in people
        ]
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for person in people:
        held = ", ".join(f"{one.role} ({one.site or 'every site'})" for one in person.roles)
        click.echo(f"{person.code}  {person.state}  {held or 'no role'}")
    if not people:
        click.echo("There is no account yet. `alongside staff add` makes one.")


@contextmanager
def _opened(deployment: Deployment) -> Iterator[Services]:
    services = open_services(deployment.settings, catalogue=deployment.catalogue)
    try:
        yield services
    finally:
        services.close()


def _print_link(code: str, link: str, *, as_json: bool) -> None:
    hours = int(LINK_LASTS.total_seconds() // 3600)
    if as_json:
        click.echo(json.dumps({"code": code, "link": link, "hours": hours}))
    else:
        click.echo(f"{code} sets the account up here, within {hours} hours:\n  {link}")
