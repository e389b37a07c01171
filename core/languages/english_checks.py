"""What is checked of the English words: kind, plain, short, and with a picture where one must stand."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator

from alongside.core.definitions.faults import Fault
from alongside.core.definitions.text import SourceText, Text
from alongside.core.languages.catalogue import EASY_MARK
from alongside.core.languages.page_grades import ENOUGH_WORDS_FOR_A_GRADE, HARDEST_GRADE
from alongside.core.languages.placeholders import RESERVED_NAMES, has_stray_brace, names_in, without_placeholders
from alongside.core.languages.plain_words import blame_in, plain_word_faults
from alongside.core.languages.readability import count_words, folded, grade, sentences

LONGEST_EASY_SENTENCE = 15
LONGEST_EASY_MEAN = 12
KNOWN_ABBREVIATIONS = frozenset({"BSL", "GP", "NHS", "OK", "PDF", "PIN", "TV", "UK"})
NEVER_EXPLAINED = ("messages.", "letters.", "documents.")
"""What the ids of words begin with that no page shows: nothing can open beneath them to say what a word means."""

_ID = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|&(?:[a-z]+|#\d+);")
_ABBREVIATION = re.compile(r"\b[A-Z]{2,}\b")
_VAGUE_LABELS = frozenset(
    {
        "click here",
        "continue",
        "find out more",
        "go",
        "here",
        "learn more",
        "link",
        "more",
        "more information",
        "next",
        "read more",
        "see more",
        "submit",
        "this link",
    }
)


def nothing_needs_a_picture(text_id: str) -> bool:  # noqa: ARG001 - the shape of every such predicate
    """Say no: the predicate for texts that stand without pictures."""
    return False


def is_for_families(text_id: str) -> bool:  # noqa: ARG001 - the shape of every such predicate
    """Say yes: the predicate where every text is one that families read."""
    return True


def check_english(
    sources: Iterable[SourceText],
    *,
    needs_picture: Callable[[str], bool] = nothing_needs_a_picture,
    known_abbreviations: Collection[str] = KNOWN_ABBREVIATIONS,
    families_read: Callable[[str], bool] = is_for_families,
    explained: Collection[str] = (),
) -> tuple[Fault, ...]:
    """Return all faults of the English words, in the order of the texts.

    Hard words are faults where `families_read` the text. `explained` holds the forms of the glossary, in small letters.
    """
    faults: list[Fault] = []
    seen: dict[str, Text] = {}
    for source in sources:
        if source.id in seen:
            if seen[source.id] != source.text:
                faults.append(
                    Fault("TEXT_DUPLICATED", source.id, "Two texts have this id.", "Give one of them another id.")
                )
            continue
        seen[source.id] = source.text
        faults.extend(_faults_of_id(source))
        for place, words in _wordings(source):
            faults.extend(_faults_of_wording(place, words, known_abbreviations))
            if families_read(source.id):
                faults.extend(_faults_of_hardness(place, words))
                can_be_explained = not source.id.startswith(NEVER_EXPLAINED)
                faults.extend(plain_word_faults(place, words, explained if can_be_explained else None))
        if source.text.easy:
            faults.extend(_faults_of_easy(source, needs_picture=needs_picture))
        elif families_read(source.id):
            faults.extend(long_easy_sentences(source.id, source.text.standard))
    return tuple(faults)


def has_html(words: str) -> bool:
    """Say whether the words hold a tag or an entity; words are plain and the page escapes them."""
    return bool(_HTML.search(words))


def long_easy_sentences(place: str, words: str) -> Iterator[Fault]:
    """Yield the faults of words in easy read, in any language, whose sentences are too long, singly or on the whole."""
    lengths = [count_words(sentence) for sentence in sentences(words)]
    if lengths and max(lengths) > LONGEST_EASY_SENTENCE:
        yield Fault(
            "EASY_SENTENCE_LONG",
            place,
            f"A sentence has {max(lengths)} words.",
            f"Cut it in two: at most {LONGEST_EASY_SENTENCE} words and one idea.",
        )
    if lengths and sum(lengths) / len(lengths) > LONGEST_EASY_MEAN:
        yield Fault(
            "EASY_MEAN_LONG",
            place,
            f"Its sentences have {sum(lengths) / len(lengths):.1f} words on average.",
            f"Shorten them to {LONGEST_EASY_MEAN} words on average.",
        )


def _wordings(source: SourceText) -> Iterator[tuple[str, str]]:
    yield source.id, source.text.standard
    if source.text.plural_one:
        yield source.id, source.text.plural_one
    if source.text.easy:
        yield source.id + EASY_MARK, source.text.easy


def _faults_of_id(source: SourceText) -> Iterator[Fault]:
    if not _ID.fullmatch(source.id):
        yield Fault(
            "TEXT_ID_MALFORMED",
            source.id,
            "An id is small letters, digits and underscores, in parts joined by dots.",
            "Rename it: owner.thing.slot.",
        )
    if not source.text.standard.strip():
        yield Fault("TEXT_EMPTY", source.id, "The text has no words.", "Write them, or take the text out.")


def _faults_of_wording(place: str, words: str, known_abbreviations: Collection[str]) -> Iterator[Fault]:
    if has_stray_brace(words) or names_in(words) & RESERVED_NAMES:
        yield Fault(
            "TEXT_BRACE",
            place,
            "A brace belongs to no plain placeholder, or its name is taken: easy, isolate.",
            "Write {name} with small letters, digits and underscores.",
        )
    if has_html(words):
        yield Fault("TEXT_HAS_HTML", place, "There is HTML in the words.", "Write plain words; the page adds its form.")
    label = folded(words).strip(" .!:…»›>")
    if label in _VAGUE_LABELS or "click here" in words.casefold():
        yield Fault(
            "TEXT_VAGUE_LABEL", place, f"{words!r} does not say what will happen.", "Say it: 'Send my answers'."
        )
    blame = blame_in(words)
    if blame:
        yield Fault("TEXT_BLAMES", place, f"{blame!r} puts blame on the person.", "Say kindly what to do instead.")
    for short, times in Counter(_ABBREVIATION.findall(without_placeholders(words))).items():
        if short not in known_abbreviations and f"({short})" not in words:
            yield Fault(
                "TEXT_ABBREVIATION",
                place,
                f"{short} is not explained" + (f" ({times} times)." if times > 1 else "."),
                f"Write it out, or explain it first: 'the full words ({short})'.",
            )


def _faults_of_hardness(place: str, words: str) -> Iterator[Fault]:
    if sum(map(count_words, sentences(words))) >= ENOUGH_WORDS_FOR_A_GRADE and grade(words) > HARDEST_GRADE:
        yield Fault(
            "TEXT_HARD_TO_READ",
            place,
            f"Its Flesch-Kincaid grade is {grade(words):.1f}; {HARDEST_GRADE:.0f} is the most.",
            "Use shorter words and shorter sentences.",
        )


def _faults_of_easy(source: SourceText, *, needs_picture: Callable[[str], bool]) -> Iterator[Fault]:
    place, text = source.id + EASY_MARK, source.text
    yield from long_easy_sentences(place, text.easy)
    if folded(text.easy) == folded(text.standard):
        yield Fault(
            "EASY_SAME_AS_STANDARD",
            place,
            "The easy words are the standard words.",
            "Write easier ones, or leave them out if the standard words are easy.",
        )
    if not text.picture and needs_picture(source.id):
        yield Fault("EASY_WITHOUT_PICTURE", place, "No picture stands beside it.", "Name one of the picture manifest.")
    extra = names_in(text.easy) - names_in(text.standard) - names_in(text.plural_one)
    if extra:
        yield Fault(
            "EASY_PLACEHOLDERS",
            place,
            f"The standard words have no {', '.join(sorted(extra))}.",
            "Use only placeholders of the standard words.",
        )
    if text.plural_one and "count" in names_in(text.easy.replace(": {count}", "")):
        yield Fault(
            "EASY_COUNTS",
            place,
            "Easy words have one form, and this one counts.",
            "Word it so that it is right for one and for many: 'Questions left: {count}'.",
            is_warning=True,
        )
