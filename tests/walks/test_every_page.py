from pathlib import Path

import pytest
from werkzeug.exceptions import HTTPException

from tests.support.deployment import open_deployment
from tests.walks.looks import Findings

STAFF_ONLY = (
    "staff.",
    "data.",
    "signing_in.",
    "set_up.",
    "account.",
    "passkeys.",
    "organisation.",
    "people.",
    "record.",
    "unsent.",
    "messages.",
    "ages.",
    "versions.",
    "safe_contact.",
    "needs.",
    "children.",
    "requests.",
)
"""Members of staff have no language of their own: their pages are in the study's first language."""
STOPS = frozenset(
    """arrive|code|code empty|code wrong|how to leave|needs|path before|information|statement not chosen|statement|decided no
    |path decided no|sign|sign without a way|sign, box to draw in|sign without a drawing|say it to one of us|sign without a name|path after agreeing|part|question date|question date empty|question date wrong
    |question one of several|question one of several empty|statement overtaken|question one of several overtaken|question several
    |question several empty|question short text|question short text empty|question rows|question rows more
    |question rows wrong|question ladder|question ladder empty|question number|question number empty
    |question number wrong|question number unusual|question long text|question long text empty|check|done|path after|copy
    |help|accessibility statement|sent|error not found|error not yours|leave|error signed out|home|code locked|path after three months
    |question in licensed words|post box|stop|stop, choices|stop, changed to no|stop, changed to yes|stop, messages stopped
    |stop, answers not used|stop, questions stopped|path, questions stopped|stop, everything stopped|path after stopping|contact|contact ways|contact ways empty|contact hours|contact voicemail|contact shared|contact name|contact calendar
    |contact days|contact days wrong|contact email|contact email wrong|contact post|contact post wrong|contact word|contact word wrong
    |contact number|contact number wrong|contact code|contact code wrong|contact saved|path, another time asked
    |information, more|sheet|is this for me|privacy|understanding|understanding empty|understanding, another way|understanding, somebody explains
    |understanding right|free choice, information|free choice, check|path after a free choice|free choice, copy
    |helps|help with an interpreter|help with too many words|helps saved
    |before hard questions|leave questions out|ask me by phone|part to be asked by phone|before hard questions, by phone|who asks|pictures
    |code of no copy|file of a copy|file of a copy, none|file of a copy, no copy|file of a copy, not ours
    |tell|tell empty|tell done|told|tell, nobody known|tell done, nobody known""".replace("\n    |", "|").split("|")
)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_route_was_visited_in_each_language(findings: Findings, language: str, tmp_path: Path) -> None:
    with open_deployment(tmp_path) as deployment:
        adapter = deployment.app.url_map.bind("")
        routes = {rule.endpoint for rule in deployment.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    visited = set()
    for spoken, method, address in findings.requests:
        if spoken == language and method == "GET":
            try:
                visited.add(adapter.match(address, method="GET")[0])
            except HTTPException:
                continue  # the address of a page that there is not
    not_spoken = {route for route in routes if language == "ur" and route.startswith(STAFF_ONLY)}
    assert routes - visited - not_spoken == set()


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_kind_of_page_was_visited_in_each_language(findings: Findings, language: str) -> None:
    assert STOPS - findings.kinds[language] == set()


@pytest.mark.parametrize(
    "subject",
    [
        "axe",
        "axe incomplete",
        "sideways scroll",
        "clipped",
        "target",
        "direction",
        "words",
        "edge",
        "easy_count",
        "easy_picture",
        "easy_size",
        "focus",
        "sound",
        "trace",
    ],
)
def test_nothing_is_wrong_on_any_page(findings: Findings, subject: str) -> None:
    assert findings.of(subject) == ""


def test_each_words_reach_seven_to_one_in_all_colours(findings: Findings) -> None:
    assert findings.faintest_words[0] >= 7


def test_each_edge_of_a_control_reaches_three_to_one_in_all_colours(findings: Findings) -> None:
    assert findings.faintest_edge[0] >= 3


def test_each_target_is_44_pixels_or_more_and_8_from_the_next(findings: Findings) -> None:
    assert findings.smallest_target[0] >= 43.99
    assert findings.closest_targets[0] >= 7.99
