"""The parent's side of the speech process: starts it when first needed, and again when it has died."""

import atexit
import os
import subprocess
import sys
from contextlib import suppress
from importlib.metadata import version
from threading import Event, Lock, Timer
from time import monotonic
from typing import Any, BinaryIO, Literal

from alongside import Speech, VoiceError, serving_language

from .frames import read_frame, write_frame

RENDERING = 1  # raise it when pace, loudness or encoding change: sound that was kept before is then made anew

_ATTEMPTS = 2
_SECONDS_BETWEEN_FAILED_STARTS = 60  # a broken installation must not slow down every page
_WORKER = (sys.executable, "-P", "-m", f"{__package__}.worker")


class EspeakVoice:
    """eSpeak NG behind two pipes. Safe for many threads: they are served one after another."""

    code = "espeak_ng"
    kind: Literal["made"] = "made"

    def __init__(self, *, seconds_to_start: float = 30, seconds_a_text: float = 20) -> None:
        self.version = f"{version('espeakng-loader')}.{RENDERING}"
        self._seconds_to_start = seconds_to_start
        self._seconds_a_text = seconds_a_text
        self._lock = Lock()
        self._worker: _Worker | None = None
        self._languages: frozenset[str] = frozenset()
        self._try_again_at = 0.0
        atexit.register(self._end_at_exit)

    def languages(self) -> frozenset[str]:
        """Return what the engine says it can speak. Starts the engine when called first; raises VoiceError."""
        if not self._languages:  # asked for by every page: it waits for nobody once the answer is known
            with self._lock:
                self._running_worker()
        return self._languages

    def speak(self, speech: Speech) -> bytes | None:
        """Return the words as MP3; None for a language that the engine does not know. Raises VoiceError."""
        language = serving_language(speech.language, self.languages())
        words = speech.transcript
        if language is None or not words:
            return None
        header, sound = self._ask({"words": words, "language": language})
        if "refused" in header:
            raise VoiceError(f"eSpeak NG, text {speech.text_id}, language {speech.language}: {header['refused']}.")
        return sound

    def close(self) -> None:
        """End the speech process; the next text starts a new one."""
        with self._lock:
            self._end_worker()

    def _ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        with self._lock:
            for _ in range(_ATTEMPTS):
                worker = self._running_worker()
                try:
                    return worker.ask(request, self._seconds_a_text)
                except (EOFError, OSError):  # it was killed, or died of the text
                    self._end_worker()
        raise VoiceError("The speech process ended twice while it spoke one text.")

    def _running_worker(self) -> "_Worker":
        if self._worker is not None and not self._worker.is_running():
            self._end_worker()
        if self._worker is None:
            if monotonic() < self._try_again_at:
                raise VoiceError("The speech process did not start a moment ago.")
            self._try_again_at = monotonic() + _SECONDS_BETWEEN_FAILED_STARTS
            self._worker = _Worker(self._seconds_to_start)
            self._try_again_at = 0.0
            self._languages = self._worker.languages
        return self._worker

    def _end_worker(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def _end_at_exit(self) -> None:
        self._lock.acquire(timeout=2)  # never released: a thread that still wants a sound just ends with the program
        self._end_worker()


class _Worker:
    """One running speech process. Belongs to the process that started it: a fork of that must start its own."""

    def __init__(self, seconds_to_start: float) -> None:
        self._owner = os.getpid()
        self._process = _start_process()
        try:
            header, _ = self._read(seconds_to_start)
        except EOFError:
            self.end()
            raise VoiceError(f"The speech process did not start: it ended with {self._process.returncode}.") from None
        except VoiceError:
            self.end()
            raise
        self.languages = frozenset(header["languages"])

    def is_running(self) -> bool:
        return self._owner == os.getpid() and self._process.poll() is None

    def ask(self, request: dict[str, Any], seconds: float) -> tuple[dict[str, Any], bytes]:
        """Send one request and wait for its answer. Raises VoiceError when it takes too long, EOFError when it died."""
        write_frame(self._input, request)
        return self._read(seconds)

    def end(self) -> None:
        """Close its input, which ends the process, and wait for it; kill it when it does not listen."""
        if self._owner != os.getpid():
            return
        with suppress(OSError):  # half a request may still be on its way to a dead process
            self._input.close()
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._output.close()

    def _read(self, seconds: float) -> tuple[dict[str, Any], bytes]:
        too_late = Event()

        def stop() -> None:
            too_late.set()
            self._process.kill()

        timer = Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            return read_frame(self._output)
        except EOFError:
            if too_late.is_set():
                raise VoiceError(f"The speech process was stopped: no answer in {seconds} seconds.") from None
            raise
        finally:
            timer.cancel()

    @property
    def _input(self) -> BinaryIO:
        assert self._process.stdin is not None  # noqa: S101 -- opened as a pipe above
        return self._process.stdin  # type: ignore[return-value]

    @property
    def _output(self) -> BinaryIO:
        assert self._process.stdout is not None  # noqa: S101 -- opened as a pipe above
        return self._process.stdout  # type: ignore[return-value]


def _start_process() -> subprocess.Popen[bytes]:
    """Start the worker in a session of its own: Ctrl-C reaches only the parent, which then closes the pipes."""
    try:
        return subprocess.Popen(  # noqa: S603 -- our own module, no shell, no outside words
            _WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError as error:  # no memory, or no further process allowed
        raise VoiceError(f"The speech process could not be started: {error.strerror}.") from error
