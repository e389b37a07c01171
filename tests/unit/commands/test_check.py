import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from alongside.core.commands.check import CHECKS, WHEN_ASKED
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
