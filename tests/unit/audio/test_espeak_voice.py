import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from alongside import Speech, VoiceError
from alongside.accessibility.audio.checks import measure, sound_faults
from alongside.plugins.voices import espeak_ng
from alongside.plugins.voices.espeak_ng.voice import EspeakVoice

SENTENCES = {
    "en": "How often did your child wake in the night? Think about the last seven days.",
    "ur": "پچھلے سات دنوں میں آپ کا بچہ رات کو کتنی بار جاگا؟ سوچ کر جواب دیں۔",
    "pl": "Jak często dziecko budziło się w nocy? Proszę pomyśleć o ostatnich siedmiu dniach.",
    "ar": "كم مرة استيقظ طفلك في الليل؟ فكر في الأيام السبعة الماضية.",
    "bn": "রাতে আপনার শিশু কতবার জেগে উঠেছে? গত সাত দিনের কথা ভাবুন।",
}


def spoken(voice: EspeakVoice, words: str, language: str) -> bytes:
    sound = voice.speak(Speech("stillwater.items.night", words, language))
    assert sound is not None
    return sound


def seconds(sound: bytes) -> float:
    """Return how long it lasts: the engine's own noise makes no two sounds equal to the byte."""
    return measure(sound).seconds


def worker_of(voice: EspeakVoice) -> int:
    assert voice._worker is not None
    return voice._worker._process.pid


@pytest.mark.parametrize("language", SENTENCES)
def test_each_language_is_spoken_at_a_plausible_length_and_at_the_common_loudness(
    espeak: EspeakVoice, language: str
) -> None:
    words = SENTENCES[language]
    sound = spoken(espeak, words, language)
    facts = measure(sound)
    assert sound_faults(sound, Speech("stillwater.items.night", words, language)) == ()
    assert (facts.sample_rate, facts.channels) == (22_050, 1)
    assert facts.loudness_db == pytest.approx(-19, abs=1.5)
    assert facts.peak < 0.95
    assert facts.size / facts.seconds == pytest.approx(4_000, rel=0.05)


def test_one_word_is_as_loud_as_a_sentence(espeak: EspeakVoice) -> None:
    for word in ("Yes", "No", "Never", "Often"):
        assert sound_faults(spoken(espeak, word, "en"), Speech("a.b", word, "en")) == ()


def test_urdu_is_read_by_an_urdu_voice_and_not_spelled_out_by_the_english_one(espeak: EspeakVoice) -> None:
    in_urdu = measure(spoken(espeak, SENTENCES["ur"], "ur"))
    in_english = spoken(espeak, SENTENCES["ur"], "en")
    assert measure(in_english).seconds > 3 * in_urdu.seconds
    faults = sound_faults(in_english, Speech("stillwater.items.night", SENTENCES["ur"], "ur"))
    assert [fault.code for fault in faults] == ["SOUND_LENGTH"]


@pytest.mark.parametrize("language", ["so", "pa-Arab", "xx"])
def test_an_unknown_language_has_no_sound(espeak: EspeakVoice, language: str) -> None:
    assert espeak.speak(Speech("stillwater.items.night", "Imisa jeer ayuu toosay?", language)) is None


def test_the_engine_itself_refuses_somali_rather_than_go_on_in_urdu(espeak: EspeakVoice) -> None:
    spoken(espeak, SENTENCES["ur"], "ur")
    header, sound = espeak._ask({"words": "Imisa jeer ayuu toosay?", "language": "so"})
    assert header["refused"]
    assert sound == b""


def test_no_words_have_no_sound_and_signs_without_words_are_an_error(espeak: EspeakVoice) -> None:
    assert espeak.speak(Speech("a.b", " \n", "en")) is None
    with pytest.raises(VoiceError):
        espeak.speak(Speech("a.b", "...", "en"))


def test_a_long_text_stays_within_100_kilobytes_and_a_longer_one_is_an_error_that_hides_its_words(
    espeak: EspeakVoice,
) -> None:
    assert len(spoken(espeak, "morning noon night " * 35, "en")) <= 100_000
    with pytest.raises(VoiceError, match=r"a\.long.*split it") as caught:
        espeak.speak(Speech("a.long", "secretword " * 400, "en"))
    assert "secretword" not in str(caught.value)


def test_a_killed_worker_is_replaced_and_the_next_text_is_heard(espeak: EspeakVoice) -> None:
    before = seconds(spoken(espeak, SENTENCES["en"], "en"))
    killed = worker_of(espeak)
    os.kill(killed, signal.SIGKILL)
    assert seconds(spoken(espeak, SENTENCES["en"], "en")) == pytest.approx(before, abs=0.05)
    assert worker_of(espeak) != killed


def test_a_worker_killed_while_eight_people_wait_costs_none_of_them_their_sound(espeak: EspeakVoice) -> None:
    texts = ["Yes. " * count for count in range(1, 9)]
    one_by_one = [seconds(spoken(espeak, text, "en")) for text in texts]
    with ThreadPoolExecutor(8) as people:
        sounds = [people.submit(spoken, espeak, text, "en") for text in texts]
        os.kill(worker_of(espeak), signal.SIGKILL)
        assert [seconds(sound.result()) for sound in sounds] == pytest.approx(one_by_one, abs=0.05)


def test_a_worker_that_hangs_is_stopped_and_the_next_text_is_heard() -> None:
    voice = EspeakVoice(seconds_a_text=2)
    try:
        voice.languages()
        os.kill(worker_of(voice), signal.SIGSTOP)
        with pytest.raises(VoiceError, match="no answer"):
            spoken(voice, "Yes", "en")
        assert spoken(voice, "Yes", "en")
    finally:
        voice.close()


def test_an_engine_that_does_not_start_is_not_tried_again_by_every_page() -> None:
    voice = EspeakVoice(seconds_to_start=0)
    with pytest.raises(VoiceError, match="no answer"):
        voice.languages()
    with pytest.raises(VoiceError, match="a moment ago"):
        voice.speak(Speech("a.b", "Yes", "en"))


def test_eight_threads_at_once_each_hear_their_own_words(espeak: EspeakVoice) -> None:
    texts = ["Yes. " * count for count in range(1, 17)]
    one_by_one = [seconds(spoken(espeak, text, "en")) for text in texts]
    assert all(longer - shorter > 0.2 for shorter, longer in pairwise(one_by_one))
    with ThreadPoolExecutor(8) as people:
        at_once = list(people.map(lambda text: seconds(spoken(espeak, text, "en")), texts))
    assert at_once == pytest.approx(one_by_one, abs=0.05)


def test_the_same_words_take_the_same_time_after_another_language(espeak: EspeakVoice) -> None:
    first = seconds(spoken(espeak, SENTENCES["pl"], "pl"))
    spoken(espeak, SENTENCES["ar"], "ar")
    assert seconds(spoken(espeak, SENTENCES["pl"], "pl")) == pytest.approx(first, abs=0.05)


def test_the_voice_is_there_only_when_the_audio_extra_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [voice.code for voice in espeak_ng.alongside_voices()] == ["espeak_ng"]
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    assert espeak_ng.alongside_voices() == ()


PARENT = """
import os, signal, sys
from alongside import Speech
from alongside.plugins.voices.espeak_ng import alongside_voices
voice, = alongside_voices()
sound = voice.speak(Speech("a.b", "Yes", "en"))
print(len(sound), voice._worker._process.pid, sorted({"espeakng_loader", "soundfile"} & sys.modules.keys()), flush=True)
"""


def run_parent(ending: str) -> tuple[int, int, str]:
    script = [sys.executable, "-P", "-c", PARENT + ending]
    done = subprocess.run(script, capture_output=True, text=True, check=False, timeout=60)
    size, worker, imported = done.stdout.strip().split(" ", 2)
    assert done.stderr == ""
    return int(size), int(worker), imported


def has_ended(process: int) -> bool:
    """Return whether the process is gone, or waits only for somebody to ask how it ended."""
    try:
        return "\nState:\tZ" in Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.mark.parametrize("ending", ["", "os._exit(0)", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_the_parent_never_loads_the_engine_and_the_worker_ends_with_it_however_it_ends(ending: str) -> None:
    size, worker, imported = run_parent(ending)
    assert size > 1_000
    assert imported == "[]"
    latest = time.monotonic() + 30
    while not has_ended(worker):
        assert time.monotonic() < latest, "the worker outlives its parent"
        time.sleep(0.05)
