"""Sheets to keep: what people are told, the notice of privacy, and "is this for me?", in the words of the pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from alongside.core.conduct import consenting
from alongside.core.conduct.people import FAMILY, Acting
from alongside.core.conduct.services import Services
from alongside.core.definitions.consent import ConsentModule, InformationPart
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.definitions.text import as_text
from alongside.core.languages.placeholders import without_order_marks
from alongside.core.languages.textbook import Spoken
from alongside.core.reports.sheets import (
    DecisionSheet,
    Frame,
    Idea,
    Part,
    Sheet,
    render_decision_sheet,
    render_sheet,
)

FILE_NAME = "pages.pdf"
COMMISSIONER = "0303 123 1113"
"""The Information Commissioner's Office, United Kingdom. Checked 2026-11-22."""
WHERE = ("where_names", "where_answers", "where_phone", "where_not", "where_looks")
"""What the site keeps and where; the same for every study, since it is how the site is made."""
OF_INFORMATION = 2
"""The rank of headings below the title."""


class SheetKind(StrEnum):
    """Which sheet."""

    INFORMATION = "information"
    PRIVACY = "privacy"
    DECISION = "decision"


class SheetMissingError(AlongsideError):
    """The consent has no words for this sheet."""


@dataclass(frozen=True, slots=True)
class Wish:
    """For whom a sheet is: the language, the form of the words, the size of the print, and the number that they may ring."""

    language: str
    easy_read: bool = False
    large_print: bool = False
    phone: str = ""


def render_kind(services: Services, kind: SheetKind, module: ConsentModule, wish: Wish) -> bytes:
    """Return a sheet of a consent, in the version given, as a tagged PDF.

    Raises:
        SheetMissingError: the module has no such words.
    """
    words = Words(services, wish)
    frame = frame_of(services, wish)
    if kind is SheetKind.DECISION:
        if not has_decision_aid(module):
            raise SheetMissingError(f"{module.code} {module.version} has no page 'is this for me?'.")
        return render_decision_sheet(_decision(words, module), frame)
    if kind is SheetKind.PRIVACY and not module.privacy:
        raise SheetMissingError(f"{module.code} {module.version} has no notice of privacy.")
    return render_sheet((_information if kind is SheetKind.INFORMATION else _privacy)(words, module), frame)


def has_decision_aid(module: ConsentModule) -> bool:
    """Say whether the module has a page that helps to decide."""
    return bool(module.decision_aid) and module.to_think_about is not None


def whom_to_ask(services: Services) -> tuple[tuple[str, str], ...]:
    """Return whom people can ask about their details: the id of the label, and who that is; empty = they are to ask the team."""
    settings = services.settings
    return (
        ("sheets.controller", settings.data_controller),
        ("sheets.officer", settings.data_protection_officer),
        ("sheets.commissioner", COMMISSIONER),
    )


def frame_of(services: Services, wish: Wish) -> Frame:
    """Return what stands around the words of a sheet; its properties tell nothing about anybody."""
    words = Words(services, wish)
    return Frame(
        title=words.plain("sheets.file"),
        language=wish.language,
        footer=words.plain("sheets.footer"),
        page_words=words.plain("documents.page", page="{page}", pages="{pages}"),
        large_print=wish.large_print,
        created_at=services.clock.now(),
    )


class Words:
    """The words of one sheet: in its language and form, with the picture that belongs to each."""

    def __init__(self, services: Services, wish: Wish) -> None:
        self.services = services
        self.wish = wish

    def plain(self, text_id: str, **values: str) -> str:
        """Return the words alone."""
        return without_order_marks(self._say(text_id, values).words)

    def idea(self, text_id: str, number: str = "", *, always: bool = False, **values: str) -> Idea:
        """Return the words with their picture, which stands in easy read alone unless it is `always` wanted."""
        said = self._say(text_id, values)
        key = said.picture if self.wish.easy_read or always else ""
        return Idea(without_order_marks(said.words), self.drawing(key) if key else b"", number)

    def drawing(self, key: str) -> bytes:
        """Return a picture."""
        return self.services.pictures.picture(key).markup.encode()

    def _say(self, text_id: str, values: dict[str, str]) -> Spoken:
        return self.services.book.say(text_id, self.wish.language, values, easy=self.wish.easy_read, isolate=False)


def _information(words: Words, module: ConsentModule) -> Sheet:
    parts = [
        made
        for number, part in enumerate(module.information, 1)
        for made in _parts(words, module, part, number=f"{number}.", level=OF_INFORMATION)
    ]
    if module.privacy:
        parts.append(Part(words.plain("pages.sheet_privacy")))
        parts += _notice(words, module, level=OF_INFORMATION + 1)
    return Sheet(
        words.plain(f"{module.owner}.title"),
        (words.idea("pages.sheet_text"),),
        tuple(parts),
        _record(words, module),
    )


def _privacy(words: Words, module: ConsentModule) -> Sheet:
    where = Part(words.plain("sheets.where_heading"), tuple(words.idea(f"sheets.{one}") for one in WHERE))
    ask = Part(words.plain("sheets.ask_heading"), facts=tuple(_facts(words)))
    notice = tuple(_notice(words, module, level=OF_INFORMATION))
    return Sheet(
        words.plain("pages.sheet_privacy"),
        (words.idea("sheets.privacy_text"),),
        (*notice, where, ask),
        _record(words, module),
    )


def _facts(words: Words) -> Iterator[tuple[str, str]]:
    phone = words.wish.phone
    yield words.plain("sheets.reach_us"), phone or words.plain("sheets.ask_who_gave")
    for label, who in whom_to_ask(words.services):
        yield words.plain(label), who or words.plain("sheets.ask_us")


def _notice(words: Words, module: ConsentModule, *, level: int) -> Iterator[Part]:
    for part in module.privacy:
        yield from _parts(words, module, part, level=level)


def _parts(
    words: Words, module: ConsentModule, part: InformationPart, *, level: int, number: str = ""
) -> Iterator[Part]:
    """Yield a part; in easy read what it tells more is a part of its own, so that none has more than a few ideas."""

    def idea(slot: str, place: int) -> Idea:
        return words.idea(f"{text_id}.{slot}", f"{number}{place}" if number else "")

    text_id = f"{module.owner}.{part.code}"
    told = [idea(f"p{place}", place) for place in range(1, len(part.paragraphs) + 1)]
    if part.diagram is not None:
        drawing = words.drawing(part.diagram.picture)
        told.append(Idea(words.plain(f"{text_id}.diagram"), drawing, is_large=True))
    more = [idea(f"more{place}", len(part.paragraphs) + place) for place in range(1, len(part.more) + 1)]
    heading = words.plain(f"{text_id}.heading")
    if not words.wish.easy_read:
        yield Part(heading, (*told, *more), level=level)
        return
    yield Part(heading, tuple(told), level=level)
    if more:
        yield Part(words.plain("care.more"), tuple(more), level=level + 1)


def _record(words: Words, module: ConsentModule) -> tuple[tuple[str, str], ...]:
    reader = Acting("", FAMILY, NeedsProfile(language=words.wish.language, easy_read=words.wish.easy_read))
    return (
        (words.plain("documents.version"), module.version),
        (words.plain("documents.content_hash"), consenting.content_hash(words.services, reader, module)),
    )


def _decision(words: Words, module: ConsentModule) -> DecisionSheet:
    thinking = module.to_think_about
    if thinking is None:
        raise SheetMissingError(f"{module.code} has no questions to think about.")
    points = []
    for part in module.decision_aid:
        text_id = f"{module.owner}.{part.code}"
        told = "\n".join(words.plain(f"{text_id}.p{place}") for place in range(1, len(part.paragraphs) + 1))
        picture = as_text(part.paragraphs[0]).picture or as_text(part.heading).picture
        points.append((words.plain(f"{text_id}.heading"), Idea(told, words.drawing(picture) if picture else b"")))
    text_id = f"{module.owner}.{thinking.code}"
    return DecisionSheet(
        heading=words.plain("sheets.aid_heading"),
        introduction=(Idea(words.plain("sheets.aid_text")),),
        points=(*points,),
        whom_to_ask=words.plain("pages.help_line", phone=words.wish.phone)
        if words.wish.phone
        else words.plain("pages.help_line_no_phone"),
        thinking=words.plain(f"{text_id}.heading"),
        questions=tuple(words.plain(f"{text_id}.p{place}") for place in range(1, len(thinking.paragraphs) + 1)),
        empty_box=words.plain("sheets.empty_box"),
    )
