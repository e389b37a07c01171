"""What the plugin host gives: the frozen list of everything admitted, and what was refused and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from alongside.core.definitions.consent import ConsentModule
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.messages import Channel
from alongside.core.definitions.pack_checks import CheckedPack
from alongside.core.definitions.speech import Voice
from alongside.core.definitions.study import Study
from alongside.core.definitions.text import SourceText
from alongside.core.definitions.text_pack import LicensedText


class Door(StrEnum):
    """The way a plugin came in. An earlier door wins a name that two doors offer."""

    BUNDLED = "bundled"
    INSTALLED = "installed"
    FOLDER = "folder"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plugin: its name, its door, and where it comes from.

    `origin` is the package with its version, or the path. `folder` holds its `locales`, `audio` and other files.
    `module` is None when it could not be imported.
    """

    name: str
    door: Door
    origin: str
    folder: Path
    module: object | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"plugin {self.name} ({self.origin})"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A plugin that was not admitted, with everything that is wrong with it; its studies can still be looked at."""

    plugin: Plugin
    faults: tuple[Fault, ...]
    studies: tuple[Study, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that the admitted plugins offer. Definitions go by their code; `owners` says whose a code is.

    `packs` are the licensed text packs that were found, sound or refused; an instrument carries its sound ones.
    `consent_modules` holds the oldest version of each module; `versions_of` gives all.
    """

    instruments: Mapping[str, Instrument]
    consent_modules: Mapping[str, ConsentModule]
    studies: Mapping[str, Study]
    channels: tuple[Channel, ...]
    voices: tuple[Voice, ...]
    plugins: tuple[Plugin, ...]
    refused: tuple[Refusal, ...]
    owners: Mapping[str, Plugin]
    warnings: tuple[Fault, ...] = ()
    switched_off: tuple[Plugin, ...] = ()
    packs: tuple[CheckedPack, ...] = ()
    consent_versions: Mapping[str, tuple[ConsentModule, ...]] = field(default_factory=dict)

    def versions_of(self, code: str) -> tuple[ConsentModule, ...]:
        """Return every installed version of a consent module, the oldest first.

        Raises:
            KeyError: no consent module has this code.
        """
        return self.consent_versions.get(code) or (self.consent_modules[code],)

    def sources(self) -> tuple[SourceText, ...]:
        """Return every text of every definition."""
        return tuple(text for definition in self._definitions() for text in definition.texts())

    def licensed_texts(self) -> tuple[LicensedText, ...]:
        """Return every text of the licensed packs."""
        return tuple(text for one in self.instruments.values() for pack in one.packs for text in pack.texts())

    def folder_of(self, code: str) -> Path:
        """Return the folder of the plugin that owns a definition.

        Raises:
            KeyError: no definition has this code.
        """
        return self.owners[code].folder

    def codes_of(self, plugin: Plugin) -> tuple[str, ...]:
        """Return the codes of the definitions that a plugin gave."""
        return tuple(code for code, owner in self.owners.items() if owner == plugin)

    def sources_of(self, plugin: Plugin) -> tuple[SourceText, ...]:
        """Return every text of the definitions that a plugin gave."""
        codes = self.codes_of(plugin)
        return tuple(text for one in self._definitions() if one.code in codes for text in one.texts())

    def _definitions(self) -> Iterator[Instrument | ConsentModule | Study]:
        yield from self.instruments.values()
        yield from (module for code in self.consent_modules for module in self.versions_of(code))
        yield from self.studies.values()
