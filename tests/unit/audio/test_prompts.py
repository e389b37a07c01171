import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event
from typing import Literal

import pytest

from alongside import Speech, VoiceError
from alongside.accessibility.audio.kept_sounds import KeptSounds
from alongside.accessibility.audio.prompts import Prompts
from alongside.accessibility.audio.warming import Warmer
from alongside.plugins.voices.espeak_ng.voice import EspeakVoice


class PlainVoice:
    """A voice whose sounds are their own transcripts; it counts its work, and waits where a test says so."""

    code = "plain"
    kind: Literal["made"] = "made"

    def __init__(self, *languages: str, version: str = "1") -> None:
        self.version = version
        self.spoken: list[str] = []
        self._languages = frozenset(languages)

    def languages(self) -> frozenset[str]:
        return self._languages

    def speak(self, speech: Speech) -> bytes | None:
        if speech.language not in self._languages:
            return None
        self.spoken.append(speech.words)
        return speech.transcript.encode()


class BrokenVoice(PlainVoice):
    code = "broken"

    def languages(self) -> frozenset[str]:
        raise VoiceError("The engine is not there.")

    def speak(self, speech: Speech) -> bytes | None:
        raise VoiceError(f"The engine is not there for {speech.text_id}.")


def heard(prompts: Prompts, speech: Speech) -> bytes | None:
    sound = prompts.sound(speech)
    return None if sound is None else sound.mp3


def test_a_made_sound_is_kept_and_made_once_for_all_later_starts(
    espeak: EspeakVoice, night: Speech, tmp_path: Path
) -> None:
    first = heard(Prompts([espeak], tmp_path, key=b"k"), night)
    (file,) = tmp_path.iterdir()
    assert file.read_bytes() == first
    kept = b"what lies in the folder is played"
    file.write_bytes(kept)
    assert heard(Prompts([espeak], tmp_path, key=b"k"), night) == kept


def test_the_name_of_a_kept_sound_tells_nothing(night: Speech, tmp_path: Path) -> None:
    Prompts([PlainVoice("en")], tmp_path, key=b"k").sound(night)
    (file,) = tmp_path.iterdir()
    assert file.suffix == ".mp3"
    assert len(bytes.fromhex(file.stem)) == 32


def test_other_words_another_language_or_a_newer_voice_make_another_sound(tmp_path: Path) -> None:
    voice, newer = PlainVoice("en", "ur"), PlainVoice("en", version="2")
    prompts = Prompts([voice], tmp_path, key=b"k")
    for words, language in (("One", "en"), ("Two", "en"), ("One", "ur"), ("One", "en")):
        prompts.sound(Speech("a.b", words, language))
    Prompts([newer], tmp_path, key=b"k").sound(Speech("a.b", "One", "en"))
    assert voice.spoken == ["One", "Two", "One"]
    assert newer.spoken == ["One"]


def test_eight_threads_that_want_one_sound_cost_one_synthesis(night: Speech, tmp_path: Path) -> None:
    together = Barrier(8)
    voice = PlainVoice("en")
    prompts = Prompts([voice], tmp_path, key=b"k")

    def press() -> bytes | None:
        together.wait()
        return heard(prompts, night)

    with ThreadPoolExecutor(8) as people:
        sounds = [people.submit(press) for _ in range(8)]
    assert {sound.result() for sound in sounds} == {night.words.encode()}
    assert voice.spoken == [night.words]


def test_a_failure_reaches_everybody_who_waited_and_the_next_press_tries_again(night: Speech, tmp_path: Path) -> None:
    prompts = Prompts([BrokenVoice()], tmp_path, key=b"k")
    for _ in range(2):
        with pytest.raises(VoiceError):
            prompts.sound(night)
    assert prompts._being_made == {}


def test_a_voice_that_fails_gives_way_to_the_next(night: Speech, tmp_path: Path) -> None:
    sound = Prompts([BrokenVoice("en"), PlainVoice("en")], tmp_path, key=b"k").sound(night)
    assert sound is not None
    assert sound.voice == "plain"


def test_a_text_without_any_voice_has_no_sound_and_is_not_offered(espeak: EspeakVoice, tmp_path: Path) -> None:
    prompts = Prompts([BrokenVoice(), espeak], tmp_path, key=b"k")
    somali = Speech("a.b", "Imisa jeer?", "so")
    assert not prompts.can_speak("so")
    assert not prompts.offers(somali)
    assert prompts.can_speak("ur")
    assert prompts.can_speak("en-GB")
    assert prompts.offers(Speech("a.b", "Kiedy?", "pl"))
    with pytest.raises(VoiceError):
        prompts.sound(somali)
    assert Prompts([espeak], tmp_path, key=b"k").sound(somali) is None


def test_an_address_is_opaque_and_the_same_in_every_process_with_the_key(night: Speech, tmp_path: Path) -> None:
    address = Prompts([], tmp_path, key=b"k").address(night)
    assert len(bytes.fromhex(address)) == 16
    assert address == Prompts([], tmp_path, key=b"k").address(night)
    others = [
        Prompts([], tmp_path, key=b"other").address(night),
        Prompts([], tmp_path, key=b"k").address(Speech(night.text_id, night.words, "ur")),
        Prompts([], tmp_path, key=b"k").address(Speech(night.text_id, night.words, "en", "easy")),
        Prompts([], tmp_path, key=b"k").address(Speech("stillwater.items.day", night.words, "en")),
        Prompts([], tmp_path, key=b"k").address(Speech(night.text_id, "Other words", "en")),
    ]
    assert len({address, *others}) == 6


def test_a_sound_that_cannot_be_kept_is_still_heard(night: Speech, tmp_path: Path) -> None:
    prompts = Prompts([PlainVoice("en")], tmp_path / "sounds", key=b"k")
    shutil.rmtree(tmp_path / "sounds")
    (tmp_path / "sounds").write_text("a file where the folder was")
    assert heard(prompts, night) == night.words.encode()


def test_warmed_sounds_are_kept_before_anybody_asks(espeak: EspeakVoice, tmp_path: Path) -> None:
    speeches = [Speech(f"a.{word}", word, "en") for word in ("One", "Two", "Three")]
    prompts = Prompts([BrokenVoice(), espeak], tmp_path, key=b"k")
    last_is_made = Event()
    warm_one = prompts._warmer._make

    def make(speech: Speech) -> None:
        warm_one(speech)
        if speech == speeches[-1]:
            last_is_made.set()

    prompts._warmer._make = make
    assert prompts.warm(speeches) == 3
    assert last_is_made.wait(60)
    prompts.close()
    assert len(list(tmp_path.glob("*.mp3"))) == 3


PROGRAM = """
import sys
from pathlib import Path
from alongside import Speech
from alongside.accessibility.audio.prompts import Prompts
from alongside.plugins.voices.espeak_ng.voice import EspeakVoice
prompts = Prompts([EspeakVoice()], Path(sys.argv[1]), key=b"k")
prompts.warm(Speech(f"a.b{number}", f"Number {number}", "en") for number in range(5_000))
assert prompts.sound(Speech("a.b", "Now", "en"))
"""


def test_a_program_ends_quietly_while_thousands_of_texts_still_wait(tmp_path: Path) -> None:
    script = [sys.executable, "-P", "-c", PROGRAM, str(tmp_path)]
    done = subprocess.run(script, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert 0 < len(list(tmp_path.glob("*.mp3"))) < 5_000


def test_background_work_steps_back_while_a_person_waits() -> None:
    made: list[str] = []
    done = Event()

    def make(speech: Speech) -> None:
        made.append(speech.words)
        done.set()

    warmer = Warmer(make, most_waiting=10)
    with warmer.person_first():
        warmer.add([Speech("a.b", "Later", "en")])
        assert not done.wait(0.2)
        made.append("Now")
    assert done.wait(30)
    warmer.close()
    assert made == ["Now", "Later"]


def test_the_line_of_waiting_texts_is_bounded_and_closing_forgets_it() -> None:
    has_begun, may_go_on, made = Event(), Event(), []

    def make(speech: Speech) -> None:
        has_begun.set()
        made.append(speech.words)
        assert may_go_on.wait(30)

    warmer = Warmer(make, most_waiting=3)
    texts = [Speech("a.b", str(number), "en") for number in range(10)]
    assert warmer.add(texts[:1]) == 1
    assert has_begun.wait(30)
    assert warmer.add(texts[1:]) == 3
    with ThreadPoolExecutor(1) as closer:
        closing = closer.submit(warmer.close)
        while not warmer._is_closed:
            assert not closing.done()
        may_go_on.set()
        closing.result()
    assert made == ["0"]
    assert warmer.add(texts) == 0


def test_kept_sounds_stay_within_the_bound_and_those_unused_longest_go_first(tmp_path: Path) -> None:
    kept = KeptSounds(tmp_path, most_bytes=10_000)
    kept.keep("often_used", b"x" * 500)
    for number in range(60):
        kept.keep(f"sound{number}", b"x" * 500)
        assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 10_000
        assert kept.find("often_used")
    assert kept.find("sound0") is None
    assert kept.find("sound59")


def test_a_new_start_clears_what_an_older_one_left_unfinished(tmp_path: Path) -> None:
    old, young = tmp_path / "old.part", tmp_path / "young.part"
    old.write_bytes(b"half")
    young.write_bytes(b"half")
    os.utime(old, (0, 0))
    KeptSounds(tmp_path, most_bytes=10_000).keep("sound", b"x")
    assert not old.exists()
    assert young.exists()


def test_an_empty_file_is_no_sound(tmp_path: Path) -> None:
    (tmp_path / "key.mp3").write_bytes(b"")
    assert KeptSounds(tmp_path, most_bytes=10_000).find("key") is None


WRITER = """
import sys
from pathlib import Path
from alongside.accessibility.audio.kept_sounds import KeptSounds
kept = KeptSounds(Path(sys.argv[1]), 10_000_000)
for turn in range(200):
    kept.keep("same", bytes([turn % 256]) * 20_000)
"""


def test_a_reader_sees_whole_sounds_only_while_other_processes_write_them(tmp_path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-P", "-c", WRITER, str(tmp_path)]) for _ in range(2)]
    kept, seen = KeptSounds(tmp_path, 10_000_000), 0
    while any(writer.poll() is None for writer in writers):
        sound = kept.find("same")
        if sound is not None:
            assert len(sound) == 20_000
            assert len(set(sound)) == 1
            seen += 1
    assert [writer.wait() for writer in writers] == [0, 0]
    assert seen
    assert [file.name for file in tmp_path.iterdir()] == ["same.mp3"]
