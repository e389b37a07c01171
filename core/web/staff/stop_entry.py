"""What a family can still stop and what they changed, in words for staff."""

from collections.abc import Iterator

from flask import g

from alongside.core.conduct import in_effect
from alongside.core.conduct.in_effect import Stops
from alongside.core.engine.consent import YES, Whole
from alongside.core.languages.tags import SOURCE_LANGUAGE
from alongside.core.web.access import services


def what_can_stop(number: str, stops: Stops) -> Iterator[tuple[str, str]]:
    """Yield what a family can still stop, each with its words."""
    wholes = {
        Whole.MESSAGES: not stops.messages_stopped and not stops.basis.declined,
        Whole.QUESTIONNAIRES: stops.basis.asks and stops.asks_questions,
        Whole.LINKAGE: stops.links_on,
        Whole.HELD_DATA: stops.basis.consented_at is not None
        and (stops.not_used_until is None or stops.has_told_since),
        Whole.EVERYTHING: not stops.basis.declined,
    }
    for whole, can in wholes.items():
        if can:
            yield whole.value, g.words.plain(f"staff_stops.what_{whole}")
    for one in stops.modules:
        if not one.is_on:
            continue
        if one.place > 1:
            title = _english(f"{one.module.owner}.title")
            yield f"module:{one.place}", g.words.plain("staff_stops.what_module", module=title)
        for line in in_effect.lines_of(services(), number, one.module):
            if line.answer == YES:
                text_id = "what_needed" if line.statement.required and one.place == 1 else "what_statement"
                words = g.words.plain(f"staff_stops.{text_id}", words=_words(one, line))
                yield f"statement:{one.place}:{line.statement.code}", words


def changed_lines(number: str, stops: Stops) -> Iterator[tuple[str, str]]:
    """Yield the answer and the words of each statement that is not as it was signed; who left has changed them all."""
    if stops.basis.declined:
        return
    for one in stops.modules:
        for line in in_effect.lines_of(services(), number, one.module):
            if line.changed_at is not None:
                yield line.answer, _words(one, line)


def _words(signed: in_effect.SignedModule, line: in_effect.Line) -> str:
    return line.kept.words if line.kept else _english(f"{signed.module.owner}.{line.statement.code}.text")


def _english(text_id: str) -> str:
    return services().book.say(text_id, SOURCE_LANGUAGE).words
