"""An answer in words, as the person who gave it sees it before the part is sent."""

from datetime import date

from alongside.core.conduct import answering
from alongside.core.conduct.services import Services
from alongside.core.definitions.items import Item, Question, Rows
from alongside.core.definitions.missing import MissingReason
from alongside.core.definitions.responses import CalendarDate, ResponseScale, SeveralOf, WholeNumber
from alongside.core.languages.formats import format_date
from alongside.core.storage.answers import StoredAnswer
from alongside.core.web.words import PageWords


def shown_answer(
    services: Services,
    words: PageWords,
    part: answering.Part,
    asked: Question,
    answer: StoredAnswer | None,
    held: answering.PartAnswers,
) -> str:
    """Return the answer in the page's language; lines are parted by line feeds."""
    if answer is None:
        return words.plain("pages.check_missing")
    if answer.reason is not None:
        declined = answer.reason == MissingReason.PREFERS_NOT_TO_SAY
        return words.plain("pages.check_declined" if declined else "pages.check_missing")
    if isinstance(asked, Rows):
        return _rows(words, part, asked, answer, held)
    written = answering.sealed_words(services, answer) if answer.sealed else answer.value or ""
    return _one(words, part, asked, written)


def _rows(
    words: PageWords, part: answering.Part, asked: Rows, answer: StoredAnswer, held: answering.PartAnswers
) -> str:
    lines = []
    for row in range(int(answer.value or 0)):
        fields = [held.latest(item.code, row) for item in asked.fields]
        told = [
            _one(words, part, item, kept.value)
            for item, kept in zip(asked.fields, fields, strict=True)
            if kept is not None and kept.value is not None
        ]
        name = words.plain(part.wording.row(asked), number=row + 1)
        lines.append(f"{name}: {' · '.join(told)}")
    return "\n".join(lines) or "0"


def _one(words: PageWords, part: answering.Part, item: Item, written: str) -> str:
    answers = part.wording.answers(item)
    match item.response:
        case ResponseScale():
            return words.plain(f"{answers}.{written}")
        case SeveralOf():
            return "\n".join(words.plain(f"{answers}.{code}") for code in written.split())
        case CalendarDate():
            return format_date(date.fromisoformat(written), words.language)
        case WholeNumber(unit=unit) if unit:
            return f"{written} {words.plain(f'{answers}.unit')}"
        case _:
            return written
