import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from alongside.core.commands.check import CHECKS, WHEN_ASKED
from alongside.core.conduct import services
from tests.support.miniature_plugins import INSTRUMENT, write_plugin, write_sound_study

Run = Callable[..., Result]
OFF = json.dumps(["espeak_ng", "partnership_for_change", "recorded"])


def test_sound_plugins_and_a_sound_study_leave_with_0(run: Run, tmp_path: Path) -> None:
    write_sound_study(tmp_path)
    for what in ("plugins", "studies"):
        result = run("check", what, plugin_dir=tmp_path, study="small_study", disabled_plugins=OFF)
        assert (result.exit_code, result.output) == (0, f"No faults in {what}.\n")


def test_a_fault_is_printed_with_its_owner_and_leaves_with_1(run: Run, tmp_path: Path) -> None:
    write_plugin(tmp_path, "sleep", INSTRUMENT, **{"minutes=1": "minutes=0"})
    result = run("check", "plugins", plugin_dir=tmp_path, disabled_plugins=OFF)
    assert result.exit_code == 1
    assert f"MINUTES_MISSING at sleep.minutes, plugin sleep ({tmp_path}/sleep.py)" in result.output
    assert result.output.endswith("1 fault.\n")


def test_a_study_that_does_not_stand_is_a_fault_of_studies_not_of_plugins(run: Run, tmp_path: Path) -> None:
    write_sound_study(tmp_path)
    (tmp_path / "sleep.py").unlink()
    given = {"plugin_dir": tmp_path, "study": "small_study", "disabled_plugins": OFF}
    assert run("check", "plugins", **given).exit_code == 0
    result = run("check", "studies", "--json", **given)
    assert result.exit_code == 1
    faults = json.loads(result.output)["faults"]
    assert [fault["code"] for fault in faults] == ["STUDY_INSTRUMENT_UNKNOWN", "STUDY_NOT_INSTALLED"]


def test_without_a_word_everything_is_checked_but_what_only_a_live_study_needs(run: Run, tmp_path: Path) -> None:
    write_plugin(tmp_path, "sleep", INSTRUMENT, **{"minutes=1": "minutes=0"})
    codes = {
        fault["code"]
        for fault in json.loads(run("check", "--json", plugin_dir=tmp_path, study="none").output)["faults"]
    }
    assert {"MINUTES_MISSING", "STUDY_NOT_INSTALLED"} <= codes
    assert "BASE_URL_UNPROTECTED" not in codes
    assert set(CHECKS) > WHEN_ASKED


def test_check_settings_says_what_a_live_study_may_not_do(run: Run) -> None:
    result = run("check", "settings", "--json", demonstration="true")
    assert result.exit_code == 1
    assert {"DEMONSTRATION_ON", "KEY_MISSING", "BASE_URL_UNPROTECTED"} <= {
        fault["code"] for fault in json.loads(result.output)["faults"]
    }


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the framework's words that a test may change."""
    copied = tmp_path / "locales"
    shutil.copytree(services.FRAMEWORK_WORDS, copied)
    monkeypatch.setattr(services, "FRAMEWORK_WORDS", copied)
    return copied


def test_the_words_of_messages_are_sound(run: Run) -> None:
    result = run("check", "texts")
    assert (result.exit_code, result.output) == (0, "No faults in texts.\n")


def test_a_message_with_a_placeholder_that_nothing_fills_is_a_fault(run: Run, words: Path) -> None:
    file = words / "en" / "messages.toml"
    kept = file.read_text(encoding="utf-8")
    file.write_text(
        kept.replace('[code_sms]\ntext = "{code}"', '[code_sms]\ntext = "{code} {surname}"'), encoding="utf-8"
    )
    result = run("check", "texts", "--json")
    assert result.exit_code == 1
    found = [fault for fault in json.loads(result.output)["faults"] if fault["code"].startswith("MESSAGE_")]
    assert [(fault["code"], fault["place"]) for fault in found] == [
        ("MESSAGE_PLACEHOLDER_UNKNOWN", "messages.code_sms, en")
    ]


def test_a_message_that_tells_what_it_is_about_is_a_fault_in_the_form_that_does(run: Run, words: Path) -> None:
    file = words / "en" / "messages.toml"
    kept = file.read_text(encoding="utf-8")
    assert kept.count('\neasy = """\n{hello}') > 1
    file.write_text(
        kept.replace('\neasy = """\n{hello}', '\neasy = """\n{hello}\n\nThis is about the trial.', 1), encoding="utf-8"
    )
    found = json.loads(run("check", "texts", "--json").output)["faults"]
    named = [fault["place"] for fault in found if fault["code"] == "MESSAGE_WORD_FORBIDDEN"]
    assert named
    assert all(place.endswith("#easy, en") for place in named)


def test_the_figures_of_the_words_stand_before_the_faults_and_beside_them_in_json(run: Run) -> None:
    lines = run("check", "texts", "--measured").output.splitlines()
    assert [re.sub(r"(?<=: )[a-z]\w+\.\w+ .*(?=\.$)|[\d.]+(?=[ ,;])", "0", line) for line in lines] == [
        "0 pages that families read.",
        "Flesch-Kincaid grade, standard English words: 0 on average, at most 4.",
        "Hardest pages, at most 6: 0.",
        "Easy read, English (United Kingdom): 0 words a sentence, at most 0; 0 in the longest, at most 15.",
        "Easy read, Urdu: 0 words a sentence, at most 0; 0 in the longest, at most 15.",
        "No faults in texts.",
    ]
    figures = json.loads(run("check", "texts", "--measured", "--json").output)["measured"]
    assert set(figures) == {"pages", "mean_grade", "hardest", "easy"}


def test_only_texts_have_figures(run: Run) -> None:
    for words in (("check", "--measured"), ("check", "plugins", "--measured")):
        result = run(*words)
        assert result.exit_code == 2
        assert "--measured goes with: alongside check texts" in result.output


def test_words_that_are_too_hard_on_the_whole_are_a_fault(run: Run, words: Path) -> None:
    file = words / "en" / "glossary.toml"
    hard = "Considerable institutional deliberation necessitates comprehensive administrative acknowledgement. " * 400
    file.write_text(
        file.read_text(encoding="utf-8")
        + f'\n[law.word]\ntext = "law"\nforms = ["law"]\n[law.means]\ntext = "{hard}"\n',
        encoding="utf-8",
    )
    found = {fault["code"] for fault in json.loads(run("check", "texts", "--json").output)["faults"]}
    assert {"PAGES_HARD_ON_AVERAGE", "PAGE_HARD_TO_READ", "TEXT_HARD_TO_READ"} <= found
