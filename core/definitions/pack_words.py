"""The words of a text pack in one language, `words/<language>.toml`: every item of every form, and not one more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from alongside.core.definitions.faults import Fault
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import Item, Question, Rows, plain_items
from alongside.core.definitions.responses import Ladder, Response, ResponseScale, SeveralOf, WholeNumber
from alongside.core.definitions.text_pack import INSTRUCTIONS, NOTICE

_OF_FORM = frozenset({INSTRUCTIONS, "items", "answers"})
_OF_FILE = _OF_FORM | {NOTICE, "forms"}
_OF_ITEM = frozenset({"text", "above", "help", "easy_help", "row", "answers"})


@dataclass(slots=True)
class WordsRead:
    """What one file says: the slots of each form, and the copyright line in its language."""

    forms: dict[str, dict[str, str]] = field(default_factory=dict)
    notice: str = ""


def answer_keys(response: Response) -> tuple[str, ...]:
    """Return the names of the words that a response shows: its choices, its ends, or its unit."""
    match response:
        case ResponseScale(choices=choices):
            return tuple(choice.code for choice in choices)
        case SeveralOf(choices=choices, none=none):
            return tuple(choice.code for choice in (*choices, none))
        case Ladder():
            return ("lowest", "highest")
        case WholeNumber(unit=unit) if unit:
            return ("unit",)
        case _:
            return ()


def read_pack_words(
    place: str,
    table: Mapping[str, object],
    instrument: Instrument,
    forms: tuple[str, ...],
    beside_items: frozenset[str],
    faults: list[Fault],
) -> WordsRead:
    """Return the words of these forms; everything that is missing, added or not allowed is added to the faults.

    What stands at the top of the file is for every form; `[forms.<form>]` says what one form has otherwise.
    """
    reader = _Reader(place, instrument, beside_items, faults)
    whole = reader.section(table, "the file", _OF_FILE)
    tables = table.get("forms", {})
    own = tables if isinstance(tables, dict) else {}
    if not isinstance(tables, dict):
        reader.wrong("forms", "tables named after forms: [forms.<form>]")
    for form in own:
        if form not in forms:
            reader.form_unknown(form, forms)
    read = WordsRead(notice=whole.words.get(NOTICE, ""))
    known = {code for form in forms for code in instrument.form(form).items}
    reader.nothing_added(whole, known, "any of its forms", forms)
    for form in forms:
        section = reader.section(own.get(form, {}), f"form {form}", _OF_FORM)
        reader.nothing_added(section, set(instrument.form(form).items), f"form {form}", (form,))
        read.forms[form] = dict(reader.slots(form, whole, section))
    return read


@dataclass(slots=True)
class _Section:
    """The top of a file, or what it says of one form."""

    words: dict[str, str] = field(default_factory=dict)
    items: dict[str, dict[str, object]] = field(default_factory=dict)
    answers: dict[str, dict[str, object]] = field(default_factory=dict)


@dataclass(slots=True)
class _Reader:
    """Reads one file and keeps what is wrong with it."""

    place: str
    instrument: Instrument
    beside_items: frozenset[str]
    faults: list[Fault]

    def section(self, table: object, where: str, allowed: frozenset[str]) -> _Section:
        """Return one part of the file in an orderly shape."""
        found = _Section()
        if not isinstance(table, dict):
            self.wrong(where, "a table")
            return found
        self.only(table, allowed, where)
        for key in (INSTRUCTIONS, NOTICE):
            if key in table:
                found.words[key] = self.text(table[key], f"{key} of {where}")
        for code, entry in self.tables(table, "items", where).items():
            given = entry if isinstance(entry, dict) else {"text": entry}
            self.only(given, _OF_ITEM, f"{code} of {where}")
            found.items[code] = given
        for code, entry in self.tables(table, "answers", where).items():
            if isinstance(entry, dict):
                found.answers[code] = entry
            else:
                self.wrong(f"answers.{code} of {where}", "a table with the words of each answer")
        return found

    def only(self, table: Mapping[str, object], allowed: frozenset[str], where: str) -> None:
        """Add a fault for every name in a table that means nothing there."""
        for key in table:
            if key not in allowed:
                cause, repair = f"{key} of {where} means nothing here.", f"Use {', '.join(sorted(allowed))}."
                self.once(Fault("PACK_KEY_UNKNOWN", self.place, cause, repair))

    def tables(self, table: dict[str, object], key: str, where: str) -> dict[str, object]:
        """Return a table inside a table; nothing, with a fault, when it is something else."""
        inner = table.get(key, {})
        if isinstance(inner, dict):
            return inner
        self.wrong(f"{key} of {where}", "a table")
        return {}

    def nothing_added(self, section: _Section, known: set[str], where: str, forms: tuple[str, ...]) -> None:
        """Add a fault for every item and every response that these forms do not have."""
        for code in section.items:
            if code not in known:
                self.faults.append(
                    Fault(
                        "PACK_ITEM_ADDED",
                        self.place,
                        f"{code!r} is no item of {where}.",
                        "Delete it: a pack has the items of the form, no more and no fewer.",
                    )
                )
        used = {item.response.code for form in forms for item in plain_items(self.instrument.items_of(form))}
        for code in section.answers:
            if code not in used:
                self.faults.append(
                    Fault(
                        "PACK_ANSWER_ADDED",
                        self.place,
                        f"answers.{code} belongs to no item of {where}.",
                        f"Delete it, or correct the code: {', '.join(sorted(used))}.",
                    )
                )

    def slots(self, form: str, whole: _Section, own: _Section) -> Iterator[tuple[str, str]]:
        """Yield every text of a form: its own, or else that of the whole file."""
        instructions = own.words.get(INSTRUCTIONS) or whole.words.get(INSTRUCTIONS)
        if instructions:
            yield INSTRUCTIONS, instructions
        answers = {**whole.answers, **own.answers}
        for question in self.instrument.items_of(form):
            entry = own.items.get(question.code, whole.items.get(question.code))
            if entry is None or not entry.get("text"):
                self.faults.append(
                    Fault(
                        "PACK_ITEM_MISSING",
                        self.place,
                        f"Form {form!r} has no words for the item {question.code!r}.",
                        "Add the holder's words: a form is shown whole or not at all.",
                    )
                )
            else:
                yield from self.question_slots(form, question, entry, answers)

    def question_slots(
        self, form: str, question: Question, entry: Mapping[str, object], answers: Mapping[str, Mapping[str, object]]
    ) -> Iterator[tuple[str, str]]:
        """Yield the texts of one question, and of the fields that it repeats."""
        where = f"{question.code} of form {form}"
        for key in ("text", "above", "help", "easy_help", *(("row",) if isinstance(question, Rows) else ())):
            if key in entry:
                yield f"{question.code}.{key}", self.text(entry[key], f"{key} of {where}")
        if isinstance(question, Rows):
            yield from self.row_slots(form, question, entry, answers)
        else:
            yield from self.answer_slots(form, question, entry, answers)
        if {"help", "easy_help"} & set(entry) and "explanation" not in self.beside_items:
            self.faults.append(
                Fault(
                    "PACK_HELP_NOT_ALLOWED",
                    self.place,
                    f"There is a help text for {where}, but the licence lets no explanation stand beside items.",
                    "Delete the help, or have the holder allow it and add 'explanation' to beside_items.",
                )
            )

    def row_slots(
        self, form: str, question: Rows, entry: Mapping[str, object], answers: Mapping[str, Mapping[str, object]]
    ) -> Iterator[tuple[str, str]]:
        """Yield the texts of the fields of a question that repeats: they are named in its `answers`."""
        given = entry.get("answers")
        fields = given if isinstance(given, dict) else {}
        where = f"{question.code} of form {form}"
        if "row" not in entry:
            self.answer_missing("row", where)
        for item in question.fields:
            if item.code not in fields:
                self.answer_missing(item.code, where)
                continue
            yield f"{item.code}.text", self.text(fields[item.code], f"{item.code} of {where}")
            yield from self.answer_slots(form, item, {}, answers)
        for key in fields:
            if key not in {item.code for item in question.fields}:
                self.answer_added(key, where)

    def answer_slots(
        self, form: str, item: Item, entry: Mapping[str, object], answers: Mapping[str, Mapping[str, object]]
    ) -> Iterator[tuple[str, str]]:
        """Yield the words of the answers of one item: its own, or else those of its response."""
        keys = answer_keys(item.response)
        own = entry.get("answers")
        given: Mapping[str, object]
        if isinstance(own, dict):
            given, where = own, f"{item.code} of form {form}"
        else:
            given, where = answers.get(item.response.code, {}), f"answers.{item.response.code}"
        if "answers" in entry and not isinstance(own, dict):
            self.wrong(f"answers of {item.code} of form {form}", "a table with the words of each answer")
        for key in keys:
            if key in given:
                yield f"{item.code}.answer.{key}", self.text(given[key], f"{key} of {where}")
            else:
                self.answer_missing(key, where)
        for key in given:
            if key not in keys:
                self.answer_added(key, where)

    def text(self, value: object, where: str) -> str:
        """Return words; a fault when there are none."""
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.wrong(where, "words in quotes")
        return ""

    def wrong(self, where: str, what: str) -> None:
        """Add that something is not of the right kind."""
        self.once(Fault("PACK_VALUE_WRONG", self.place, f"{where} is not {what}.", f"Write {what}."))

    def form_unknown(self, form: str, forms: tuple[str, ...]) -> None:
        """Add that words are there for a form that the pack does not name."""
        self.once(
            Fault(
                "PACK_FORM_UNKNOWN",
                self.place,
                f"There are words for the form {form!r}, which pack.toml does not name.",
                f"Add it to forms, or delete it; named are {', '.join(forms)}.",
            )
        )

    def answer_missing(self, key: str, where: str) -> None:
        """Add that an answer, a field or the name of a row has no words."""
        self.once(
            Fault(
                "PACK_ANSWER_MISSING",
                self.place,
                f"{where} has no words for {key!r}.",
                "Add the holder's words.",
            )
        )

    def answer_added(self, key: str, where: str) -> None:
        """Add that there are words for an answer that nobody can give."""
        self.once(
            Fault(
                "PACK_ANSWER_ADDED",
                self.place,
                f"{where} has no {key!r}.",
                "Delete it: a pack has the answers of the instrument, no more and no fewer.",
            )
        )

    def once(self, fault: Fault) -> None:
        """Add a fault that was not told yet."""
        if fault not in self.faults:
            self.faults.append(fault)
