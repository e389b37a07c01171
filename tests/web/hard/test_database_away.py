"""When the database is away, people are told to wait, in their words; and nothing is said to be stored."""

from dataclasses import replace
from pathlib import Path

import pytest

from alongside.core.storage.database import Database
from alongside.core.storage.vault import Vault
from alongside.core.web.application import create_app
from tests.support.deployment import Deployment
from tests.support.page import faults_of_headers, read_page
from tests.web.hard.visitor import Visitor, cookie_of

UNAVAILABLE = 503


@pytest.mark.parametrize("address", ["/path", "/q/1", "/staff/"])
def test_a_page_says_to_wait_while_the_records_are_away(
    deployment: Deployment, visitor: Visitor, tmp_path: Path, address: str
) -> None:
    away = Database(f"sqlite:///{tmp_path}", "records")  # a folder is no database
    client = create_app(replace(deployment.services, records=away)).test_client()
    client.set_cookie("s", cookie_of(visitor.client))
    response = client.get(address)
    away.dispose()
    assert response.status_code == UNAVAILABLE
    assert response.headers["Retry-After"] == "60"
    assert not list(faults_of_headers(response.headers))
    page = read_page(address, UNAVAILABLE, response.headers, response.get_data(as_text=True))
    assert "is kept" in page.text


def test_words_are_not_acknowledged_while_the_vault_is_away(
    deployment: Deployment, visitor: Visitor, tmp_path: Path
) -> None:
    address = visitor.address_of("birth_date")
    fields = {**visitor.form(address), "action": "keep"}
    fields |= {"answer_day": "3", "answer_month": "4", "answer_year": "1990"}
    before = visitor.stored("birth_date")
    away = Database(f"sqlite:///{tmp_path}", "vault")
    services = deployment.services
    client = create_app(replace(services, vault=Vault(away, services.vault._keyring))).test_client()
    client.set_cookie("s", cookie_of(visitor.client))
    response = client.post(address, data=fields)
    away.dispose()
    assert response.status_code == UNAVAILABLE
    assert visitor.stored("birth_date") == before
    assert visitor.post(address, fields).status_code == 303
    assert len(visitor.stored("birth_date")) == len(before) + 1
