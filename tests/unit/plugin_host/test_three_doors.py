import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from alongside.core.plugin_host.catalogue import Door
from alongside.core.plugin_host.host import PluginHost, load_catalogue
from alongside.core.plugin_host.sources import find_bundled, find_in_folder, find_installed
from alongside.core.settings import read_settings
from tests.support.miniature_plugins import INSTRUMENT, write_distribution, write_plugin


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of installed distributions, of which nothing stays imported."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    before = set(sys.modules)
    yield folder
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(folder)):
            del sys.modules[name]


def test_every_package_directly_under_a_bundled_room_is_found(root: Path) -> None:
    found = {(one.plugin.folder.parent.name, one.plugin.name) for one in find_bundled()}
    on_disk = {
        (file.parts[-3], file.parts[-2])
        for file in (root / "plugins").glob("*/*/__init__.py")
        if file.parts[-3] in {"instruments", "consent", "studies", "channels", "voices"}
    }
    assert found == on_disk
    assert len(found) >= 5


def test_a_new_bundled_folder_needs_no_line_in_any_list(site: Path) -> None:
    room = site / "kit" / "instruments"
    write_plugin(room / "sleep", "__init__", INSTRUMENT, code="sleep")
    for folder in (site / "kit", room):
        (folder / "__init__.py").write_text('"""A room."""\n')
    catalogue = PluginHost(read_settings()).admit(find_bundled("kit"))
    assert catalogue.folder_of("sleep") == room / "sleep"
    assert catalogue.plugins[0].door is Door.BUNDLED


def test_an_entry_point_of_an_installed_package_is_found_with_its_version(site: Path) -> None:
    write_plugin(site, "acme_sleep", INSTRUMENT, code="acme_sleep")
    write_distribution(site, "acme-sleep", "2.1", {"acme": "acme_sleep"})
    catalogue = PluginHost(read_settings()).admit(find_installed())
    plugin = catalogue.owners["acme_sleep"]
    assert (plugin.name, plugin.door, plugin.origin, plugin.folder) == ("acme", Door.INSTALLED, "acme-sleep 2.1", site)


def test_two_distributions_that_offer_one_name_are_both_refused_and_each_is_told_of_the_other(site: Path) -> None:
    for package, version in (("acme", "1.0"), ("other", "3.0")):
        write_plugin(site, f"{package}_sleep", INSTRUMENT)
        write_distribution(site, package, version, {"sleep": f"{package}_sleep"})
    catalogue = PluginHost(read_settings()).admit(find_installed())
    assert catalogue.instruments == {}
    assert [refusal.plugin.origin for refusal in catalogue.refused] == ["acme 1.0", "other 3.0"]
    for refusal in catalogue.refused:
        (fault,) = refusal.faults
        assert fault.code == "PLUGIN_NAME_TAKEN"
        assert "acme 1.0" in fault.cause
        assert "other 3.0" in fault.cause


def test_a_package_that_takes_a_bundled_name_is_refused_unread_and_the_bundled_plugin_stays(site: Path) -> None:
    write_distribution(site, "impostor", "1.0", {"post_box": "impostor_that_is_never_imported"})
    catalogue = load_catalogue(read_settings())
    assert "post_box" in {plugin.name for plugin in catalogue.plugins}
    (refusal,) = [refusal for refusal in catalogue.refused if refusal.plugin.name == "post_box"]
    assert [fault.code for fault in refusal.faults] == ["PLUGIN_NAME_TAKEN"]
    assert refusal.plugin.origin == "impostor 1.0"


def test_the_folder_door_takes_a_file_and_a_package_with_relative_imports(tmp_path: Path) -> None:
    write_plugin(tmp_path, "sleep", INSTRUMENT)
    package = tmp_path / "food"
    write_plugin(package, "questions", INSTRUMENT, code="food")
    (package / "__init__.py").write_text("from .questions import alongside_instruments\n")
    (tmp_path / "notes.txt").write_text("Not a plugin.")
    (tmp_path / "_drafts").mkdir()
    catalogue = PluginHost(read_settings()).admit(find_in_folder(tmp_path))
    assert catalogue.refused == ()
    assert {code: plugin.origin for code, plugin in catalogue.owners.items()} == {
        "food": str(tmp_path / "food"),
        "sleep": str(tmp_path / "sleep.py"),
    }
    assert catalogue.folder_of("food") == package
    assert catalogue.folder_of("sleep") == tmp_path


def test_two_folders_with_a_file_of_one_name_do_not_see_each_others_plugin(tmp_path: Path) -> None:
    write_plugin(tmp_path / "one", "sleep", INSTRUMENT, Sleep="Rest")
    write_plugin(tmp_path / "two", "sleep", INSTRUMENT)
    titles = [
        PluginHost(read_settings()).admit(find_in_folder(tmp_path / folder)).instruments["sleep"].title
        for folder in ("one", "two", "one")
    ]
    assert titles == ["Rest", "Sleep", "Rest"]


def test_the_setting_plugin_dir_opens_the_folder_door(tmp_path: Path) -> None:
    write_plugin(tmp_path, "sleep_of_ours", INSTRUMENT)
    catalogue = load_catalogue(read_settings(plugin_dir=tmp_path))
    assert catalogue.owners["sleep_of_ours"].door is Door.FOLDER


def test_a_folder_that_is_not_there_is_said_and_stops_nothing(tmp_path: Path) -> None:
    catalogue = load_catalogue(read_settings(plugin_dir=tmp_path / "gone"))
    (refusal,) = [refusal for refusal in catalogue.refused if refusal.plugin.door is Door.FOLDER]
    assert [fault.code for fault in refusal.faults] == ["PLUGIN_DIR_MISSING"]
    assert catalogue.plugins


def test_a_folder_without_an_init_file_and_a_name_that_is_no_name_are_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write_plugin(tmp_path, "my-sleep", INSTRUMENT)
    catalogue = PluginHost(read_settings()).admit(find_in_folder(tmp_path))
    assert {r.plugin.name: [fault.code for fault in r.faults] for r in catalogue.refused} == {
        "empty": ["PLUGIN_INIT_MISSING"],
        "my-sleep": ["PLUGIN_NAME_MALFORMED"],
    }


def test_a_plugin_that_is_switched_off_is_not_even_imported(tmp_path: Path) -> None:
    (tmp_path / "loud.py").write_text("raise RuntimeError('imported')\n")
    host = PluginHost(read_settings(disabled_plugins=("loud",)))
    catalogue = host.admit(find_in_folder(tmp_path))
    assert catalogue.refused == ()
    assert [plugin.name for plugin in catalogue.switched_off] == ["loud"]


def test_an_installed_package_wins_its_name_from_a_file_in_the_folder(site: Path, tmp_path: Path) -> None:
    write_plugin(site, "acme_sleep", INSTRUMENT, code="acme_sleep")
    write_distribution(site, "acme", "1.0", {"sleep": "acme_sleep"})
    write_plugin(tmp_path / "own", "sleep", INSTRUMENT)
    catalogue = PluginHost(read_settings()).admit((*find_in_folder(tmp_path / "own"), *find_installed()))
    assert list(catalogue.instruments) == ["acme_sleep"]
    assert [refusal.plugin.door for refusal in catalogue.refused] == [Door.FOLDER]


def test_a_plugin_can_be_given_already_imported() -> None:
    class Nothing:
        """An object that answers no hook."""

    catalogue = load_catalogue(read_settings(), extra=(("nothing", Nothing()),))
    (refusal,) = [refusal for refusal in catalogue.refused if refusal.plugin.door is Door.GIVEN]
    assert [fault.code for fault in refusal.faults] == ["PLUGIN_EMPTY"]
