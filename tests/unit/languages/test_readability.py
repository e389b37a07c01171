import pytest

from alongside.core.languages.readability import count_syllables, count_words, folded, grade, sentences


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("you", 1),
        ("baby", 2),
        ("question", 2),
        ("information", 4),
        ("hospital", 3),
        ("stopped", 1),
        ("needed", 2),
        ("the", 1),
    ],
)
def test_syllables_are_counted_as_they_sound(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def test_sentences_end_at_a_stop_of_any_script_or_at_a_line() -> None:
    assert len(sentences("One. Two! Three?\nFour\n\n- ")) == 4
    assert len(sentences("پہلا جملہ۔ دوسرا جملہ؟")) == 2
    assert len(sentences("It costs 1.50 on 25.3.2026 here")) == 1
    assert count_words("Don't ring 0800-123 {name}.") == 4


def test_a_plain_text_is_easy_and_a_legal_one_is_hard() -> None:
    assert grade("You can stop at any time. You do not have to say why.") < 2
    assert (
        grade(
            "Participation in this investigation is entirely voluntary and withdrawal of authorisation "
            "may be communicated to the institution responsible at any subsequent opportunity."
        )
        > 14
    )


def test_a_known_sentence_has_the_grade_of_the_formula() -> None:
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)


def test_words_without_words_have_no_grade() -> None:
    assert grade("... {name}".replace("{name}", "")) == 0.0


def test_differences_nobody_reads_are_folded_away() -> None:
    assert folded("  Cafe\u0301 \n OPEN ") == folded("caf\u00e9 open")
