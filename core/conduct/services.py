"""Everything that the views and commands need, opened once and handed to them as one typed value."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import alongside.locales
from alongside.accessibility.audio.prompts import Prompts
from alongside.accessibility.pictures.pictures import PictureBook, open_picture_book
from alongside.core.conduct.clock import Clock
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.messages import Channel, ChannelKind
from alongside.core.definitions.study import Study
from alongside.core.definitions.text import SourceText
from alongside.core.languages.catalogue import Catalogue as Translations
from alongside.core.languages.catalogue import read_catalogues
from alongside.core.languages.glossary import Glossary, glossary_from_toml
from alongside.core.languages.sources import sources_from_toml
from alongside.core.languages.textbook import TextBook, build_text_book
from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.plugin_host.host import load_catalogue
from alongside.core.settings import Settings
from alongside.core.storage.database import Database
from alongside.core.storage.vault import Keyring, Vault

FRAMEWORK_WORDS = Path(alongside.locales.__file__).parent


class StudyMissingError(AlongsideError):
    """The study that the settings name is not installed, or was refused."""


@dataclass(frozen=True, slots=True)
class Services:
    """One open deployment: its definitions, words, databases, sounds and clock."""

    settings: Settings
    catalogue: Catalogue
    study: Study
    book: TextBook
    glossary: Glossary
    pictures: PictureBook
    records: Database
    vault: Vault
    prompts: Prompts
    clock: Clock

    @property
    def secret(self) -> bytes:
        """The key that signs one-time codes and forms."""
        return self.settings.secret_key.get_secret_value().encode()

    def channel_for(self, kind: ChannelKind) -> Channel | None:
        """Return the first installed channel of a kind."""
        return next((channel for channel in self.catalogue.channels if channel.kind == kind), None)

    def with_clock(self, clock: Clock) -> "Services":
        """Return the same deployment with another clock."""
        return replace(self, clock=clock)

    def close(self) -> None:
        """Let go of the databases and the speaking process."""
        self.prompts.close()
        self.records.dispose()
        self.vault.database.dispose()


def read_sources(catalogue: Catalogue) -> tuple[SourceText, ...]:
    """Return every text in English: the framework's own and those of the plugins' definitions."""
    return (*sources_from_toml(FRAMEWORK_WORDS / "en"), *catalogue.sources())


def read_translations(catalogue: Catalogue) -> tuple[Translations, ...]:
    """Return every catalogue: the framework's and those beside the plugins."""
    found: list[Translations] = list(read_catalogues(FRAMEWORK_WORDS))
    for plugin in catalogue.plugins:
        found.extend(read_catalogues(plugin.folder / "locales", plugin.name))
    return tuple(found)


def read_words(catalogue: Catalogue) -> TextBook:
    """Return all words, in every language."""
    return build_text_book(read_sources(catalogue), read_translations(catalogue), catalogue.licensed_texts())


def read_glossary() -> Glossary:
    """Return the words that are explained where a family meets them."""
    return glossary_from_toml(FRAMEWORK_WORDS / "en")


def open_services(
    settings: Settings, *, clock: Clock | None = None, catalogue: Catalogue | None = None, book: TextBook | None = None
) -> Services:
    """Open a deployment and bring its databases up to date; `book` holds the catalogue's words, where they were read before.

    Raises:
        StudyMissingError: the study of the settings is not installed or was refused.
        KeyringError: the vault's keys are missing or malformed.
        PicturesRefusedError: a picture of the deployment's own has a fault.
    """
    clock = clock or Clock(settings.instance / "clock" if settings.demonstration else None)
    catalogue = catalogue or load_catalogue(settings, today=clock.today())
    study = catalogue.studies.get(settings.study)
    if study is None:
        raise StudyMissingError(f"no study {settings.study!r} is installed; `alongside plugins` says what was refused")
    keyring = _keyring(settings)  # before anything is written
    settings.instance.mkdir(parents=True, exist_ok=True)
    records = Database(settings.records_address, "records")
    identity = Database(settings.vault_address, "vault")
    records.migrate()
    identity.migrate()
    return Services(
        settings=settings,
        catalogue=catalogue,
        study=study,
        book=book or read_words(catalogue),
        glossary=read_glossary(),
        pictures=open_picture_book(settings.pictures),
        records=records,
        vault=Vault(identity, keyring),
        prompts=Prompts(
            catalogue.voices,
            settings.instance / "sounds",
            key=settings.secret_key.get_secret_value().encode(),
            most_bytes=settings.sounds_megabytes * 1_000_000,
        ),
        clock=clock,
    )


def _keyring(settings: Settings) -> Keyring:
    keys: Mapping[str, bytes] = {
        name: bytes.fromhex(key.get_secret_value()) for name, key in settings.vault_keys.items()
    }
    return Keyring(settings.vault_key_in_use, keys, bytes.fromhex(settings.index_key.get_secret_value()))
