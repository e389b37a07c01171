"""The hooks that a plugin may answer. Each says when it is called; each has a real plugin that uses it."""

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from alongside.core.definitions.consent import ConsentModule
    from alongside.core.definitions.instrument import Instrument
    from alongside.core.definitions.messages import Channel
    from alongside.core.definitions.speech import Voice, VoiceSettings
    from alongside.core.definitions.study import Study
    from alongside.core.settings import Settings

PROJECT = "alongside"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def alongside_instruments() -> "tuple[Instrument, ...]":  # type: ignore[empty-body]  # a specification
    """Give the instruments of this plugin. Called once at start; each is checked whole."""


@hookspec
def alongside_consent_modules() -> "tuple[ConsentModule, ...]":  # type: ignore[empty-body]  # a specification
    """Give the consent modules of this plugin, several versions of one side by side. Called once at start; each is checked whole."""


@hookspec
def alongside_studies() -> "tuple[Study, ...]":  # type: ignore[empty-body]  # a specification
    """Give the studies of this plugin. Called once at start, after instruments and consent modules are admitted."""


@hookspec
def alongside_channels(settings: "Settings") -> "tuple[Channel, ...]":  # type: ignore[empty-body]  # a specification
    """Give the ways to send a message that these settings make possible. Called once at start."""


@hookspec
def alongside_voices(settings: "VoiceSettings") -> "tuple[Voice, ...]":  # type: ignore[empty-body]  # a specification
    """Give the ways to speak a text that this machine has. Called once at start."""
