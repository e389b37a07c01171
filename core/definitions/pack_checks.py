"""Whether a text pack makes an instrument whole: everything that is wrong with it, told at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from alongside.core.definitions.data_files import DataFilesRefusedError, with_data
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import Item, Question
from alongside.core.definitions.licence import BESIDE_ITEMS, WEB
from alongside.core.definitions.pack_record import PACK_FILE, PackHead, parse_toml, read_head
from alongside.core.definitions.pack_words import read_pack_words
from alongside.core.definitions.text_pack import TextPack

WORDS_FOLDER, DATA_FOLDER = "words/", "data/"


@dataclass(frozen=True, slots=True)
class PackFiles:
    """The files of a pack as text, by their path in it, and the hash of them all; `faults` are those of the reading."""

    name: str
    files: Mapping[str, str] = field(repr=False)
    fingerprint: str
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedPack:
    """A pack that was looked at. `pack` is None when it is refused; `head` when even its record cannot be read."""

    name: str
    faults: tuple[Fault, ...]
    head: PackHead | None = None
    pack: TextPack | None = None

    def refuse(self, *faults: Fault) -> "CheckedPack":
        """Return it as refused for these faults too."""
        return replace(self, faults=(*self.faults, *faults), pack=None)


def check_pack(read: PackFiles, instruments: Mapping[str, Instrument], today: date) -> CheckedPack:
    """Return a pack with everything that is wrong with it, today, for these instruments."""
    faults = list(read.faults)
    place = f"{read.name}/{PACK_FILE}"
    head = read_head(place, read.files[PACK_FILE], faults) if PACK_FILE in read.files else None
    if head is None:
        return CheckedPack(read.name, tuple(faults))
    faults += _record_faults(place, head, read, today)
    instrument = instruments.get(head.instrument)
    if instrument is None:
        faults.append(
            Fault(
                "PACK_INSTRUMENT_UNKNOWN",
                place,
                f"No instrument {head.instrument!r} is installed.",
                f"Correct the code, or install its plugin; there are {', '.join(sorted(instruments)) or 'none'}.",
            )
        )
        return CheckedPack(read.name, tuple(faults), head)
    faults += _instrument_faults(place, head, instrument)
    forms = tuple(form for form in dict.fromkeys(head.forms) if form in {one.code for one in instrument.all_forms})
    words, notices = {}, {}
    for path in sorted(path for path in read.files if path.startswith(WORDS_FOLDER)):
        language = path.removeprefix(WORDS_FOLDER).removesuffix(".toml")
        table = parse_toml(f"{read.name}/{path}", read.files[path], faults)
        if table is not None:
            own = read_pack_words(f"{read.name}/{path}", table, instrument, forms, head.record.beside_items, faults)
            words[language] = own.forms
            if own.notice:
                notices[language] = own.notice
    data = {path.removeprefix(DATA_FOLDER): text for path, text in read.files.items() if path.startswith(DATA_FOLDER)}
    try:
        with_data(instrument, data)
    except DataFilesRefusedError as refused:
        faults += refused.faults
    checked = CheckedPack(read.name, tuple(faults), head)
    if not all(fault.is_warning for fault in faults):
        return checked
    pack = TextPack(read.name, instrument.code, forms, head.record, words, notices, read.fingerprint, data)
    return replace(checked, pack=pack)


def refuse_twice(checked: Sequence[CheckedPack]) -> tuple[CheckedPack, ...]:
    """Return the packs, those refused that hold the same words, or tables each: nothing decides between them."""
    holders: dict[tuple[str, str], list[str]] = {}
    for one in checked:
        for key in _held(one):
            holders.setdefault(key, []).append(one.name)
    settled = []
    for one in checked:
        twice = [
            Fault(
                "PACK_TWICE",
                f"{one.name}/{PACK_FILE}",
                f"{' and '.join(holders[key])} both hold {key[1]} of {key[0]!r}.",
                "Take one of them away; all tables of an instrument are in one pack.",
            )
            for key in _held(one)
            if len(holders[key]) > 1
        ]
        settled.append(one.refuse(*twice) if twice else one)
    return tuple(settled)


def with_packs(instrument: Instrument, packs: Sequence[TextPack]) -> Instrument:
    """Return an instrument with its packs, their words and their tables.

    What every pack with words lets stand beside items stands there, and no more.
    """
    whole = with_data(instrument, {name: text for pack in packs for name, text in pack.data.items()})
    worded = [pack for pack in packs if pack.forms]
    if not worded:
        return whole
    beside = BESIDE_ITEMS.intersection(*(pack.record.beside_items for pack in worded))
    items = tuple(_beside(item, beside) for item in whole.items)
    licence = replace(whole.licence, beside_items=beside)
    return replace(whole, items=items, licence=licence, packs=tuple(worded))


def _beside(question: Question, beside: frozenset[str]) -> Question:
    help_text = question.help if "explanation" in beside else ""
    if isinstance(question, Item):
        easy_help = question.easy_help if "explanation" in beside else ""
        return replace(question, help=help_text, easy_help=easy_help, may_comment="comment" in beside)
    return replace(question, help=help_text)


def _held(checked: CheckedPack) -> Iterator[tuple[str, str]]:
    """Yield what nobody else may hold too: the instrument, and which words or table of it."""
    if checked.pack is not None:
        code = checked.pack.instrument
        for language, forms in checked.pack.words.items():
            yield from ((code, f"the form {form!r} in {language!r}") for form in forms)
        if checked.pack.data:  # tables are checked together, so they come together
            yield code, "tables"


def _instrument_faults(place: str, head: PackHead, instrument: Instrument) -> Iterator[Fault]:
    if head.forms and instrument.licence.wording_may_ship:
        yield Fault(
            "PACK_NOT_NEEDED",
            place,
            f"The instrument {instrument.code!r} has words of its own.",
            "Take the pack away; tables alone have forms = [] and languages = [].",
        )
    if not head.is_for_version(instrument.version):
        yield Fault(
            "PACK_VERSION_OTHER",
            place,
            f"It is for version {head.version} of {instrument.code!r}; installed is {instrument.version}.",
            "Install the pack of this version, or the version of this pack.",
        )
    known = [form.code for form in instrument.all_forms]
    for form in head.forms:
        if form not in known:
            yield Fault(
                "PACK_FORM_UNKNOWN",
                place,
                f"{instrument.code!r} has no form {form!r}.",
                f"Choose from {', '.join(known)}.",
            )


def _record_faults(place: str, head: PackHead, read: PackFiles, today: date) -> Iterator[Fault]:
    record = head.record
    if not head.forms and not any(path.startswith(DATA_FOLDER) for path in read.files):
        yield Fault("PACK_EMPTY", place, "It has neither forms nor tables.", "Name its forms, or add its tables.")
    if record.expires is not None and record.expires < today:
        yield Fault(
            "PACK_EXPIRED",
            place,
            f"The licence {record.reference} ended on {record.expires}.",
            f"Ask {record.holder} to renew it, and install the new pack.",
        )
    if today < record.valid_from:
        yield Fault(
            "PACK_NOT_YET_VALID",
            place,
            f"The licence {record.reference} begins on {record.valid_from}.",
            "Install the pack on that day, or correct valid_from.",
        )
    if record.expires is not None and record.expires < record.valid_from:
        yield Fault("PACK_DAYS_REVERSED", place, "The licence ends before it begins.", "Correct valid_from or expires.")
    if head.forms and WEB not in record.modes:
        yield Fault(
            "PACK_MODE_NOT_ALLOWED",
            place,
            f"The licence {record.reference} allows {', '.join(record.modes)}, and not {WEB!r}: our pages.",
            f"Ask {record.holder} for electronic use, and install the new pack.",
        )
    there = {
        path.removeprefix(WORDS_FOLDER).removesuffix(".toml") for path in read.files if path.startswith(WORDS_FOLDER)
    }
    for language in sorted(there - set(record.languages)):
        yield Fault(
            "PACK_LANGUAGE_NOT_ALLOWED",
            f"{read.name}/{WORDS_FOLDER}{language}.toml",
            f"The licence {record.reference} does not allow {language!r}.",
            f"Take the file away, or ask {record.holder} for that language.",
        )
    for language in sorted(set(record.languages) - there):
        yield Fault(
            "PACK_LANGUAGE_MISSING",
            f"{read.name}/{WORDS_FOLDER}{language}.toml",
            f"The licence {record.reference} allows {language!r}, but the pack has no words in it.",
            f"Add the file with the holder's words, or take {language!r} out of languages.",
        )
