import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from alongside.core.commands.faults_reference import FaultCodeHiddenError, fault_kinds
from alongside.core.settings import OrganisationSettings, Settings

Run = Callable[..., Result]


@pytest.mark.parametrize("name", ["settings", "hooks", "faults", "roles", "components"])
def test_the_page_in_docs_is_what_the_command_prints(run: Run, root: Path, name: str) -> None:
    page = root / "docs" / "reference" / f"{name}.md"
    remedy = f"write it again: alongside {name}-reference > docs/reference/{name}.md"
    assert page.read_text(encoding="utf-8") == run(f"{name}-reference").output, remedy


def test_every_setting_has_a_row_with_a_description(run: Run) -> None:
    rows = re.findall(
        r"^\| `([\w.]+)` \| `ALONGSIDE_\w+` \| [^|]+ \| [^|]+ \| ([^|]+) \|$",
        run("settings-reference").output,
        re.MULTILINE,
    )
    of_organisation = [f"organisation.{name}" for name in OrganisationSettings.model_fields]
    assert [name for name, _ in rows] == [*Settings.model_fields, *of_organisation]
    assert all(description.endswith(".") for _, description in rows)


def write_source(root: Path, source: str) -> None:
    for folder in ("core", "accessibility", "plugins"):
        (root / folder).mkdir()
    (root / "core" / "checks.py").write_text(source)


def test_a_fault_is_read_from_where_it_is_made(tmp_path: Path) -> None:
    write_source(
        tmp_path,
        "ADVICE = 'Mend ' + 'it.'\n"
        "def check(item):\n"
        "    cause = f'The code {item.code!r} is {len(item)} long.'\n"
        "    yield Fault('ITEM_LONG' if item else 'ITEM_ODD', item.code, cause, ADVICE, is_warning=True)\n",
    )
    assert [(kind.code, kind.cause, kind.repair, kind.is_warning) for kind in fault_kinds(tmp_path)] == [
        (code, "The code '{code}' is … long.", "Mend it.", True) for code in ("ITEM_LONG", "ITEM_ODD")
    ]


def test_a_fault_is_read_through_a_function_that_makes_it(tmp_path: Path) -> None:
    write_source(
        tmp_path,
        "def _fault(code, number, cause='It is bad.'):\n"
        "    return Fault(code, f'line {number}', cause, repair='Restore it.')\n"
        "def check():\n"
        "    yield _fault('LINE_EDITED', 3, 'It was edited.')\n",
    )
    (kind,) = fault_kinds(tmp_path)
    assert (kind.code, kind.cause, kind.repair) == ("LINE_EDITED", "It was edited.", "Restore it.")


def test_two_codes_keep_the_words_that_go_with_each(tmp_path: Path) -> None:
    write_source(
        tmp_path,
        "def check(known):\n"
        "    yield Fault('PART_LATE' if known else 'PART_GONE', 'x', 'Late.' if known else 'Gone.', 'Mend it.')\n",
    )
    assert [(kind.code, kind.cause) for kind in fault_kinds(tmp_path)] == [
        ("PART_GONE", "Gone."),
        ("PART_LATE", "Late."),
    ]


def test_a_code_that_is_put_together_while_running_is_refused(tmp_path: Path) -> None:
    write_source(tmp_path, "def check(kind):\n    yield Fault(f'ITEM_{kind}', 'x', 'Bad.', 'Mend it.')\n")
    with pytest.raises(FaultCodeHiddenError, match=r"ITEM_\{kind\}': Bad\."):
        fault_kinds(tmp_path)


def test_the_source_makes_many_kinds_of_fault_and_each_says_how_to_mend_it(root: Path) -> None:
    kinds = fault_kinds(root)
    assert len({kind.code for kind in kinds}) >= 100
    assert [kind.code for kind in kinds if not kind.cause.strip() or not kind.repair.strip()] == []
