from functools import cache
from pathlib import Path

import pytest

import alongside.locales
from alongside.core.conduct.family_words import families_read
from alongside.core.conduct.services import read_words
from alongside.core.languages.catalogue import Catalogue, read_catalogues
from alongside.core.languages.completeness import coverage
from alongside.core.languages.extraction import update_catalogue
from alongside.core.languages.sources import sources_from_toml
from alongside.core.languages.translation_checks import check_catalogue
from alongside.core.plugin_host import catalogue as plugin_catalogue
from alongside.core.plugin_host.host import load_catalogue
from alongside.core.settings import Settings

STAFF = "staff"  # what the owners of words for staff begin with: they stay English

FRAMEWORK = Path(alongside.locales.__file__).parent


@cache
def plugins() -> plugin_catalogue.Catalogue:
    return load_catalogue(Settings())


@cache
def shipped() -> dict[str, Catalogue]:
    """Return every catalogue of the product, by its language and owner."""
    found = list(read_catalogues(FRAMEWORK))
    for plugin in plugins().plugins:
        found += read_catalogues(plugin.folder / "locales", plugin.name)
    return {f"{each.language}/{each.owner}": each for each in found}


def ids_by_owner() -> dict[str, list[str]]:
    """Return the ids of the texts that families meet: the framework's, then each definition's."""
    framework = [source.id for source in sources_from_toml(FRAMEWORK / "en") if not source.id.startswith(STAFF)]
    ids = [source.id for source in plugins().sources()]
    return {"messages": framework} | {
        code: [text_id for text_id in ids if text_id.startswith(f"{code}.")] for code in plugins().owners
    }


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_shipped_catalogue_has_no_fault(name: str) -> None:
    sources = (*sources_from_toml(FRAMEWORK / "en"), *plugins().sources())
    texts = {source.id: source.text for source in sources}
    assert check_catalogue(shipped()[name], texts, families_read=families_read) == ()


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_catalogue_beyond_a_draft_names_a_person(name: str) -> None:
    catalogue = shipped()[name]
    assert catalogue.default_status.stage == "draft"
    assert all(status.by for _, status in catalogue.statuses.values() if status.stage != "draft")


@pytest.mark.parametrize("name", sorted(name for name in shipped() if not name.endswith("/messages")))
def test_a_plugins_catalogue_is_what_extraction_would_write(name: str) -> None:
    catalogue = shipped()[name]
    po_text = Path(catalogue.place).read_text(encoding="utf-8")
    texts = [text for text in plugins().sources() if catalogue.may_translate(text.id)]
    assert update_catalogue(po_text, texts) == po_text


@pytest.mark.parametrize("owner", sorted(ids_by_owner()))
def test_urdu_has_every_text_in_both_forms(owner: str) -> None:
    found = coverage(read_words(plugins()), "ur", ids_by_owner()[owner], easy=True)
    assert found.missing_ids == ()
    assert found.total > 0
