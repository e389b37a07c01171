"""The vault keeps identity sealed, and forgets when told to."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from alongside.core.storage.database import Database, Transaction
from alongside.core.storage.errors import FamilyErasedError, KeyringError, SealBrokenError
from alongside.core.storage.vault import Keyring, Vault, find_orphans
from tests.support.databases import Kind, files_of

from .conftest import Household


def test_what_is_put_is_got_and_replaced(vault: Vault, noon: datetime) -> None:
    with vault.write() as tx:
        put(vault, tx, "BR1", "name", "Zażółć گلی", noon)
        put(vault, tx, "BR1", "phone", "+447700900123", noon)
        put(vault, tx, "BR2", "name", "", noon)
        put(vault, tx, "BR1", "phone", "+447700900999", noon + timedelta(days=1))
    with vault.read() as tx:
        assert vault.get(tx, "BR1", "name") == "Zażółć گلی"
        assert vault.get(tx, "BR2", "name") == ""
        assert vault.get(tx, "BR1", "unknown") is None
        assert vault.get(tx, "BR3", "name") is None
        assert vault.fields(tx, "BR1") == {"name": "Zażółć گلی", "phone": "+447700900999"}
        assert vault.fields(tx, "BR3") == {}


@pytest.mark.parametrize(
    "swap",
    [
        "UPDATE sealed_fields SET sealed = (SELECT sealed FROM sealed_fields o WHERE o.subject = 'BR2') WHERE subject = 'BR1'",
        "UPDATE sealed_fields SET sealed = (SELECT sealed FROM sealed_fields o WHERE o.subject = 'BR3') WHERE subject = 'BR1'",
        "UPDATE sealed_fields SET field = 'phone' WHERE subject = 'BR1'",
        "UPDATE sealed_fields SET subject = 'BR9' WHERE subject = 'BR1'",
        "UPDATE sealed_fields SET family = 'FB' WHERE subject = 'BR1'",
        "UPDATE sealed_fields SET key_version = 2 WHERE subject = 'BR1'",
        "UPDATE family_keys SET wrapped = (SELECT wrapped FROM family_keys o WHERE o.family = 'FB') WHERE family = 'FA'",
        "UPDATE family_keys SET version = 2",
    ],
)
def test_a_sealed_value_opens_only_in_its_own_place(vault: Vault, noon: datetime, swap: str) -> None:
    with vault.write() as tx:
        put(vault, tx, "BR1", "name", "Ann One", noon)
        put(vault, tx, "BR2", "name", "Ann Two", noon)
        put(vault, tx, "BR3", "name", "Ann Three", noon, family="FB")
        tx.connection.execute(text(swap))
    with vault.read() as tx:
        (moved_to,) = tx.connection.execute(
            text("SELECT subject FROM sealed_fields WHERE subject IN ('BR1', 'BR9')")
        ).one()
        with pytest.raises(SealBrokenError):
            vault.fields(tx, moved_to)


def test_each_flipped_byte_is_noticed(vault: Vault, noon: datetime) -> None:
    with vault.write() as tx:
        put(vault, tx, "BR1", "name", "Ann", noon)
        sealed = tx.connection.execute(text("SELECT sealed FROM sealed_fields")).scalar_one()
        for place in range(len(sealed)):
            changed = bytearray(sealed)
            changed[place] ^= 1
            tx.connection.execute(text("UPDATE sealed_fields SET sealed = :sealed"), {"sealed": bytes(changed)})
            with pytest.raises(SealBrokenError):
                vault.get(tx, "BR1", "name")


def test_equal_values_look_different(vault: Vault, noon: datetime) -> None:
    with vault.write() as tx:
        for subject in ("BR1", "BR2"):
            put(vault, tx, subject, "name", "Ann", noon)
        sealed = tx.connection.execute(text("SELECT sealed FROM sealed_fields")).scalars().all()

    assert len({bytes(value) for value in sealed}) == 2


def test_a_person_is_found_by_a_value_however_it_is_written(vault: Vault, noon: datetime) -> None:
    with vault.write() as tx:
        put(vault, tx, "BR1", "name", "Ann", noon)
        vault.index(tx, family="FA", subject="BR1", kind="email", value="Ann@Example.org")
        vault.index(tx, family="FA", subject="BR1", kind="email", value="ann@example.org ")
        vault.index(tx, family="FA", subject="BR2", kind="phone", value="07700 900-123")
        vault.index(tx, family="FA", subject="BR1", kind="phone", value="(07700) 900123")
    with vault.read() as tx:
        assert vault.find(tx, "email", " ANN@example.ORG") == ["BR1"]
        assert vault.find(tx, "phone", "07700900123") == ["BR1", "BR2"]
        assert vault.find(tx, "name", "07700900123") == []
        assert vault.find(tx, "email", "ann@example.com") == []
    with vault.write() as tx:
        vault.unindex(tx, subject="BR1", kind="phone")
        assert vault.find(tx, "phone", "07700900123") == ["BR2"]


def test_only_families_with_a_key_are_indexed(vault: Vault) -> None:
    with pytest.raises(FamilyErasedError), vault.write() as tx:
        vault.index(tx, family="FA", subject="BR1", kind="email", value="ann@example.org")


def test_an_erased_family_is_gone_for_good(vault: Vault, noon: datetime) -> None:
    with vault.write() as tx:
        put(vault, tx, "BR1", "name", "Ann", noon)
        put(vault, tx, "BR3", "name", "Bo", noon, family="FB")
        vault.index(tx, family="FA", subject="BR1", kind="email", value="ann@example.org")
        kept = tx.connection.execute(text("SELECT * FROM sealed_fields WHERE subject = 'BR1'")).mappings().one()
    with vault.write() as tx:
        vault.erase_family(tx, "FA", noon)
    with vault.write() as tx:
        assert vault.get(tx, "BR1", "name") is None
        assert vault.find(tx, "email", "ann@example.org") == []
        assert vault.get(tx, "BR3", "name") == "Bo"
        with pytest.raises(FamilyErasedError):
            put(vault, tx, "BR1", "name", "Ann", noon)
        # A sealed row from a backup cannot be read any more either.
        tx.connection.execute(
            text(f"INSERT INTO sealed_fields ({', '.join(kept)}) VALUES ({', '.join(':' + key for key in kept)})"),
            dict(kept),
        )
        assert vault.fields(tx, "BR1") == {}


def test_a_family_without_a_key_can_be_erased_too(vault: Vault, noon: datetime) -> None:
    with vault.write() as tx:
        vault.erase_family(tx, "FA", noon)
        vault.erase_family(tx, "FA", noon)
        with pytest.raises(FamilyErasedError):
            put(vault, tx, "BR1", "name", "Ann", noon)


def test_new_keys_open_what_old_keys_sealed(vault: Vault, keyring: Keyring, noon: datetime) -> None:
    renewed = Keyring("2027", {"2027": b"n" * 32}, keyring.index_key)
    with vault.write() as tx:
        put(vault, tx, "BR1", "name", "Ann", noon)
        put(vault, tx, "BR3", "name", "Bo", noon, family="FB")
        vault.erase_family(tx, "FC", noon)
        sealed = tx.connection.execute(text("SELECT sealed FROM sealed_fields ORDER BY subject")).scalars().all()
        assert vault.rewrap(tx, renewed) == 2
        assert vault.rewrap(tx, renewed) == 0
    with vault.read() as tx:
        assert Vault(vault.database, renewed).fields(tx, "BR1") == {"name": "Ann"}
        assert (
            tx.connection.execute(text("SELECT sealed FROM sealed_fields ORDER BY subject")).scalars().all() == sealed
        )
        with pytest.raises(KeyringError):
            vault.get(tx, "BR1", "name")


def test_a_keyring_with_old_and_new_keys_serves_both(vault: Vault, keyring: Keyring, noon: datetime) -> None:
    both = Vault(vault.database, Keyring("2027", {**keyring.keys, "2027": b"n" * 32}, keyring.index_key))
    with vault.write() as tx:
        put(vault, tx, "BR1", "name", "Ann", noon)
        put(both, tx, "BR1", "phone", "1", noon)
        put(both, tx, "BR3", "name", "Bo", noon, family="FB")
        assert both.fields(tx, "BR1") == {"name": "Ann", "phone": "1"}
        assert both.get(tx, "BR3", "name") == "Bo"


def test_rewrapping_refuses_another_index_key(vault: Vault) -> None:
    with pytest.raises(KeyringError), vault.write() as tx:
        vault.rewrap(tx, Keyring("2027", {"2027": b"n" * 32}, b"j" * 32))


def test_the_wrong_key_under_the_right_name_opens_nothing(vault: Vault, noon: datetime) -> None:
    with vault.write() as tx:
        put(vault, tx, "BR1", "name", "Ann", noon)
    wrong = Vault(vault.database, Keyring("2026", {"2026": b"w" * 32}, b"i" * 32))
    with vault.read() as tx, pytest.raises(SealBrokenError):
        wrong.get(tx, "BR1", "name")


def test_one_family_has_one_key_under_many_writers(vault: Vault, noon: datetime) -> None:
    def write(number: int) -> None:
        with vault.write() as tx:
            put(vault, tx, f"BR{number}", "name", f"Ann {number}", noon)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))
    with vault.read() as tx:
        assert [vault.get(tx, f"BR{number}", "name") for number in range(24)] == [f"Ann {n}" for n in range(24)]


def test_orphans_are_what_the_records_do_not_know(
    vault: Vault, records: Database, household: Household, noon: datetime
) -> None:
    with vault.write() as tx:
        for subject in (
            household.family,
            household.parent,
            household.child,
            "BR9999X",
            "answer:lost",
            "contact:lost",
            "staff:7",
            "task:lost",
        ):
            put(vault, tx, subject, "name", "Ann", noon, family=household.family)
        put(vault, tx, "consent:lost", "signature", "Ann", noon + timedelta(hours=1), family=household.family)
    with vault.read() as vault_tx, records.read() as records_tx:
        found = [orphan.subject for orphan in find_orphans(vault_tx, records_tx)]
        older = [orphan.subject for orphan in find_orphans(vault_tx, records_tx, before=noon + timedelta(minutes=5))]

    assert found == ["BR9999X", "answer:lost", "consent:lost", "contact:lost", "task:lost"]
    assert older == ["BR9999X", "answer:lost", "contact:lost", "task:lost"]


def test_a_removed_subject_leaves_the_rest_of_its_family(vault: Vault, noon: datetime) -> None:
    with vault.write() as tx:
        for subject in ("BR1", "BR2"):
            put(vault, tx, subject, "name", "Ann", noon)
            vault.index(tx, family="FA", subject=subject, kind="name", value="Ann")
        vault.remove(tx, "BR1")
    with vault.read() as tx:
        assert vault.fields(tx, "BR1") == {}
        assert vault.fields(tx, "BR2") == {"name": "Ann"}
        assert vault.find(tx, "name", "Ann") == ["BR2"]


def test_a_destroyed_key_is_not_left_in_the_files(vault: Vault, noon: datetime, kind: Kind) -> None:
    with vault.write() as tx:
        put(vault, tx, "BR1", "name", "Ann", noon)
        wrapped = bytes(tx.connection.execute(text("SELECT wrapped FROM family_keys")).scalar_one())
    before = [file.name for file in files_of(vault.database, kind) if wrapped in file.read_bytes()]
    with vault.write() as tx:
        vault.erase_family(tx, "FA", noon)
    after = [file.name for file in files_of(vault.database, kind) if wrapped in file.read_bytes()]

    assert before
    assert after == []


def put(vault: Vault, tx: Transaction, subject: str, field: str, value: str, at: datetime, family: str = "FA") -> None:
    vault.put(tx, family=family, subject=subject, field=field, value=value, at=at)
