"""Identity that goes into the vault is nowhere in the records, and nowhere in clear."""

import base64
import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from alongside.core.storage import answers, audit, consents, families, outbox
from alongside.core.storage.database import Database
from alongside.core.storage.vault import Vault
from tests.support.databases import Kind, files_of, postgresql_folder

from .conftest import Household
from .test_answers import answer
from .test_consents import new_consent
from .test_outbox import new_message

CANARIES = {
    "name": "Xanthippa Quillfeather-Żółw",
    "phone": "+447700900731",
    "email": "xanthippa.q@canary.example",
    "postcode": "ZZ99 3WZ",
    "born": "1991-07-23",
}


def test_planted_identity_is_in_no_file_in_clear(
    vault: Vault, records: Database, household: Household, noon: datetime, kind: Kind
) -> None:
    salt = consents.new_salt()
    with vault.write() as tx:
        for field, value in CANARIES.items():
            vault.put(tx, family=household.family, subject=household.parent, field=field, value=value, at=noon)
            vault.index(tx, family=household.family, subject=household.parent, kind=field, value=value)
        sealed = {"family": household.family, "subject": "answer:key-1", "field": "value", "at": noon}
        vault.put(tx, **sealed, value=CANARIES["name"])
        vault.put(tx, **{**sealed, "subject": "consent:consent-1"}, value=CANARIES["name"])
    with records.write() as tx:
        answers.append(tx, answer(household, value=None, sealed=True), noon)
        digest = consents.signature_digest(salt, CANARIES["name"])
        consents.append_consent(tx, replace(new_consent(household), signature_digest=digest), noon)
        outbox.enqueue(tx, new_message(participant=household.parent), noon)
        families.set_state(tx, household.parent, "consented", noon)
        audit.append(tx, audit.AuditEvent("identity_seen", "staff-1", household.parent), noon)
    with vault.read() as tx:
        assert vault.fields(tx, household.parent) == CANARIES
        assert vault.find(tx, "phone", CANARIES["phone"]) == [household.parent]

    tables = files_of(records, kind) + files_of(vault.database, kind)
    whole_server = [file for file in postgresql_folder().rglob("*") if file.is_file()] if kind == "postgresql" else []
    contents = {file: content_of(file) for file in (*tables, *whole_server)}
    found = [
        (name, file)
        for name, value in CANARIES.items()
        for trace in traces(value)
        for file, content in contents.items()
        if trace in content
    ]
    assert any(household.parent.lower().encode() in content for content in contents.values())
    assert found == []


def content_of(file: Path) -> bytes:
    try:
        return file.read_bytes().lower()
    except FileNotFoundError:  # the server takes files away when it has done with them
        return b""


def traces(value: str) -> set[bytes]:
    """Return the forms in which a value would give a person away, in lower case."""
    clear = value.lower()
    joined = "".join(clear.split())
    forms = {form.encode(code) for form in (clear, joined) for code in ("utf-8", "utf-16-le", "utf-16-be")}
    for form in (value, clear, joined):
        data = form.encode()
        forms |= {data.hex().encode(), base64.b64encode(data).lower()}
        forms |= {hashlib.new(name, data).hexdigest().encode() for name in ("md5", "sha1", "sha256")}
        forms |= {hashlib.sha256(data).digest().lower()}
    return forms
