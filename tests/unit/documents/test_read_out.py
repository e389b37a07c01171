"""What a common reader takes out of lines that mix scripts, figures and signs: the words as they were written."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.accessibility.documents import Document, Heading, Paragraph, render
from alongside.accessibility.documents.turns import mark_turns
from tests.support.pdfs import digits_ascend, paragraphs_of_pdf, plain

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATIN = (
    "Alongside",
    "(Alongside)",
    "York,",
    "help@alongside.example",
    "07700 900123",
    "+44 7700 900123",
    "(0131) 496 0000",
    "12/03/2026",
    "14:30",
    "85%",
    "£20",
    "A&B",
    "C.",
    "Mary-Jane",
    "[NHS]",
    "3-5",
    "«York»",
    '"the study"',
    "https://alongside.example/ur/?a=1",
    "2)",
    "–",
    "-",
    "/",
    "٥٠",
    "۵۰",
)
OWN = {
    "ur": ("آپ", "کسی", "تقریباً", "لہٰذا", "ہے۔", "(فون)", "«نقل»", "کی،", "کیا؟", "بچّہ", "می\u200cخواہ"),
    "ar": ("لأنّها", "اتصل", "(على)", "هذا،", "لا", "عبدالله", "نعم؟", "مُحَمَّد"),
    "bn": ("কর্ম,", "কৌশল", "(প্রায়)", "দুঃখ", "চাঁদ।", "র\u200d্যাব"),
    "pa": ("ਪੜ੍ਹੋ,", "(ਜ਼ਿੰਦਗੀ)", "ਸ੍ਵੈ।", "ਨੂੰ", "ਬੱਚਾ-ਬੱਚੀ"),
    "uk": ("будь-коли", "м’яч", "їжак,", "e\u0301t"),
}


def read_out(language: str, texts: list[str]) -> list[str]:
    blocks = (Heading(1, "1"), *(Paragraph(text) for text in texts))
    return paragraphs_of_pdf(render(Document("1", language, blocks), created_at=NOON))[1:]


@pytest.mark.parametrize("language", OWN)
@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_words_of_any_mixture_come_out_as_they_were_written(language: str, data: st.DataObject) -> None:
    words = st.sampled_from(OWN[language]) | st.sampled_from(OWN[language] + LATIN)
    paragraph = st.lists(words, min_size=1, max_size=25).map(" ".join)
    texts = data.draw(st.lists(paragraph, min_size=10, max_size=20))
    assert read_out(language, texts) == [plain(text) for text in texts]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ur", "(Alongside) 07700 900123"),
        ("ur", "85% ہے"),
        ("ur", "کی، the study"),
        ("ur", "£20 کا کارڈ، £20"),
        ("ar", "عبدالله (Abdullah), 12/03/2026"),
        ("ar", "هذا، 1. لا"),
        ("uk", "будь-коли " * 40),
    ],
)
def test_signs_between_two_scripts_stay_where_they_belong(language: str, text: str) -> None:
    assert read_out(language, [text]) == [plain(text)]


def test_a_sum_of_money_and_a_telephone_number_are_not_turned_around_by_what_stands_before() -> None:
    content = render(
        Document("1", "ur", (Heading(1, "1"), Paragraph("فون کریں £20 +44 7700 900123 پر"))), created_at=NOON
    )
    assert digits_ascend(content, "+44 7700 900123")
    assert paragraphs_of_pdf(content)[1] == plain("فون کریں £20 +44 7700 900123 پر")


@pytest.mark.parametrize(
    ("seen", "levels", "right_to_left", "marked"),
    [
        (")ab(ب", [1, 2, 2, 1, 1], True, {0: ")\u200f"}),
        ("9%ب", [2, 2, 1], True, {1: "%\u200e"}),
        ("a ب", [2, 1, 1], True, {}),
        ("ab 1ب", [2, 2, 1, 2, 1], True, {1: "b\u200f"}),
        ("ab.", [0, 0, 0], False, {}),
        ("aب.", [0, 1, 0], False, {2: "\u200e."}),
        ("ab-", [0, 0, 0], False, {2: "-\u200e"}),
    ],
)
def test_a_line_is_marked_only_where_its_turn_would_be_missed(
    seen: str,
    levels: list[int],
    right_to_left: bool,  # noqa: FBT001 - a row of the table
    marked: dict[int, str],
) -> None:
    assert mark_turns(list(seen), levels, right_to_left=right_to_left) == marked
