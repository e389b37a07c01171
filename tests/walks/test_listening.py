from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlsplit
from urllib.request import urlopen

import pytest

from alongside.accessibility.audio.checks import sound_faults
from alongside.core.conduct.demonstration import demonstration_settings
from alongside.core.conduct.services import open_services
from alongside.core.definitions.speech import STANDARD, Speech
from alongside.core.web.application import create_app
from alongside.core.web.words import HELP_LINES as HELP
from tests.support.walk import Demonstration
from tests.walks.looks import Findings

ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_sound_on_every_page_can_be_heard(
    findings: Findings, demonstration: Demonstration, language: str, *, is_full: bool
) -> None:
    sounds = sorted((address, min(words)) for (spoken, address), words in findings.sounds.items() if spoken == language)
    assert len(sounds) > 100

    def faults_of(sound: tuple[str, str]) -> list[str]:
        address, words = sound
        try:
            with urlopen(demonstration.url + address) as answer:
                kind, mp3 = answer.headers["Content-Type"], answer.read()
        except HTTPError as error:
            return [f"{words}: {error}"]
        speech = Speech(address, words.translate(ISOLATES), language, STANDARD)
        return [
            *([] if kind == "audio/mpeg" else [kind]),
            *(f"{fault}: {words}" for fault in sound_faults(mp3, speech)),
        ]

    with ThreadPoolExecutor(2) as pool:
        found = [fault for faults in pool.map(faults_of, sounds if is_full else sounds[::3]) for fault in faults]
    assert found == []


def test_every_sound_says_the_words_that_stand_beside_it(findings: Findings, demonstration: Demonstration) -> None:
    services = open_services(demonstration_settings(demonstration.instance, urlsplit(demonstration.url).port or 0))
    try:
        sounds = create_app(services).extensions["alongside_sounds"]
        wrong = []
        for (language, address), words in findings.sounds.items():
            parts = urlsplit(address)
            values = {name: int(value) for name, value in parse_qsl(parts.query)}
            phones = services.settings.site_phones.values()
            spoken = {
                speech.words
                for phone in phones
                if (
                    speech := sounds.speech(
                        parts.path.removeprefix("/sound/").removesuffix(".mp3"), {**HELP, "phone": phone, **values}
                    )
                )
            }
            if not {one.translate(ISOLATES) for one in words} <= {" ".join(one.split()) for one in spoken}:
                wrong.append(f"{language} {words} is spoken {spoken}")
        assert wrong == []
    finally:
        services.close()
