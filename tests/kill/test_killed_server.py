"""The real server is killed again and again while eight people save answers: what it acknowledged is there, once."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from alongside.core.conduct import answering
from alongside.core.conduct.demonstration import demonstration_settings
from alongside.core.conduct.services import Services, open_services
from alongside.core.storage import answers, audit, consents, families, visits
from tests.kill.client import Client
from tests.kill.server import Server
from tests.support.databases import KINDS, Kind, fresh_url

KILLS, KILLS_IN_FULL = 10, 100
"""On each of the two databases."""
LONGEST_LIFE = 0.6  # seconds
SHARES = (
    (0, (2, 24)),
    (0, (4, 12)),
    (0, (11, 10)),
    (1, (2, 24)),
    (1, (4, 12)),
    (1, (11, 10)),
    (2, (2, 24)),
    (2, (4, 11)),
)
"""Who answers which pages: choices, comments, words that are sealed, and rows."""


@pytest.fixture(params=KINDS)
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    kind: Kind = request.param
    with fresh_url(kind, "records", tmp_path) as records, fresh_url(kind, "vault", tmp_path) as vault:
        started = Server(tmp_path, records, vault)
        started.start()
        yield started
        started.kill()


def test_every_acknowledged_answer_survives_the_killing_of_the_server(server: Server, *, is_full: bool) -> None:
    kills = KILLS_IN_FULL if is_full else KILLS
    clients = _clients(server)
    stopped = threading.Event()
    threads = [threading.Thread(target=client.save_until, args=(stopped,)) for client in clients]
    draw = random.Random(kills)
    for thread in threads:
        thread.start()
    for _ in range(kills):
        time.sleep(draw.uniform(0, LONGEST_LIFE))
        server.kill()
        server.start()
    time.sleep(LONGEST_LIFE)
    stopped.set()
    for thread in threads:
        thread.join()
    assert server.kills == kills
    assert not [refused for client in clients for refused in client.refused]
    assert all(client.told for client in clients)
    settings = demonstration_settings(
        server.instance, server.port, records_url=server.records_url, vault_url=server.vault_url
    )
    services = open_services(settings)
    try:
        _all_is_there(services, clients)
        _databases_are_whole(services)
    finally:
        services.close()


def _clients(server: Server) -> list[Client]:
    people = server.people
    clients = [Client(server, people[person], pages) for person, pages in SHARES]
    agreed: set[str] = set()
    for client in clients:
        client.come_in()
        if client.person["link"] not in agreed:
            client.agree()
            agreed.add(client.person["link"])
    return clients


def _all_is_there(services: Services, clients: list[Client]) -> None:
    with services.records.read() as tx:
        stored = [
            one
            for person in families.participants(tx, study=services.study.code)
            for visit in visits.visits_of(tx, person.number)
            for sheet in visits.sheets_of(tx, visit.id)
            for one in answers.history(tx, sheet.id)
        ]
    by_key = Counter(one.request_key for one in stored)
    assert not [key for key, times in by_key.items() if times > 1]
    sealed = {one.request_key: answering.sealed_words(services, one) for one in stored if one.sealed}
    assert all(sealed.values()), "a sealed answer without its words"
    for told in (told for client in clients for told in client.told):
        assert by_key[told.key] == 1
        words = [sealed[key] for key in sealed if key.partition(":")[0] == told.key]
        assert words in ([], [told.words])
    rows = [one for one in stored if one.item == "people_home"]
    for one in rows:
        whole = [f"{one.request_key}:{number}" for number in range(1, 5)]
        assert all(by_key[key] == 1 for key in whole), "rows that were stored in part"


def _databases_are_whole(services: Services) -> None:
    with services.records.read() as tx:
        assert not audit.verify(audit.dump(tx), head=audit.head(tx))
        for person in families.participants(tx, study=services.study.code):
            assert not consents.verify_consents(tx, person.number)
            assert len(consents.consents_of(tx, person.number)) == 1
    for database in (services.records, services.vault.database):
        with database.read() as tx:
            if not tx.is_postgresql:
                assert tx.connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
                assert not tx.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
