"""A letter that falls due lies in the batch to be printed: address, words and print are the person's own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from alongside.accessibility.documents.read_back import read_structure
from alongside.core.conduct.sending import keep_safe_contact, queue_message, send_due
from alongside.core.conduct.services import Services
from alongside.core.definitions.messages import ChannelKind, MessageReason
from alongside.core.definitions.safe_contact import AT_ANY_HOUR, SafeContact
from alongside.core.storage import outbox
from alongside.plugins.channels.letters import LetterBatches
from tests.support.deployment import temporary_deployment


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with temporary_deployment() as deployment:
        catalogue = replace(deployment.services.catalogue, channels=(LetterBatches(tmp_path),))
        yield replace(deployment.services, catalogue=catalogue)


def queue(services: Services, address: str) -> str:
    """Queue a letter to a person who reads Urdu, and return the study number."""
    now = services.clock.now()
    safe = SafeContact(
        known=True, channels=(ChannelKind.LETTER,), post_is_safe=True, windows=AT_ANY_HOUR, verified_at=now
    )
    with services.records.write() as tx, services.vault.write() as sealed:
        (number,) = services.vault.find(sealed, "phone", "+447700900103")
        family = tx.connection.exec_driver_sql(
            f"SELECT family FROM participants WHERE number = '{number}'"
        ).scalar_one()
        services.vault.put(sealed, family=family, subject=number, field="post_address", value=address, at=now)
        keep_safe_contact(services, sealed, family=family, participant=number, safe=safe)
        assert queue_message(services, tx, sealed, number, MessageReason.NEWS_READY, period="1")
    return number


def newest(services: Services, number: str) -> outbox.Message:
    with services.records.read() as tx:
        return outbox.messages_of(tx, number)[-1]


def test_a_letter_lies_in_the_batch_with_the_address_and_the_words_of_its_person(
    services: Services, tmp_path: Path
) -> None:
    number = queue(services, "Sana Example\n1 Any Road\nAnytown")
    send_due(services, worker="test")
    assert newest(services, number).state == "sent"
    (pages,) = tmp_path.glob("batch-*/*.pdf")
    assert pages.stem == newest(services, number).provider_reference
    said = [element.text for element in read_structure(pages.read_bytes()).walk() if element.text]
    assert said[0] == "Sana Example\n1 Any Road\nAnytown"
    assert said[1] == services.book.say("messages.news_ready_letter_subject", "ur", {}).words
    assert [words for words in said if "/s/" in words]


@pytest.mark.parametrize("address", [8 * "a line\n", "અમર\n1 Any Road"])
def test_a_letter_that_cannot_be_printed_is_held_and_no_other_waits_for_it(services: Services, address: str) -> None:
    number = queue(services, address)
    send_due(services, worker="test")
    assert (newest(services, number).state, newest(services, number).held_reason) == ("held", "words_not_sound")


def test_an_index_that_cannot_be_read_is_an_answer_and_no_error(tmp_path: Path) -> None:
    batch = tmp_path / "batch-2026-03-10"
    batch.mkdir()
    (batch / "index.csv").write_bytes(b"key,file,state\n\xff\xfe\n")
    assert LetterBatches(tmp_path).find("a key") is None
