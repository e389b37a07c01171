"""Whether a message may leave: each rule by an example, and the promises that hold for every message there can be."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.definitions.messages import RULES, Audience, ChannelKind, ContactState, MessageReason
from alongside.core.definitions.safe_contact import UK_TIME, SafeContact, SafeWindow, work_contact
from alongside.core.messages.calls import advise_before_call, decide_call
from alongside.core.messages.gate import Decision, Hold, Send, Wait, Why, choose_channel, decide

NOON = datetime(2026, 7, 14, 11, tzinfo=UTC)
NIGHT = datetime(2026, 7, 14, 22, tzinfo=UTC)
MORNING_AFTER = datetime(2026, 7, 15, 8, tzinfo=UTC)
SAFE = SafeContact(
    known=True,
    channels=(ChannelKind.SMS, ChannelKind.EMAIL),
    phone_is_safe=True,
    email_is_safe=True,
    post_is_safe=True,
    verified_at=NOON,
)
FAMILY_REASONS = [reason for reason, rule in RULES.items() if rule.audience is Audience.FAMILY]

windows = st.builds(
    lambda days, hours: SafeWindow(days, time(min(hours)), time(max(hours))),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.sets(st.integers(0, 23), min_size=2, max_size=2),
)
contacts = st.builds(
    SafeContact,
    known=st.booleans(),
    channels=st.lists(st.sampled_from(ChannelKind), unique=True).map(tuple),
    phone_is_safe=st.none() | st.booleans(),
    email_is_safe=st.none() | st.booleans(),
    post_is_safe=st.none() | st.booleans(),
    windows=st.lists(windows, max_size=3).map(tuple),
    stopped=st.booleans(),
    verified_at=st.none() | st.sampled_from([NOON, NOON - timedelta(days=200)]),
)
# Most contacts of the first kind are held for several reasons at once; these come as far as the hours.
sendable = st.builds(
    lambda chosen: replace(SAFE, channels=tuple(ChannelKind), windows=chosen), st.lists(windows, max_size=3).map(tuple)
)
reasons = st.sampled_from(MessageReason)
channels = st.sampled_from(ChannelKind)
states = st.sampled_from([*(state.value for state in ContactState), "elsewhere"])
moments = st.integers(0, 14 * 24 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes))


def ask(
    reason: MessageReason = MessageReason.PART_DUE,
    safe: SafeContact | None = SAFE,
    state: str = "taking_part",
    now: datetime = NOON,
    sent: int = 0,
    channel: ChannelKind = ChannelKind.SMS,
) -> Decision:
    return decide(reason, safe, state=state, now=now, sent_this_wave=sent, channel=channel)


def test_a_message_leaves_when_nothing_stands_in_the_way() -> None:
    assert ask() == Send(Why.ALL_CLEAR)


def test_at_night_a_message_waits_for_the_morning() -> None:
    assert ask(now=NIGHT) == Wait(MORNING_AFTER, Why.OUTSIDE_HOURS)


def test_a_code_that_the_person_asks_for_goes_at_any_hour() -> None:
    assert ask(MessageReason.CODE, now=NIGHT) == Send(Why.ASKED_FOR_NOW)


def test_a_code_goes_to_the_safe_number_of_somebody_who_chose_email_and_was_not_heard_of_for_long() -> None:
    contact = replace(SAFE, channels=(ChannelKind.EMAIL,), verified_at=NOON - timedelta(days=400))
    assert ask(MessageReason.CODE, contact) == Send(Why.ASKED_FOR_NOW)


def test_a_code_never_goes_to_a_number_that_is_not_known_to_be_safe() -> None:
    assert ask(MessageReason.CODE, replace(SAFE, phone_is_safe=None)) == Hold(Why.CHANNEL_NOT_SAFE)


def test_a_code_goes_by_text_only() -> None:
    assert ask(MessageReason.CODE, channel=ChannelKind.EMAIL) == Hold(Why.CHANNEL_NOT_FOR_THIS)


@pytest.mark.parametrize("nobody_asked", [None, SafeContact(), replace(SAFE, known=False)])
def test_without_a_safe_contact_nothing_leaves(nobody_asked: SafeContact | None) -> None:
    assert ask(safe=nobody_asked) == Hold(Why.SAFETY_NOT_KNOWN)


def test_after_stop_nothing_leaves_but_its_confirmation_and_a_code_that_the_person_asks_for() -> None:
    stopped = {reason: ask(reason, replace(SAFE, stopped=True)) for reason in MessageReason}
    assert stopped.pop(MessageReason.CODE) == Send(Why.ASKED_FOR_NOW)
    assert stopped.pop(MessageReason.STOP_CONFIRMED) == Send()
    assert set(stopped.values()) == {Hold(Why.STOPPED)}


def test_after_withdrawal_only_the_confirmation_leaves_and_a_code_that_the_person_asks_for() -> None:
    left = {reason for reason in FAMILY_REASONS if isinstance(ask(reason, state="withdrawn"), Send)}
    assert left == {MessageReason.STOP_CONFIRMED, MessageReason.CODE}
    assert {reason for reason, rule in RULES.items() if rule.may_follow_withdrawal} == left


def test_after_a_death_nothing_leaves() -> None:
    assert {ask(reason, state="died") for reason in FAMILY_REASONS} == {Hold(Why.DIED)}


def test_a_paused_family_hears_only_what_it_asked_for() -> None:
    left = {reason for reason in FAMILY_REASONS if isinstance(ask(reason, state="paused"), Send)}
    heard = {MessageReason.CONSENT_COPY_READY, MessageReason.HEARD_YOU}
    assert left == {MessageReason.CODE, MessageReason.STOP_CONFIRMED} | heard
    assert ask(state="paused") == Hold(Why.PAUSED)


def test_a_former_carer_hears_nothing() -> None:
    assert {ask(reason, state="carer_changed") for reason in FAMILY_REASONS} == {Hold(Why.CARER_CHANGED)}


def test_a_person_who_has_finished_is_not_reminded() -> None:
    assert ask(MessageReason.PART_OVERDUE, state="finished") == Hold(Why.NOT_AT_THIS_STAGE)


def test_a_state_that_nobody_defined_holds_the_message() -> None:
    assert ask(state="somewhere") == Hold(Why.STATE_NOT_KNOWN)


def test_a_channel_that_was_not_chosen_is_not_used() -> None:
    assert ask(channel=ChannelKind.LETTER) == Hold(Why.CHANNEL_NOT_CHOSEN)


def test_a_channel_that_became_unsafe_is_not_used_though_it_was_chosen() -> None:
    assert ask(safe=replace(SAFE, phone_is_safe=False)) == Hold(Why.CHANNEL_NOT_SAFE)


def test_a_number_not_checked_for_six_months_is_checked_first() -> None:
    assert ask(safe=replace(SAFE, verified_at=NOON - timedelta(days=184))) == Hold(Why.CHECK_AGAIN)


@pytest.mark.parametrize(("sent", "decision"), [(0, Send()), (2, Send()), (3, Hold(Why.ENOUGH_SENT))])
def test_three_reminders_a_wave_are_enough(sent: int, decision: Decision) -> None:
    assert ask(MessageReason.PART_OVERDUE, sent=sent) == decision


def test_the_monthly_message_is_no_reminder() -> None:
    assert ask(MessageReason.WHERE_YOU_ARE, sent=3) == Send()


def test_a_colleague_is_told_about_a_family_that_has_left() -> None:
    colleague = work_contact(NOON)
    assert ask(MessageReason.TASK_DUE, colleague, state="withdrawn", channel=ChannelKind.EMAIL) == Send()
    assert isinstance(ask(MessageReason.TASK_DUE, colleague, now=NIGHT, channel=ChannelKind.EMAIL), Wait)


def test_a_time_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="time zone"):
        ask(now=NOON.replace(tzinfo=None))


@given(reasons, st.none() | contacts | sendable, states, moments, st.integers(0, 5), channels)
def test_whatever_is_sent_was_safe_to_send(
    reason: MessageReason, safe: SafeContact | None, state: str, now: datetime, sent: int, channel: ChannelKind
) -> None:
    decision = ask(reason, safe, state, now, sent, channel)
    rule = RULES[reason]
    if isinstance(decision, Send):
        assert safe is not None
        assert safe.known
        assert not safe.stopped or reason is MessageReason.CODE
        assert safe.is_safe(channel)
        assert channel in rule.channels
        assert state != "withdrawn" or rule.may_follow_withdrawal or rule.audience is Audience.PROFESSIONAL
        assert safe.is_open(now) or reason is MessageReason.CODE
        assert rule.cap_per_wave is None or sent < 3


@given(reasons, sendable, st.sampled_from(["joining", "taking_part"]), moments, channels)
def test_whatever_waits_leaves_at_the_very_moment_that_was_named_and_not_before(
    reason: MessageReason, safe: SafeContact, state: str, now: datetime, channel: ChannelKind
) -> None:
    decision = ask(reason, safe, state, now, 0, channel)
    if isinstance(decision, Wait):
        assert decision.until > now
        assert ask(reason, safe, state, decision.until, 0, channel) == Send()
        a_little_earlier = decision.until - timedelta(microseconds=1)
        assert ask(reason, safe, state, a_little_earlier, 0, channel) == decision
        assert ask(reason, safe, state, now + (decision.until - now) / 2, 0, channel) == decision


@given(reasons, contacts, states, moments, st.integers(0, 5), channels)
def test_the_same_question_has_the_same_answer(
    reason: MessageReason, safe: SafeContact, state: str, now: datetime, sent: int, channel: ChannelKind
) -> None:
    assert ask(reason, safe, state, now, sent, channel) == ask(reason, safe, state, now, sent, channel)


def test_in_a_year_of_asking_every_ten_minutes_nothing_leaves_outside_the_safe_hours_and_reminders_end_at_three() -> (
    None
):
    """Two evening windows a week, both changes of the clocks, two waves, and a part that is never done."""
    contact = replace(SAFE, windows=(SafeWindow(frozenset({1, 3}), time(18, 30), time(19, 15)),))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    left: list[tuple[MessageReason, datetime]] = []
    for step in range(365 * 24 * 6):
        now = start + step * timedelta(minutes=10)
        contact = replace(contact, verified_at=now)
        wave = now.month // 7
        month = (MessageReason.WHERE_YOU_ARE, now.month)
        reminded = [moment for reason, moment in left if reason is MessageReason.PART_DUE and moment.month // 7 == wave]
        due = [MessageReason.PART_DUE] if not reminded or now - reminded[-1] > timedelta(days=7) else []
        due += [MessageReason.WHERE_YOU_ARE] if month not in {(reason, moment.month) for reason, moment in left} else []
        sent = len(reminded)
        left += [(reason, now) for reason in due if isinstance(ask(reason, contact, now=now, sent=sent), Send)]
    local = [moment.astimezone(UK_TIME) for _, moment in left]
    assert sum(reason is MessageReason.WHERE_YOU_ARE for reason, _ in left) == 12
    assert sum(reason is MessageReason.PART_DUE for reason, _ in left) == 6
    assert {moment.weekday() for moment in local} == {1, 3}
    assert all(time(18, 30) <= moment.time() < time(19, 15) for moment in local)


def test_the_best_liked_safe_channel_is_chosen() -> None:
    everything = tuple(ChannelKind)
    assert choose_channel(MessageReason.PART_DUE, SAFE, everything) is ChannelKind.SMS
    assert choose_channel(MessageReason.PART_DUE, SAFE, [ChannelKind.EMAIL]) is ChannelKind.EMAIL
    assert choose_channel(MessageReason.PART_DUE, replace(SAFE, phone_is_safe=None), everything) is ChannelKind.EMAIL
    assert choose_channel(MessageReason.CODE, replace(SAFE, channels=()), everything) is ChannelKind.SMS
    assert choose_channel(MessageReason.CODE, replace(SAFE, phone_is_safe=False), everything) is None
    assert choose_channel(MessageReason.PART_DUE, None, everything) is None


@given(reasons, contacts, st.sets(channels))
def test_a_chosen_channel_is_installed_and_never_held_for_being_the_wrong_one(
    reason: MessageReason, safe: SafeContact, installed: set[ChannelKind]
) -> None:
    chosen = choose_channel(reason, safe, installed)
    if chosen is not None:
        decision = ask(reason, safe, channel=chosen)
        assert chosen in installed
        assert decision.why not in {Why.CHANNEL_NOT_CHOSEN, Why.CHANNEL_NOT_FOR_THIS}
        assert not safe.known or decision.why is not Why.CHANNEL_NOT_SAFE


def test_a_call_is_made_to_a_safe_number_in_safe_hours_only() -> None:
    assert decide_call(None, NOON) == Hold(Why.SAFETY_NOT_KNOWN)
    assert decide_call(replace(SAFE, phone_is_safe=None), NOON) == Hold(Why.CHANNEL_NOT_SAFE)
    assert decide_call(SAFE, NIGHT) == Wait(MORNING_AFTER)
    assert decide_call(replace(SAFE, stopped=True), NOON) == Send()


def test_a_caller_reads_what_to_mind_and_unknown_means_no_voicemail() -> None:
    assert advise_before_call(SafeContact()) == ("messages.call_no_name", "messages.call_no_voicemail")
    easy = replace(SAFE, voicemail_ok=True, may_use_name=True)
    assert advise_before_call(easy) == ()
    careful = replace(easy, code_word=True, shared_phone=True)
    assert advise_before_call(careful) == ("messages.call_code_word", "messages.call_shared_phone")


@given(reasons, sendable, states, moments, channels)
def test_while_it_is_open_who_decides_nothing_goes_but_a_code_that_is_asked_for(
    reason: MessageReason, safe: SafeContact, state: str, now: datetime, channel: ChannelKind
) -> None:
    given_now = {"state": state, "now": now, "sent_this_wave": 0, "channel": channel}
    held = decide(reason, safe, **given_now, is_disputed=True)  # type: ignore[arg-type]  # by name
    if RULES[reason].may_ignore_hours:
        assert held == decide(reason, safe, **given_now)  # type: ignore[arg-type]  # by name
    else:
        assert isinstance(held, Hold)


def test_the_reason_is_named_while_it_is_open_who_decides() -> None:
    held = decide(
        MessageReason.PART_DUE, SAFE, state="taking_part", now=NOON, sent_this_wave=0, channel=ChannelKind.SMS,
        is_disputed=True,
    )  # fmt: skip
    assert held == Hold(Why.WHO_DECIDES_OPEN)
