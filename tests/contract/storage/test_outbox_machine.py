"""Whatever happens to an outbox, in whatever order: nothing goes out twice, nothing after a no, and every end has a reason."""

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from alongside.core.storage import outbox
from alongside.core.storage.database import Database
from tests.support.databases import Kind, fresh_database

from .conftest import NOON

LEASE = timedelta(minutes=5)
PEOPLE = st.sampled_from(["BR0001C", "BR0002D"])
PERIODS = st.sampled_from(["1", "2"])
CHANNELS = st.sampled_from(["sms", "email"])
WORKERS = ("w1", "w2")
OVER = ("sent", "delivered", "opened", "failed", "cancelled")


@dataclass(slots=True)
class Held:
    """A claim as a worker remembers it; the worker may be slow, dead, or overtaken by another."""

    message: outbox.Message
    worker: str
    until: datetime


class Outbox(RuleBasedStateMachine):
    """Two workers that keep the rules, people who change their minds, and time. The model is the provider's ledger."""

    kind: Kind = "sqlite"

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.database: Database
        self.now = NOON
        self.keys: set[tuple[str, str, str]] = set()
        self.claims: list[Held] = []
        self.ledger: list[str] = []
        self.gone: dict[str, datetime] = {}
        self.ended: dict[int, str] = {}

    @initialize()
    def open(self) -> None:
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.database = self.stack.enter_context(fresh_database(self.kind, "records", Path(folder)))

    def teardown(self) -> None:
        self.stack.close()

    # What happens

    @rule(
        person=PEOPLE, period=PERIODS, channel=CHANNELS, wait=st.sampled_from([0, 30]), life=st.sampled_from([None, 2])
    )
    def queue(self, person: str, period: str, channel: str, wait: int, life: int | None) -> None:
        key = (person, period, channel)
        new = outbox.NewMessage(
            study="bright",
            participant=person,
            reason="part_due",
            period=period,
            channel=channel,
            priority=5,
            due_at=self.now + timedelta(minutes=wait),
            expires_at=None if life is None else self.now + timedelta(hours=life),
            values={},
        )
        with self.database.write() as tx:
            made = outbox.enqueue(tx, new, self.now)
        assert (made is None) == (key in self.keys)
        self.keys.add(key)

    @rule(worker=st.sampled_from(WORKERS), limit=st.integers(1, 3))
    def claim(self, worker: str, limit: int) -> None:
        with self.database.write() as tx:
            claimed = outbox.claim(tx, now=self.now, lease=LEASE, limit=limit, worker=worker)
        living = {held.message.id for held in self.claims if held.until > self.now}
        for message in claimed:
            assert message.id not in living, "claimed from under a living worker"
            assert message.id not in self.ended
            assert message.participant not in self.gone or message.queued_at >= self.gone[message.participant]
            assert message.due_at <= self.now
            assert message.maybe_sent or message.expires_at is None or message.expires_at > self.now
            self.claims.append(Held(message, worker, self.now + LEASE))

    @precondition(lambda self: self.claims)
    @rule(which=st.integers(0), dies=st.booleans())
    def send(self, which: int, dies: bool) -> None:  # noqa: FBT001 - drawn by Hypothesis
        """A worker sends as the rules say: only what is still its own, and after a look at the provider if in doubt."""
        held = self.claims.pop(which % len(self.claims))
        reference = held.message.reference
        with self.database.write() as tx:
            mine = outbox.begin(tx, [held.message.id], held.worker, self.now)
        if not mine:
            return
        if not (held.message.maybe_sent and reference in self.ledger):
            person = held.message.participant
            assert person not in self.gone or held.message.queued_at >= self.gone[person], "sent after a no"
            self.ledger.append(reference)
        if dies:  # before it could write down what it did
            return
        with self.database.write() as tx:
            outbox.mark_all_sent(tx, [outbox.Gone(held.message.id, reference, self.now)])

    @precondition(lambda self: self.claims)
    @rule(which=st.integers(0), how=st.sampled_from(["hold", "fail", "cancel", "give back"]))
    def put_off(self, which: int, how: str) -> None:
        held = self.claims.pop(which % len(self.claims))
        one = held.message
        if one.maybe_sent and one.reference in self.ledger:
            return  # the rules say to look it up first, and then it is known as sent
        with self.database.write() as tx:
            if not outbox.still_claimed(tx, one.id, held.worker, self.now):
                return
            match how:
                case "hold":
                    until = self.now + timedelta(minutes=10)
                    outbox.mark_held(tx, one.id, reason="outside_hours", until=until, at=self.now, tried=False)
                case "fail":
                    outbox.mark_failed(tx, one.id, reason="address_refused", at=self.now)
                case "cancel":
                    outbox.cancel(tx, one.id, why="part_sent", at=self.now, is_certain=True)
                case _:
                    outbox.give_back(tx, [one.id], held.worker, at=self.now)

    @precondition(lambda self: self.claims)
    @rule(which=st.integers(0))
    def die(self, which: int) -> None:
        """A worker dies with a message in hand."""
        self.claims.pop(which % len(self.claims))

    @precondition(lambda self: self.ledger)
    @rule(which=st.integers(0), what=st.sampled_from(["delivered", "opened", "failed"]))
    def receipt(self, which: int, what: str) -> None:
        reference = self.ledger[which % len(self.ledger)]
        with self.database.write() as tx:
            message = outbox.find_by_reference(tx, reference)
            assert message is not None
            match what:
                case "delivered":
                    outbox.mark_delivered(tx, message.id, at=self.now)
                case "opened":
                    outbox.mark_opened(tx, message.id, at=self.now)
                case _ if message.state == "sent":
                    outbox.mark_failed(tx, message.id, reason="address_refused", at=self.now)

    @rule(person=PEOPLE, why=st.sampled_from(["withdrawn", "stopped by the person"]))
    def say_no(self, person: str, why: str) -> None:
        self.gone[person] = self.now
        with self.database.write() as tx:
            outbox.cancel_for(tx, person, why=why, at=self.now)

    @rule(person=PEOPLE)
    def mend(self, person: str) -> None:
        with self.database.write() as tx:
            outbox.look_again(tx, person, at=self.now)

    @rule(minutes=st.sampled_from([1, 4, 6, 45, 180]))
    def pass_time(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    # What always holds

    @invariant()
    def nothing_went_out_twice(self) -> None:
        assert len(self.ledger) == len(set(self.ledger))

    @invariant()
    def every_message_is_there_and_its_end_has_a_reason(self) -> None:
        if not self.keys:
            return
        with self.database.read() as tx:
            rows = [row for person in ("BR0001C", "BR0002D") for row in outbox.messages_of(tx, person)]
        assert {(row.participant, row.period, row.channel) for row in rows} == self.keys
        for row in rows:
            if row.state in {"held", "failed", "cancelled"}:
                assert row.held_reason
            if row.state in {"sent", "delivered", "opened"}:
                assert row.reference in self.ledger
            elif row.reference in self.ledger:
                # Its worker has not said so, or died: nobody sends it again without looking.
                assert row.state == "failed" or row.maybe_sent or row.state == "sending"
            assert (row.claimed_by is not None) == (row.state == "sending")
            if row.state in OVER:
                self.ended[row.id] = row.state


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_whatever_happens_in_whatever_order_nothing_goes_out_twice_or_gets_lost(kind: Kind, *, is_full: bool) -> None:
    machine = type("Outbox", (Outbox,), {"kind": kind})
    examples = {"sqlite": 25, "postgresql": 8}[kind] * (20 if is_full else 1)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
