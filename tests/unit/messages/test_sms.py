"""Text-message parts, against worked cases of the standard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.messages.sms import SmsSize, measure_sms


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("", SmsSize("gsm7", 0, 1)),
        (160 * "a", SmsSize("gsm7", 160, 1)),
        (161 * "a", SmsSize("gsm7", 161, 2)),
        (306 * "a", SmsSize("gsm7", 306, 2)),
        (307 * "a", SmsSize("gsm7", 307, 3)),
        (459 * "a", SmsSize("gsm7", 459, 3)),
        (460 * "a", SmsSize("gsm7", 460, 4)),
        (80 * "€", SmsSize("gsm7", 160, 1)),
        (81 * "€", SmsSize("gsm7", 162, 2)),
        ("[]{}^\\|~€", SmsSize("gsm7", 18, 1)),
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ", SmsSize("gsm7", 31, 1)),
        (70 * "ل", SmsSize("ucs2", 70, 1)),
        (71 * "ل", SmsSize("ucs2", 71, 2)),
        (134 * "ل", SmsSize("ucs2", 134, 2)),
        (135 * "ل", SmsSize("ucs2", 135, 3)),
        (69 * "a" + "ł", SmsSize("ucs2", 70, 1)),
        (124 * "a" + "ł", SmsSize("ucs2", 125, 2)),
        (101 * "a" + "ș", SmsSize("ucs2", 102, 2)),
        ("I’m here", SmsSize("ucs2", 8, 1)),
        (35 * "🙂", SmsSize("ucs2", 70, 1)),
        (36 * "🙂", SmsSize("ucs2", 72, 2)),
    ],
)
def test_a_text_is_measured_as_the_network_sends_it(text: str, size: SmsSize) -> None:
    assert measure_sms(text) == size


def test_an_extended_character_is_not_cut_in_two_at_the_end_of_a_part() -> None:
    assert measure_sms(152 * "a" + "€" + 152 * "a") == SmsSize("gsm7", 306, 3)


def test_a_picture_character_is_not_cut_in_two_at_the_end_of_a_part() -> None:
    assert measure_sms(66 * "ل" + "🙂" + 66 * "ل") == SmsSize("ucs2", 134, 3)


@given(st.text(max_size=400), st.text(max_size=5))
def test_more_words_never_make_fewer_parts_in_the_same_alphabet(text: str, more: str) -> None:
    short, long = measure_sms(text), measure_sms(text + more)
    assert short.encoding != long.encoding or short.segments <= long.segments
    assert short.segments >= 1
