"""One quiet thread that makes sounds ahead of time, and steps back whenever a person waits for one."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Condition, Thread

from alongside.core.definitions.speech import Speech


class Warmer:
    """Calls `make` for each text in turn, in a thread that starts with the first text and ends with `close`."""

    def __init__(self, make: Callable[[Speech], None], most_waiting: int) -> None:
        self._make = make
        self._most_waiting = most_waiting
        self._waiting: deque[Speech] = deque()
        self._people = 0
        self._is_closed = False
        self._changed = Condition()
        self._thread: Thread | None = None

    @contextmanager
    def person_first(self) -> Iterator[None]:
        """Hold back the next background sound while a person waits for this one."""
        with self._changed:
            self._people += 1
        try:
            yield
        finally:
            with self._changed:
                self._people -= 1
                self._changed.notify_all()

    def add(self, speeches: Iterable[Speech]) -> int:
        """Line up the texts until the line is full, and return how many found a place. None do after `close`."""
        added = 0
        for speech in speeches:
            with self._changed:
                if self._is_closed or len(self._waiting) >= self._most_waiting:
                    break
                self._waiting.append(speech)
                self._changed.notify_all()
                if self._thread is None:
                    self._thread = Thread(target=self._run, name="alongside-sounds", daemon=True)
                    self._thread.start()
            added += 1
        return added

    def close(self) -> None:
        """Forget what waits and return when the sound being made now is done."""
        with self._changed:
            self._is_closed = True
            self._waiting.clear()
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_closed or (self._waiting and not self._people))
                if self._is_closed:
                    return
                speech = self._waiting.popleft()
            self._make(speech)
