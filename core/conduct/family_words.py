"""Which texts families read, which of them they see on one screen, and how hard all of it is to read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from alongside.core.conduct.services import FRAMEWORK_WORDS
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import plain_items
from alongside.core.definitions.messages import RULES, Audience
from alongside.core.definitions.text import Text
from alongside.core.languages.page_grades import (
    PageGrade,
    ReadPage,
    SentenceLengths,
    grade_pages,
    hardest_pages,
    mean_grade,
    sentence_lengths,
)
from alongside.core.languages.textbook import TextBook
from alongside.core.plugin_host.catalogue import Catalogue

FOR_STAFF = "staff"
"""What the owner of a staff page's words begins with: they are in English only."""
_MESSAGES_FOR_STAFF = (
    *(f"messages.{reason}_" for reason, rule in RULES.items() if rule.audience is Audience.PROFESSIONAL),
    "messages.call_",
    "messages.refused_",
    "messages.why_",
)
_CHANNELS = ("_sms", "_email", "_letter", "_email_subject", "_letter_subject")
_OWN_SLOTS = ("title", "why_we_ask", "sensitive_warning", "why")
# Pages about being reached that ask one thing each; what else begins with contact_ is on the page that they lead back to.
_ASKED_ALONE = frozenset(
    "calendar code day email first hour name number post shared voicemail way word".split()  # noqa: SIM905 - easier to read
)


@dataclass(frozen=True, slots=True)
class Measured:
    """How hard the words of families are. `hardest` holds a few pages, hardest first; `easy` says by language how long the sentences of easy read are."""

    pages: int
    mean_grade: float
    hardest: tuple[PageGrade, ...]
    easy: Mapping[str, SentenceLengths]


def families_read(text_id: str) -> bool:
    """Say whether families read the text: it is of no staff page, and of no message to staff.

    A plugin's words are for families whatever it is called: parents sign the consent to an interview of staff too.
    """
    return text_id.partition(".")[0] not in _staff_owners() and not text_id.startswith(_MESSAGES_FOR_STAFF)


@cache
def _staff_owners() -> frozenset[str]:
    return frozenset(file.stem for file in (FRAMEWORK_WORDS / "en").glob(f"{FOR_STAFF}*.toml"))


def measure(catalogue: Catalogue, book: TextBook, languages: Iterable[str]) -> Measured:
    """Return the grades of all pages that families read, and the sentences of easy read in these languages.

    Easy read shows the standard words of a text that has no easy ones, and they are counted with the others.
    """
    pages = family_pages(catalogue, book.sources)
    grades = grade_pages(pages, book.sources)
    read = [text_id for page in pages for text_id in page.text_ids]
    easy = {
        language: sentence_lengths(
            book.unfilled(each, language, easy=True).words
            for each in read
            if book.is_translated(each, language, easy=True)
        )
        for language in languages
    }
    return Measured(len(grades), mean_grade(grades), hardest_pages(grades), easy)


def family_pages(catalogue: Catalogue, texts: Mapping[str, Text]) -> tuple[ReadPage, ...]:
    """Return the pages of everything that families read, each text on one of them or more.

    A question stands with its answers. Everything else goes by its id: a page of information, a statement with what follows
    from each answer, a message, a letter. Words of other holders, and what stands in for them, are not ours to change.
    """
    questions = tuple(chain.from_iterable(map(_question_pages, catalogue.instruments.values())))
    asked = {text_id for page in questions for text_id in page.text_ids}
    others: dict[str, list[str]] = {}
    for text_id in texts:
        owner, _, slot = text_id.partition(".")
        instrument = catalogue.instruments.get(owner)
        is_ours = instrument is None or instrument.licence.wording_may_ship or slot.rpartition(".")[2] in _OWN_SLOTS
        if families_read(text_id) and text_id not in asked and is_ours:
            others.setdefault(_page_of(text_id), []).append(text_id)
    return (*questions, *(ReadPage(name, tuple(ids)) for name, ids in others.items()))


def _question_pages(instrument: Instrument) -> Iterator[ReadPage]:
    if not instrument.licence.wording_may_ship:
        return
    for asked in instrument.items:
        own = [source.id for source in asked.texts(instrument.code)]
        answers = [source.id for item in plain_items((asked,)) for source in item.response.texts(instrument.code)]
        if own:
            yield ReadPage(f"{instrument.code}.{asked.code}", tuple(dict.fromkeys((*own, *answers))))


def _page_of(text_id: str) -> str:
    owner, _, rest = text_id.partition(".")
    first, *others = rest.split("_")
    match owner:
        case "letters" | "documents":
            return owner
        case "errors":
            return text_id
        case "messages":
            return f"{owner}.{rest.removesuffix('_subject') if rest.endswith(_CHANNELS) else rest}"
        case "pages" if first == "error" and others:
            return f"{owner}.{rest.removesuffix('_text')}"
        case "pages" if first == "contact" and others and others[0].removesuffix("s") in _ASKED_ALONE:
            return f"{owner}.contact_{others[0].removesuffix('s')}"
        case "pages" | "care":
            return f"{owner}.{first}"
    code, dot, _ = rest.partition(".")
    return f"{owner}.{code}" if dot else owner
