"""The copy of a consent that a person keeps."""

import re
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import page
import pdfua
import pytest

from alongside.accessibility.documents import DocumentError
from alongside.accessibility.documents.read_back import read_structure
from alongside.core.reports.consent_copy import LABELS, ConsentCopy, CopyStatement, render_consent_copy

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ENGLISH = tomllib.loads(resources.files("alongside.locales").joinpath("en/documents.toml").read_text(encoding="utf-8"))
COPY = ConsentCopy(
    study_title="The Stillwater study",
    module_title="Taking part",
    statements=(
        CopyStatement(
            "I have read about the study.", "Yes, I have", "You can read it again at any time.", answered_yes=True
        ),
        CopyStatement("You may look at my health records.", "No, do not look", answered_yes=False),
        CopyStatement("Who should we ring first?", "My health visitor"),
    ),
    signed_name="Sam Example",
    signature_meaning="I agree to take part.",
    method_words="You typed your name.",
    signed_at_local="Monday 2 March 2026, 12:00",
    signed_at_utc="2026-03-02 12:00:00 UTC",
    study_number="ST-0042",
    version="3.1",
    content_hash="9f2c" * 16,
    language="en-GB",
    format_words="Easy read",
    contact_lines=("07700 900123", "help@alongside.example"),
    labels={key: entry["text"] for key, entry in ENGLISH.items()},
    check_url="https://forms.example.org/copy/check/4F0K.7T9Q.ZZ12.9ABC",
    information=(("What we will ask", ("A few questions each month.", "You can leave any of them out.")),),
)
URDU = replace(
    COPY,
    language="ur",
    study_title="ساکن پانی کی تحقیق",
    labels={key: "صفحہ {page} / {pages}" if key == "page" else "آپ کی نقل" for key in LABELS},
    contact_lines=("07700 900123",),
)


def texts(content: bytes) -> list[str]:
    return [element.text for element in read_structure(content).walk() if element.text]


@pytest.mark.parametrize("copy", [COPY, URDU], ids=["English", "Urdu"])
@pytest.mark.parametrize("size", ["standard", "large"])
def test_the_copy_passes_two_checkers(copy: ConsentCopy, size: str, tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(render_consent_copy(copy, large_print=size == "large", created_at=NOON))
    assert page.validate_pdf(str(path), profile="ua1").is_compliant
    assert list(pdfua.validate(str(path)).findings) == []


def test_the_copy_shows_each_statement_with_its_answer_and_what_follows() -> None:
    said = texts(render_consent_copy(COPY, large_print=False, created_at=NOON))
    place = said.index("I have read about the study.")
    assert said[place : place + 3] == [
        "I have read about the study.",
        "Yes, I have",
        "You can read it again at any time.",
    ]
    assert said[place + 3 : place + 7] == [
        "You may look at my health records.",
        "No, do not look",
        "Who should we ring first?",
        "My health visitor",
    ]


def test_the_copy_holds_everything_that_a_signature_must_show() -> None:
    said = texts(render_consent_copy(COPY, large_print=False, created_at=NOON))
    for words in (
        COPY.signed_name,
        COPY.signature_meaning,
        COPY.method_words,
        COPY.signed_at_local,
        COPY.signed_at_utc,
        COPY.study_number,
        COPY.version,
        COPY.content_hash,
        COPY.format_words,
        "07700 900123\nhelp@alongside.example",
        "You can leave any of them out.",
    ):
        assert words in said


def test_the_copy_says_nothing_that_was_not_given_to_it() -> None:
    made = replace(COPY, labels={key: f"{{page}} {{pages}} {key}" for key in LABELS})
    said = set(texts(render_consent_copy(made, large_print=False, created_at=NOON)))
    given = repr(made).replace("\\n", "\n")
    assert [words for words in said if words not in given and words != "\n".join(made.contact_lines)] == []


def test_how_to_change_your_mind_comes_before_the_details_of_the_record() -> None:
    said = texts(render_consent_copy(COPY, large_print=False, created_at=NOON))
    assert said.index(COPY.labels["change_your_mind"]) < said.index(COPY.labels["record"])


def test_nobody_is_named_in_the_properties_of_the_file() -> None:
    content = render_consent_copy(COPY, large_print=False, created_at=NOON)
    properties = re.search(rb"<x:xmpmeta.*</x:xmpmeta>", content, re.DOTALL)
    assert properties
    assert b"Sam" not in properties[0]
    assert b"ST-0042" not in properties[0]


def test_a_missing_label_is_named() -> None:
    with pytest.raises(DocumentError, match="lacks the labels contact, footer in 'en-GB'"):
        render_consent_copy(
            replace(COPY, labels={**COPY.labels, "footer": "", "contact": ""}), large_print=False, created_at=NOON
        )


def test_the_english_words_of_every_label_are_written() -> None:
    assert tuple(ENGLISH) != ()
    assert set(ENGLISH) == set(LABELS)
    assert {"{page}", "{pages}"} == set(re.findall(r"\{\w+\}", ENGLISH["page"]["text"]))


def test_equal_copies_give_equal_bytes() -> None:
    first = render_consent_copy(COPY, large_print=True, created_at=NOON)
    assert first == render_consent_copy(COPY, large_print=True, created_at=NOON)
