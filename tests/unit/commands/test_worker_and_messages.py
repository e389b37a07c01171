"""A worker that runs and stops, and the two lists of messages, as the command line shows them."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from alongside.core.commands.worker import work
from alongside.core.conduct.demonstration import demonstration_settings, prepare_demonstration
from alongside.core.conduct.sending import SendingRound
from alongside.core.conduct.services import Services, open_services
from alongside.core.definitions.messages import MessageReason
from alongside.core.definitions.study import Reminder
from alongside.core.storage import audit, families, outbox
from tests.support.deployment import Deployment, open_deployment
from tests.support.family import Entry, agree, come_in, enter_family, staff
from tests.support.ways import Way, enter, rows, with_ways


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    """Three invited families, whose invitations were sent, and one message that waits for the safety of nobody."""
    services = open_services(demonstration_settings(tmp_path, 8000))
    prepare_demonstration(services)
    with services.records.write() as tx:
        family = families.add_family(
            tx, study=services.study.code, site="bromley", site_prefix="BR", at=services.clock.now()
        )
        parent = families.add_participant(
            tx, family=family.number, role="parent", language="en", at=services.clock.now()
        )
        new = outbox.NewMessage(
            study=services.study.code,
            participant=parent.number,
            reason=MessageReason.INVITATION.value,
            period="1",
            channel="sms",
            priority=4,
            due_at=services.clock.now(),
            expires_at=None,
            values={},
        )
        outbox.enqueue(tx, new, services.clock.now())
    services.close()
    return tmp_path / "demo.toml"


def alongside(settings_file: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "alongside", "--settings", str(settings_file), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)


def outcome(process: subprocess.Popen[str]) -> tuple[int, str]:
    told, _ = process.communicate(timeout=60)
    return process.returncode, told


def lines_of(process: subprocess.Popen[str]) -> list[dict[str, str]]:
    told, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return [json.loads(line) for line in told.splitlines()]


def test_a_worker_sends_what_is_due_and_the_lists_say_what_was_not_sent_and_why(settings_file: Path) -> None:
    (coming,) = lines_of(alongside(settings_file, "messages", "next", "--json"))
    assert (coming["reason"], coming["goes_at"], coming["why"]) == ("invitation", None, "safety_not_known")
    (counts,) = lines_of(alongside(settings_file, "worker", "--once"))
    assert (counts["sent"], counts["held"]) == (0, 1)
    (unsent,) = lines_of(alongside(settings_file, "messages", "unsent", "--json"))
    assert (unsent["state"], unsent["why"]) == ("held", "safety_not_known")
    assert unsent["words"] == "We do not know yet how to reach this person safely. Ask them."


@pytest.mark.parametrize(("found_out", "state"), [("--left", "sent"), ("--did-not-leave", "queued")])
def test_whoever_found_out_what_became_of_a_message_says_so_once(
    settings_file: Path, found_out: str, state: str
) -> None:
    services = open_services(demonstration_settings(settings_file.parent, 8000))
    now = services.clock.now()
    with services.records.write() as tx:
        (message,) = outbox.claim(tx, now=now, lease=timedelta(minutes=5), limit=1, worker="gone")
        outbox.mark_held(tx, message.id, reason="answer_lost", until=now, at=now, maybe_sent=True)
    services.close()
    (unsent,) = lines_of(alongside(settings_file, "messages", "unsent", "--json"))
    assert unsent["in_doubt"]
    settle = ("messages", "settle", unsent["reference"])
    assert outcome(alongside(settings_file, *settle)) == (2, "")
    status, said = outcome(alongside(settings_file, *settle, found_out))
    assert (status, said.partition(" ")[0]) == (0, "Kept:")
    assert outcome(alongside(settings_file, *settle, found_out)) == (1, "")
    services = open_services(demonstration_settings(settings_file.parent, 8000))
    with services.records.read() as tx:
        settled = outbox.find_by_reference(tx, unsent["reference"])
        assert settled is not None
        assert (settled.state, settled.maybe_sent) == (state, False)
        assert audit.verify(list(audit.dump(tx)), head=audit.head(tx)) == []
    services.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_ends_by_itself_when_it_is_told_to(settings_file: Path, number: signal.Signals) -> None:
    process = alongside(settings_file, "worker", "--idle-seconds", "0.1")
    services = open_services(demonstration_settings(settings_file.parent, 8000))
    while True:
        with services.records.read() as tx:
            numbers = [one.number for one in families.participants(tx, study=services.study.code)]
            held = [one for each in numbers for one in outbox.messages_of(tx, each) if one.state == "held"]
        if held:
            break
    services.close()
    process.send_signal(number)
    (counts,) = lines_of(process)
    assert counts["held"] == 1


class Rules(tuple[Reminder, ...]):  # noqa: SLOT001 - a tuple can have no slot, and the faults need a place
    """The reminders of a study whose rule fails: as often as there is something in `faults`, and then it works."""

    faults: list[Exception]

    def __iter__(self) -> Iterator[Reminder]:
        """Fail, or give the rules."""
        if self.faults:
            raise self.faults.pop()
        return super().__iter__()


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    """A family took part a month ago, so that it is reminded now; what was due before went out."""
    with open_deployment(tmp_path) as opened:
        opened.send()
        person = enter_family(staff(opened, "Kim"), Entry("Bea", "07700 900301", [("Leo", 20)]))
        opened.send()
        come_in(person)
        agree(person)
        opened.pass_time(days=32)
        opened.send()
        yield opened


def with_failing_rules(services: Services, times: int) -> Services:
    version = services.study.version_on(services.clock.today())
    rules = Rules(version.reminders)
    rules.faults = [RuntimeError("the rule is broken") for _ in range(times)]
    return replace(services, study=replace(services.study, versions=(replace(version, reminders=rules),)))


def test_a_rule_for_reminders_that_fails_keeps_nothing_else_from_being_sent(
    deployment: Deployment, caplog: pytest.LogCaptureFixture
) -> None:
    way = Way()
    services = with_failing_rules(with_ways(deployment, way), times=1)
    number = enter(services)
    worked = work(services, threading.Event(), once=True, idle_seconds=60)
    assert (worked.reminders_failed, worked.messages) == (1, SendingRound(sent=1))
    assert rows(services, number)["sms"].state == "sent"
    assert "reminders could not be queued" in caplog.text
    assert "the rule is broken" in caplog.text


def test_reminders_that_could_not_be_queued_are_tried_again_and_go_out(deployment: Deployment) -> None:
    stopping = threading.Event()
    way = Way(before=lambda _: stopping.set())
    services = with_failing_rules(with_ways(deployment, way), times=2)
    worked = work(services, stopping, idle_seconds=0.01)
    assert (worked.reminders_failed, worked.messages.sent) == (2, 1)
