"""What a colleague has to know before ringing a person."""

from datetime import datetime

from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.messages.gate import Hold, Send, Wait, Why


def decide_call(safe: SafeContact | None, now: datetime) -> Send | Wait | Hold:
    """Decide whether a colleague may ring now. Who asked for no messages may be rung: the two are not the same."""
    if safe is None or not safe.known:
        return Hold(Why.SAFETY_NOT_KNOWN)
    if not safe.is_safe(ChannelKind.SMS):
        return Hold(Why.CHANNEL_NOT_SAFE)
    if not safe.calls_ok:
        return Hold(Why.CHANNEL_NOT_CHOSEN)
    return Send() if safe.is_open(now) else Wait(safe.next_opening(now))


def advise_before_call(safe: SafeContact) -> tuple[str, ...]:
    """Return the ids of the sentences to read before ringing, in the order in which they matter."""
    advice = (
        (safe.code_word, "messages.call_code_word"),
        (safe.shared_phone, "messages.call_shared_phone"),
        (not safe.may_use_name, "messages.call_no_name"),
        (not (safe.known and safe.voicemail_ok), "messages.call_no_voicemail"),
    )
    return tuple(text_id for holds, text_id in advice if holds)
