"""Who may see and answer what people told us: by site, and not the team what is about the team."""

from datetime import UTC, date, datetime

import pytest

from alongside.core.conduct.who_answers import Answering
from alongside.core.storage.requests import Request

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NORTH, SOUTH, NOWHERE = frozenset({"north"}), frozenset({"south"}), frozenset[str]()
TEAM = Answering(
    {"kim": NORTH, "lee": SOUTH, "tess": NORTH | SOUTH, "ravi": NOWHERE},
    {"kim": NOWHERE, "lee": NOWHERE, "tess": NORTH | SOUTH, "ravi": NORTH},
)


def told(site: str, *, about_team: bool = False) -> Request:
    came = (site, "complaint", about_team, "page", NOON, date(2026, 12, 22), "", NOON)
    return Request(1, "K4M-7T9", "bright", None, *came, *(None,) * 8, "key-1")


@pytest.mark.parametrize(
    ("request_", "who"),
    [
        (told("north"), {"kim", "tess"}),
        (told("south"), {"lee", "tess"}),
        (told(""), {"kim", "lee", "tess"}),
        (told("north", about_team=True), {"tess"}),
        (told("", about_team=True), {"tess"}),
    ],
)
def test_who_answers_at_a_site_sees_it_and_only_who_keeps_staff_what_is_about_the_team(
    request_: Request, who: set[str]
) -> None:
    assert TEAM.who(request_) == who


def test_what_is_about_the_team_is_not_lost_where_nobody_keeps_staff() -> None:
    without = Answering(TEAM.answers_at, dict.fromkeys(TEAM.keeps_at, NOWHERE))
    assert without.who(told("north", about_team=True)) == {"kim", "tess"}
