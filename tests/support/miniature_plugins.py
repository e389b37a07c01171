"""Real plugins, as small as can be, written to a folder: what an author would write, one behaviour each."""

from pathlib import Path
from textwrap import dedent

INSTRUMENT = """
    '''One question.'''
    from alongside import OWN_WORDING, Choice, Instrument, Item, ResponseScale, Text, hookimpl

    HOW_OFTEN = ResponseScale("how_often", (Choice("never", 0, "Never"), Choice("often", 1, "Often")))
    THE_INSTRUMENT = Instrument(
        code="CODE", version="1.0.0", title="Sleep", citation="Made up.",
        why_we_ask=Text("To know how you sleep.", picture="ask"),
        licence=OWN_WORDING, about="participant", respondents=("parent",), minutes=1,
        items=(Item("wakes", "Do you wake at night?", HOW_OFTEN),),
    )

    @hookimpl
    def alongside_instruments():
        return (THE_INSTRUMENT,)
"""

CONSENT = """
    '''One statement.'''
    from alongside import (
        ConsentModule, InformationPart, Statement, Topic, UnderstandingChoice, UnderstandingQuestion, hookimpl,
    )

    def ask(number):
        choices = (UnderstandingChoice("one", "One"), UnderstandingChoice("not_sure", "I am not sure"))
        return UnderstandingQuestion(
            f"how_many_{number}", "How many questions do we ask?", choices, right="one",
            said_right="Yes, one.", another_way="There is one, and no more.", part="what",
        )

    THE_MODULE = ConsentModule(
        code="CODE", version="1.0.0", title="Taking part",
        information=(InformationPart("what", "What it is", ("We ask one question.",), about=tuple(Topic)),),
        understanding=tuple(ask(number) for number in (1, 2, 3)),
        statements=(Statement("take_part", "I want to take part.", "We ask you.", "We do not ask you.", required=True),),
        signature_meaning="I agree.", who_may_sign=("parent",),
    )

    @hookimpl
    def alongside_consent_modules():
        return (THE_MODULE,)
"""

STUDY = """
    '''One visit.'''
    from datetime import date

    from alongside import STANDARD_ROLES, Asked, Site, Study, StudyVersion, Visit, hookimpl

    THE_STUDY = Study(
        code="CODE", title="A study", name_for_families="Our study",
        sites=(Site("north", "North", "N", "england"),),
        versions=(
            StudyVersion(
                code="1.0", in_force_from=date(2025, 1, 1), consent_modules=("agreeing",),
                visits=(Visit("start", "Start", 0, 30, (Asked("sleep", per="participant"),)),),
                journey=(), reminders=(),
            ),
        ),
        languages=("en",), roles=STANDARD_ROLES, contact="Ask us.",
    )

    @hookimpl
    def alongside_studies():
        return (THE_STUDY,)
"""

CHANNEL = """
    '''A channel that takes everything and sends nothing.'''
    from alongside import hookimpl
    from alongside.core.definitions.messages import ChannelKind, Sent

    class Pigeon:
        code = "CODE"
        kind = ChannelKind.LETTER
        can_find = False

        def __init__(self, base_url):
            self.base_url = base_url

        def send(self, message):
            return Sent(message.key)

        def find(self, key):
            return None

    @hookimpl
    def alongside_channels(settings):
        return (Pigeon(settings.base_url),)
"""

VOICE = """
    '''A voice that has no sound.'''
    from alongside import hookimpl

    class Whisper:
        code = "CODE"
        kind = "made"
        version = "1"

        def __init__(self, folders):
            self.folders = dict(folders)

        def languages(self):
            return frozenset({"en"})

        def speak(self, speech):
            return None

    @hookimpl
    def alongside_voices(settings):
        return (Whisper(settings.plugin_folders),)
"""


def write_plugin(folder: Path, name: str, source: str, *, code: str = "", **changes: str) -> Path:
    """Write a plugin as one file. `code` is the code of what it offers; `changes` replaces words of the source."""
    words = dedent(source).strip().replace("CODE", code or name) + "\n"
    for old, new in changes.items():
        assert old in words, f"{old!r} is not in the source of {name}"
        words = words.replace(old, new)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.py"
    file.write_text(words, encoding="utf-8")
    return file


def write_sound_study(folder: Path) -> None:
    """Write a study that stands, with the instrument and the consent module that it needs."""
    write_plugin(folder, "sleep", INSTRUMENT)
    write_plugin(folder, "agreeing", CONSENT)
    write_plugin(folder, "small_study", STUDY)


def write_distribution(site: Path, package: str, version: str, entry_points: dict[str, str]) -> None:
    """Write the metadata of an installed distribution that offers plugins: name of the plugin to its module."""
    info = site / f"{package.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n")
    lines = "\n".join(f"{name} = {module}" for name, module in entry_points.items())
    (info / "entry_points.txt").write_text(f"[alongside.plugins]\n{lines}\n")
