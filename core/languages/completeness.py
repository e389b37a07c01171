"""How much of a flow a language has, and which languages may therefore be offered for it: all of it, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass

from alongside.core.languages.catalogue import EASY_MARK
from alongside.core.languages.tags import SOURCE_LANGUAGE, language_tag
from alongside.core.languages.textbook import TextBook


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a language has of some texts. `drafts` counts those that are there and that nobody has approved."""

    total: int
    present: int
    missing_ids: tuple[str, ...]
    drafts: int

    @property
    def is_complete(self) -> bool:
        """Whether not one text is missing."""
        return self.present == self.total


def coverage(book: TextBook, language: str, ids: Iterable[str], *, easy: bool = False) -> Coverage:
    """Count the texts a language has, each id once; with `easy`, both forms of each text must be there.

    Where English has no easy form (a validated item is never reworded), none is asked of the translation.
    """
    total = drafts = 0
    missing: list[str] = []
    is_source = language_tag(language) == SOURCE_LANGUAGE
    for text_id in dict.fromkeys(ids):
        for is_easy in (False, True) if easy and book.has_easy(text_id) else (False,):
            total += 1
            if not book.is_translated(text_id, language, easy=is_easy):
                missing.append(text_id + EASY_MARK if is_easy else text_id)
            elif not is_source:
                status = book.status(text_id, language, easy=is_easy)
                drafts += status is None or status.stage != "approved"
    return Coverage(total, total - len(missing), tuple(missing), drafts)


def offered(book: TextBook, ids: Iterable[str], *, easy: bool = False, is_live: bool = False) -> tuple[str, ...]:
    """Return the languages that have every text of a flow, English first; a live study shows approved words only."""
    wanted = tuple(ids)
    return tuple(
        language
        for language in book.languages
        if (found := coverage(book, language, wanted, easy=easy)).is_complete and not (is_live and found.drafts)
    )
