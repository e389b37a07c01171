"""The speech process: reads one request after another from its input until the parent goes away.

Started by `voice.py`. eSpeak NG is under the GPL and is loaded here only, at arm's length from the rest.
"""

import os
import sys
from typing import Any, BinaryIO

from .encoding import SilentError, TooLongError, encode
from .engine import Engine, UnknownLanguageError
from .frames import read_frame, write_frame


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Say what the engine can do, then answer requests until the other side closes."""
    engine = Engine()
    write_frame(answers, {"languages": engine.languages(), "engine": engine.version})
    while True:
        try:
            request, _ = read_frame(requests)
        except EOFError:
            return
        header, sound = answer(engine, request)
        write_frame(answers, header, sound)


def answer(engine: Engine, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return the header and the sound for one request; a fault is named in `refused`, never the words."""
    try:
        samples = engine.say(request["words"], request["language"])
        return {}, encode(samples, engine.sample_rate)
    except UnknownLanguageError:
        return {"refused": "the engine does not know the language"}, b""
    except SilentError:
        return {"refused": "the engine made no sound of the words"}, b""
    except TooLongError:
        return {"refused": "the text is too long for one prompt; split it"}, b""
    except RuntimeError as error:
        return {"refused": str(error)}, b""


def main() -> None:
    """Serve on the two pipes, with the usual output turned away so that a stray line cannot break a frame."""
    os.nice(10)  # a page that somebody waits for comes before a sound that is made ahead of time
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        serve(sys.stdin.buffer, answers)
    except BrokenPipeError:
        os._exit(0)  # the parent went away while we spoke; there is nobody to flush to


if __name__ == "__main__":
    main()
