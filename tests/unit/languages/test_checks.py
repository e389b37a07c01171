import pytest

from alongside.core.definitions.faults import Fault
from alongside.core.definitions.text import SourceText, Text
from alongside.core.languages.catalogue import FRAMEWORK, Catalogue, Translation
from alongside.core.languages.checks import check_texts

GOOD = SourceText("pages.stop", Text("You can stop now, {name}.", easy="You can stop.", picture="stop"))
LONG_EASY = "This is a very long sentence that goes on and on and has far too many words in it."
HARD = "Participation in this investigation is voluntary, and withdrawal of authorisation may be communicated to the institution at any opportunity."


def codes(faults: tuple[Fault, ...]) -> list[str]:
    return [fault.code for fault in faults]


def english(text: Text, text_id: str = "pages.stop") -> tuple[Fault, ...]:
    return check_texts((SourceText(text_id, text),), (), needs_picture=lambda each: each.endswith(".statement"))


def urdu(
    *translations: Translation, language: str = "ur", owner: str = FRAMEWORK, header: str = ""
) -> tuple[Fault, ...]:
    sources = (
        GOOD,
        SourceText("pages.name", Text("Alongside")),
        SourceText("pages.left", Text("{count} left", plural_one="One left")),
        SourceText("pages.plain", Text("Hello there")),
    )
    return check_texts(sources, (Catalogue(language, owner, translations, header),))


def test_good_texts_have_no_faults() -> None:
    translations = (
        Translation("pages.stop", ("You can stop now, {name}.",), ("{name}، آپ اب رک سکتے ہیں۔",)),
        Translation("pages.stop#easy", ("You can stop.",), ("آپ رک سکتے ہیں۔",)),
        Translation("pages.name", ("Alongside",), ("Alongside",)),
        Translation("pages.left", ("One left", "{count} left"), ("ایک باقی", "{count} باقی")),
        Translation("pages.plain", ("Hello there",), ("",)),
    )
    assert urdu(*translations, header="nplurals=2; plural=(n != 1);") == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (Text("Say {0}"), "TEXT_BRACE"),
        (Text("Say {easy}"), "TEXT_BRACE"),
        (Text("A <b>bold</b> word"), "TEXT_HAS_HTML"),
        (Text("This &amp; that"), "TEXT_HAS_HTML"),
        (Text("Next"), "TEXT_VAGUE_LABEL"),
        (Text("Submit »"), "TEXT_VAGUE_LABEL"),
        (Text("To start, click here."), "TEXT_VAGUE_LABEL"),
        (Text("You forgot a question."), "TEXT_BLAMES"),
        (Text("That is an invalid date."), "TEXT_BLAMES"),
        (Text("Your IPS worker will call."), "TEXT_ABBREVIATION"),
        (Text(HARD), "TEXT_HARD_TO_READ"),
        (Text("You cannot stop without a reason."), "TEXT_DOUBLE_NEGATIVE"),
        (Text("You may go.", easy="Each participant may go."), "TEXT_JARGON"),
        (Text(LONG_EASY), "EASY_SENTENCE_LONG"),
        (Text(" "), "TEXT_EMPTY"),
        (Text("You can stop.", easy="You can  stop."), "EASY_SAME_AS_STANDARD"),
        (Text("You may go.", easy=LONG_EASY), "EASY_SENTENCE_LONG"),
        (Text("You may go.", easy=LONG_EASY), "EASY_MEAN_LONG"),
        (Text("You may go.", easy="Go, {name}."), "EASY_PLACEHOLDERS"),
        (Text("{count} left", easy="{count} more", plural_one="One left"), "EASY_COUNTS"),
    ],
)
def test_each_fault_of_english_words_is_found(text: Text, code: str) -> None:
    found = english(text)
    assert code in codes(found)
    assert all(fault.place.split("#")[0] == "pages.stop" and fault.cause and fault.repair for fault in found)


def test_an_abbreviation_that_is_explained_or_known_is_no_fault() -> None:
    assert english(Text("A duty press officer (DPO) helps. The DPO is kind. The NHS too.")) == ()


def test_hard_words_are_faults_only_where_families_read_them() -> None:
    sources = (SourceText("staff.x", Text(f"{HARD} You cannot stop without a reason.")),)
    assert check_texts(sources, (), families_read=lambda text_id: not text_id.startswith("staff")) == ()
    assert codes(check_texts(sources, ())) == [
        "TEXT_HARD_TO_READ",
        "TEXT_DOUBLE_NEGATIVE",
        *["TEXT_JARGON"] * 3,  # participation, voluntary, withdrawal
        "EASY_SENTENCE_LONG",
        "EASY_MEAN_LONG",
    ]
    assert not any(fault.is_warning for fault in check_texts(sources, ()))


def test_a_word_of_the_glossary_is_no_jargon_where_a_page_explains_it() -> None:
    text = Text("Our research helps.")
    for text_id, wanted in (
        ("pages.x", []),
        ("a.b", []),
        ("messages.x", ["TEXT_JARGON"]),
        ("documents.x", ["TEXT_JARGON"]),
    ):
        assert codes(check_texts((SourceText(text_id, text),), (), explained={"research"})) == wanted


def test_a_translation_that_easy_read_shows_for_want_of_easy_words_is_held_to_its_sentences() -> None:
    long = Translation("pages.plain", ("Hello there",), ("آداب " * 16,))
    assert codes(urdu(long)) == ["EASY_SENTENCE_LONG", "EASY_MEAN_LONG"]
    has_easy = Translation("pages.stop", ("You can stop now, {name}.",), ("رکیں " * 16 + "{name}",))
    assert codes(urdu(has_easy)) == []


def test_an_easy_statement_needs_a_picture_and_another_easy_text_does_not() -> None:
    text = Text("You may stop whenever you like.", easy="You can stop.")
    assert codes(english(text, "consent.one.statement")) == ["EASY_WITHOUT_PICTURE"]
    assert english(text, "consent.one.title") == ()


def test_an_id_is_well_formed_and_has_one_wording() -> None:
    assert codes(english(Text("Hello"), "Pages")) == ["TEXT_ID_MALFORMED"]
    twice = (SourceText("a.b", Text("Hello")), SourceText("a.b", Text("Good day")), SourceText("a.b", Text("Hello")))
    assert codes(check_texts(twice, ())) == ["TEXT_DUPLICATED"]


@pytest.mark.parametrize(
    ("translation", "code"),
    [
        (Translation("pages.plain", ("Hello there",), ("آداب",), is_fuzzy=True), "TRANSLATION_FUZZY"),
        (Translation("pages.plain", ("Hello",), ("آداب",)), "TRANSLATION_OUT_OF_DATE"),
        (Translation("pages.gone", ("Gone",), ("گیا",)), "TRANSLATION_UNKNOWN"),
        (Translation("pages.plain", ("Hello there",), ("آداب {name}",)), "TRANSLATION_PLACEHOLDERS"),
        (Translation("pages.stop", ("You can stop now, {name}.",), ("رک جائیں",)), "TRANSLATION_PLACEHOLDERS"),
        (Translation("pages.plain", ("Hello there",), ("hello  THERE",)), "TRANSLATION_SAME_AS_ENGLISH"),
        (Translation("pages.plain", ("Hello there",), ("Assalam o alaikum",)), "TRANSLATION_SCRIPT"),
        (Translation("pages.plain", ("Hello there",), ("<b>آداب</b>",)), "TRANSLATION_HAS_HTML"),
        (Translation("pages.plain", ("Hello there",), ("آداب 0303 123",)), "TRANSLATION_DIGITS_APART"),
        (Translation("pages.left", ("One left", "{count} left"), ("ایک", "")), "TRANSLATION_PLURAL_MISSING"),
        (Translation("pages.left", ("One left", "{count} left"), ("ایک",)), "TRANSLATION_PLURAL_MISSING"),
        (Translation("pages.stop#easy", ("You can stop.",), ("رکیں " * 16,)), "EASY_SENTENCE_LONG"),
    ],
)
def test_each_fault_of_a_translation_is_found(translation: Translation, code: str) -> None:
    found = urdu(translation, header="nplurals=2; plural=(n != 1);")
    assert code in codes(found)
    assert all(fault.place == translation.id and fault.cause and fault.repair for fault in found)


def test_an_easy_translation_that_is_the_standard_one_is_found() -> None:
    same = ("آپ رک سکتے ہیں، {name}۔",)
    found = urdu(
        Translation("pages.stop", ("You can stop now, {name}.",), same),
        Translation("pages.stop#easy", ("You can stop.",), same),
    )
    assert "TRANSLATION_EASY_SAME" in codes(found)


def test_a_plural_header_that_is_not_the_language_s_is_found_with_the_one_to_write() -> None:
    entry = Translation("pages.left", ("One left", "{count} left"), ("Jedno", "{count} pytania", "{count} pytań"))
    found = urdu(entry, language="pl", header="nplurals=3; plural=(n != 1);")
    assert codes(found) == ["TRANSLATION_PLURAL_HEADER"]
    assert "nplurals=3; plural=(n==1" in found[0].repair


def test_a_plugin_that_translates_another_s_text_is_found() -> None:
    assert codes(urdu(Translation("pages.plain", ("Hello there",), ("آداب",)), owner="tide")) == ["TRANSLATION_FOREIGN"]


def test_polish_in_latin_letters_is_in_its_script_and_numbers_are_in_any() -> None:
    sources = (SourceText("a.b", Text("Good day")), SourceText("a.c", Text("0800 123")))
    polish = Catalogue("pl", FRAMEWORK, (Translation("a.b", ("Good day",), ("Dzień dobry",)),))
    numbers = Catalogue("ur", FRAMEWORK, (Translation("a.c", ("0800 123",), ("0800\u00a0123",)),))
    assert check_texts(sources, (polish, numbers)) == ()


def test_a_word_that_is_the_same_in_both_languages_can_be_listed() -> None:
    sources = (SourceText("a.film", Text("Film")),)
    polish = Catalogue("pl", FRAMEWORK, (Translation("a.film", ("Film",), ("Film",)),))
    assert codes(check_texts(sources, (polish,))) == ["TRANSLATION_SAME_AS_ENGLISH"]
    assert check_texts(sources, (polish,), may_be_same={"a.film"}) == ()
