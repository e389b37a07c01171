"""A message goes out once, whatever happens to the workers."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

from alongside.core.definitions.messages import ChannelKind, MessageReason
from alongside.core.storage import outbox
from alongside.core.storage.database import Database, Transaction

from .conftest import NOON

LEASE = timedelta(minutes=2)


def new_message(**changes: Any) -> outbox.NewMessage:
    first = outbox.NewMessage(
        study="bright",
        participant="BR0001C",
        reason="part_due",
        period="month_6",
        channel="sms",
        priority=5,
        due_at=NOON,
        expires_at=None,
        values={"day": "Monday"},
    )
    return replace(first, **changes)


def queue(tx: Transaction, **changes: Any) -> outbox.Message:
    message = outbox.enqueue(tx, new_message(**changes), NOON)
    assert message is not None
    return message


def claim(tx: Transaction, now: datetime = NOON, limit: int = 100, worker: str = "w1") -> list[outbox.Message]:
    return outbox.claim(tx, now=now, lease=LEASE, limit=limit, worker=worker)


def look(tx: Transaction, message: outbox.Message) -> outbox.Message:
    found = outbox.message(tx, message.id)
    assert found is not None
    return found


def test_a_message_is_queued_once_for_ever(tx: Transaction) -> None:
    message = queue(tx)

    assert (message.state, message.attempts, message.maybe_sent, message.values) == (
        "queued",
        0,
        False,
        {"day": "Monday"},
    )
    assert outbox.enqueue(tx, new_message(priority=1, due_at=NOON + LEASE), NOON) is None
    outbox.cancel(tx, message.id, why="moved away", at=NOON)
    assert outbox.enqueue(tx, new_message(), NOON) is None
    for changes in (
        {"participant": "BR0002M"},
        {"reason": "part_overdue"},
        {"period": "month_9"},
        {"channel": "email"},
    ):
        assert outbox.enqueue(tx, new_message(**changes), NOON) is not None
    assert len({found.reference for found in outbox.due_between(tx, NOON, NOON + LEASE)}) == 5


def test_only_what_is_due_is_claimed_the_urgent_first(tx: Transaction) -> None:
    later = queue(tx, period="later", due_at=NOON + timedelta(seconds=1))
    normal = queue(tx, period="normal")
    older = queue(tx, period="older", due_at=NOON - timedelta(hours=1))
    urgent = queue(tx, period="urgent", priority=1)

    assert [message.id for message in claim(tx, limit=2)] == [urgent.id, older.id]
    (claimed,) = claim(tx, worker="w2")
    assert (claimed.id, claimed.state, claimed.attempts, claimed.claimed_by) == (normal.id, "sending", 1, "w2")
    assert claimed.claimed_until == NOON + LEASE
    assert claim(tx) == []
    assert [message.id for message in claim(tx, now=later.due_at)] == [later.id]


def test_a_sent_message_is_sent_once_and_its_way_is_followed(tx: Transaction) -> None:
    message = queue(tx)
    claim(tx)

    assert outbox.mark_sent(tx, message.id, provider_reference="p-1", at=NOON)
    assert not outbox.mark_sent(tx, message.id, provider_reference="p-2", at=NOON)
    sent = look(tx, message)
    assert (sent.state, sent.provider_reference, sent.sent_at, sent.claimed_by) == ("sent", "p-1", NOON, None)
    assert outbox.find_by_reference(tx, message.reference) == sent
    assert outbox.find_by_reference(tx, "unknown") is None
    assert outbox.mark_delivered(tx, message.id, at=NOON + LEASE)
    assert not outbox.mark_delivered(tx, message.id, at=NOON + LEASE)
    assert look(tx, message).state == "delivered"
    assert outbox.mark_opened(tx, message.id, at=NOON + LEASE)
    assert (look(tx, message).state, look(tx, message).changed_at) == ("opened", NOON + LEASE)
    assert not outbox.mark_failed(tx, message.id, reason="late word", at=NOON)
    assert claim(tx, now=NOON + timedelta(days=9)) == []


def test_a_held_message_waits_and_says_why(tx: Transaction) -> None:
    message = queue(tx)
    claim(tx)
    until = NOON + timedelta(hours=20)

    assert outbox.mark_held(tx, message.id, reason="outside_safe_hours", until=until, at=NOON)
    held = look(tx, message)
    assert (held.state, held.held_reason, held.held_until) == ("held", "outside_safe_hours", until)
    assert claim(tx, now=until - timedelta(seconds=1)) == []
    (again,) = claim(tx, now=until)
    assert (again.id, again.attempts, again.held_reason, again.maybe_sent) == (message.id, 2, None, False)


def test_a_failed_message_is_not_tried_again(tx: Transaction) -> None:
    message = queue(tx)
    claim(tx)

    assert outbox.mark_failed(tx, message.id, reason="number_unknown", at=NOON)
    assert (look(tx, message).state, look(tx, message).held_reason) == ("failed", "number_unknown")
    assert claim(tx, now=NOON + timedelta(days=1)) == []


def test_a_message_whose_worker_stopped_may_have_been_sent(tx: Transaction) -> None:
    message = queue(tx)
    claim(tx, worker="stopped")
    assert outbox.begin(tx, [message.id], "stopped", NOON) == {message.id}

    assert claim(tx, now=NOON + LEASE - timedelta(seconds=1)) == []
    (again,) = claim(tx, now=NOON + LEASE, worker="next")
    assert (again.id, again.maybe_sent, again.attempts, again.reference) == (message.id, True, 2, message.reference)
    assert not outbox.still_claimed(tx, message.id, "stopped", NOON + LEASE)
    assert outbox.still_claimed(tx, message.id, "next", NOON + LEASE)
    outbox.mark_held(tx, message.id, reason="provider_away", until=NOON + 2 * LEASE, at=NOON + LEASE)
    assert look(tx, message).maybe_sent
    outbox.mark_sent(tx, message.id, provider_reference="p-1", at=NOON + 2 * LEASE)
    assert not look(tx, message).maybe_sent


def test_a_message_that_was_claimed_and_not_begun_has_surely_not_left(tx: Transaction) -> None:
    begun, claimed = (queue(tx, period=period) for period in ("a", "b"))
    claim(tx, worker="stopped")
    assert outbox.begin(tx, [begun.id], "other", NOON) == frozenset()
    assert outbox.begin(tx, [begun.id], "stopped", NOON) == {begun.id}

    again = claim(tx, now=NOON + LEASE, worker="next")
    assert {one.id: one.maybe_sent for one in again} == {begun.id: True, claimed.id: False}
    assert outbox.begin(tx, [claimed.id], "stopped", NOON + LEASE) == frozenset(), "it is the next worker's"
    outbox.begin(tx, [claimed.id], "next", NOON + LEASE)
    outbox.give_back(tx, [claimed.id], "next", at=NOON + LEASE)
    claim(tx, now=NOON + LEASE, worker="third")
    claim(tx, now=NOON + 2 * LEASE, worker="fourth")
    assert not look(tx, claimed).maybe_sent, "it was given back, and nobody began it since"


def test_a_message_that_is_cancelled_before_it_was_begun_is_not_in_doubt_and_is_not_begun(tx: Transaction) -> None:
    message = queue(tx)
    claim(tx)

    assert outbox.cancel(tx, message.id, why="stopped", at=NOON)
    assert not look(tx, message).maybe_sent
    assert outbox.begin(tx, [message.id], "w1", NOON) == frozenset()


def test_a_slow_worker_s_word_that_it_sent_still_counts(tx: Transaction) -> None:
    message = queue(tx)
    claim(tx, worker="slow")
    claim(tx, now=NOON + LEASE, worker="next")

    assert outbox.mark_sent(tx, message.id, provider_reference="p-slow", at=NOON + LEASE)
    assert not outbox.still_claimed(tx, message.id, "next", NOON + LEASE)


def test_a_message_past_its_time_is_cancelled_and_says_why(tx: Transaction) -> None:
    message = queue(tx, expires_at=NOON + timedelta(hours=1))

    assert claim(tx, now=NOON + timedelta(hours=1)) == []
    assert (look(tx, message).state, look(tx, message).held_reason) == ("cancelled", "expired")


def test_a_message_past_its_time_that_may_have_gone_is_looked_up_first(tx: Transaction) -> None:
    message = queue(tx, expires_at=NOON + timedelta(hours=1))
    claim(tx)
    outbox.begin(tx, [message.id], "w1", NOON)

    (again,) = claim(tx, now=NOON + timedelta(hours=2))
    assert (again.id, again.maybe_sent) == (message.id, True)


def test_cancelling_stops_what_has_not_gone_out(tx: Transaction) -> None:
    sent, sending, waiting = (queue(tx, period=period, priority=n) for n, period in enumerate(("a", "b", "c")))
    other = queue(tx, participant="BR0002M")
    claim(tx, limit=2)
    outbox.begin(tx, [sent.id, sending.id], "w1", NOON)
    outbox.mark_sent(tx, sent.id, provider_reference="p-1", at=NOON)

    assert outbox.cancel_for(tx, "BR0001C", why="withdrawn", at=NOON) == 2
    assert [look(tx, message).state for message in (sent, sending, waiting, other)] == [
        "sent",
        "cancelled",
        "cancelled",
        "queued",
    ]
    assert [look(tx, message).maybe_sent for message in (sending, waiting)] == [True, False]
    assert look(tx, waiting).held_reason == "withdrawn"
    assert not outbox.still_claimed(tx, sending.id, "w1", NOON)


def test_cancelling_can_choose_a_reason_and_a_period(tx: Transaction) -> None:
    for reason in ("part_due", "check_in"):
        for period in ("a", "b"):
            queue(tx, reason=reason, period=period)

    assert outbox.cancel_for(tx, "BR0001C", "part_due", period="a", at=NOON) == 1
    assert outbox.cancel_for(tx, "BR0001C", "part_due", at=NOON) == 1
    assert outbox.cancel_for(tx, "BR0001C", "part_due", at=NOON) == 0
    assert [message.state for message in outbox.messages_of(tx, "BR0001C")] == ["cancelled"] * 2 + ["queued"] * 2


def test_what_is_due_between_two_moments_is_listed_by_time(tx: Transaction) -> None:
    second = queue(tx, period="b", due_at=NOON + timedelta(hours=1), priority=1)
    first = queue(tx, period="a")
    queue(tx, period="c", due_at=NOON + timedelta(hours=2))
    queue(tx, period="d", study="other")

    found = outbox.due_between(tx, NOON, NOON + timedelta(hours=2), study="bright")
    assert [message.id for message in found] == [first.id, second.id]
    assert len(outbox.due_between(tx, NOON, NOON + timedelta(hours=2))) == 3


def test_the_reasons_and_channels_of_the_definitions_are_stored_as_their_codes(tx: Transaction) -> None:
    message = queue(tx, reason=MessageReason.PART_DUE, channel=ChannelKind.SMS)

    assert (message.reason, message.channel) == ("part_due", "sms")
    assert outbox.enqueue(tx, new_message(), NOON) is None


def test_nothing_is_claimed_twice_by_many_workers(records: Database) -> None:
    workers = 8
    with records.write() as tx:
        for number in range(200):
            queue(tx, period=f"p{number}")

    def work(number: int) -> list[int]:
        draw = random.Random(number)
        taken = []
        while True:
            with records.write() as tx:
                claimed = claim(tx, limit=draw.randint(1, 5), worker=f"w{number}")
            if not claimed:
                return taken
            taken += [message.id for message in claimed]

    with ThreadPoolExecutor(workers) as pool:
        taken = [message_id for ids in pool.map(work, range(workers)) for message_id in ids]

    # With SKIP LOCKED a worker may stop early while another still holds rows, but nobody gets a row twice.
    assert len(taken) == len(set(taken)) == 200


def test_the_same_message_from_many_threads_is_queued_once(records: Database) -> None:
    together = Barrier(8)

    def add(period: str) -> bool:
        together.wait()
        with records.write() as tx:
            return outbox.enqueue(tx, new_message(period=period), NOON) is not None

    with ThreadPoolExecutor(8) as pool:
        for number in range(20):
            assert sorted(pool.map(add, [f"p{number}"] * 8)) == [False] * 7 + [True]
