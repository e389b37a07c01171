import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from tests.support.miniature_plugins import INSTRUMENT, VOICE, write_plugin, write_sound_study

Run = Callable[..., Result]


def test_it_lists_what_each_plugin_gives_and_where_it_is_from(run: Run, tmp_path: Path) -> None:
    write_sound_study(tmp_path)
    write_plugin(tmp_path, "whisper", VOICE)
    result = run("plugins", plugin_dir=tmp_path)
    assert result.exit_code == 0
    assert f"sleep  (folder: {tmp_path}/sleep.py)" in result.output
    assert (
        "    instrument sleep 1.0.0: 1 items; words complete; licence CC-BY-4.0, The Alongside contributors"
        in result.output
    )
    assert "    consent module agreeing 1.0.0: 1 pages, 1 statements" in result.output
    assert "    study small_study: 1 sites, versions 1.0, languages en" in result.output
    assert "whisper (made)" in result.output


def test_an_instrument_without_words_is_called_a_skeleton(run: Run, tmp_path: Path) -> None:
    changes = {
        '"Do you wake at night?"': '""',
        "licence=OWN_WORDING": 'licence=Licence("A publisher", "LicenseRef-x", wording_may_ship=False)',
        "import OWN_WORDING": "import Licence",
    }
    write_plugin(tmp_path, "bought", INSTRUMENT, **changes)
    assert (
        "skeleton: words come from the holder's text pack; licence LicenseRef-x, A publisher"
        in run("plugins", plugin_dir=tmp_path).output
    )


def test_a_refused_plugin_is_listed_with_all_its_faults_in_words(run: Run, tmp_path: Path) -> None:
    write_plugin(tmp_path, "sleep", INSTRUMENT, **{"minutes=1": "minutes=0", '"1.0.0"': '"one"'})
    result = run("plugins", plugin_dir=tmp_path)
    assert result.exit_code == 0
    assert f"sleep  (folder: {tmp_path}/sleep.py)  REFUSED: 2 faults" in result.output
    assert "MINUTES_MISSING at sleep.minutes" in result.output
    assert "Write three numbers with dots between." in result.output


def test_json_says_the_same(run: Run, tmp_path: Path) -> None:
    write_sound_study(tmp_path)
    write_plugin(tmp_path, "broken", INSTRUMENT, **{"minutes=1": "minutes=0"})
    listing = json.loads(run("plugins", "--json", plugin_dir=tmp_path, disabled_plugins='["post_box"]').output)
    by_name = {plugin["name"]: plugin for plugin in listing["plugins"]}
    assert by_name["sleep"]["gives"][0] == {
        "kind": "instrument",
        "code": "sleep",
        "version": "1.0.0",
        "items": 1,
        "forms": ["all"],
        "words": "complete",
        "licence": "CC-BY-4.0",
        "holder": "The Alongside contributors",
    }
    assert by_name["small_study"]["gives"][0]["sites"] == 1
    refused = {plugin["name"]: plugin for plugin in listing["refused"]}
    assert [fault["code"] for fault in refused["broken"]["faults"]] == ["MINUTES_MISSING"]
    assert [plugin["name"] for plugin in listing["switched_off"]] == ["post_box"]
