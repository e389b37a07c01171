import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.definitions.text import SourceText, Text
from alongside.core.definitions.text_pack import LicensedText
from alongside.core.languages.catalogue import FRAMEWORK, Catalogue, Status, Translation
from alongside.core.languages.textbook import (
    Spoken,
    TextBook,
    TextBookError,
    UnfilledTextError,
    UnknownTextError,
    build_text_book,
)

SOURCES = (
    SourceText("pages.hello", Text("Hello there", easy="Hello", picture="wave")),
    SourceText("pages.stop", Text("You can stop", easy="You can stop now.")),
    SourceText("pages.call", Text("Call {name} on {phone}")),
    SourceText("pages.left", Text("{count} questions left", plural_one="One question left")),
    SourceText("tide.sleep.text", Text("Sleeps well")),
)
URDU = Catalogue(
    "ur",
    FRAMEWORK,
    (
        Translation("pages.hello", ("Hello there",), ("السلام علیکم",)),
        Translation("pages.hello#easy", ("Hello",), ("سلام",)),
        Translation("pages.stop", ("You can stop",), ("آپ رک سکتے ہیں",)),
        Translation("pages.call", ("Call {name} on {phone}",), ("{name} کو {phone} پر فون کریں",)),
        Translation(
            "pages.left", ("One question left", "{count} questions left"), ("ایک سوال باقی", "{count} سوال باقی")
        ),
    ),
)
POLISH = Catalogue(
    "pl",
    FRAMEWORK,
    (
        Translation(
            "pages.left",
            ("One question left", "{count} questions left"),
            ("Jedno pytanie", "{count} pytania", "{count} pytań"),
        ),
    ),
)
BOOK = build_text_book(SOURCES, (URDU, POLISH))


def book_with(*translations: Translation, owner: str = FRAMEWORK, language: str = "ur") -> TextBook:
    return build_text_book(SOURCES, (Catalogue(language, owner, translations),))


def test_the_words_of_a_text_can_be_had_with_their_placeholders() -> None:
    assert BOOK.unfilled("pages.call", "en").words == "Call {name} on {phone}"
    assert BOOK.unfilled("pages.call", "ur", easy=True).words == "{name} کو {phone} پر فون کریں"
    with pytest.raises(UnknownTextError):
        BOOK.unfilled("pages.nothing", "en")


def test_english_is_said_as_it_is_written_with_its_picture() -> None:
    assert BOOK.say("pages.hello", "en") == Spoken("Hello there", "en", is_easy=False, picture="wave", is_missing=False)


def test_easy_read_is_said_where_it_is_asked_for() -> None:
    assert BOOK.say("pages.hello", "en", easy=True).words == "Hello"
    assert BOOK.say("pages.hello", "ur", easy=True) == Spoken(
        "سلام", "ur", is_easy=True, picture="wave", is_missing=False
    )


def test_easy_read_falls_back_to_the_standard_words_of_the_same_language() -> None:
    said = BOOK.say("pages.stop", "ur", easy=True)
    assert (said.words, said.language, said.is_easy, said.is_missing) == ("آپ رک سکتے ہیں", "ur", False, False)


def test_a_missing_translation_is_said_in_english_and_says_so() -> None:
    said = BOOK.say("pages.stop", "pl")
    assert (said.words, said.language, said.is_missing) == ("You can stop", "en", True)
    assert BOOK.say("pages.stop", "pl", easy=True).words == "You can stop now."


def test_a_language_without_a_catalogue_is_said_in_english_and_says_so() -> None:
    assert BOOK.say("pages.hello", "so") == Spoken("Hello there", "en", is_easy=False, picture="wave", is_missing=True)


def test_an_unknown_id_is_a_mistake_in_the_program_that_names_the_id() -> None:
    with pytest.raises(UnknownTextError, match=r"pages\.helo"):
        BOOK.say("pages.helo", "ur")
    with pytest.raises(UnknownTextError, match=r"pages\.helo"):
        BOOK.has_easy("pages.helo")


def test_a_placeholder_without_a_value_is_a_mistake_in_the_program_that_names_both() -> None:
    with pytest.raises(UnfilledTextError, match=r"pages\.call.*phone"):
        BOOK.say("pages.call", "en", name="Ann")
    with pytest.raises(UnfilledTextError, match=r"pages\.left.*count"):
        BOOK.say("pages.left", "en")


@pytest.mark.parametrize(
    ("count", "words"), [(1, "One question left"), (0, "0 questions left"), (2, "2 questions left")]
)
def test_english_counts_with_two_forms(count: int, words: str) -> None:
    assert BOOK.say("pages.left", "en", count=count).words == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "Jedno pytanie"), (2, "2 pytania"), (5, "5 pytań"), (12, "12 pytań"), (22, "22 pytania"), (25, "25 pytań")],
)
def test_polish_counts_with_its_own_three_forms(count: int, words: str) -> None:
    assert BOOK.say("pages.left", "pl", count=count).words == words


def test_a_telephone_number_in_urdu_is_isolated_so_that_its_groups_keep_their_order() -> None:
    words = BOOK.say("pages.call", "ur", name="عائشہ", phone="0800 123 456").words
    assert words == "عائشہ کو \u20660800 123 456\u2069 پر فون کریں"


def test_isolation_can_be_left_out_where_the_layer_that_draws_does_its_own() -> None:
    assert "\u2066" not in BOOK.say("pages.call", "ur", isolate=False, name="Ann", phone="0800 123 456").words


def test_an_urdu_name_in_english_is_isolated_and_an_english_one_is_left_alone() -> None:
    assert BOOK.say("pages.call", "en", name="عائشہ", phone="123").words == "Call \u2068عائشہ\u2069 on 123"
    assert BOOK.say("pages.call", "en", name="Ann", phone="").words == "Call Ann on "


def test_a_value_is_put_in_as_it_is_and_never_read_as_a_pattern() -> None:
    assert BOOK.say("pages.call", "en", name="{phone}", phone="{0.__class__}").words == "Call {phone} on {0.__class__}"


def test_the_language_may_be_spelled_as_a_folder_or_as_a_tag() -> None:
    book = book_with(Translation("pages.hello", ("Hello there",), ("سلام",)), language="pa-Arab")
    assert book.say("pages.hello", "pa_Arab") == book.say("pages.hello", "pa-Arab")
    assert book.say("pages.hello", "pa-Arab").language == "pa-Arab"


@pytest.mark.parametrize(
    "translation",
    [
        Translation("pages.hello", ("Hello",), ("سلام",)),
        Translation("pages.hello", ("Hello there",), ("سلام",), is_fuzzy=True),
        Translation("pages.hello", ("Hello there",), (" ",)),
        Translation("pages.hello", ("Hello there",), ("سلام {name}",)),
        Translation("pages.hello", ("Hello there",), ("سلام {0}",)),
    ],
    ids=["out of date", "fuzzy", "empty", "other placeholders", "stray brace"],
)
def test_a_translation_that_cannot_be_trusted_counts_as_missing(translation: Translation) -> None:
    assert book_with(translation).say("pages.hello", "ur").is_missing


def test_a_translation_with_an_empty_plural_form_counts_as_missing() -> None:
    english = ("One question left", "{count} questions left")
    assert book_with(Translation("pages.left", english, ("ایک", ""))).say("pages.left", "ur", count=2).is_missing
    assert book_with(Translation("pages.left", english, ("ایک",))).say("pages.left", "ur", count=2).is_missing


def test_a_plugin_translates_its_own_texts_and_nobody_elses() -> None:
    own = Translation("tide.sleep.text", ("Sleeps well",), ("اچھی نیند",))
    others = Translation("pages.hello", ("Hello there",), ("سلام",))
    book = book_with(own, others, owner="tide")
    assert not book.say("tide.sleep.text", "ur").is_missing
    assert book.say("pages.hello", "ur").is_missing


def test_a_translation_of_a_text_that_is_no_more_is_passed_over() -> None:
    assert not book_with(Translation("pages.gone", ("Gone",), ("گیا",))).is_translated("pages.hello", "ur")


def test_the_same_text_twice_is_one_text_and_two_wordings_of_one_id_are_refused() -> None:
    assert build_text_book((*SOURCES, SOURCES[0]), ()).say("pages.hello", "en").words == "Hello there"
    with pytest.raises(TextBookError, match=r"pages\.hello has two wordings"):
        build_text_book((*SOURCES, SourceText("pages.hello", Text("Hi"))), ())


@pytest.mark.parametrize("words", ["{0}", "{name!r}", "{ name }", "{name.secret}", "{", "}}", "{easy}"])
def test_english_with_a_brace_that_is_no_plain_placeholder_is_refused(words: str) -> None:
    with pytest.raises(TextBookError, match=r"pages\.odd"):
        build_text_book((SourceText("pages.odd", Text(words)),), ())


def test_the_book_is_frozen_and_lists_english_first() -> None:
    assert BOOK.languages == ("en", "pl", "ur")
    with pytest.raises(dataclasses.FrozenInstanceError):
        BOOK.languages = ()  # type: ignore[misc]


ANY_VALUE = st.one_of(st.text(), st.integers())


@given(
    language=st.one_of(st.sampled_from(["en", "ur", "pl"]), st.text(max_size=8)),
    name=ANY_VALUE,
    phone=ANY_VALUE,
    easy=st.booleans(),
    isolate=st.booleans(),
)
def test_any_value_can_be_said_in_any_language(
    language: str, name: str | int, phone: str | int, *, easy: bool, isolate: bool
) -> None:
    said = BOOK.say("pages.call", language, easy=easy, isolate=isolate, name=name, phone=phone)
    assert str(name) in said.words
    assert str(phone) in said.words


@given(
    text_id=st.sampled_from([source.id for source in SOURCES]),
    language=st.sampled_from(["en", "ur", "pl", "cy"]),
    count=st.integers(),
    easy=st.booleans(),
)
def test_no_placeholder_is_ever_left_open(text_id: str, language: str, count: int, *, easy: bool) -> None:
    said = BOOK.say(text_id, language, easy=easy, count=count, name="Ann", phone="0800 123 456")
    assert "{" not in said.words
    assert said.words
    assert said.language in {language, "en"}


LITERAL = st.text(st.characters(exclude_characters="{}", exclude_categories=("Cs",)))
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True).filter(
    lambda name: name not in {"easy", "isolate", "count"}
)


@given(start=LITERAL, middle=LITERAL, name=NAMES, value=st.text(st.characters(exclude_characters="{}")))
def test_every_wording_with_plain_placeholders_is_filled_whole(start: str, middle: str, name: str, value: str) -> None:
    source = SourceText("a.b", Text(f"{start}{{{name}}}{middle}{{{name}}}"))
    said = build_text_book((source,), ()).say("a.b", "en", isolate=False, **{name: value})
    assert said.words == f"{start}{value}{middle}{value}"


def test_words_of_a_licensed_pack_are_said_in_their_language_or_not_at_all() -> None:
    text = LicensedText("score.all.one.text", "ur", "فرضی {words}", "ur", may_be_spoken=True)
    book = build_text_book([], [], [text])
    said = book.say("score.all.one.text", "ur", easy=True)
    assert (said.words, said.language, said.is_easy, said.is_missing) == ("فرضی {words}", "ur", False, False)
    with pytest.raises(UnknownTextError):
        book.say("score.all.one.text", "en")
    row = build_text_book([], [], [LicensedText("score.all.people.row", "en", "Person {number}", "en")])
    assert row.say("score.all.people.row", "en", number=2).words == "Person 2"
    assert book.status("score.all.one.text", "ur") == Status(origin="licensed pack", stage="approved")
    assert book.spoken_licensed() == (text,)
    assert "score.all.one.text" not in book.sources
