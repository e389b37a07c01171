"""Who may be written to is not always to be rung."""

from dataclasses import replace
from datetime import UTC, datetime

from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.messages.calls import advise_before_call, decide_call
from alongside.core.messages.gate import Hold, Send, Why

NOON = datetime(2026, 7, 14, 11, tzinfo=UTC)
SAFE = SafeContact(known=True, channels=(ChannelKind.SMS,), phone_is_safe=True)


def test_a_person_for_whom_only_texts_are_safe_is_not_rung() -> None:
    assert decide_call(SAFE, NOON) == Send()
    assert decide_call(replace(SAFE, calls_ok=False), NOON) == Hold(Why.CHANNEL_NOT_CHOSEN)


def test_what_to_know_comes_in_the_order_in_which_it_matters() -> None:
    assert advise_before_call(SafeContact(known=True, code_word=True, shared_phone=True)) == (
        "messages.call_code_word",
        "messages.call_shared_phone",
        "messages.call_no_name",
        "messages.call_no_voicemail",
    )
