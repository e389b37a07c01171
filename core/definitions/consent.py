"""A consent module: what people are told, what they are asked to agree to, and how they sign."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from alongside.core.definitions.faults import Fault
from alongside.core.definitions.text import SourceText, Text, Words, as_text

_VERSION = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}){0,3}")
SIGNATURE_METHODS = frozenset({"typed", "drawn", "witnessed", "affirmed"})
"""`affirmed` = who came in with their code presses the button; nothing is written."""
QUESTIONS_AT_LEAST, QUESTIONS_AT_MOST = 3, 5


class Topic(StrEnum):
    """Something that people are told before they agree to take part (UK standards for participant information, 2023)."""

    SHORT = "short"
    WHO_ASKS = "who_asks"
    WHY_ME = "why_me"
    WHAT_HAPPENS = "what_happens"
    HOW_LONG = "how_long"
    CHANCE = "chance"
    GOOD = "good"
    HARD = "hard"
    WHO_SEES = "who_sees"
    LIMITS = "limits"
    MONEY = "money"
    STOPPING = "stopping"
    COMPLAINING = "complaining"
    CONTACTS = "contacts"


@dataclass(frozen=True, slots=True)
class InformationPart:
    """One page of information: a heading and at most five short paragraphs.

    `more` is what who wants to know more is told. `diagram` is a large picture that stands in every form, and its words.
    """

    code: str
    heading: Words
    paragraphs: tuple[Words, ...]
    more: tuple[Words, ...] = ()
    about: tuple[Topic, ...] = ()
    diagram: Text | None = None

    def texts(self, owner: str) -> Iterator[SourceText]:
        """Yield the heading, each paragraph, what more is told, and the words of the large picture."""
        yield SourceText(f"{owner}.{self.code}.heading", as_text(self.heading))
        for number, paragraph in enumerate(self.paragraphs, 1):
            yield SourceText(f"{owner}.{self.code}.p{number}", as_text(paragraph))
        for number, paragraph in enumerate(self.more, 1):
            yield SourceText(f"{owner}.{self.code}.more{number}", as_text(paragraph))
        if self.diagram is not None:
            yield SourceText(f"{owner}.{self.code}.diagram", self.diagram)


@dataclass(frozen=True, slots=True)
class UnderstandingChoice:
    """One answer that a question about the information offers."""

    code: str
    text: Words


@dataclass(frozen=True, slots=True)
class UnderstandingQuestion:
    """A kind question that shows whether we explained well. `right` is the code of the choice that fits.

    `said_right` is told after it, `another_way` after any other: the same again in other words, with the picture of that
    text. `part` is the code of the page of information that tells it.
    """

    code: str
    question: Words
    choices: tuple[UnderstandingChoice, ...]
    right: str
    said_right: Words
    another_way: Words
    part: str

    def texts(self, owner: str) -> Iterator[SourceText]:
        """Yield the question, its choices, and what is said afterwards."""
        yield SourceText(f"{owner}.{self.code}.question", as_text(self.question))
        for choice in self.choices:
            yield SourceText(f"{owner}.{self.code}.{choice.code}", as_text(choice.text))
        yield SourceText(f"{owner}.{self.code}.said_right", as_text(self.said_right))
        yield SourceText(f"{owner}.{self.code}.another_way", as_text(self.another_way))


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing to say yes or no to. `required` = taking part needs a yes; nothing is chosen beforehand.

    `links_to` is the code of the records that a yes lets us look at (`health`, `social_care`, `education`): who said yes
    stands in the list for them.
    """

    code: str
    text: Words
    if_yes: Words
    if_no: Words
    required: bool
    links_to: str = ""

    def texts(self, owner: str) -> Iterator[SourceText]:
        """Yield the statement and what follows from each answer."""
        yield SourceText(f"{owner}.{self.code}.text", as_text(self.text))
        yield SourceText(f"{owner}.{self.code}.if_yes", as_text(self.if_yes))
        yield SourceText(f"{owner}.{self.code}.if_no", as_text(self.if_no))


def version_order(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, so that versions can be compared; empty when it is not numbers and dots."""
    return tuple(int(number) for number in version.split(".")) if _VERSION.fullmatch(version) else ()


@dataclass(frozen=True, slots=True)
class Release:
    """That a version of a module was released: what it came after, and whether those who signed before must agree again."""

    version: str
    replaces: str
    is_material: bool


@dataclass(frozen=True, slots=True)
class ConsentModule:
    """Something that a person can agree to, whole. `signature_meaning` is what the signature says.

    `privacy` is the notice of what happens with personal data. `decision_aid` is one page for who wonders "is this for
    me?": a heading and a few words each; `to_think_about` are questions to ask oneself, each with an empty box. `taken_back` says what becomes of what was given already
    when the person takes the whole back; empty = nothing was given. `wording` is what its text ids begin with, where that
    is not the code: each version that stands beside another has words of its own. `what_changed` is what those who signed
    an older version are told first. `held` is filled in from what the team released: the versions whose signature counts
    now; empty = its own alone.
    """

    code: str
    version: str
    title: Words
    information: tuple[InformationPart, ...]
    statements: tuple[Statement, ...]
    signature_meaning: Words
    who_may_sign: tuple[str, ...]
    signature_methods: frozenset[str] = frozenset({"typed"})
    understanding: tuple[UnderstandingQuestion, ...] = ()
    privacy: tuple[InformationPart, ...] = ()
    decision_aid: tuple[InformationPart, ...] = ()
    to_think_about: InformationPart | None = None
    taken_back: Words = ""
    wording: str = ""
    what_changed: Words = ""
    held: frozenset[str] = frozenset()

    @property
    def owner(self) -> str:
        """What the ids of its texts begin with."""
        return self.wording or self.code

    @property
    def order(self) -> tuple[int, ...]:
        """Where its version stands among others: 1.10.0 comes after 1.9.0. Empty when the version is not numbers and dots."""
        return version_order(self.version)

    def holds(self, signed_version: str) -> bool:
        """Return whether a signature under this version counts for this module as it is shown now."""
        return signed_version in (self.held or {self.version})

    @property
    def parts(self) -> tuple[InformationPart, ...]:
        """Every part that is read: the information, the privacy notice, and what helps to decide."""
        return (*self.information, *self.privacy, *self.decision_aid, *filter(None, (self.to_think_about,)))

    @property
    def required(self) -> frozenset[str]:
        """The codes of the statements that taking part needs a yes to."""
        return frozenset(statement.code for statement in self.statements if statement.required)

    @property
    def topics(self) -> frozenset[Topic]:
        """What its information tells about."""
        return frozenset(topic for part in self.information for topic in part.about)

    def texts(self) -> Iterator[SourceText]:
        """Yield every text of the module once."""
        yield SourceText(f"{self.owner}.title", as_text(self.title))
        yield SourceText(f"{self.owner}.signature_meaning", as_text(self.signature_meaning))
        if self.taken_back:
            yield SourceText(f"{self.owner}.taken_back", as_text(self.taken_back))
        if self.what_changed:
            yield SourceText(f"{self.owner}.what_changed", as_text(self.what_changed))
        for part in self.parts:
            yield from part.texts(self.owner)
        for question in self.understanding:
            yield from question.texts(self.owner)
        for statement in self.statements:
            yield from statement.texts(self.owner)

    def statement(self, code: str) -> Statement:
        """Return the statement with this code.

        Raises:
            KeyError: there is none.
        """
        for statement in self.statements:
            if statement.code == code:
                return statement
        raise KeyError(code)

    def faults(self) -> list[Fault]:
        """Return everything that is wrong with the definition; empty = sound."""
        return [*self._part_faults(), *self._question_faults(), *self._signature_faults()]

    def _question_faults(self) -> Iterator[Fault]:
        if self.understanding and not QUESTIONS_AT_LEAST <= len(self.understanding) <= QUESTIONS_AT_MOST:
            yield Fault(
                "UNDERSTANDING_COUNT",
                f"{self.code}.understanding",
                f"There are {len(self.understanding)} questions about what was told.",
                f"Ask {QUESTIONS_AT_LEAST} to {QUESTIONS_AT_MOST}, or none.",
            )
        parts = {part.code for part in self.information}
        for question in self.understanding:
            codes = [choice.code for choice in question.choices]
            if len(set(codes)) != len(codes) or question.right not in codes or len(codes) < 2:  # noqa: PLR2004 - a choice
                yield Fault(
                    "UNDERSTANDING_CHOICES",
                    f"{self.code}.{question.code}",
                    f"Its choices are {', '.join(codes) or 'none'}, and {question.right!r} fits.",
                    "Offer two or more different choices; `right` is the code of one.",
                )
            if question.part not in parts:
                yield Fault(
                    "UNDERSTANDING_PART",
                    f"{self.code}.{question.code}",
                    f"No page of information has the code {question.part!r}.",
                    f"Choose from {', '.join(sorted(parts))}.",
                )

    def _part_faults(self) -> Iterator[Fault]:
        named: Sequence[InformationPart | UnderstandingQuestion | Statement]
        named = (*self.parts, *self.understanding, *self.statements)
        codes = [one.code for one in named]
        for code, times in Counter(codes).items():
            if times > 1:
                yield Fault(
                    "CONSENT_PART_DUPLICATED",
                    f"{self.code}.{code}",
                    f"The code {code!r} stands {times} times.",
                    "Give each part and statement a code of its own.",
                )
        for part in self.parts:
            if not 1 <= len(part.paragraphs) <= 5:  # noqa: PLR2004 - standards: at most 5 statements a screen
                yield Fault(
                    "INFORMATION_TOO_LONG" if part.paragraphs else "INFORMATION_EMPTY",
                    f"{self.code}.{part.code}",
                    f"The page has {len(part.paragraphs)} paragraphs.",
                    "Write one to five; start another page for more.",
                )
        if not self.information:
            yield Fault(
                "INFORMATION_EMPTY", self.code, "Nobody is told anything before they decide.", "Add information parts."
            )
        if not self.statements:
            yield Fault(
                "STATEMENT_NONE", f"{self.code}.statements", "There is nothing to say yes or no to.", "Add a statement."
            )

    def _signature_faults(self) -> Iterator[Fault]:
        unknown = self.signature_methods - SIGNATURE_METHODS
        if unknown or not self.signature_methods:
            yield Fault(
                "SIGNATURE_METHOD_UNKNOWN",
                f"{self.code}.signature_methods",
                f"Not a way to sign: {', '.join(sorted(unknown)) or 'none given'}.",
                f"Choose from {', '.join(sorted(SIGNATURE_METHODS))}.",
            )
        if not self.who_may_sign:
            yield Fault("SIGNER_MISSING", f"{self.code}.who_may_sign", "Nobody may sign.", "Name the roles that may.")


def version_faults(modules: Sequence[ConsentModule]) -> Iterator[Fault]:
    """Yield what is wrong with the versions of modules that stand side by side."""
    for code in dict.fromkeys(module.code for module in modules):
        versions = in_order([module for module in modules if module.code == code])
        yield from _number_faults(code, versions)
        for owner, times in Counter(module.owner for module in versions).items():
            if times > 1:
                yield Fault(
                    "CONSENT_WORDING_SHARED",
                    f"{code}.wording",
                    f"{times} versions have the wording {owner!r}.",
                    "Give each version a `wording` of its own, for example 'taking_part_2': each keeps its own texts.",
                )
        for module in versions[1:]:
            if not module.what_changed:
                yield Fault(
                    "CONSENT_CHANGE_UNTOLD",
                    f"{code}.{module.version}",
                    "Nobody is told what is different from the version before.",
                    "Write `what_changed`: it is the first thing that those read who agreed before.",
                )


def _number_faults(code: str, versions: Sequence[ConsentModule]) -> Iterator[Fault]:
    for module in versions:
        if not module.order:
            yield Fault(
                "CONSENT_VERSION_MALFORMED",
                f"{code}.version",
                f"The version {module.version!r} is not numbers with dots between.",
                "Write it as 1.0.0, so that it is known which one is newer.",
            )
    for order, times in Counter(module.order for module in versions if module.order).items():
        if times > 1:
            yield Fault(
                "CONSENT_VERSION_DUPLICATED",
                f"{code}.version",
                f"The version {'.'.join(map(str, order))} stands {times} times.",
                "Give each version a number of its own; what somebody was shown is never changed.",
            )


def in_order(modules: Sequence[ConsentModule]) -> tuple[ConsentModule, ...]:
    """Return versions of a module, the oldest first."""
    return tuple(sorted(modules, key=lambda module: module.order))
