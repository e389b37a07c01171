"""`alongside roles-reference`: duties and standard roles, written from their definitions."""

import click

from alongside.core.definitions.roles import STANDARD_ROLES, Duty


def roles_markdown() -> str:
    """Return the reference of duties and roles as Markdown."""
    heading = " | ".join(f"`{duty}`" for duty in Duty)
    return "\n".join(
        (
            "# Roles and duties",
            "",
            "Written by `alongside roles-reference`; change `core/definitions/roles.py`, not this page.",
            "",
            "Every page of staff names the duty that it needs. A study names its roles, and each role is a list of duties:",
            "`STANDARD_ROLES`, or roles of its own with `Role(code, title, frozenset({Duty.SEE_FAMILIES, ...}))`. A person",
            "holds any number of roles, each at one site or at every site. Whose family is of another site is not there for",
            "them.",
            "",
            "| Duty | What may be done |",
            "| --- | --- |",
            *(f"| `{duty}` | {duty.meaning} |" for duty in Duty),
            "",
            f"| Standard role | Blind to the arm | {heading} |",
            f"| --- | --- |{' --- |' * len(Duty)}",
            *(
                f"| {role.title} (`{role.code}`) | {_tick(holds=role.is_blind)} | "
                f"{' | '.join(_tick(holds=duty in role.duties) for duty in Duty)} |"
                for role in STANDARD_ROLES
            ),
            "",
        )
    )


def _tick(*, holds: bool) -> str:
    return "yes" if holds else "-"


@click.command("roles-reference", epilog="\b\nExample:\n  alongside roles-reference > docs/reference/roles.md")
def roles_reference() -> None:
    """Print duties and standard roles as Markdown."""
    click.echo(roles_markdown(), nl=False)
