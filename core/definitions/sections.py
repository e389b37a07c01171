"""Sections: stretches of an instrument that say why they ask, and warn of what is hard to answer."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from alongside.core.definitions.faults import Fault
from alongside.core.definitions.text import SourceText, Words, as_text

_CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of items, from `first_item` to the item before the next section's, in the instrument's order.

    `why` stands above its first question. With `sensitive_warning` a page of its own comes before it.
    """

    code: str
    first_item: str
    why: Words
    sensitive_warning: Words = ""

    def texts(self, owner: str) -> Iterator[SourceText]:
        """Yield its words."""
        yield SourceText(f"{owner}.{self.code}.why", as_text(self.why))
        if self.sensitive_warning:
            yield SourceText(f"{owner}.{self.code}.sensitive_warning", as_text(self.sensitive_warning))


def sections_by_item(sections: Sequence[Section], items: Sequence[str]) -> Mapping[str, Section]:
    """Return the section of each item that has one; items before the first section have none."""
    begins = {section.first_item: section for section in sections}
    found: dict[str, Section] = {}
    here: Section | None = None
    for item in items:
        here = begins.get(item, here)
        if here is not None:
            found[item] = here
    return found


def section_faults(
    owner: str,
    sections: Sequence[Section],
    items: Sequence[str],
    forms: Mapping[str, Sequence[str]],
    taken: frozenset[str],
) -> Iterator[Fault]:
    """Yield what is wrong with sections; `taken` are the codes that ids of texts begin with already."""
    times = Counter(section.code for section in sections)
    for section in sections:
        place = f"{owner}.sections.{section.code}"
        if not _CODE.fullmatch(section.code) or section.code in taken or times[section.code] > 1:
            yield Fault(
                "SECTION_CODE",
                place,
                f"The section code {section.code!r} is not snake_case, or something else has it.",
                "Give each section a code that no item, response or other section has.",
            )
        if section.first_item not in items:
            yield Fault(
                "SECTION_ITEM_UNKNOWN",
                place,
                f"It begins at the item {section.first_item!r}, which the instrument does not have.",
                "Name the item that it begins at.",
            )
        yield from words_faults(f"{place}.why", section.why)
        if section.sensitive_warning:
            yield from words_faults(f"{place}.sensitive_warning", section.sensitive_warning)
    by_item = sections_by_item(sections, items)
    for form, codes in forms.items():
        runs = [
            code for before, code in zip(("", *codes), codes, strict=False) if by_item.get(before) != by_item.get(code)
        ]
        met = Counter((by_item[code].code, by_item[code].first_item) for code in runs if code in by_item)
        for (code, _), count in met.items():
            if count > 1:
                yield Fault(
                    "SECTION_BROKEN",
                    f"{owner}.sections.{code}",
                    f"In the form {form!r} its questions do not stand together.",
                    "Put them one after the other in the form, or make two sections.",
                )


def words_faults(place: str, words: Words) -> Iterator[Fault]:
    """Yield that words which families need to feel safe are missing, or have no easy form with a picture.

    Standard words may be easy enough to be the easy form too; the picture says that somebody has looked at that.
    """
    text = as_text(words)
    if not text.standard:
        yield Fault("WHY_MISSING", place, "Nothing says why this is asked.", "Write it; families read it first.")
    elif not text.picture:
        yield Fault(
            "WHY_NOT_EASY",
            place,
            "It has no easy form: there is no picture beside it.",
            "Write easy words and name a picture: Text('...', easy='...', picture='ask').",
        )
