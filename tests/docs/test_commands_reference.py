from pathlib import Path

import click
from click.testing import CliRunner

from alongside.core.commands import COMMANDS, main
from alongside.core.commands.commands_reference import commands_markdown


def test_the_page_in_docs_is_what_the_command_prints(root: Path) -> None:
    printed = CliRunner().invoke(main, ["commands-reference"], prog_name="alongside").stdout
    page = (root / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert page == printed, "write it again: alongside commands-reference > docs/reference/commands.md"


def test_the_page_does_not_depend_on_the_width_of_the_window() -> None:
    runner = CliRunner()
    pages = {
        runner.invoke(main, ["commands-reference"], prog_name="alongside", terminal_width=width).output
        for width in (40, 200)
    }
    assert len(pages) == 1


def test_every_command_has_a_section_with_help_and_an_example() -> None:
    sections = commands_markdown(main).split("\n## ")[1:]
    assert len(sections) > len(COMMANDS) >= 9
    for command in COMMANDS:
        assert command.help
    for section in sections:
        assert "Usage: alongside" in section
        assert "Example" in section, section.partition("\n")[0]


def test_a_command_inside_a_group_has_its_own_section() -> None:
    inner = [name for command in COMMANDS if isinstance(command, click.Group) for name in command.commands]
    assert inner
    for name in inner:
        assert f" {name}`" in commands_markdown(main)
