from collections.abc import Callable
from pathlib import Path

from alongside.core.plugin_host.catalogue import Catalogue
from tests.support.miniature_plugins import STUDY, write_plugin, write_sound_study


def test_alongside_studies_gives_a_study_to_the_catalogue(tmp_path: Path, load: Callable[[], Catalogue]) -> None:
    write_sound_study(tmp_path)
    catalogue = load()
    assert catalogue.refused == ()
    assert catalogue.studies["small_study"].site("north").prefix == "N"


def test_studies_are_checked_after_the_instruments_whatever_the_order_of_the_files(
    tmp_path: Path, load: Callable[[], Catalogue]
) -> None:
    write_sound_study(tmp_path)
    (tmp_path / "small_study.py").unlink()
    write_plugin(tmp_path, "a_first_study", STUDY)
    assert "a_first_study" in load().studies


def test_a_study_is_refused_when_what_it_asks_for_is_not_installed(
    tmp_path: Path, load: Callable[[], Catalogue]
) -> None:
    write_plugin(tmp_path, "small_study", STUDY)
    (refusal,) = load().refused
    assert {fault.code for fault in refusal.faults} == {"STUDY_CONSENT_UNKNOWN", "STUDY_INSTRUMENT_UNKNOWN"}
