"""Keeping what a person said about being reached: what is used, what waits to be proved, what is on record."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from alongside.core.conduct import arriving, safe_contacts
from alongside.core.conduct.arriving import WRONG_CODES_A_DAY
from alongside.core.conduct.sending import keep_safe_contact, safe_contact_of
from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.storage import access, audit, families, outbox, tasks
from tests.support.deployment import Deployment, temporary_deployment

AMY = "+447700900101"
NEW = "+447700900777"
OTHER = "+447700900778"


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with temporary_deployment() as opened:
        yield opened


def number_of(deployment: Deployment, phone: str = AMY) -> str:
    vault = deployment.services.vault
    with vault.read() as sealed:
        (found,) = vault.find(sealed, "phone", phone)
    return found


def found_by(deployment: Deployment, phone: str) -> list[str]:
    with deployment.services.vault.read() as sealed:
        return deployment.services.vault.find(sealed, "phone", phone)


def safe_of(deployment: Deployment, number: str) -> SafeContact:
    with deployment.services.vault.read() as sealed:
        kept = safe_contact_of(deployment.services, sealed, number)
    assert kept is not None
    return kept


def actions_of(deployment: Deployment, number: str) -> list[str]:
    with deployment.services.records.read() as tx:
        lines = [line for line in audit.dump(tx) if f'"subject":"{number}"' in line]
    return [line.partition('"action":"')[2].partition('"')[0] for line in lines]


def replace_number(deployment: Deployment, number: str) -> None:
    safe_contacts.keep_answer(deployment.services, number, by=number, what="number", facts={"phone": NEW})


def test_the_same_number_again_is_no_new_number(deployment: Deployment) -> None:
    number = number_of(deployment)
    safe_contacts.keep_answer(deployment.services, number, by=number, what="number", facts={"phone": AMY})
    assert safe_of(deployment, number).unverified == frozenset()
    assert number_of(deployment) == number


def test_a_new_number_waits_for_its_code_and_the_code_proves_it(deployment: Deployment) -> None:
    number = number_of(deployment)
    replace_number(deployment, number)
    assert found_by(deployment, NEW) == []
    assert number_of(deployment) == number
    assert safe_contacts.send_number_code(deployment.services, number)
    (posted,) = deployment.messages(NEW)
    assert isinstance(safe_contacts.prove_number(deployment.services, number, "x"), access.CodeWrong)
    proved = safe_contacts.prove_number(deployment.services, number, f" {posted.message.body} ")
    assert isinstance(proved, access.CodeAccepted)
    safe = safe_of(deployment, number)
    assert safe.unverified == frozenset()
    assert safe.checked_at(ChannelKind.SMS) == deployment.services.clock.now()
    assert (found_by(deployment, NEW), found_by(deployment, AMY)) == ([number], [])
    assert actions_of(deployment, number)[-2:] == ["number_proved", "help_needed"]
    with deployment.services.records.read() as tx:
        (task,) = tasks.open_tasks_of(tx, number)
    assert task.kind == "ask_safety"


def test_until_a_new_number_is_proved_the_way_in_is_by_the_old_one(deployment: Deployment) -> None:
    number = number_of(deployment)
    replace_number(deployment, number)
    before = len(deployment.messages(AMY))
    assert arriving.send_code(deployment.services, number)
    assert deployment.messages(NEW) == []
    assert len(deployment.messages(AMY)) == before + 1


def test_the_code_of_the_way_in_proves_no_number_and_a_number_s_code_opens_nothing(deployment: Deployment) -> None:
    number = number_of(deployment)
    arriving.send_code(deployment.services, number)
    way_in = deployment.messages(AMY)[-1].message.body
    replace_number(deployment, number)
    safe_contacts.send_number_code(deployment.services, number)
    (posted,) = deployment.messages(NEW)
    assert not isinstance(safe_contacts.prove_number(deployment.services, number, way_in), access.CodeAccepted)
    link = access.Link(number, "", deployment.moment.now, deployment.moment.now)
    token = arriving.begin_waiting(deployment.services, link)
    assert not isinstance(arriving.try_code(deployment.services, token, number, posted.message.body), str)


def test_a_code_that_was_sent_to_one_number_proves_no_other(deployment: Deployment) -> None:
    number = number_of(deployment)
    replace_number(deployment, number)
    safe_contacts.send_number_code(deployment.services, number)
    (posted,) = deployment.messages(NEW)
    safe_contacts.keep_answer(deployment.services, number, by=number, what="number", facts={"phone": OTHER})
    result = safe_contacts.prove_number(deployment.services, number, posted.message.body)
    assert isinstance(result, access.CodeExpired)
    assert number_of(deployment) == number


def test_the_old_number_typed_again_lets_the_new_one_go(deployment: Deployment) -> None:
    number = number_of(deployment)
    replace_number(deployment, number)
    safe_contacts.keep_answer(deployment.services, number, by=number, what="number", facts={"phone": AMY})
    assert safe_contacts.reach_of(deployment.services, number).pending_ending == ""


def test_the_quick_word_that_a_phone_is_safe_proves_no_dead_number_and_no_other_address(deployment: Deployment) -> None:
    number = number_of(deployment)
    with deployment.services.records.read() as tx:
        person = families.participant(tx, number)
    assert person is not None
    old = deployment.services.clock.now() - timedelta(days=200)
    dead = replace(safe_of(deployment, number), verified_at=old, verified={}).with_new_address(ChannelKind.SMS)
    with deployment.services.vault.write() as sealed:
        keep_safe_contact(deployment.services, sealed, family=person.family, participant=number, safe=dead)
    safe_contacts.note_phone_safety(deployment.services, number, is_safe=True, by="kim")
    now = deployment.services.clock.now()
    assert safe_of(deployment, number).needs_checking(now, ChannelKind.SMS)
    assert safe_of(deployment, number).needs_checking(now, ChannelKind.EMAIL)


def test_what_was_changed_since_it_was_looked_at_is_not_overwritten(deployment: Deployment) -> None:
    number = number_of(deployment)
    seen = safe_contacts.reach_of(deployment.services, number).version
    safe_contacts.keep_answer(
        deployment.services, number, by=number, what="shared", change=lambda safe: replace(safe, shared_phone=True)
    )

    def review(seen: str) -> bool:
        return safe_contacts.review_safe_contact(
            deployment.services,
            number,
            by="kim",
            change=lambda safe: replace(safe, shared_phone=False),
            facts={},
            seen=seen,
        )

    assert not review(seen)
    assert safe_of(deployment, number).shared_phone
    assert review(safe_contacts.reach_of(deployment.services, number).version)
    assert not safe_of(deployment, number).shared_phone


def test_a_code_proves_a_number_once(deployment: Deployment) -> None:
    number = number_of(deployment)
    replace_number(deployment, number)
    safe_contacts.send_number_code(deployment.services, number)
    (posted,) = deployment.messages(NEW)
    safe_contacts.prove_number(deployment.services, number, posted.message.body)
    again = safe_contacts.prove_number(deployment.services, number, posted.message.body)
    assert isinstance(again, access.CodeExpired)


def test_after_twenty_wrong_codes_in_a_day_no_code_proves_a_number(deployment: Deployment) -> None:
    number = number_of(deployment)
    replace_number(deployment, number)
    for tried in range(WRONG_CODES_A_DAY):
        if tried % access.CODE_TRIES == 0:
            assert safe_contacts.send_number_code(deployment.services, number)
        safe_contacts.prove_number(deployment.services, number, "never")
    assert safe_contacts.send_number_code(deployment.services, number)
    newest = deployment.messages(NEW)[-1].message.body
    assert isinstance(safe_contacts.prove_number(deployment.services, number, newest), access.CodeLocked)
    assert number_of(deployment) == number
    deployment.pass_time(hours=25)
    safe_contacts.send_number_code(deployment.services, number)
    newest = deployment.messages(NEW)[-1].message.body
    assert isinstance(safe_contacts.prove_number(deployment.services, number, newest), access.CodeAccepted)


def test_what_was_read_back_in_a_talk_is_in_use_and_what_was_not_waits(deployment: Deployment) -> None:
    number = number_of(deployment)
    said = {"facts": {"phone": NEW, "email": "amy@example.org"}, "by": "kim"}

    def both(safe: SafeContact) -> SafeContact:
        return replace(safe, known=True, channels=(ChannelKind.SMS, ChannelKind.EMAIL), email_is_safe=True)

    safe_contacts.review_safe_contact(
        deployment.services,
        number,
        change=both,
        confirmed=(ChannelKind.SMS,),
        **said,  # type: ignore[arg-type]  # as named
    )
    safe = safe_of(deployment, number)
    assert safe.unverified == {ChannelKind.EMAIL}
    assert safe.reviewed_at == safe.verified_at == deployment.services.clock.now()
    assert actions_of(deployment, number)[-1] == "safe_contact_reviewed"


def test_being_asked_again_changes_nothing_but_when(deployment: Deployment) -> None:
    number = number_of(deployment)
    before = safe_of(deployment, number)
    safe_contacts.confirm_unchanged(deployment.services, number, by="kim")
    after = safe_of(deployment, number)
    assert replace(after, reviewed_at=before.reviewed_at) == before
    assert after.reviewed_at == deployment.services.clock.now()


def test_what_was_held_is_looked_at_again_after_any_change(deployment: Deployment) -> None:
    number = number_of(deployment)
    now = deployment.services.clock.now()
    with deployment.services.records.write() as tx:
        new = outbox.NewMessage(deployment.services.study.code, number, "check_in", "1", "sms", 6, now, None, {})
        message = outbox.enqueue(tx, new, now)
        assert message is not None
        outbox.mark_held(tx, message.id, reason="x", until=now.replace(year=2030), at=now)
    safe_contacts.confirm_unchanged(deployment.services, number, by="kim")
    assert deployment.send().sent == 1


def test_nothing_is_kept_for_somebody_who_is_not_there(deployment: Deployment) -> None:
    before = deployment.stored()
    safe_contacts.keep_answer(deployment.services, "BR9999X", by="kim", what="number", facts={"phone": NEW})
    assert isinstance(safe_contacts.prove_number(deployment.services, "BR9999X", "123456"), access.CodeLocked)
    assert not safe_contacts.is_here(deployment.services, "BR9999X", frozenset({"bromley"}))
    assert deployment.stored() == before
