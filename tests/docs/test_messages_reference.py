from pathlib import Path

from click.testing import CliRunner

from alongside.core.commands import main
from alongside.core.definitions.messages import MessageReason


def test_the_page_in_docs_is_what_the_command_prints(root: Path) -> None:
    printed = CliRunner().invoke(main, ["messages-reference"], prog_name="alongside").output
    page = (root / "docs" / "reference" / "messages.md").read_text(encoding="utf-8")
    assert page == printed, "write it again: alongside messages-reference > docs/reference/messages.md"


def test_every_reason_has_its_line_and_every_exception_its_reason() -> None:
    page = CliRunner().invoke(main, ["messages-reference"], prog_name="alongside").output
    rules, sizes, exceptions = page.split("\n## ")
    for reason in MessageReason:
        assert f"| `{reason}` |" in rules
    assert "| `code` | 6 | 160 | 1 | 6 | 160 | 1 |" in sizes
    assert "| ur | " in exceptions
    assert "| en | " not in exceptions
