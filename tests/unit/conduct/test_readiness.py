import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alongside.core.conduct.readiness import unsafe_settings
from alongside.core.conduct.seals import seal_faults
from alongside.core.credentials.seal_keys import make_seal_key
from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.plugin_host.host import PluginHost
from alongside.core.plugin_host.sources import find_in_folder
from alongside.core.settings import Settings, read_settings
from tests.support.miniature_plugins import CHANNEL, INSTRUMENT, write_plugin, write_sound_study

KEYS = [secrets.token_hex(32) for _ in range(3)]
SAFE: dict[str, object] = {
    "study": "small_study",
    "base_url": "https://forms.example.org",
    "secret_key": KEYS[0],
    "index_key": KEYS[1],
    "vault_keys": {"of_2026": KEYS[2]},
    "vault_key_in_use": "of_2026",
    "site_phones": {"north": "0131 496 0000"},
    "data_controller": "The University, 1 Example Road",
    "data_protection_officer": "officer@example.org",
}
ORGANISATION = {
    "name": "The Trust",
    "issuer": "https://id.example.org",
    "client_id": "forms",
    "client_secret": "a secret",
    "accepted_levels": ("two",),
}
Ready = Callable[..., list[str]]


def load(folder: Path, settings: Settings) -> Catalogue:
    return PluginHost(settings).admit(find_in_folder(folder))


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a seal's key."""
    file = tmp_path_factory.mktemp("seal") / "seal.p12"
    file.write_bytes(make_seal_key("The Stillwater trial", "open", datetime.now(UTC)))
    return file


@pytest.fixture(autouse=True)
def _sealed(seal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SAFE, "seal_key", seal)
    monkeypatch.setitem(SAFE, "seal_passphrase", "open")


@pytest.fixture
def codes(tmp_path: Path) -> Ready:
    """Give the fault codes of a safe deployment in which some settings are changed."""
    write_sound_study(tmp_path)
    write_plugin(tmp_path, "pigeon", CHANNEL, LETTER="SMS")

    def codes_with(**changes: object) -> list[str]:
        settings = read_settings(**(SAFE | changes))
        return [fault.code for fault in unsafe_settings(settings, load(tmp_path, settings))]

    return codes_with


def test_a_deployment_that_has_everything_is_safe(codes: Ready) -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"demonstration": True}, ["DEMONSTRATION_ON"]),
        ({"channels": {"post_box": {"folder": "/tmp"}}}, ["POST_BOX_ON"]),
        ({"secret_key": ""}, ["KEY_MISSING"]),
        ({"data_controller": " "}, ["PRIVACY_CONTACT_MISSING"]),
        ({"data_protection_officer": ""}, ["PRIVACY_CONTACT_MISSING"]),
        ({"secret_key": "a secret that somebody typed"}, ["KEY_MALFORMED"]),
        ({"secret_key": KEYS[0][:-2]}, ["KEY_LENGTH_WRONG"]),
        ({"index_key": "00" * 32}, ["KEY_NOT_RANDOM"]),
        ({"index_key": b"for the demonstration, not live!".hex()}, ["KEY_NOT_RANDOM"]),
        ({"index_key": KEYS[0].upper()}, ["KEY_REUSED"]),
        ({"vault_keys": {}, "vault_key_in_use": ""}, ["KEY_MISSING", "KEY_IN_USE_UNKNOWN"]),
        ({"seal_key": None}, ["SEAL_KEY_MISSING"]),
        ({"seal_key": "/there/is/none.p12"}, ["SEAL_KEY_UNUSABLE"]),
        ({"seal_passphrase": "wrong"}, ["SEAL_KEY_UNUSABLE"]),
        ({"organisation": ORGANISATION}, []),
        ({"organisation": ORGANISATION | {"accepted_levels": ()}}, ["ORGANISATION_LEVELS_MISSING"]),
        ({"organisation": ORGANISATION | {"issuer": "http://id.example.org"}}, ["ORGANISATION_UNPROTECTED"]),
        ({"organisation": ORGANISATION | {"issuer": "http://localhost:9000"}}, ["ORGANISATION_UNPROTECTED"]),
        ({"vault_key_in_use": "of_2025"}, ["KEY_IN_USE_UNKNOWN"]),
        ({"base_url": "http://forms.example.org"}, ["BASE_URL_UNPROTECTED"]),
        (
            {"records_url": "sqlite:////srv/one.sqlite", "vault_url": "sqlite:////srv/one.sqlite"},
            ["DATABASES_NOT_APART"],
        ),
        (
            {
                "records_url": "postgresql+psycopg://research@db.example.org/one",
                "vault_url": "postgresql://vault:word@db.example.org/one",
            },
            ["DATABASES_NOT_APART"],
        ),
        ({"study": "large_study", "site_phones": {}}, ["STUDY_NOT_INSTALLED"]),
        ({"site_phones": {}}, ["SITE_PHONE_MISSING"]),
        ({"site_phones": {"north": "1", "south": "2"}}, ["SITE_UNKNOWN"]),
        ({"disabled_plugins": ("pigeon",)}, ["CHANNEL_MISSING"]),
        ({"disabled_plugins": ("pigeons",)}, ["DISABLED_PLUGIN_UNKNOWN"]),
    ],
)
def test_each_unsafe_setting_is_found_alone(codes: Ready, changes: dict[str, object], expected: list[str]) -> None:
    assert codes(**changes) == expected


def test_the_embedded_databases_are_allowed_for_they_are_two_files(codes: Ready) -> None:
    assert codes(records_url="", vault_url="") == []


def test_a_random_key_is_never_called_guessable(codes: Ready) -> None:
    for _ in range(50):
        assert codes(secret_key=secrets.token_hex(32)) == []


def test_an_organisation_that_asks_for_no_second_step_is_not_for_live_families(tmp_path: Path) -> None:
    write_sound_study(tmp_path)
    write_plugin(tmp_path, "pigeon", CHANNEL, LETTER="SMS")
    settings = read_settings(**(SAFE | {"organisation": ORGANISATION | {"accepted_levels": ()}}))
    (fault,) = unsafe_settings(settings, load(tmp_path, settings))
    assert (fault.code, fault.is_warning) == ("ORGANISATION_LEVELS_MISSING", False)


def test_a_channel_without_text_messages_is_a_warning_only(codes: Ready, tmp_path: Path) -> None:
    write_plugin(tmp_path, "pigeon", CHANNEL)
    settings = read_settings(**SAFE)
    (fault,) = unsafe_settings(settings, load(tmp_path, settings))
    assert (fault.code, fault.is_warning) == ("CHANNEL_SMS_MISSING", True)


def test_a_channel_whose_messages_can_be_read_on_a_page_is_not_for_a_live_study(codes: Ready, tmp_path: Path) -> None:
    write_plugin(
        tmp_path, "pigeon", CHANNEL, **{"LETTER": "SMS", "def find": "def read_all(self): ...\n\n    def find"}
    )
    assert codes() == ["POST_BOX_ON"]


def test_a_demonstration_study_is_not_for_live_families(codes: Ready, tmp_path: Path) -> None:
    study = (tmp_path / "small_study.py").read_text()
    (tmp_path / "small_study.py").write_text(
        study.replace('contact="Ask us."', 'contact="Ask us.", is_demonstration=True')
    )
    assert codes() == ["STUDY_IS_DEMONSTRATION"]


def test_stand_in_words_are_not_for_live_families(codes: Ready, tmp_path: Path) -> None:
    changes = {
        '"Do you wake at night?"': '""',
        "licence=OWN_WORDING": 'licence=Licence("A publisher", "LicenseRef-x", wording_may_ship=False)',
        "import OWN_WORDING": "import Licence",
    }
    write_plugin(tmp_path, "sleep", INSTRUMENT, **changes)
    assert codes() == ["WORDING_SKELETON"]


def test_a_refused_plugin_must_be_mended_or_switched_off(codes: Ready, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("raise SystemExit\n")
    assert codes() == ["PLUGIN_REFUSED"]
    assert codes(disabled_plugins=("broken",)) == []


def test_no_fault_repeats_a_key(tmp_path: Path) -> None:
    settings = read_settings(**(SAFE | {"index_key": KEYS[0], "secret_key": KEYS[0]}))
    assert not any(KEYS[0] in str(fault) for fault in unsafe_settings(settings, load(tmp_path, settings)))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (3500, []),
        (3600, [("SEAL_CERTIFICATE_ENDS", True)]),
        (3651, [("SEAL_CERTIFICATE_ENDED", False)]),
    ],
)
def test_a_certificate_that_ends_is_told_in_time(days: int, expected: list[tuple[str, bool]]) -> None:
    day = datetime.now(UTC).date() + timedelta(days=days)
    found = [(fault.code, fault.is_warning) for fault in seal_faults(read_settings(**SAFE), day)]
    assert found == expected


def test_that_copies_leave_unsealed_is_a_warning_and_a_broken_key_is_a_fault() -> None:
    today = datetime.now(UTC).date()
    (missing,) = seal_faults(read_settings(**(SAFE | {"seal_key": None})), today)
    (broken,) = seal_faults(read_settings(**(SAFE | {"seal_passphrase": "wrong"})), today)
    assert (missing.is_warning, broken.is_warning) == (True, False)
