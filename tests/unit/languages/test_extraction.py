from io import BytesIO

import polib
import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.definitions.text import SourceText, Text
from alongside.core.languages.catalogue import CatalogueError
from alongside.core.languages.extraction import update_catalogue, write_template

HELLO = SourceText("pages.hello", Text("Hello {name}", easy="Hello", picture="wave"))
LEFT = SourceText("pages.left", Text("{count} left, 50% done", plural_one="One left"))


def test_the_template_holds_every_form_of_every_text_with_notes_for_the_translator() -> None:
    template = write_template((HELLO, LEFT, HELLO))
    entries = {entry.msgctxt: entry for entry in polib.pofile(template)}
    assert list(entries) == ["pages.hello", "pages.hello#easy", "pages.left"]
    assert entries["pages.hello"].comment == "Shown beside the picture: wave.\nKeep as they are: {name}."
    assert entries["pages.hello#easy"].comment.startswith("Easy read: one idea")
    assert (entries["pages.left"].msgid, entries["pages.left"].msgid_plural) == ("One left", "{count} left, 50% done")
    assert "python-format" not in entries["pages.left"].flags


def test_the_same_texts_give_the_same_template() -> None:
    assert write_template((HELLO, LEFT)) == write_template(iter((HELLO, LEFT)))


def test_a_new_catalogue_has_an_empty_entry_for_every_text_and_the_plural_forms_of_its_language() -> None:
    po = polib.pofile(update_catalogue("", (HELLO, LEFT), language="pl"))
    assert po.metadata["Language"] == "pl"
    assert po.metadata["Plural-Forms"].startswith("nplurals=3;")
    assert [entry.translated() for entry in po] == [False, False, False]
    assert sorted(next(entry for entry in po if entry.msgid_plural).msgstr_plural) == [0, 1, 2]


def translated(text: str, words: dict[str, str]) -> str:
    po = polib.pofile(text, wrapwidth=0)
    for entry in (each for each in po if not each.obsolete):
        entry.msgstr = words.get(entry.msgctxt, entry.msgstr)
    return str(po)


def test_translations_comments_flags_and_headers_are_kept() -> None:
    old = """# Urdu by A. Reader
msgid ""
msgstr ""
"Language: ur\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Last-Translator: A. Reader\\n"
"X-Tool: pencil\\n"

# a note of the translator
#, fuzzy
msgctxt "pages.hello"
msgid "Hello {name}"
msgstr "سلام {name}"
"""
    new = update_catalogue(old, (LEFT, HELLO))
    po = polib.pofile(new)
    hello = po.find("pages.hello", by="msgctxt")
    assert hello.msgstr == "سلام {name}"
    assert hello.tcomment == "a note of the translator"
    assert hello.fuzzy
    assert po.metadata["Last-Translator"] == "A. Reader"
    assert po.metadata["X-Tool"] == "pencil"
    assert new.startswith("# Urdu by A. Reader\n")
    assert [entry.msgctxt for entry in po] == ["pages.left", "pages.hello", "pages.hello#easy"]
    assert update_catalogue(new, (LEFT, HELLO)) == new


def test_a_translation_of_changed_english_rests_as_obsolete_and_its_words_are_shown_to_the_translator() -> None:
    old = translated(update_catalogue("", (HELLO,), language="ur"), {"pages.hello": "سلام {name}"})
    changed = SourceText("pages.hello", Text("Good day {name}"))
    new = update_catalogue(old, (changed,))
    entry, *resting = polib.pofile(new)
    assert (entry.msgid, entry.msgstr) == ("Good day {name}", "")
    assert "Before: Hello {name} = سلام {name}" in entry.comment
    assert [(each.msgctxt, each.msgstr, each.obsolete) for each in resting] == [("pages.hello", "سلام {name}", True)]
    assert update_catalogue(new, (changed,)) == new


def test_a_resting_translation_comes_back_with_its_text() -> None:
    old = translated(update_catalogue("", (HELLO,), language="ur"), {"pages.hello": "سلام {name}"})
    away = update_catalogue(old, (LEFT,))
    assert "سلام" in away
    assert polib.pofile(update_catalogue(away, (HELLO,))).find("pages.hello", by="msgctxt").msgstr == "سلام {name}"


def test_a_second_resting_translation_of_the_same_first_form_is_not_lost() -> None:
    first, second = (
        SourceText("pages.left", Text(many, plural_one="One left")) for many in ("{count} left", "{count} still left")
    )
    po = update_catalogue("", (first,), language="ur").replace('msgstr[1] ""', 'msgstr[1] "پہلا"')
    po = update_catalogue(po, (second,)).replace('msgstr[1] ""', 'msgstr[1] "دوسرا"')
    po = update_catalogue(po, (HELLO,))
    assert "پہلا" in po
    assert "دوسرا" in po


def test_a_catalogue_of_no_language_or_of_no_sense_is_refused() -> None:
    with pytest.raises(CatalogueError, match="which language"):
        update_catalogue("", (HELLO,))
    with pytest.raises(CatalogueError, match="cannot be read"):
        update_catalogue("nonsense", (HELLO,), language="ur")


IDS = st.sampled_from(["a.one", "a.two", "a.three"])
ENGLISH = st.sampled_from(["Red", "Green", 'A "blue" one\nin two lines', "50% {name}"])
EDITIONS = st.lists(st.dictionaries(IDS, ENGLISH, min_size=1), min_size=1, max_size=5)


@given(editions=EDITIONS)
def test_whatever_becomes_of_the_texts_no_translation_is_ever_lost(editions: list[dict[str, str]]) -> None:
    po, written = "", set()
    for number, edition in enumerate(editions):
        po = update_catalogue(po, [SourceText(each, Text(words)) for each, words in edition.items()], language="ur")
        words = {}
        for entry in polib.pofile(po):
            if not entry.obsolete and not entry.msgstr:
                words[entry.msgctxt] = f"ترجمہ {number} {entry.msgctxt}"
        po = translated(po, words)
        written |= set(words.values())
        catalogue = read_po(BytesIO(po.encode()))
        kept = {message.string for message in (*catalogue, *catalogue.obsolete.values())}
        assert written <= kept
