"""Fork writers of answers and kill each at a random moment; print, as JSON, which answers they were told are stored.

Usage: python -m tests.support.killed_writers <records url> <number of writers> <seed> <sheet> [<sheet> ...]
"""

import heapq
import itertools
import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime

from alongside.core.storage import answers, audit
from alongside.core.storage.database import Database

AT_ONCE = 6
LONGEST_LIFE = 0.06  # seconds
ITEMS = 40


def main(url: str, writers: int, seed: int, sheets: list[int]) -> None:
    draw = random.Random(seed)
    database = Database(url, "records")
    with database.read() as tx:
        answers.history(tx, sheets[0])
    # No connection may cross a fork; what was compiled may.
    database.dispose()
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    told: list[bytes] = []
    alive: list[tuple[float, int]] = []
    for number in range(writers):
        if len(alive) >= AT_ONCE:
            _kill_next(alive)
            told += _read(reading)
        pid = os.fork()
        if pid == 0:
            _write_until_killed(database, writing, f"w{number}", draw.randrange(2**32), sheets)
        heapq.heappush(alive, (time.monotonic() + draw.uniform(0, LONGEST_LIFE), pid))
    while alive:
        _kill_next(alive)
        told += _read(reading)
    sys.stdout.write(json.dumps({"killed": writers, "told": b"".join(told).decode().split()}))


def _kill_next(alive: list[tuple[float, int]]) -> None:
    moment, pid = heapq.heappop(alive)
    time.sleep(max(0.0, moment - time.monotonic()))
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    if not os.WIFSIGNALED(status):
        raise SystemExit(f"a writer ended by itself: {status}")


def _read(reading: int) -> list[bytes]:
    parts = []
    while True:
        try:
            parts.append(os.read(reading, 65536))
        except BlockingIOError:
            return parts


def _write_until_killed(database: Database, writing: int, name: str, seed: int, sheets: list[int]) -> None:
    draw = random.Random(seed)
    seen: dict[tuple[int, str], int] = {}
    for number in itertools.count():
        sheet, item, key = draw.choice(sheets), f"i{draw.randrange(ITEMS):02}", f"{name}-{number}"
        now = datetime.now(UTC)
        new = answers.NewAnswer(
            sheet=sheet,
            item=item,
            row=0,
            value=key,
            reason=None,
            sealed=False,
            mode="self",
            language="en",
            format="standard",
            given_by="BR0001C",
            request_key=key,
            seen=seen.get((sheet, item)),
        )
        with database.write() as tx:
            result = answers.append(tx, new, now)
            if isinstance(result, answers.Stored):
                audit.append(tx, audit.AuditEvent("answered", "BR0001C", key), now)
        if isinstance(result, answers.Stored):
            seen[sheet, item] = result.answer.id
            os.write(writing, f"{key}\n".encode())
        elif isinstance(result, answers.Stale):
            seen[sheet, item] = result.current.id


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), [int(sheet) for sheet in sys.argv[4:]])
