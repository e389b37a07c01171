"""Every text of a version of a consent side by side: standard and easy, in each language, against the version before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from alongside.core.conduct.services import Services
from alongside.core.definitions.consent import ConsentModule, InformationPart


class Place(NamedTuple):
    """What a text is (`staff_consent.place_<kind>`), its number as on the family's sheet, and the end of its id."""

    kind: str
    number: str
    slot: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text in one language and form; `before` is what stood there in the version before, where that was other words.

    `words` is empty when it is not written or not translated yet; that is told apart from a change.
    """

    language: str
    is_easy: bool
    words: str
    before: str


@dataclass(frozen=True, slots=True)
class Line:
    """One text in all languages. `is_new` = the version before had no such text."""

    place: Place
    words: tuple[Words, ...]
    is_new: bool

    @property
    def is_changed(self) -> bool:
        """Whether it was there before in other words."""
        return not self.is_new and any(one.before for one in self.words)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """All texts of a version, in the order in which they are met, and what the version before had and this one has not."""

    lines: tuple[Line, ...]
    gone: tuple[str, ...]

    @property
    def different(self) -> int:
        """How many texts are new, changed or gone."""
        return sum(line.is_new or line.is_changed for line in self.lines) + len(self.gone)


def side_by_side(services: Services, module: ConsentModule, before: ConsentModule | None) -> SideBySide:
    """Return every text of a version against the version before; without one, nothing is new."""
    languages = services.study.languages
    old = {place.slot: _words(services, before, place.slot, languages) for place in places_of(before)} if before else {}
    lines = []
    for place in places_of(module):
        now, then = _words(services, module, place.slot, languages), old.get(place.slot, {})
        words = tuple(
            Words(*key, said, then[key] if said and then.get(key, said) != said else "") for key, said in now.items()
        )
        lines.append(Line(place, words, is_new=before is not None and place.slot not in old))
    known = {line.place.slot for line in lines}
    first = languages[0]
    return SideBySide(tuple(lines), tuple(words[first, False] for slot, words in old.items() if slot not in known))


def _words(
    services: Services, module: ConsentModule, slot: str, languages: Sequence[str]
) -> dict[tuple[str, bool], str]:
    text_id = f"{module.owner}.{slot}"
    found = {}
    for language in languages:
        for is_easy in (False, True):
            is_there = services.book.is_translated(text_id, language, easy=is_easy)
            is_written = not is_easy or services.book.has_easy(text_id)
            said = services.book.unfilled(text_id, language, easy=is_easy).words if is_there and is_written else ""
            found[language, is_easy] = said
    return found


def places_of(module: ConsentModule) -> Iterator[Place]:
    """Yield what each text of a version is, in the order in which a family meets them."""
    if module.what_changed:
        yield Place("what_changed", "", "what_changed")
    yield Place("title", "", "title")
    for number, part in enumerate(module.information, 1):
        yield from _part(part, number, "part", "paragraph")
    for number, question in enumerate(module.understanding, 1):
        yield Place("question", str(number), f"{question.code}.question")
        for index, choice in enumerate(question.choices, 1):
            yield Place("answer", f"{number}.{index}", f"{question.code}.{choice.code}")
        yield Place("said_right", str(number), f"{question.code}.said_right")
        yield Place("another_way", str(number), f"{question.code}.another_way")
    for number, statement in enumerate(module.statements, 1):
        yield Place("statement", str(number), f"{statement.code}.text")
        yield Place("if_yes", str(number), f"{statement.code}.if_yes")
        yield Place("if_no", str(number), f"{statement.code}.if_no")
    yield Place("signature", "", "signature_meaning")
    if module.taken_back:
        yield Place("taken_back", "", "taken_back")
    for number, part in enumerate(module.privacy, 1):
        yield from _part(part, number, "privacy_part", "privacy")
    for number, part in enumerate(module.decision_aid, 1):
        yield from _part(part, number, "aid_part", "aid")
    if module.to_think_about:
        yield from _part(module.to_think_about, len(module.decision_aid) + 1, "aid_part", "aid")


def _part(part: InformationPart, number: int, heading: str, paragraph: str) -> Iterator[Place]:
    yield Place(heading, str(number), f"{part.code}.heading")
    for index in range(1, len(part.paragraphs) + 1):
        yield Place(paragraph, f"{number}.{index}", f"{part.code}.p{index}")
    if part.diagram is not None:
        yield Place("diagram", str(number), f"{part.code}.diagram")
    for index in range(1, len(part.more) + 1):
        yield Place(paragraph, f"{number}.{len(part.paragraphs) + index}", f"{part.code}.more{index}")
