"""An instrument: its items, forms, ages and scores as one frozen value that reports all its faults at once."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from alongside.core.definitions.ages import AdjustAge, AgeBand, NotAsked
from alongside.core.definitions.data_slots import DataSlot, InstalledData, slots_of
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.items import Question, Rows, plain_items
from alongside.core.definitions.licence import Licence
from alongside.core.definitions.responses import Ladder, Response, ResponseScale, SeveralOf, WholeNumber
from alongside.core.definitions.score_faults import faults_between, faults_within
from alongside.core.definitions.score_rules import MissingPolicy
from alongside.core.definitions.scoring import Score
from alongside.core.definitions.sections import Section, section_faults, sections_by_item, words_faults
from alongside.core.definitions.text import SourceText, Words, as_text
from alongside.core.definitions.text_pack import TextPack

CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
WHOLE_FORM = "all"
"""The code of the one form of an instrument that declares none."""


@dataclass(frozen=True, slots=True)
class Form:
    """A choice of items for the children (or adults) of certain ages.

    `scores` empty = the instrument's scores whose items it has. Else these are made in place of them: for a form whose
    scores have the same names as another form's, and other items.
    """

    code: str
    items: tuple[str, ...]
    from_months: int = 0
    to_months: int = 1800
    minutes: int | None = None
    scores: tuple[Score, ...] = ()

    @property
    def ages(self) -> AgeBand:
        """The ages that the form was made for."""
        return AgeBand(self.code, self.from_months, self.to_months)


@dataclass(frozen=True)
class Instrument:
    """A questionnaire. `about` says whom it describes ("child" or "participant"); `minutes` is the honest time to answer.

    `version` follows semantic versioning: a change that can alter a score is a major version. `title` is shown to
    families only when `title_for_families` is given; addresses and page titles never name an instrument.
    `adjust_for_early` says that the form for a child who was born early is chosen by the adjusted age; a study may differ.
    `data` says which files of numbers were installed, `packs` which licensed text packs this deployment has; neither is
    written by the plugin.
    """

    code: str
    version: str
    title: str
    citation: str
    why_we_ask: Words
    licence: Licence
    about: str
    respondents: tuple[str, ...]
    minutes: int
    items: tuple[Question, ...]
    title_for_families: Words = ""
    sensitive_warning: Words = ""
    sections: tuple[Section, ...] = ()
    forms: tuple[Form, ...] = ()
    age_bands: tuple[AgeBand, ...] = ()
    gaps: tuple[NotAsked, ...] = ()
    overlap_settled_by_study: bool = False
    adjust_for_early: AdjustAge | None = None
    scores: tuple[Score, ...] = ()
    data: tuple[InstalledData, ...] = ()
    packs: tuple[TextPack, ...] = field(default=(), compare=False, repr=False)

    @cached_property
    def by_code(self) -> Mapping[str, Question]:
        """Items by their code, in order."""
        return {item.code: item for item in self.items}

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """The section of each item that stands in one."""
        return sections_by_item(self.sections, [item.code for item in self.items])

    @cached_property
    def all_forms(self) -> tuple[Form, ...]:
        """The declared forms, or one that holds every item for the ages of the bands."""
        if self.forms:
            return self.forms
        low = min((band.from_months for band in self.age_bands), default=0)
        high = max((band.to_months for band in self.age_bands), default=1800)
        return (Form(WHOLE_FORM, tuple(item.code for item in self.items), low, high, self.minutes),)

    def form(self, code: str) -> Form:
        """Return the form with this code.

        Raises:
            KeyError: there is none.
        """
        for form in self.all_forms:
            if form.code == code:
                return form
        raise KeyError(code)

    def items_of(self, form_code: str) -> tuple[Question, ...]:
        """Return the items of a form, in the form's order."""
        return tuple(self.by_code[code] for code in self.form(form_code).items)

    def minutes_of(self, form_code: str) -> int:
        """Return the honest time that a form takes: its own, or the instrument's."""
        return self.form(form_code).minutes or self.minutes

    def scores_of(self, form_code: str) -> tuple[Score, ...]:
        """Return the scores that can be made from a form's items: its own, or the instrument's."""
        form = self.form(form_code)
        present = set(form.items)
        made: dict[str, Score] = {}
        for score in form.scores or self.scores:
            if score.is_made_from(present, made):
                made[score.code] = score
        return tuple(made.values())

    @cached_property
    def data_needed(self) -> tuple[DataSlot, ...]:
        """The files of numbers that its scores wait for, whether installed or not."""
        return slots_of(self.every_score)

    @cached_property
    def data_lacking(self) -> tuple[DataSlot, ...]:
        """Those of them that are not installed: their scores are not made."""
        installed = {data.name for data in self.data}
        return tuple(slot for slot in self.data_needed if slot.name not in installed)

    @property
    def every_score(self) -> tuple[Score, ...]:
        """The scores of the instrument and then those of single forms; a code can stand more than once."""
        return tuple(score for _, scores, _ in self._score_groups() for score in scores)

    @property
    def policies(self) -> tuple[MissingPolicy, ...]:
        """The policies of its scores, among whose options a study chooses; a name can stand more than once."""
        return tuple(score.missing for score in self.every_score if isinstance(score.missing, MissingPolicy))

    @property
    def has_wording(self) -> bool:
        """Whether every item has its words, of its own or from a licensed pack (False = a skeleton)."""
        return all(item.text for item in self.items) or all(self.packs_of(form.code) for form in self.all_forms)

    def packs_of(self, form: str) -> tuple[TextPack, ...]:
        """Return the licensed packs that hold words of a form."""
        return tuple(pack for pack in self.packs if form in pack.forms)

    def texts(self) -> Iterator[SourceText]:
        """Yield every text of the instrument once."""
        yield SourceText(f"{self.code}.why_we_ask", as_text(self.why_we_ask))
        if self.title_for_families:
            yield SourceText(f"{self.code}.title", as_text(self.title_for_families))
        if self.sensitive_warning:
            yield SourceText(f"{self.code}.sensitive_warning", as_text(self.sensitive_warning))
        for section in self.sections:
            yield from section.texts(self.code)
        for item in self.items:
            yield from item.texts(self.code)
        for response in self._responses().values():
            yield from response.texts(self.code)

    def _responses(self) -> dict[str, Response]:
        return {item.response.code: item.response for item in plain_items(self.items)}

    def faults(self) -> list[Fault]:
        """Return everything that is wrong with the definition; empty = sound."""
        return [
            *self._code_faults(),
            *self._response_faults(),
            *self._routing_faults(),
            *self._why_faults(),
            *self._form_faults(),
            *self._licence_faults(),
            *(
                fault
                for place, scores, forms in self._score_groups()
                for fault in self._score_faults(place, scores, forms)
            ),
        ]

    def _code_faults(self) -> Iterator[Fault]:
        named = (
            ("instrument", self.code),
            *(("item", item.code) for item in self.items),
            *(("score", code) for code in dict.fromkeys(score.code for score in self.every_score)),
        )
        for name, code in named:
            if not CODE.fullmatch(code):
                yield Fault(
                    "CODE_MALFORMED",
                    f"{self.code}.{code}",
                    f"The {name} code {code!r} is not snake_case.",
                    "Use small letters, digits and single underscores, for example 'sleep_wake'.",
                )
        if not re.fullmatch(r"\d+\.\d+\.\d+", self.version):
            yield Fault(
                "VERSION_MALFORMED",
                self.code,
                f"The version {self.version!r} is not of the form 1.0.0.",
                "Write three numbers with dots between.",
            )
        every = [item.code for item in self.items] + [
            field.code for item in self.items if isinstance(item, Rows) for field in item.fields
        ]
        for code, times in Counter(every).items():
            if times > 1:
                yield Fault(
                    "ITEM_DUPLICATED",
                    f"{self.code}.items.{code}",
                    f"The item code {code!r} stands {times} times.",
                    "Give each item a code of its own.",
                )
        if self.about not in {"child", "participant"}:
            yield Fault(
                "ABOUT_UNKNOWN",
                f"{self.code}.about",
                f"about={self.about!r} is neither 'child' nor 'participant'.",
                "Say whom the answers describe.",
            )
        if self.minutes <= 0:
            yield Fault(
                "MINUTES_MISSING",
                f"{self.code}.minutes",
                "The time to answer is not a positive number.",
                "Measure it and write whole minutes; families are told this number.",
            )
        for name, value in (("citation", self.citation), ("title", self.title), ("why_we_ask", self.why_we_ask)):
            if not value:
                yield Fault(
                    "FIELD_EMPTY", f"{self.code}.{name}", f"{name} is empty.", "Every instrument has one: write it."
                )

    def _response_faults(self) -> Iterator[Fault]:
        seen: dict[str, Response] = {}
        in_rows = {field.code for item in self.items if isinstance(item, Rows) for field in item.fields}
        for item in plain_items(self.items):
            response, place = item.response, f"{self.code}.{item.code}.response"
            if seen.setdefault(response.code, response) != response:
                yield Fault(
                    "RESPONSE_DUPLICATED",
                    place,
                    f"Two different responses share the code {response.code!r}.",
                    "Give each response scale a code of its own.",
                )
            if isinstance(response, ResponseScale | SeveralOf):
                choices = (*response.choices, *((response.none,) if isinstance(response, SeveralOf) else ()))
                for code, times in Counter(choice.code for choice in choices).items():
                    if times > 1:
                        yield Fault(
                            "CHOICE_DUPLICATED",
                            f"{place}.{code}",
                            f"The choice code {code!r} stands {times} times.",
                            "Give each choice a code of its own.",
                        )
                if len(choices) < 2:  # noqa: PLR2004 - one option is no choice
                    yield Fault(
                        "CHOICES_TOO_FEW", place, "There is nothing to choose between.", "List two choices or more."
                    )
            if item.code in in_rows and not isinstance(response, ResponseScale | WholeNumber | Ladder):
                yield Fault(
                    "ROW_FIELD_KIND",
                    place,
                    "A field of repeating rows takes words, a date or several options.",
                    "Ask for one option or a number in each row; ask for words in an item of its own, where they are sealed.",
                )
            if isinstance(response, WholeNumber) and response.low > response.high:
                yield Fault(
                    "LIMITS_REVERSED",
                    place,
                    f"The lowest number {response.low} is above the highest {response.high}.",
                    "Exchange low and high.",
                )

    def _routing_faults(self) -> Iterator[Fault]:
        for form in self.all_forms:
            earlier: set[str] = set()
            for code in form.items:
                item = self.by_code.get(code)
                if item is None:
                    continue
                for wanted in sorted(item.ask_when.refers_to() if item.ask_when else ()):
                    if wanted not in earlier:
                        yield Fault(
                            "ROUTING_FORWARD" if wanted in form.items else "ROUTING_UNKNOWN",
                            f"{self.code}.{form.code}.{code}.ask_when",
                            f"It depends on {wanted!r}, which is not asked before it in form {form.code!r}.",
                            "Ask that item earlier in this form, or change the condition.",
                        )
                earlier.add(code)

    def _why_faults(self) -> Iterator[Fault]:
        if self.why_we_ask:
            yield from words_faults(f"{self.code}.why_we_ask", self.why_we_ask)
        if self.sensitive_warning:
            yield from words_faults(f"{self.code}.sensitive_warning", self.sensitive_warning)
        forms = {form.code: [code for code in form.items if code in self.by_code] for form in self.all_forms}
        yield from section_faults(
            self.code, self.sections, list(self.by_code), forms, frozenset(self.by_code) | frozenset(self._responses())
        )

    def _form_faults(self) -> Iterator[Fault]:
        for code, times in Counter(form.code for form in self.all_forms).items():
            if times > 1:
                yield Fault(
                    "FORM_DUPLICATED",
                    f"{self.code}.forms.{code}",
                    f"The form code {code!r} stands {times} times.",
                    "Give each form a code of its own.",
                )
        for form in self.all_forms:
            for item in form.items:
                if item not in self.by_code:
                    yield Fault(
                        "FORM_ITEM_UNKNOWN",
                        f"{self.code}.forms.{form.code}",
                        f"The form names the item {item!r}, which the instrument does not have.",
                        "Correct the code, or add the item.",
                    )
        asked = {code for form in self.all_forms for code in form.items}
        for item_code in self.by_code:
            if item_code not in asked:
                yield Fault(
                    "ITEM_UNREACHABLE",
                    f"{self.code}.items.{item_code}",
                    "No form asks this item.",
                    "Add it to a form, or delete it.",
                )
        if self.about == "child":
            yield from self._age_faults()

    def _age_faults(self) -> Iterator[Fault]:
        spans = sorted(
            [(form.from_months, form.to_months, f"form {form.code!r}") for form in self.all_forms]
            + [(gap.from_months, gap.to_months, "the declared gap") for gap in self.gaps]
        )
        for (_, end, left), (start, _, right) in pairwise(spans):
            if start > end:
                yield Fault(
                    "BANDS_GAP",
                    f"{self.code}.forms",
                    f"No form is for children of {end} to {start - 1} months, between {left} and {right}.",
                    f"Move an edge, or declare it: not_asked({end}, {start}, 'why').",
                )
            if start < end and not self.overlap_settled_by_study:
                yield Fault(
                    "BANDS_OVERLAP",
                    f"{self.code}.forms",
                    f"{left} and {right} both cover {start} to {end - 1} months.",
                    "Move an edge, or set overlap_settled_by_study=True so that each study must decide.",
                )

    def _licence_faults(self) -> Iterator[Fault]:
        if not self.licence.holder or not self.licence.spdx:
            yield Fault(
                "LICENCE_MISSING",
                f"{self.code}.licence",
                "The licence has no holder or no identifier.",
                "Name the holder, and an SPDX identifier or 'LicenseRef-...'.",
            )
        if self.licence.wording_may_ship and not self.has_wording:
            yield Fault(
                "WORDING_MISSING",
                f"{self.code}.items",
                "Some items have no words although the licence lets wording ship.",
                "Write the words, or set wording_may_ship=False.",
            )
        own = [item for item in plain_items(self.items) if item.easy_help]
        if not self.licence.wording_may_ship and (own or any(item.text for item in self.items)):
            yield Fault(
                "WORDING_RESTRICTED",
                f"{self.code}.items",
                "Items hold words although the licence does not let wording ship.",
                "Delete the words; they come from the holder's text pack.",
            )
        if "comment" not in self.licence.beside_items and any(item.may_comment for item in plain_items(self.items)):
            yield Fault(
                "COMMENT_RESTRICTED",
                f"{self.code}.items",
                "An item takes a comment, which the licence does not let stand beside it.",
                "Set may_comment=False; comments then come after the instrument.",
            )
        if "explanation" not in self.licence.beside_items and (own or any(item.help for item in self.items)):
            yield Fault(
                "EXPLANATION_RESTRICTED",
                f"{self.code}.items",
                "An item has a help text or easy words of ours, which the licence does not let stand beside it.",
                "Delete them, or add 'explanation' to beside_items when the holder allows it.",
            )

    def _score_groups(self) -> Iterator[tuple[str, tuple[Score, ...], dict[str, tuple[str, ...]]]]:
        """Yield scores that belong together: their place, the scores, and the items of each form that makes them."""
        yield self.code, self.scores, {form.code: form.items for form in self.all_forms if not form.scores}
        for form in self.all_forms:
            if form.scores:
                yield f"{self.code}.{form.code}", form.scores, {form.code: form.items}

    def _score_faults(
        self, place: str, scores: tuple[Score, ...], forms: Mapping[str, tuple[str, ...]]
    ) -> Iterator[Fault]:
        """Yield what is wrong in scores; between them only where each is sound by itself, so that one slip is told once."""
        plain = {item.code: item for item in plain_items(self.items)}
        codes = [score.code for score in scores]
        found = [
            fault for score in scores for fault in faults_within(score, f"{place}.scores.{score.code}", plain, codes)
        ]
        yield from found or faults_between(place, scores, plain, forms)
