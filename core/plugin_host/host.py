"""The host: the one checkpoint through which every plugin passes, whichever door it came by."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import pluggy

from alongside.core.definitions.consent import ConsentModule, in_order, version_faults
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.instrument import CODE, Instrument
from alongside.core.definitions.messages import Channel
from alongside.core.definitions.speech import Voice
from alongside.core.definitions.study import Study
from alongside.core.definitions.text import SourceText
from alongside.core.plugin_host import hookspecs
from alongside.core.plugin_host.catalogue import Catalogue, Plugin, Refusal
from alongside.core.plugin_host.hook_checks import error_fault, function_faults, result_faults
from alongside.core.plugin_host.packs import attach_packs
from alongside.core.plugin_host.sources import (
    Found,
    find_bundled,
    find_in_folder,
    find_installed,
    given_plugins,
    settle_names,
)
from alongside.core.settings import Settings

TEXT_ID = "text id"
TRACE = "ALONGSIDE_TRACE_HOOKS"
Definition = TypeVar("Definition", Instrument, ConsentModule, Study)


@dataclass(frozen=True, slots=True)
class PluginFolders:
    """What a voice plugin is told: the folder of each admitted plugin, by the plugin's name."""

    plugin_folders: Mapping[str, str]


@dataclass(slots=True)
class _Offer:
    """What one plugin offers, and what was found wrong with it so far."""

    plugin: Plugin
    faults: list[Fault] = field(default_factory=list)
    instruments: tuple[Instrument, ...] = ()
    consent_modules: tuple[ConsentModule, ...] = ()
    studies: tuple[Study, ...] = ()
    channels: tuple[Channel, ...] = ()
    voices: tuple[Voice, ...] = ()
    texts: tuple[SourceText, ...] = ()

    @property
    def is_sound(self) -> bool:
        return all(fault.is_warning for fault in self.faults)

    @property
    def definitions(self) -> tuple[Instrument | ConsentModule | Study, ...]:
        return (*self.instruments, *self.consent_modules, *self.studies)

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield what nobody else may use too: the kind of name, and the name."""
        # Versions of one module share its code; each has texts of its own.
        own = (code for module in self.consent_modules for code in (module.code, module.owner))
        instruments = (instrument.code for instrument in self.instruments)
        yield from (("code", code) for code in (*instruments, *dict.fromkeys(own)))
        yield from (("code", study.code) for study in self.studies)
        yield from ((TEXT_ID, text.id) for text in self.texts)
        yield from (("channel", f"{channel.kind}.{channel.code}") for channel in self.channels)
        yield from (("voice", voice.code) for voice in self.voices)


class PluginHost:
    """Loads plugins for one deployment. Each plugin is admitted whole, or refused with all its faults."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        if os.environ.get(TRACE) == "1":
            self._manager.add_hookcall_monitoring(_say_before, _say_after)

    def admit(self, candidates: Iterable[Found]) -> Catalogue:
        """Load the candidates, check each whole and against the others, and return what stands and what does not."""
        every = list(candidates)
        off = [found.plugin for found in every if found.plugin.name in self._settings.disabled_plugins]
        offers = [self._load(found) for found in settle_names([found for found in every if found.plugin not in off])]
        for offer in offers:
            offer.instruments = self._ask(offer, "alongside_instruments")
            offer.consent_modules = self._ask(offer, "alongside_consent_modules")
            _check_definitions(offer, (*offer.instruments, *offer.consent_modules))
            _check_versions(offer)
        for offer in offers:
            offer.studies = self._ask(offer, "alongside_studies")
            _check_definitions(offer, offer.studies)
        folders = PluginFolders({o.plugin.name: str(o.plugin.folder) for o in offers if o.is_sound})
        for offer in offers:
            offer.channels = self._ask(offer, "alongside_channels", settings=self._settings)
            offer.voices = self._ask(offer, "alongside_voices", settings=folders)
        _check_names(offers)
        _check_studies(offers)
        return _catalogue(offers, off)

    def _load(self, found: Found) -> _Offer:
        plugin = found.plugin
        if found.faults:  # not to be trusted with running: it may pose as another
            return _Offer(plugin, list(found.faults))
        try:
            module = found.load()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - one plugin's trouble must not stop the others
            fault = error_fault("PLUGIN_IMPORT_FAILED", plugin.name, "It could not be imported", error)
            return _Offer(plugin, [fault])
        offer = _Offer(replace(plugin, module=module))
        offer.faults += function_faults(self._manager, plugin.name, module)
        if any(known is module for _, known in self._manager.list_name_plugin()):
            offer.faults.append(
                Fault(
                    "PLUGIN_TWICE",
                    plugin.name,
                    f"The same module is already loaded as {self._manager.get_name(module)!r}.",
                    "Offer each module once.",
                )
            )
        if offer.is_sound:
            self._manager.register(module, plugin.name)
        return offer

    def _ask(self, offer: _Offer, hook: str, **arguments: object) -> tuple[Any, ...]:
        """Return what one plugin gives for one hook: asked alone, so that a failure is blamed on its owner."""
        name = offer.plugin.name
        caller = getattr(self._manager.hook, hook)
        if not any(answer.plugin_name == name for answer in caller.get_hookimpls()):
            return ()
        others = [module for other, module in self._manager.list_name_plugin() if other != name]
        try:
            given = self._manager.subset_hook_caller(hook, others)(**arguments)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - one plugin's trouble must not stop the others
            offer.faults.append(error_fault("HOOK_FAILED", f"{name}.{hook}", "The hook failed", error))
            return ()
        result = given[0] if given else None  # pluggy leaves out an answer of None
        faults = list(result_faults(name, hook, result))
        offer.faults += faults
        return () if faults or not isinstance(result, tuple) else result


def load_catalogue(
    settings: Settings, *, extra: Sequence[tuple[str, object]] = (), today: date | None = None
) -> Catalogue:
    """Return everything that the plugins of this deployment offer, with its text packs as they are allowed `today`.

    `extra` is given by name, already imported; without `today` the computer's own day counts.
    """
    folder: Path | None = settings.plugin_dir
    catalogue = PluginHost(settings).admit(
        (*find_bundled(), *find_installed(), *(find_in_folder(folder) if folder else ()), *given_plugins(extra))
    )
    return attach_packs(catalogue, settings, today or datetime.now(UTC).date())


def _check_definitions(offer: _Offer, definitions: Sequence[Instrument | ConsentModule | Study]) -> None:
    """Add what is wrong with each definition by itself, and keep its texts."""
    for definition in definitions:
        place = f"{offer.plugin.name}.{definition.code}"
        try:
            if not isinstance(definition, Study):
                offer.faults += definition.faults()
            own = definition.owner if isinstance(definition, ConsentModule) else definition.code
            if not isinstance(definition, Instrument) and not (CODE.fullmatch(definition.code) and CODE.fullmatch(own)):
                offer.faults.append(
                    Fault(
                        "CODE_MALFORMED",
                        place,
                        f"The code {own if CODE.fullmatch(definition.code) else definition.code!r} is not snake_case.",
                        "Use small letters, digits and single underscores, for example 'sleep_wake'.",
                    )
                )
            offer.texts += tuple(definition.texts())
        except Exception as error:  # noqa: BLE001 - a value of a wrong type may fail anywhere
            offer.faults.append(error_fault("DEFINITION_BROKEN", place, "It could not be checked", error))


def _check_versions(offer: _Offer) -> None:
    """Add what is wrong with versions of a consent module that stand side by side."""
    try:
        offer.faults += version_faults(offer.consent_modules)
    except Exception as error:  # noqa: BLE001 - a value of a wrong type may fail anywhere
        offer.faults.append(
            error_fault("DEFINITION_BROKEN", offer.plugin.name, "Its versions cannot be compared", error)
        )


def _check_names(offers: Sequence[_Offer]) -> None:
    """Refuse codes and text ids that are used twice. The first sound plugin keeps its names."""
    owners: dict[tuple[str, str], Plugin] = {}
    reserved = _framework_owners()
    for offer in sorted(offers, key=lambda offer: not offer.is_sound):  # a refused plugin takes nobody's name
        names = list(offer.names())
        twice = {name for name, times in Counter(names).items() if times > 1 or name in owners}
        for kind, name in dict.fromkeys(names):
            # The texts of a code that is taken are taken too; one fault says it.
            if (kind, name) in twice and not (kind == TEXT_ID and ("code", name.partition(".")[0]) in twice):
                offer.faults.append(_taken(offer.plugin, kind, name, owners.get((kind, name), offer.plugin)))
        offer.faults += (
            Fault(
                "CODE_RESERVED",
                f"{offer.plugin.name}.{definition.code}",
                f"The code {definition.code!r} begins the ids of the framework's own texts.",
                "Choose another code.",
            )
            for definition in offer.definitions
            if {definition.code, definition.owner if isinstance(definition, ConsentModule) else ""} & reserved
        )
        if offer.is_sound:
            owners |= dict.fromkeys(names, offer.plugin)


def _framework_owners() -> frozenset[str]:
    words = files("alongside") / "locales" / "en"
    return frozenset(file.name.removesuffix(".toml") for file in words.iterdir() if file.name.endswith(".toml"))


def _taken(plugin: Plugin, kind: str, name: str, owner: Plugin) -> Fault:
    whose = "stands twice in it" if owner is plugin else f"belongs to {owner}"
    return Fault(
        "TEXT_DUPLICATED" if kind == TEXT_ID else "CODE_TAKEN",
        f"{plugin.name}.{name}",
        f"The {kind} {name!r} {whose}.",
        "Choose another; what is released stays as it is.",
    )


def _check_studies(offers: Sequence[_Offer]) -> None:
    """Check studies against what stands, again each time a refusal takes something away."""
    changed = True
    while changed:
        changed = False
        for offer in offers:
            if offer.is_sound and not all(fault.is_warning for fault in _study_faults(offer, offers)):
                offer.faults += _study_faults(offer, offers)
                changed = True
    for offer in offers:
        offer.faults += (fault for fault in _study_faults(offer, offers) if fault not in offer.faults)


def _study_faults(offer: _Offer, offers: Sequence[_Offer]) -> list[Fault]:
    near = [other for other in offers if other.is_sound or other is offer]
    instruments = {instrument.code: instrument for other in near for instrument in other.instruments}
    modules = [module for other in near for module in other.consent_modules]
    lost = {d.code: o.plugin for o in offers if o not in near for d in o.definitions}
    faults: list[Fault] = []
    for study in offer.studies:
        try:
            for installed in _one_of_each(modules):
                faults += (fault for fault in study.faults(instruments, installed) if fault not in faults)
            faults += _lost_faults(study, lost)
        except Exception as error:  # noqa: BLE001 - a value of a wrong type may fail anywhere
            place = f"{offer.plugin.name}.{study.code}"
            faults.append(error_fault("DEFINITION_BROKEN", place, "It could not be checked", error))
    return faults


def _one_of_each(modules: Sequence[ConsentModule]) -> Iterator[Mapping[str, ConsentModule]]:
    """Yield the modules by code: the oldest version of each, then these with each later version in its place."""
    oldest = {module.code: module for module in reversed(in_order(modules))}
    yield oldest
    yield from ({**oldest, module.code: module} for module in modules if module is not oldest[module.code])


def _lost_faults(study: Study, lost: Mapping[str, Plugin]) -> Iterator[Fault]:
    for version in study.versions:
        asked = [asked.instrument for visit in version.visits for asked in visit.asked]
        for code in dict.fromkeys((*asked, *version.consent_modules)):
            if code in lost:
                yield Fault(
                    "STUDY_PART_REFUSED",
                    f"{study.code}.{version.code}.{code}",
                    f"It needs {code!r} of {lost[code]}, which was refused.",
                    "Mend that plugin first.",
                )


def _catalogue(offers: Sequence[_Offer], off: Sequence[Plugin]) -> Catalogue:
    sound = [offer for offer in offers if offer.is_sound]
    return Catalogue(
        instruments=_by_code(sound, lambda offer: offer.instruments),
        consent_modules=_by_code(sound, lambda offer: tuple(reversed(in_order(offer.consent_modules)))),
        consent_versions=MappingProxyType(
            {
                module.code: in_order([one for one in offer.consent_modules if one.code == module.code])
                for offer in sound
                for module in offer.consent_modules
            }
        ),
        studies=_by_code(sound, lambda offer: offer.studies),
        channels=tuple(channel for offer in sound for channel in offer.channels),
        voices=tuple(voice for offer in sound for voice in offer.voices),
        plugins=tuple(offer.plugin for offer in sound),
        refused=tuple(
            Refusal(offer.plugin, tuple(offer.faults), offer.studies) for offer in offers if not offer.is_sound
        ),
        owners=MappingProxyType({d.code: offer.plugin for offer in sound for d in offer.definitions}),
        warnings=tuple(fault for offer in sound for fault in offer.faults),
        switched_off=tuple(off),
    )


def _by_code(offers: Sequence[_Offer], part: Callable[[_Offer], tuple[Definition, ...]]) -> Mapping[str, Definition]:
    return MappingProxyType({definition.code: definition for offer in offers for definition in part(offer)})


def _say_before(hook: str, answers: Sequence[pluggy.HookImpl], _arguments: Mapping[str, object]) -> None:
    sys.stderr.write(f"hook {hook}: asking {', '.join(answer.plugin_name for answer in answers)}\n")


def _say_after(
    outcome: pluggy.Result[Any],
    hook: str,
    answers: Sequence[pluggy.HookImpl],
    _arguments: Mapping[str, object],
) -> None:
    # Only how much came, never what: a result may hold settings.
    who = ", ".join(answer.plugin_name for answer in answers)
    if outcome.exception is not None:
        sys.stderr.write(f"hook {hook}: {who} failed with {type(outcome.exception).__name__}\n")
        return
    given = outcome.get_result()
    count = len(given[0]) if given and isinstance(given[0], tuple) else 0
    sys.stderr.write(f"hook {hook}: {who} gave {count}\n")
