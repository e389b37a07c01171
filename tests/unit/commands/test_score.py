import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.csv"
    file.write_text("form,i01\n4_17,0\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("score", "sdk", "{answers}"), "No instrument 'sdk' is installed: about_you, bcapi, bpsc"),
        (
            ("score", "sdq", "{answers}", "--study", "nowhere"),
            "No study 'nowhere' is installed: ",
        ),
        (("score", "sdq", "{answers}", "--policy", "impact"), "--policy impact: write NAME=VALUE."),
        (("score", "sdq", "{answers}", "--policy", "impact=x"), "policy 'impact' has no option 'x'"),
        (("score", "sdq", "{answers}", "--policy", "bands=x"), "no bands 'x': four_band, three_band"),
        (("score", "sdq", "{answers}", "--output", "{answers}.xlsx"), "the name must end in .csv or .parquet"),
        (("score", "sdq", "{answers}", "--output", "/nowhere/scored.csv"), "there is no such folder"),
        (("score", "sdq", "{answers}"), "answers.csv lacks columns of form 2_4: i02, i03"),
        (("score", "about_you", "{answers}"), "about_you has no scores"),
        (("score", "sdq", "/nowhere/answers.csv"), "does not exist"),
    ],
)
def test_a_wrong_call_says_why_and_prints_nothing(run: Run, words: tuple[str, ...], said: str, answers: Path) -> None:
    result = run(*(word.format(answers=answers) for word in words))
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert [file.name for file in answers.parent.iterdir()] == ["answers.csv"]


def test_without_polars_the_command_says_what_to_install(
    run: Run, answers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    result = run("score", "sdq", answers)
    assert result.exit_code == 2
    assert result.stderr == "Error: alongside score needs polars: pip install 'alongside[score]'.\n"
