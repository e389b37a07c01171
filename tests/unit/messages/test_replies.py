"""Which replies ask for no more messages, and which only look like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.messages.replies import STOP_PHRASES, asks_to_stop

ASKING = (
    "STOP", "stop", "Stop.", " stop \n", "STOP!!!", "STOPPP", "stop stop stop", "s t o p", "S.T.O.P", "ＳＴＯＰ", "🛑", "“Stop”",
    "STOP please", "please stop", "Pls stop texting me", "Stop messages", "stop sending me these messages thanks",
    "Can you stop?", "stop?", "I want to stop", "I would like to stop getting texts", "how do I stop these messages",
    "I said stop", "STOP ALL", "stopall", "Unsubscribe", "opt-out", "OPT OUT", "optout", "End", "quit", "no more texts please",
    "Leave me alone", "STOP. Wrong number", "Stop! I don't want these", "stop - you have the wrong person",
    "wrong number, stop", "Hello, who is this? Please stop.", "Sorry. Stop",
    "stop messaging", "Stop messaging me", "stopped", "Don't text me", "dont text", "Please don’t text me again",
    "do not contact me", "DO NOT CONTACT ME ANY MORE", "Hi, who is this? Do not contact me.", "don't ever message me again",
    "مجھ سے رابطہ نہ کریں", "پلیز مجھے میسج مت کریں", "mujh se rabta na karein", "msg mat karo", "mujhe tang na karo",
    "رکیں", "رُکیں۔", "براہِ کرم رکیں", "پیغام بند کریں", "پیغامات بند کر دیں", "بند كريں", "بس", "بس کریں!", "اسٹاپ", "سٹاپ پلیز",
    "میسج مت بھیجیں", "مجھے مزید پیغام نہ بھیجیں", "مهربانی کر کے روک دیں", "رکیں۔ یہ نمبر میرا ہے",
    "ruko", "Band karo", "plz band kar do", "msg mat bhejo", "mujhe message na bhejein", "Bas karo!", "meherbani kar ke rok dein",
)  # fmt: skip
NOT_ASKING = (
    "", " ", "?", "don't stop", "Dont stop", "DON’T STOP", "Please don't stop", "do not stop", "never stop", "don't ... stop",
    "Don't, stop", "I can't stop laughing", "the bus stop", "I'm at the bus stop", "stop by tomorrow", "Yes. Stop by at 5",
    "when does it stop raining", "non-stop", "nonstop", "stopping", "stopwatch", "start", "yes", "thanks", "ok",
    "cancel", "Cancel the talk please", "finished", "the end of the week is better", "weekend", "send", "please send", "me",
    "don't stop texting me", "do not stop messages", "don't text me to stop", "Don't ring me, text me", "don't text me at 5",
    "I don't contact my sister", "do not worry", "don't", "میسج کریں", "mat karo", "نہ کریں", "rabta karein",
    "no", "no thanks", "can you ring me", "Stop? No, I like them", "I will not quit",
    "مت رکیں", "نہ رکیں", "براہ کرم مت رکیں", "بند نہ کریں", "مت روکیں", "بھیجیں", "پیغام بھیجیں", "ختم", "شکریہ", "جی", "کل بند ہے",
    "mat ruko", "na ruko", "band mat karo", "bhejo", "dukan band hai", "bus", "husband",
)  # fmt: skip


@pytest.mark.parametrize("reply", ASKING)
def test_these_ask_to_stop(reply: str) -> None:
    assert asks_to_stop(reply)


@pytest.mark.parametrize("reply", NOT_ASKING)
def test_these_do_not(reply: str) -> None:
    assert not asks_to_stop(reply)


@pytest.mark.parametrize("phrase", STOP_PHRASES)
def test_each_phrase_asks_with_and_without_a_please_and_not_after_a_no(phrase: str) -> None:
    assert asks_to_stop(phrase)
    assert asks_to_stop(f"{phrase} please")
    assert asks_to_stop(f"پلیز {phrase}")
    if not phrase.startswith(("نہ", "مت", "na ", "mat ", "no ")):
        for no in ("don't", "never", "mat", "مت", "نہ"):
            assert not asks_to_stop(f"{no} {phrase}")


@given(
    st.sampled_from(STOP_PHRASES),
    st.sampled_from([str.upper, str.lower, str.title, str.swapcase]),
    st.text(" .!\n\t*\"'()…🙏", max_size=6),
    st.text(" .!\n\t*\"'()…🙏", max_size=6),
)
def test_case_and_what_stands_around_it_make_no_difference(phrase: str, case: object, before: str, after: str) -> None:
    assert callable(case)
    assert asks_to_stop(before + case(phrase) + after)


@given(st.text(max_size=300))
def test_any_reply_can_be_looked_at(reply: str) -> None:
    asks_to_stop(reply)


@given(st.lists(st.sampled_from(["talk", "tomorrow", "bridge", "بارش", "kitab", "seven"]), min_size=1, max_size=8))
def test_words_that_have_nothing_to_do_with_stopping_never_ask(words: list[str]) -> None:
    assert not asks_to_stop(" ".join(words))
    assert not asks_to_stop(" ".join([*words, "stop"]))
    assert not asks_to_stop(" ".join(["stop", *words]))


def test_half_a_sign_is_looked_at_like_any_other() -> None:
    assert asks_to_stop("stop \ud83d")
    assert not asks_to_stop("\ud83d")


def test_a_reply_as_long_as_a_letter_is_for_a_person() -> None:
    assert not asks_to_stop(500 * "stop ")
