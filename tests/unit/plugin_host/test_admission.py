from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.plugin_host.host import PluginHost
from alongside.core.plugin_host.sources import find_in_folder, given_plugins
from alongside.core.settings import read_settings
from tests.support.miniature_plugins import (
    CHANNEL,
    CONSENT,
    INSTRUMENT,
    STUDY,
    VOICE,
    write_plugin,
    write_sound_study,
)


def load(folder: Path) -> Catalogue:
    return PluginHost(read_settings()).admit(find_in_folder(folder))


def codes(catalogue: Catalogue, name: str) -> list[str]:
    """Return the codes of the faults for which a plugin was refused."""
    (refusal,) = [refusal for refusal in catalogue.refused if refusal.plugin.name == name]
    return [fault.code for fault in refusal.faults]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import a_module_that_nobody_has\n", "ModuleNotFoundError: No module named"),
        ("def broken(:\n", "SyntaxError: invalid syntax"),
        ("raise SystemExit(3)\n", "SystemExit: 3"),
        ("value = 1 / 0\n", "ZeroDivisionError: division by zero"),
        ("assert False\n", "AssertionError ("),
    ],
)
def test_a_plugin_that_cannot_be_imported_is_refused_by_name_and_stops_no_other(
    tmp_path: Path, source: str, said: str
) -> None:
    (tmp_path / "broken.py").write_text(source)
    write_plugin(tmp_path, "sleep", INSTRUMENT)
    catalogue = load(tmp_path)
    assert list(catalogue.instruments) == ["sleep"]
    (refusal,) = catalogue.refused
    assert refusal.plugin.origin == str(tmp_path / "broken.py")
    assert codes(catalogue, "broken") == ["PLUGIN_IMPORT_FAILED"]
    assert said in refusal.faults[0].cause
    assert f"{tmp_path / 'broken.py'}, line 1" in refusal.faults[0].cause


def test_a_syntax_error_says_its_line(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("value = 1\ndef broken(:\n")
    assert "line 2" in load(tmp_path).refused[0].faults[0].cause


def test_a_misspelt_hook_is_refused_with_its_name_and_the_likely_one(tmp_path: Path) -> None:
    write_plugin(tmp_path, "sleep", INSTRUMENT, alongside_instruments="alongside_instrument")
    catalogue = load(tmp_path)
    assert codes(catalogue, "sleep") == ["HOOK_UNKNOWN"]
    fault = catalogue.refused[0].faults[0]
    assert fault.place == "sleep.alongside_instrument"
    assert fault.repair == "Did you mean 'alongside_instruments'?"


def test_a_hook_without_its_mark_is_refused_because_it_would_never_be_called(tmp_path: Path) -> None:
    write_plugin(tmp_path, "sleep", INSTRUMENT, **{"@hookimpl\n": ""})
    assert codes(load(tmp_path), "sleep") == ["HOOK_UNMARKED", "PLUGIN_EMPTY"]


def test_an_argument_that_the_hook_does_not_have_is_refused(tmp_path: Path) -> None:
    write_plugin(tmp_path, "sleep", INSTRUMENT, **{"alongside_instruments()": "alongside_instruments(settings, age)"})
    assert codes(load(tmp_path), "sleep") == ["HOOK_ARGUMENT_UNKNOWN", "HOOK_ARGUMENT_UNKNOWN"]


def test_a_plugin_may_not_wrap_what_others_give(tmp_path: Path) -> None:
    write_plugin(
        tmp_path,
        "sleep",
        INSTRUMENT,
        **{"@hookimpl\n": "@hookimpl(wrapper=True)\n", "return (THE_INSTRUMENT,)": "return (yield)"},
    )
    assert codes(load(tmp_path), "sleep") == ["HOOK_WRAPS"]


def test_all_that_is_wrong_with_the_functions_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "sleep.py").write_text(
        "from alongside import hookimpl\n"
        "@hookimpl\ndef alongside_instrument(): ...\n"
        "@hookimpl\ndef alongside_studies(settings): ...\n"
        "def alongside_voices(settings): ...\n"
    )
    assert sorted(codes(load(tmp_path), "sleep")) == ["HOOK_ARGUMENT_UNKNOWN", "HOOK_UNKNOWN", "HOOK_UNMARKED"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("return THE_INSTRUMENT", "a value of the kind Instrument and not a tuple"),
        ("return (THE_INSTRUMENT)", "a value of the kind Instrument and not a tuple"),
        ("return [THE_INSTRUMENT]", "a value of the kind list and not a tuple"),
        ("yield THE_INSTRUMENT", "a value of the kind generator and not a tuple"),
        ("THE_INSTRUMENT", "nothing and not a tuple"),
        ("return (HOW_OFTEN,)", "a value of the kind ResponseScale, which is not a Instrument"),
        ("return (Instrument,)", "the class Instrument, which is not a Instrument"),
        ("return (None,)", "nothing, which is not a Instrument"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(tmp_path: Path, given: str, said: str) -> None:
    write_plugin(tmp_path, "sleep", INSTRUMENT, **{"return (THE_INSTRUMENT,)": given})
    catalogue = load(tmp_path)
    assert codes(catalogue, "sleep") == ["HOOK_RESULT_WRONG"]
    assert said in catalogue.refused[0].faults[0].cause


def test_a_hook_that_fails_is_blamed_on_its_owner_only(tmp_path: Path) -> None:
    write_plugin(tmp_path, "sleep", INSTRUMENT, **{"return (THE_INSTRUMENT,)": "raise RuntimeError('no bed')"})
    write_plugin(tmp_path, "food", INSTRUMENT)
    catalogue = load(tmp_path)
    assert list(catalogue.instruments) == ["food"]
    assert codes(catalogue, "sleep") == ["HOOK_FAILED"]
    assert "RuntimeError: no bed" in catalogue.refused[0].faults[0].cause


def test_a_definition_that_cannot_even_be_checked_is_a_fault_not_a_crash(tmp_path: Path) -> None:
    write_plugin(tmp_path, "sleep", INSTRUMENT, **{'version="1.0.0"': "version=1"})
    write_plugin(tmp_path, "small_study", STUDY, **{"journey=()": "journey=None"})
    catalogue = load(tmp_path)
    assert codes(catalogue, "sleep") == ["DEFINITION_BROKEN"]
    assert "DEFINITION_BROKEN" in codes(catalogue, "small_study")


def test_one_bad_definition_refuses_the_whole_plugin(tmp_path: Path) -> None:
    write_plugin(
        tmp_path,
        "sleep",
        INSTRUMENT,
        **{
            "return (THE_INSTRUMENT,)": "from dataclasses import replace; "
            "return (THE_INSTRUMENT, replace(THE_INSTRUMENT, code='other', minutes=0))"
        },
    )
    catalogue = load(tmp_path)
    assert catalogue.instruments == {}
    assert codes(catalogue, "sleep") == ["MINUTES_MISSING"]


def test_a_code_that_another_plugin_has_is_refused_with_the_name_of_its_owner(tmp_path: Path) -> None:
    write_plugin(tmp_path, "first", INSTRUMENT, code="sleep")
    write_plugin(tmp_path, "second", CONSENT, code="sleep")
    catalogue = load(tmp_path)
    assert catalogue.owners["sleep"].name == "first"
    assert codes(catalogue, "second") == ["CODE_TAKEN"]
    assert "plugin first" in catalogue.refused[0].faults[0].cause


def test_a_refused_plugin_takes_nobodys_code(tmp_path: Path) -> None:
    write_plugin(tmp_path, "first", INSTRUMENT, code="sleep", **{"minutes=1": "minutes=0"})
    write_plugin(tmp_path, "second", INSTRUMENT, code="sleep")
    catalogue = load(tmp_path)
    assert catalogue.owners["sleep"].name == "second"
    assert codes(catalogue, "first") == ["MINUTES_MISSING", "CODE_TAKEN"]


@pytest.mark.parametrize(("source", "name"), [(CHANNEL, "letter.post"), (VOICE, "post")])
def test_two_channels_or_two_voices_may_not_have_one_code(tmp_path: Path, source: str, name: str) -> None:
    write_plugin(tmp_path, "first", source, code="post")
    write_plugin(tmp_path, "second", source, code="post")
    catalogue = load(tmp_path)
    assert codes(catalogue, "second") == ["CODE_TAKEN"]
    assert catalogue.refused[0].faults[0].place == f"second.{name}"


def test_two_texts_with_one_id_are_refused(tmp_path: Path) -> None:
    write_plugin(tmp_path, "sleep", INSTRUMENT, **{'"how_often"': '"wakes"', '"never"': '"text"'})
    catalogue = load(tmp_path)
    assert codes(catalogue, "sleep") == ["TEXT_DUPLICATED"]
    assert catalogue.refused[0].faults[0].place == "sleep.sleep.wakes.text"


def test_a_code_that_begins_the_frameworks_own_text_ids_is_refused(tmp_path: Path) -> None:
    write_plugin(tmp_path, "sleep", INSTRUMENT, code="messages")
    assert codes(load(tmp_path), "sleep") == ["CODE_RESERVED"]


def test_consent_modules_and_studies_have_codes_in_snake_case_too(tmp_path: Path) -> None:
    write_plugin(tmp_path, "agreeing", CONSENT, code="Agreeing-1")
    assert codes(load(tmp_path), "agreeing") == ["CODE_MALFORMED"]


def test_a_study_whose_instrument_was_refused_says_which_plugin_to_mend(tmp_path: Path) -> None:
    write_sound_study(tmp_path)
    write_plugin(tmp_path, "sleep", INSTRUMENT, **{"minutes=1": "minutes=0"})
    catalogue = load(tmp_path)
    assert catalogue.studies == {}
    (refusal,) = [refusal for refusal in catalogue.refused if refusal.plugin.name == "small_study"]
    unknown, refused = (fault for fault in refusal.faults if not fault.is_warning)
    assert (unknown.code, refused.code) == ("STUDY_INSTRUMENT_UNKNOWN", "STUDY_PART_REFUSED")
    assert "plugin sleep" in refused.cause


def test_a_study_loses_its_ground_when_a_plugin_falls_for_its_own_study(tmp_path: Path) -> None:
    write_sound_study(tmp_path)
    both = INSTRUMENT + STUDY.replace("CODE", "other_study").replace('"sleep"', '"nothing"')
    write_plugin(tmp_path, "sleep", both)
    catalogue = load(tmp_path)
    assert catalogue.instruments == {}
    assert "STUDY_PART_REFUSED" in codes(catalogue, "small_study")
    assert [plugin.name for plugin in catalogue.plugins] == ["agreeing"]


def test_a_failing_channel_hook_takes_the_instrument_of_the_same_plugin_with_it(tmp_path: Path) -> None:
    write_sound_study(tmp_path)
    hook = "\n    @hookimpl\n    def alongside_channels(settings):\n        return (settings.no_such_setting,)\n"
    write_plugin(tmp_path, "sleep", INSTRUMENT + hook)
    catalogue = load(tmp_path)
    assert codes(catalogue, "sleep") == ["HOOK_FAILED"]
    assert catalogue.instruments == catalogue.studies == {}


def test_one_module_under_two_names_is_refused_the_second_time(tmp_path: Path) -> None:
    class Twice:
        """An object that is given twice."""

    catalogue = PluginHost(read_settings()).admit(given_plugins((("one", same := Twice()), ("two", same))))
    assert codes(catalogue, "two") == ["PLUGIN_EMPTY"]
    write_plugin(tmp_path, "sleep", INSTRUMENT)
    module = load(tmp_path).plugins[0].module
    catalogue = PluginHost(read_settings()).admit(given_plugins((("one", module), ("two", module))))
    assert codes(catalogue, "two") == ["PLUGIN_TWICE"]


def test_two_hosts_share_nothing(tmp_path: Path) -> None:
    write_plugin(tmp_path / "one", "sleep", INSTRUMENT)
    write_plugin(tmp_path / "two", "food", INSTRUMENT)
    assert list(load(tmp_path / "one").instruments) == ["sleep"]
    assert list(load(tmp_path / "two").instruments) == ["food"]


def test_the_catalogue_is_frozen(tmp_path: Path) -> None:
    write_plugin(tmp_path, "sleep", INSTRUMENT)
    catalogue = load(tmp_path)
    with pytest.raises(FrozenInstanceError):
        catalogue.plugins = ()  # type: ignore[misc]
    with pytest.raises(TypeError, match="does not support item assignment"):
        catalogue.instruments["other"] = catalogue.instruments["sleep"]  # type: ignore[index]


def test_the_catalogue_gives_every_text_of_every_definition(tmp_path: Path) -> None:
    write_sound_study(tmp_path)
    catalogue = load(tmp_path)
    ids = [source.id for source in catalogue.sources()]
    assert len(ids) == len(set(ids))
    assert {"sleep.wakes.text", "sleep.how_often.never", "agreeing.take_part.if_no", "small_study.start.title"} <= set(
        ids
    )


def test_a_warning_does_not_refuse_and_is_kept(tmp_path: Path) -> None:
    write_plugin(
        tmp_path,
        "agreeing",
        CONSENT,
        **{
            "ConsentModule, ": "ConsentModule, Fault, ",
            "THE_MODULE = ConsentModule(": "class Warned(ConsentModule):\n"
            "    def faults(self):\n"
            "        return [Fault('TITLE_LONG', 'agreeing', 'It is long.', 'Shorten it.', is_warning=True)]\n\n"
            "THE_MODULE = Warned(",
        },
    )
    catalogue = load(tmp_path)
    assert catalogue.refused == ()
    assert [fault.code for fault in catalogue.warnings] == ["TITLE_LONG"]


def test_the_trace_names_the_plugin_of_each_call_and_no_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALONGSIDE_TRACE_HOOKS", "1")
    write_plugin(tmp_path, "sleep", INSTRUMENT)
    write_plugin(tmp_path, "pigeon", CHANNEL, **{"return (Pigeon": "raise OSError(settings.base_url); (Pigeon"})
    load(tmp_path)
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "hook alongside_instruments: asking sleep",
        "hook alongside_instruments: sleep gave 1",
        "hook alongside_channels: asking pigeon",
        "hook alongside_channels: pigeon failed with OSError",
    ]
