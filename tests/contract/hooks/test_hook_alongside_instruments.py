from collections.abc import Callable
from pathlib import Path

from alongside.core.plugin_host.catalogue import Catalogue
from tests.support.miniature_plugins import INSTRUMENT, write_plugin


def test_alongside_instruments_gives_an_instrument_to_the_catalogue(
    tmp_path: Path, load: Callable[[], Catalogue]
) -> None:
    write_plugin(tmp_path, "sleep", INSTRUMENT)
    catalogue = load()
    assert catalogue.refused == ()
    assert catalogue.instruments["sleep"].by_code["wakes"].text == "Do you wake at night?"
    assert catalogue.owners["sleep"].name == "sleep"


def test_each_instrument_is_checked_whole(tmp_path: Path, load: Callable[[], Catalogue]) -> None:
    write_plugin(tmp_path, "sleep", INSTRUMENT, **{'"1.0.0"': '"one"', "minutes=1": "minutes=0"})
    (refusal,) = load().refused
    assert {fault.code for fault in refusal.faults} == {"VERSION_MALFORMED", "MINUTES_MISSING"}
