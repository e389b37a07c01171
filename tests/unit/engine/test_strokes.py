"""What is read from a drawn signature, and what is refused."""

import math
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.accessibility.documents.svg_paths import read_path
from alongside.core.engine.reading import Refused
from alongside.core.engine.strokes import (
    HEIGHT,
    LEAST_INK,
    LONGEST,
    WIDTH,
    Strokes,
    read_strokes,
    strokes_path,
    strokes_picture,
    strokes_text,
)

points = st.tuples(st.integers(0, WIDTH), st.integers(0, HEIGHT))
drawings = st.lists(st.lists(points, min_size=1, max_size=12).map(tuple), min_size=1, max_size=6).map(tuple)


def ink(strokes: Strokes) -> float:
    return sum(math.dist(one, other) for line in strokes for one, other in pairwise(line))


@given(drawings)
def test_what_was_drawn_comes_back_point_by_point_when_there_is_enough_of_it(strokes: Strokes) -> None:
    read = read_strokes(strokes_text(strokes))
    assert read == (strokes if ink(strokes) >= LEAST_INK else Refused("errors.draw_needed"))


@given(st.text(max_size=60))
def test_any_words_are_read_or_refused_and_never_an_error(typed: str) -> None:
    read = read_strokes(typed)
    assert isinstance(read, Refused) or strokes_text(read) == typed


@given(drawings)
def test_the_path_goes_through_each_point_and_nothing_else_is_in_the_picture(strokes: Strokes) -> None:
    text = strokes_text(strokes)
    steps = [end[-2:] for _, end in read_path(strokes_path(text))]
    wanted = [point for line in strokes for point in (line if len(line) > 1 else line * 2)]
    assert steps == [(float(x), float(y)) for x, y in wanted]
    assert [one.tag.rpartition("}")[2] for one in ET.fromstring(strokes_picture(text)).iter()] == ["svg", "path"]


@pytest.mark.parametrize(
    "typed",
    ["1,1 2", "1;2", "-1,2 300,4", "1,2  900,4", "1,2 900,4;", "1,401 900,4", "1.5,2 900,4", "١,٢ ٩٠٠,٤", "1,2\n900,4"],
)
def test_what_is_not_written_as_the_page_writes_it_is_refused(typed: str) -> None:
    assert read_strokes(typed) == Refused("errors.draw_unreadable")


def test_a_drawing_that_is_far_too_long_is_refused_at_once() -> None:
    assert read_strokes("0,0 1000,400 " * (LONGEST // 10) + "0,0") == Refused("errors.draw_unreadable")
