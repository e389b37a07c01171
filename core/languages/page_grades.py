"""How hard a page is to read as a whole, and the most that a page, and all pages together, may be."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from alongside.core.definitions.faults import Fault
from alongside.core.definitions.text import Text
from alongside.core.languages.readability import count_words, grade, sentences

HARDEST_GRADE = 6.0
"""The highest Flesch-Kincaid grade of a page: a reading age of about 11."""
HARDEST_MEAN = 4.0
"""The highest mean over all pages, each weighed by its words: a reading age of about 9."""
ENOUGH_WORDS_FOR_A_GRADE = 15  # one long word makes a shorter text look like a law

_WHOLE_SENTENCE = re.compile(r"[.!?:][\"'”’)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class ReadPage:
    """Texts that a family reads on one screen, by their ids. `name` is what the writer finds it by."""

    name: str
    text_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageGrade:
    """The Flesch-Kincaid grade of a page's standard English words: the harder of all words and whole sentences alone.

    Labels of a word or two make a page look easier than its sentences are, and long words in them make it harder.
    """

    name: str
    words: int
    grade: float

    @property
    def is_long_enough(self) -> bool:
        """Whether the page has enough words for its grade to mean something by itself."""
        return self.words >= ENOUGH_WORDS_FOR_A_GRADE


@dataclass(frozen=True, slots=True)
class SentenceLengths:
    """How long the sentences of many texts are, in words."""

    sentences: int
    mean: float
    longest: int


def grade_pages(pages: Iterable[ReadPage], texts: Mapping[str, Text]) -> tuple[PageGrade, ...]:
    """Return the grade of each page that has words; each text begins a new sentence."""
    found: list[PageGrade] = []
    for page in pages:
        texts_of_page = [texts[text_id].standard for text_id in page.text_ids]
        words = "\n".join(texts_of_page)
        whole = "\n".join(each for each in texts_of_page if _WHOLE_SENTENCE.search(each))
        number = _number_of_words(words)
        if number:
            measured = [words, whole] if _number_of_words(whole) >= ENOUGH_WORDS_FOR_A_GRADE else [words]
            found.append(PageGrade(page.name, number, max(map(grade, measured))))
    return tuple(found)


def mean_grade(grades: Iterable[PageGrade]) -> float:
    """Return the mean of pages, each weighed by its words; no pages give 0."""
    found = tuple(grades)
    words = sum(each.words for each in found)
    return sum(each.grade * each.words for each in found) / words if words else 0.0


def hardest_pages(grades: Iterable[PageGrade], most: int = 5) -> tuple[PageGrade, ...]:
    """Return so many of the pages that are long enough for a grade, hardest first."""
    long_enough = (each for each in grades if each.is_long_enough)
    return tuple(sorted(long_enough, key=lambda each: -each.grade)[:most])


def page_faults(grades: Iterable[PageGrade]) -> Iterator[Fault]:
    """Yield the pages that are too hard, hardest first, and say so when they are too hard on the whole."""
    found = sorted(grades, key=lambda each: -each.grade)
    for each in found:
        if each.is_long_enough and each.grade > HARDEST_GRADE:
            yield Fault(
                "PAGE_HARD_TO_READ",
                each.name,
                f"The Flesch-Kincaid grade of the whole page is {each.grade:.1f}; {HARDEST_GRADE:.0f} is the most.",
                "Use shorter words and shorter sentences.",
            )
    mean = mean_grade(found)
    if mean > HARDEST_MEAN:
        yield Fault(
            "PAGES_HARD_ON_AVERAGE",
            "all pages",
            f"The mean Flesch-Kincaid grade of what families read is {mean:.1f}; {HARDEST_MEAN:.0f} is the most.",
            "Begin with the hardest pages: `alongside check texts --measured` names them.",
        )


def sentence_lengths(words: Iterable[str]) -> SentenceLengths:
    """Return how long the sentences of texts are, in any language; no texts give zeros."""
    lengths = [count_words(sentence) for each in words for sentence in sentences(each)]
    return SentenceLengths(len(lengths), sum(lengths) / len(lengths) if lengths else 0.0, max(lengths, default=0))


def _number_of_words(words: str) -> int:
    return sum(map(count_words, sentences(words)))
