from collections.abc import Callable
from pathlib import Path

from alongside.core.plugin_host.catalogue import Catalogue
from tests.support.miniature_plugins import CONSENT, write_plugin


def test_alongside_consent_modules_gives_a_module_to_the_catalogue(
    tmp_path: Path, load: Callable[[], Catalogue]
) -> None:
    write_plugin(tmp_path, "agreeing", CONSENT)
    catalogue = load()
    assert catalogue.refused == ()
    assert catalogue.consent_modules["agreeing"].statement("take_part").required
    assert "agreeing.what.p1" in {source.id for source in catalogue.sources()}


def test_each_consent_module_is_checked_whole(tmp_path: Path, load: Callable[[], Catalogue]) -> None:
    write_plugin(
        tmp_path,
        "agreeing",
        CONSENT,
        **{
            'statements=(Statement("take_part", "I want to take part.", "We ask you.", "We do not ask you.", required=True),)': "statements=()",
            '("parent",)': "()",
        },
    )
    (refusal,) = load().refused
    assert {fault.code for fault in refusal.faults} == {"STATEMENT_NONE", "SIGNER_MISSING"}
