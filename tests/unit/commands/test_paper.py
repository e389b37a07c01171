from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.support.pdfs import faults_of_pdf

Run = Callable[..., Result]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_booklet_is_written_where_one_is(run: Run, here: Path) -> None:
    result = run("paper", "growing_up", "--form", "2_3y", "--study-number", "br0002d-1", instance=here)
    assert (result.exit_code, result.output) == (0, "Written: booklet.pdf\n")
    assert faults_of_pdf((here / "booklet.pdf").read_bytes()) == []


def test_cards_are_written_in_large_print_in_a_language(run: Run, here: Path) -> None:
    result = run("paper", "about_you", "--cards", "--language", "ur", "--output", here / "mine.pdf", instance=here)
    assert (result.exit_code, result.output) == (0, f"Written: {here / 'mine.pdf'}\n")


def test_a_file_that_is_there_is_kept_unless_it_is_forced(run: Run, here: Path) -> None:
    (here / "booklet.pdf").write_bytes(b"mine")
    result = run("paper", "about_you", instance=here)
    assert (result.exit_code, (here / "booklet.pdf").read_bytes()) == (2, b"mine")
    assert "booklet.pdf is there already; --force writes over it." in result.output
    assert run("paper", "about_you", "--force", instance=here).exit_code == 0
    assert (here / "booklet.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing",), "No instrument 'nothing' is installed"),
        (("growing_up",), "growing_up has the forms 1_11m, 12_23m, 2_3y, 4_7y: name one with --form."),
        (("growing_up", "--form", "9"), "name one with --form."),
        (("about_you", "--language", "pl"), "cannot be printed in 'pl'"),
        (("about_you", "--study-number", "BR0002C"), "is no study number of partnership_for_change"),
        (("about_you", "--cards", "--study-number", "BR0002D"), "leave out --study-number"),
        (("sdq", "--form", "4_17"), "Install the text pack of its holder"),
    ],
)
def test_what_cannot_be_printed_is_one_line_and_writes_nothing(
    run: Run, here: Path, words: tuple[str, ...], said: str
) -> None:
    result = run("paper", *words, instance=here)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
    assert list(here.iterdir()) == []
