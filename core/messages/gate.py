"""Whether a message may leave now. Asked when it is planned and again at the moment of sending; nothing is remembered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alongside.core.definitions.messages import RULES, Audience, ChannelKind, ContactState, MessageReason, ReasonRule
from alongside.core.definitions.safe_contact import SafeContact


class Why(StrEnum):
    """Why a message leaves, waits or is held; staff read the words of `text_id`.

    The last three are not the gate's: whoever sends finds no channel, no address, or words that `compose` refuses.
    """

    ALL_CLEAR = "all_clear"
    ASKED_FOR_NOW = "asked_for_now"
    OUTSIDE_HOURS = "outside_hours"
    SAFETY_NOT_KNOWN = "safety_not_known"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"
    DIED = "died"
    PAUSED = "paused"
    CARER_CHANGED = "carer_changed"
    WHO_DECIDES_OPEN = "who_decides_open"
    NOT_AT_THIS_STAGE = "not_at_this_stage"
    STATE_NOT_KNOWN = "state_not_known"
    CHANNEL_NOT_FOR_THIS = "channel_not_for_this"
    CHANNEL_NOT_SAFE = "channel_not_safe"
    CHANNEL_NOT_CHOSEN = "channel_not_chosen"
    CHECK_AGAIN = "check_again"
    ENOUGH_SENT = "enough_sent"
    NO_CHANNEL = "no_channel"
    NO_ADDRESS = "no_address"
    WORDS_NOT_SOUND = "words_not_sound"

    @property
    def text_id(self) -> str:
        """The words for staff."""
        return f"messages.why_{self.value}"


@dataclass(frozen=True, slots=True)
class Send:
    """It may leave now."""

    why: Why = Why.ALL_CLEAR


@dataclass(frozen=True, slots=True)
class Wait:
    """It may leave at `until`, if everything else still holds then."""

    until: datetime
    why: Why = Why.OUTSIDE_HOURS


@dataclass(frozen=True, slots=True)
class Hold:
    """It may not leave; a person has to change something first."""

    why: Why


Decision = Send | Wait | Hold

_STATE_HOLDS = {
    ContactState.WITHDRAWN: Why.WITHDRAWN,
    ContactState.DIED: Why.DIED,
    ContactState.PAUSED: Why.PAUSED,
    ContactState.CARER_CHANGED: Why.CARER_CHANGED,
}


def decide(
    reason: MessageReason,
    safe: SafeContact | None,
    *,
    state: str,
    now: datetime,
    sent_this_wave: int,
    channel: ChannelKind,
    is_disputed: bool = False,
) -> Decision:
    """Decide whether a message may leave.

    `state` is a `ContactState` (the family's, also for its professionals, where it is not asked). `sent_this_wave`
    counts the reminders this person was sent since the wave began, of every reason that has a cap. `is_disputed` = it is
    open who decides for the family's children.

    Raises:
        ValueError: `now` has no time zone.
    """
    if now.utcoffset() is None:
        raise ValueError("The gate needs a time with a time zone.")
    rule = RULES[reason]
    if safe is None:
        return Hold(Why.SAFETY_NOT_KNOWN)
    held = (
        _held_by_person(rule, safe)
        or _held_by_dispute(rule, is_disputed=is_disputed)
        or _held_by_state(rule, state)
        or _held_by_channel(rule, safe, channel)
        or _held_by_time(rule, safe, channel, now, sent_this_wave)
    )
    if held is not None:
        return Hold(held)
    if rule.may_ignore_hours:
        return Send(Why.ASKED_FOR_NOW)
    return Send() if safe.is_open(now) else Wait(safe.next_opening(now))


def choose_channel(
    reason: MessageReason, safe: SafeContact | None, installed: Collection[ChannelKind]
) -> ChannelKind | None:
    """Return the safe channel this person likes best for a reason, or None: then a person has to find another way."""
    if safe is None:
        return None
    rule = RULES[reason]
    wished = safe.channels if not rule.may_ignore_hours else tuple(ChannelKind)
    proved = (kind for kind in wished if rule.may_ignore_hours or kind not in safe.unverified)
    usable = (kind for kind in proved if kind in installed and _held_by_channel(rule, safe, kind) is None)
    return next(usable, None)


def _held_by_person(rule: ReasonRule, safe: SafeContact) -> Why | None:
    if not safe.known:
        return Why.SAFETY_NOT_KNOWN
    # A code that the person asks for now is no message of ours: without it nobody who stopped could look or come back.
    return Why.STOPPED if safe.stopped and not (rule.may_ignore_hours or rule.may_follow_stop) else None


def _held_by_state(rule: ReasonRule, state: str) -> Why | None:
    if rule.audience is Audience.PROFESSIONAL:
        return None
    try:
        known = ContactState(state)
    except ValueError:
        return Why.STATE_NOT_KNOWN
    return None if known in rule.states else _STATE_HOLDS.get(known, Why.NOT_AT_THIS_STAGE)


def _held_by_dispute(rule: ReasonRule, *, is_disputed: bool) -> Why | None:
    # A code that the person asks for now goes out, as after a stop: what they told us stays theirs to look at.
    return Why.WHO_DECIDES_OPEN if is_disputed and not rule.may_ignore_hours else None


def _held_by_channel(rule: ReasonRule, safe: SafeContact, channel: ChannelKind) -> Why | None:
    if channel not in rule.channels:
        return Why.CHANNEL_NOT_FOR_THIS
    if not safe.is_safe(channel):
        return Why.CHANNEL_NOT_SAFE
    # A code is asked for there and then, so the safe number is enough, whatever was chosen for other messages.
    if channel not in safe.channels and not rule.may_ignore_hours:
        return Why.CHANNEL_NOT_CHOSEN
    return None


def _held_by_time(
    rule: ReasonRule, safe: SafeContact, channel: ChannelKind, now: datetime, sent_this_wave: int
) -> Why | None:
    # Who types the code that came to a number has just proved that the number is still theirs.
    if safe.needs_checking(now, channel) and not rule.may_ignore_hours:
        return Why.CHECK_AGAIN
    if rule.cap_per_wave is not None and sent_this_wave >= rule.cap_per_wave:
        return Why.ENOUGH_SENT
    return None
