"""A consent module: what people are told, what they are asked to agree to, and how they sign."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from alongside.core.definitions.faults import Fault
from alongside.core.definitions.text import SourceText, Words, as_text

SIGNATURE_METHODS = frozenset({"typed", "drawn", "witnessed"})


@dataclass(frozen=True, slots=True)
class InformationPart:
    """One page of information: a heading and at most five short paragraphs."""

    code: str
    heading: Words
    paragraphs: tuple[Words, ...]

    def texts(self, owner: str) -> Iterator[SourceText]:
        """Yield the heading and each paragraph."""
        yield SourceText(f"{owner}.{self.code}.heading", as_text(self.heading))
        for number, paragraph in enumerate(self.paragraphs, 1):
            yield SourceText(f"{owner}.{self.code}.p{number}", as_text(paragraph))


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing to say yes or no to. `required` = taking part needs a yes; nothing is chosen beforehand."""

    code: str
    text: Words
    if_yes: Words
    if_no: Words
    required: bool

    def texts(self, owner: str) -> Iterator[SourceText]:
        """Yield the statement and what follows from each answer."""
        yield SourceText(f"{owner}.{self.code}.text", as_text(self.text))
        yield SourceText(f"{owner}.{self.code}.if_yes", as_text(self.if_yes))
        yield SourceText(f"{owner}.{self.code}.if_no", as_text(self.if_no))


@dataclass(frozen=True, slots=True)
class ConsentModule:
    """Something that a person can agree to, whole. `signature_meaning` is what the signature says."""

    code: str
    version: str
    title: Words
    information: tuple[InformationPart, ...]
    statements: tuple[Statement, ...]
    signature_meaning: Words
    who_may_sign: tuple[str, ...]
    signature_methods: frozenset[str] = frozenset({"typed"})

    def texts(self) -> Iterator[SourceText]:
        """Yield every text of the module once."""
        yield SourceText(f"{self.code}.title", as_text(self.title))
        yield SourceText(f"{self.code}.signature_meaning", as_text(self.signature_meaning))
        for part in self.information:
            yield from part.texts(self.code)
        for statement in self.statements:
            yield from statement.texts(self.code)

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
        return [*self._part_faults(), *self._signature_faults()]

    def _part_faults(self) -> Iterator[Fault]:
        codes = [part.code for part in self.information] + [statement.code for statement in self.statements]
        for code, times in Counter(codes).items():
            if times > 1:
                yield Fault(
                    "CONSENT_PART_DUPLICATED",
                    f"{self.code}.{code}",
                    f"The code {code!r} stands {times} times.",
                    "Give each part and statement a code of its own.",
                )
        for part in self.information:
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
        if not any(statement.required for statement in self.statements):
            yield Fault(
                "STATEMENT_REQUIRED_NONE",
                f"{self.code}.statements",
                "No statement is required, so a signature would mean nothing.",
                "Mark the statement that taking part rests on as required.",
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
