"""The list of exceptions to one part a text."""

from alongside.core.definitions.messages import RULES, ChannelKind, MessageReason
from alongside.core.messages.segments import EXCEPTIONS, LINK_TAKES_THE_ROOM, most_segments
from alongside.core.messages.sms import measure_sms
from alongside.core.messages.templates import LONGEST, find_template


def test_what_is_not_listed_is_one_part() -> None:
    assert most_segments(MessageReason.PART_DUE, "en") == 1
    assert most_segments(MessageReason.CODE, "ur") == 1
    assert most_segments(MessageReason.STOP_CONFIRMED, "ur") == 1
    assert most_segments(MessageReason.PART_DUE, "so") == 1


def test_each_exception_is_a_text_with_a_link_two_parts_long_and_has_its_reason() -> None:
    for (_, reason), allowed in EXCEPTIONS.items():
        assert ChannelKind.SMS in RULES[reason].channels
        assert "link" in find_template(reason, ChannelKind.SMS).placeholders
        assert (allowed.segments, allowed.why) == (2, LINK_TAKES_THE_ROOM)


def test_the_reason_is_true_the_link_and_the_number_alone_fill_the_short_part() -> None:
    bare = f"ہ\n{LONGEST['link']}\n{LONGEST['phone']}"
    assert measure_sms(bare).segments == 2
