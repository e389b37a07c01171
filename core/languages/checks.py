"""All that `alongside check texts` looks for: the English first, then each catalogue."""

from collections.abc import Callable, Collection, Iterable

from alongside.core.definitions.faults import Fault
from alongside.core.definitions.text import SourceText
from alongside.core.languages.catalogue import Catalogue
from alongside.core.languages.english_checks import (
    KNOWN_ABBREVIATIONS,
    check_english,
    is_for_families,
    nothing_needs_a_picture,
)
from alongside.core.languages.translation_checks import MAY_BE_SAME, check_catalogue


def check_texts(
    sources: Iterable[SourceText],
    catalogues: Iterable[Catalogue],
    *,
    needs_picture: Callable[[str], bool] = nothing_needs_a_picture,
    known_abbreviations: Collection[str] = KNOWN_ABBREVIATIONS,
    may_be_same: Collection[str] = MAY_BE_SAME,
    families_read: Callable[[str], bool] = is_for_families,
    explained: Collection[str] = (),
) -> tuple[Fault, ...]:
    """Return all faults of the texts. `place` is the text id; missing translations are counted by `coverage`.

    `families_read` and `explained` are as `check_english` has them.
    """
    all_sources = tuple(sources)
    texts = {source.id: source.text for source in all_sources}
    faults = check_english(
        all_sources,
        needs_picture=needs_picture,
        known_abbreviations=known_abbreviations,
        families_read=families_read,
        explained=explained,
    )
    for catalogue in catalogues:
        faults += check_catalogue(catalogue, texts, may_be_same=may_be_same, families_read=families_read)
    return faults
