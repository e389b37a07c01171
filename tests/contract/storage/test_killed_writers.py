"""What a person was told is stored is stored, though writers are killed at random moments."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from alongside.core.storage import answers, audit
from alongside.core.storage.database import Database
from tests.support.databases import Kind, fresh_url

from .conftest import add_household


def test_no_acknowledged_answer_is_lost_when_writers_are_killed(
    kind: Kind, tmp_path: Path, noon: datetime, request: pytest.FixtureRequest, root: Path
) -> None:
    writers = 10_000 if request.config.getoption("--full", default=False) else 500
    with fresh_url(kind, "records", tmp_path) as url:
        records = Database(url, "records")
        with records.write() as tx:
            homes = [add_household(tx) for _ in range(3)]
        sheets = [home.sheet for home in homes]
        command = [sys.executable, "-m", "tests.support.killed_writers", url, str(writers), "20261122"]
        result = subprocess.run(
            [*command, *map(str, sheets)], cwd=root, capture_output=True, text=True, check=True, timeout=1200
        )
        outcome = json.loads(result.stdout)
        told = set(outcome["told"])
        with records.write() as tx:
            audit.append(tx, audit.AuditEvent("still_writable", "test", "records"), noon)
        with records.read() as tx:
            stored = [answer for sheet in sheets for answer in answers.history(tx, sheet)]
            lines = list(audit.dump(tx))
            faults = audit.verify(lines, head=audit.head(tx))
            if kind == "sqlite":
                assert tx.connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
                assert tx.connection.execute(text("PRAGMA foreign_key_check")).all() == []
        records.dispose()

    keys = [answer.request_key for answer in stored]
    assert outcome["killed"] == writers
    assert told, "no writer lived long enough to store an answer"
    assert told - set(keys) == set()
    assert len(set(keys)) == len(keys)
    # An answer and its audit event were written together or not at all.
    assert sorted(json.loads(line)["subject"] for line in lines) == sorted([*keys, "records"])
    assert faults == []
    latest: dict[tuple[int, str], int] = {}
    for answer in stored:
        assert answer.replaces == latest.get((answer.sheet, answer.item))
        latest[answer.sheet, answer.item] = answer.id
