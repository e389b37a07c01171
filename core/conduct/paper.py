"""Booklets to answer with a pen, and cards to answer with by telephone: what may be printed, and in whose words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from alongside.core.conduct.paper_questions import PaperError, PaperWords, paper_questions
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import Item, plain_items
from alongside.core.definitions.licence import PAPER, TELEPHONE, NoticePlace
from alongside.core.definitions.responses import Ladder, ResponseScale, SeveralOf
from alongside.core.definitions.study import Site, Study
from alongside.core.engine.wording import Wording, find_wording
from alongside.core.languages.direction import language_name
from alongside.core.languages.textbook import TextBook
from alongside.core.reports.booklet import LABELS, NUMBER_BOXES, Booklet, render_booklet
from alongside.core.reports.response_cards import CardSet, ResponseCard, render_cards
from alongside.core.settings import Settings
from alongside.core.storage.study_numbers import is_study_number

BOOKLET_MODES = (PAPER,)
CARD_MODES = (PAPER, TELEPHONE)
"""Cards are printed, and answer a call."""
SEPARATOR = "/"
"""Between the parts of a booklet's code, none of which holds it."""


@dataclass(frozen=True, slots=True)
class PaperSource:
    """Where words and telephone numbers come from."""

    settings: Settings
    study: Study
    book: TextBook


@dataclass(frozen=True, slots=True)
class WantedPaper:
    """What is to be printed, and for whom. `study_number` empty = the booklet has boxes for it."""

    instrument: Instrument
    form: str
    language: str
    large_print: bool = False
    easy_read: bool = False
    study_number: str = ""


def print_booklet(source: PaperSource, wanted: WantedPaper, *, at: datetime, today: date) -> bytes:
    """Return the booklet as a PDF.

    Raises:
        PaperError: the study number is none of this study's, a licence does not allow it, or words are lacking.
    """
    _check_number(source.study, wanted)
    _check_respondent(wanted.instrument)
    wording = _wording(wanted, BOOKLET_MODES, today)
    words = PaperWords(source.book, wanted.language, wanted.easy_read)
    booklet = _booklet(source, wanted, wording, words)
    _check_words(wanted, words)
    return render_booklet(booklet, large_print=wanted.large_print, created_at=at)


def print_cards(source: PaperSource, wanted: WantedPaper, *, at: datetime, today: date) -> bytes:
    """Return the cards as a PDF, in large print always.

    Raises:
        PaperError: as for a booklet, or no question of the form has options to choose from.
    """
    _check_respondent(wanted.instrument)
    wording = _wording(wanted, CARD_MODES, today)
    words = PaperWords(source.book, wanted.language, wanted.easy_read)
    cards = tuple(_cards(wanted, wording, words))
    if not cards:
        raise PaperError(f"No question of {wanted.instrument.code} has options to choose from: it needs no cards.")
    line, is_blank = _help_line(source, wanted, words)
    made = CardSet(
        title=words.paper("cards_title"),
        heading=words.paper("cards_heading"),
        how=(words.paper("cards_how"), words.paper("cards_say"), words.paper("cards_leave_out")),
        help_heading=words.paper("help"),
        help_line=line,
        help_blank=words.paper("lines") if is_blank else "",
        cards=cards,
        language=wanted.language,
        page=words.paper("page", page="{page}", pages="{pages}"),
        footer=_notice(wording, "every", words),
    )
    _check_words(wanted, words)
    return render_cards(made, created_at=at)


def may_print(wanted: WantedPaper, modes: Collection[str], today: date) -> bool:
    """Return whether licences and wording let a form be printed for these ways of asking."""
    try:
        _check_respondent(wanted.instrument)
        _wording(wanted, modes, today)
    except PaperError:
        return False
    return True


def booklet_code(study: Study, wanted: WantedPaper) -> str:
    """Return what the square code of a booklet holds: nothing about a person but the study number."""
    instrument = wanted.instrument
    return SEPARATOR.join((study.code, wanted.study_number, instrument.code, wanted.form, instrument.version))


def site_of_number(study: Study, number: str) -> Site | None:
    """Return the site whose prefix begins a study number."""
    if not is_study_number(number):
        return None
    return next(
        (site for site in study.sites if number.startswith(site.prefix) and number[len(site.prefix)].isdigit()), None
    )


def _check_number(study: Study, wanted: WantedPaper) -> None:
    number = wanted.study_number
    if not number:
        return
    if site_of_number(study, number) is None:
        raise PaperError(f"{number!r} is no study number of {study.code}: look at its last letter and its site.")
    is_child = "-" in number
    if is_child != (wanted.instrument.about == "child"):
        whose = (
            "a child: give the child's number, such as" if not is_child else "an adult: give the adult's number, not"
        )
        example = f"{number}-1" if not is_child else number
        raise PaperError(f"{wanted.instrument.code} is about {whose} {example}.")


def _check_respondent(instrument: Instrument) -> None:
    if instrument.respondents == ("child",):
        raise PaperError(
            f"{instrument.code} is answered by a child, who needs its holder's own printed form: "
            f"ask {instrument.licence.holder}."
        )


def _wording(wanted: WantedPaper, modes: Collection[str], today: date) -> Wording:
    instrument, form = wanted.instrument, wanted.form
    wording = find_wording(instrument, form, wanted.language, today=today, may_stand_in=False, modes=modes)
    if not wording.is_held:
        return wording
    packs = instrument.packs_of(form)
    in_force = [pack for pack in packs if pack.record.is_in_force(today)]
    allowing = [pack for pack in in_force if pack.record.allows(modes)]
    holder = f"{instrument.licence.holder}; {instrument.licence.reference}"
    if not packs:
        why = f"its words are not here. Install the text pack of its holder ({holder})"
    elif not in_force:
        why = f"the licence {packs[0].record.reference} is not in force today. Ask its holder ({holder})"
    elif not allowing:
        record = in_force[0].record
        why = (
            f"the licence {record.reference} allows {', '.join(record.modes)}, and not "
            f"{' and '.join(mode for mode in modes if mode not in record.modes)}. Ask its holder ({holder})"
        )
    else:
        why = f"there are no words in {wanted.language!r}, only in {', '.join(wording.languages)}"
    raise PaperError(
        f"{instrument.code}, form {form}, cannot be printed: {why}. `alongside licences` says what is there."
    )


def _check_words(wanted: WantedPaper, words: PaperWords) -> None:
    if words.missing:
        missing = tuple(dict.fromkeys(words.missing))
        raise PaperError(
            f"{wanted.instrument.code} cannot be printed in {wanted.language!r}: {len(missing)} texts are not translated, "
            f"first {missing[0]}."
        )


def _notice(wording: Wording, place: NoticePlace, words: PaperWords) -> str:
    text_id = wording.notice(place)
    return words.say(text_id) if text_id else ""


def _help_line(source: PaperSource, wanted: WantedPaper, words: PaperWords) -> tuple[str, bool]:
    """Return whom to ring, and whether the number has to be written in: then nobody knows yet which site it is for."""
    phones = source.settings.site_phones
    site = site_of_number(source.study, wanted.study_number)
    only = next(iter(phones.values())) if len(set(phones.values())) == 1 else ""
    phone = phones.get(site.code, "") if site else only
    return (words.paper("ring", phone=phone), False) if phone else (words.paper("ring_written"), True)


def _booklet(source: PaperSource, wanted: WantedPaper, wording: Wording, words: PaperWords) -> Booklet:
    instrument, paper = wanted.instrument, words.paper
    heading = words.say(f"{instrument.code}.title") if instrument.title_for_families else paper("heading")
    line, is_blank = _help_line(source, wanted, words)
    why = [words.say(f"{instrument.code}.why_we_ask")]
    if wording.instructions:
        why.append(words.say(wording.instructions))
    notices = (_notice(wording, "first", words), _notice(wording, "last", words), _notice(wording, "every", words))
    return Booklet(
        heading=heading,
        about=paper("one_child") if instrument.about == "child" else "",
        how=tuple(map(paper, ("how_tick", "how_write", "how_change", "leave_out", "no_names", "small_print"))),
        help_line=line,
        help_blank=is_blank,
        done_lines=(paper("done_words"), paper("keep_private")),
        why=tuple(why),
        questions=paper_questions(instrument, wanted.form, wording, words),
        study_number=wanted.study_number,
        code=booklet_code(source.study, wanted),
        date_boxes=words.date_boxes(),
        number_boxes=words.boxes(NUMBER_BOXES),
        form=f"{instrument.code} {wanted.form}",
        version=instrument.version,
        language=wanted.language,
        language_name=language_name(wanted.language),
        labels={key: paper(key, page="{page}", pages="{pages}") if key == "page" else paper(key) for key in LABELS},
        notices=("", "", notices[2]) if notices[2] else notices,
    )


def _cards(wanted: WantedPaper, wording: Wording, words: PaperWords) -> Iterator[ResponseCard]:
    """Yield one card for each set of options, in the order in which the questions need them."""
    used: dict[tuple[tuple[tuple[str, str], ...], str], list[int]] = {}
    for number, question in enumerate(wanted.instrument.items_of(wanted.form), 1):
        for item in plain_items((question,)):
            options = tuple(_options(item, wording, words))
            if options:
                places = used.setdefault((options, type(item.response).__name__), [])
                if number not in places:
                    places.append(number)
    for place, ((options, kind), numbers) in enumerate(used.items(), 1):
        yield ResponseCard(
            heading=words.paper("card", number=place),
            questions=words.paper("card_for_one", number=numbers[0])
            if len(numbers) == 1
            else words.paper("card_for", numbers=_spans(numbers)),
            how=tuple(_how_to_say(options, kind, words)),
            options=options,
        )


def _how_to_say(options: tuple[tuple[str, str], ...], kind: str, words: PaperWords) -> Iterator[str]:
    number, label = options[0]
    if kind == Ladder.__name__:
        yield words.paper("card_steps", low=number, high=options[-1][0])
    else:
        yield words.paper("card_say", number=number, answer=label)
    if kind == SeveralOf.__name__:
        yield words.paper("card_several")


def _options(item: Item, wording: Wording, words: PaperWords) -> Iterator[tuple[str, str]]:
    own = wording.answers(item)
    match item.response:
        case ResponseScale(choices=choices):
            yield from ((str(place), words.say(f"{own}.{one.code}")) for place, one in enumerate(choices, 1))
        case SeveralOf(choices=choices, none=none):
            yield from ((str(place), words.say(f"{own}.{one.code}")) for place, one in enumerate((*choices, none), 1))
        case Ladder(low=low, high=high):
            yield from ((str(low), words.say(f"{own}.lowest")), (str(high), words.say(f"{own}.highest")))


def _spans(numbers: list[int]) -> str:
    """Return numbers with those in a row drawn together: 1, 3-5."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return ", ".join(f"{span[0]}-{span[-1]}" if len(span) > 1 else f"{span[0]}" for span in spans)
