"""A year of messages with workers killed at random moments: none twice, none where it is not safe, none lost."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.databases import KINDS, Kind, fresh_url

SEED = 20261122


@pytest.mark.parametrize("kind", KINDS)
def test_each_message_of_a_year_goes_out_once_and_safely_or_says_why_not(
    kind: Kind, tmp_path: Path, root: Path, *, is_full: bool
) -> None:
    many, days_a_step = (10_000, 16) if is_full else (500, 36)
    with fresh_url(kind, "records", tmp_path) as records, fresh_url(kind, "vault", tmp_path) as vault:
        run = subprocess.run(
            [
                *(sys.executable, "-m", "tests.support.year_of_messages", str(tmp_path), records, vault),
                *(str(many), str(days_a_step), str(SEED)),
            ],
            cwd=root,
            check=True,
            stdout=subprocess.PIPE,
        )
    found = json.loads(run.stdout)
    assert found["faults"] == []
    assert found["sent"] > 2 * many
    assert found["killed"] > 10
    assert {"where_you_are", "part_due", "part_overdue", "invitation"} <= found["reasons"].keys()
