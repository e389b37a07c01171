"""The picture of where somebody is: pure, calm, in one colour, the same mirrored, and drawn whole in a document."""

from itertools import product
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.accessibility.documents import Document, Heading, Picture, render
from alongside.core.reports.path_picture import AT_A_GLANCE, WIDTH, State, path_picture
from tests.unit.reports.test_consent_copy import NOON

SVG = "{http://www.w3.org/2000/svg}"
LARGEST_BYTES = 2400
ON_THE_WAY = st.tuples(st.integers(0, 8), st.booleans(), st.integers(0, 8)).map(
    lambda parts: ["done"] * parts[0] + ["now"] * parts[1] + (["later"] * parts[2] if parts[1] else [])
)


def drawn(states: list[State], *, right_to_left: bool = False, is_easy: bool = False) -> ET.Element:
    made = path_picture(
        states, title="Where <you> are", words="Now & then", right_to_left=right_to_left, is_easy=is_easy
    )
    return ET.fromstring(made)


def stones(picture: ET.Element) -> list[dict[str, str]]:
    return [one.attrib for one in picture.findall(f".//{SVG}circle") if "fill" not in one.attrib]


@given(states=ON_THE_WAY.filter(bool), right_to_left=st.booleans())
def test_every_step_has_a_stone_within_the_picture(states: list[State], *, right_to_left: bool) -> None:
    picture = drawn(states, right_to_left=right_to_left)
    height = float(picture.attrib["viewBox"].split()[3])
    assert len(stones(picture)) == len(states)
    for stone in stones(picture):
        x, y, r = (float(stone[name]) for name in ("cx", "cy", "r"))
        assert r < x < WIDTH - r
        assert r < y < height - r


@given(states=ON_THE_WAY.filter(bool), is_easy=st.booleans())
def test_from_right_to_left_it_is_the_same_seen_in_a_mirror(states: list[State], *, is_easy: bool) -> None:
    one, other = (stones(drawn(states, right_to_left=way, is_easy=is_easy)) for way in (False, True))
    assert [float(stone["cx"]) for stone in one] == pytest.approx([WIDTH - float(stone["cx"]) for stone in other])
    assert [stone["cy"] for stone in one] == [stone["cy"] for stone in other]


@given(ON_THE_WAY.filter(bool))
def test_easy_read_shows_where_one_is_with_what_is_behind_and_next(states: list[State]) -> None:
    picture = drawn(states, is_easy=True)
    assert len(stones(picture)) == min(AT_A_GLANCE, len(states))
    has_flag = bool(picture.findall(f".//{SVG}path[@fill='currentColor']"))
    assert has_flag == ("now" in states)


def test_a_tick_is_no_mirror_image_from_right_to_left() -> None:
    ticks = [
        [one.attrib["d"] for one in drawn(["done"], right_to_left=way).findall(f".//{SVG}path")]
        for way in (False, True)
    ]
    assert ticks[0] == ticks[1]


@pytest.mark.parametrize(("is_easy", "right_to_left"), list(product((False, True), repeat=2)))
def test_it_has_one_colour_and_neither_style_nor_class_nor_figures(*, is_easy: bool, right_to_left: bool) -> None:
    picture = drawn(["done", "done", "now", "later", "later"], is_easy=is_easy, right_to_left=right_to_left)
    for element in picture.iter():
        assert {element.get("fill", "none"), element.get("stroke", "none")} <= {"none", "currentColor"}
        assert not {"style", "class"} & set(element.attrib)
        assert element.tag != f"{SVG}text"


def test_its_words_are_kept_as_they_are() -> None:
    picture = drawn(["now"])
    assert (picture.findtext(f"{SVG}title"), picture.findtext(f"{SVG}desc")) == ("Where <you> are", "Now & then")
    assert picture.attrib["aria-labelledby"] == "way-title way-words"


def test_it_is_small() -> None:
    for states in (["done"] * 4 + ["now"] + ["later"] * 4, ["now"] + ["later"] * 8):
        made = path_picture(states, title="", words="", right_to_left=False)
        assert len(made.encode()) <= LARGEST_BYTES


@pytest.mark.parametrize("is_easy", [False, True])
def test_a_document_draws_it_whole(*, is_easy: bool) -> None:
    made = path_picture(list(get_args(State)), title="Way", words="Now", right_to_left=False, is_easy=is_easy)
    blocks = (Heading(1, "Way"), Picture(made.encode(), "Now", width=166))
    assert render(Document("Way", "en", blocks), created_at=NOON).startswith(b"%PDF-1.7")
