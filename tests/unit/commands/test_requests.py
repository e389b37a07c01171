"""`alongside requests`: what waits, without a word of it, and exit code 1 once a promise was broken."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from alongside.core.conduct.demonstration import demonstration_settings
from alongside.core.conduct.services import open_services
from alongside.core.conduct.telling import Arrival, Told, tell_us
from alongside.core.definitions.requests import ReplyBy, RequestKind

from .conftest import Run


def tell(folder: Path, *, days_ago: int) -> str:
    """Let somebody have told us something so long ago, and return its reference."""
    services = open_services(demonstration_settings(folder, 8000))
    told = Told(RequestKind.SEE_DATA, "Show it to Mary.", ReplyBy.CALL, name="Mary", reach="01632 960001")
    arrival = Arrival(received_at=services.clock.now() - timedelta(days=days_ago))
    reference = tell_us(services, told, arrival, request_key=f"{days_ago:032}").reference
    services.close()
    return reference


def test_with_nothing_told_the_list_is_empty(tmp_path: Path, run: Run) -> None:
    open_services(demonstration_settings(tmp_path, 8000)).close()
    result = run("--settings", tmp_path / "demo.toml", "requests")
    assert (result.exit_code, result.stdout) == (0, "0 wait for us, 0 past day 30.\n")


@pytest.mark.parametrize(("days", "code", "state"), [(3, 0, "calm"), (30, 0, "last_day"), (31, 1, "over")])
def test_each_line_says_what_it_is_and_how_long_is_left(
    tmp_path: Path, run: Run, days: int, code: int, state: str
) -> None:
    reference = tell(tmp_path, days_ago=days)
    result = run("--settings", tmp_path / "demo.toml", "requests", "--json")
    assert result.exit_code == code
    told = json.loads(result.stdout)
    assert (told["reference"], told["kind"], told["state"]) == (reference, "see_data", state)
    assert told["days_left"] == 30 - days
    assert not any(word in result.output for word in ("Mary", "Show", "01632"))
    in_words = run("--settings", tmp_path / "demo.toml", "requests").stdout
    assert reference in in_words
    assert in_words.endswith(f"1 wait for us, {code} past day 30.\n")
