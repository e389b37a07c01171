import re
from xml.etree import ElementTree as ET

import pytest

from alongside.accessibility.pictures.qr import QUIET_ZONE, qr_svg

WORDS = "otpauth://totp/Our%20forms:kim?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Our%20forms"


def squares(svg: str) -> tuple[int, set[tuple[int, int]]]:
    side = int(ET.fromstring(svg).attrib["viewBox"].split()[2])
    runs = re.findall(r"M(\d+) (\d+)\.5h(\d+)", svg)
    return side, {(int(row), int(column) + along) for column, row, long in runs for along in range(int(long))}


def test_the_picture_has_nothing_that_the_content_policy_forbids() -> None:
    svg = qr_svg(WORDS)
    assert not re.search(r"style|class|id=|href|<script|on\w+=", svg)
    assert 'fill="#fff"' in svg
    assert 'stroke="#000"' in svg


@pytest.mark.parametrize("words", ["a", WORDS, WORDS * 3])
def test_there_is_a_quiet_zone_on_each_side_and_a_finder_in_three_corners(words: str) -> None:
    side, dark = squares(qr_svg(words))
    last = side - QUIET_ZONE - 1
    assert {min(row for row, _ in dark), min(column for _, column in dark)} == {QUIET_ZONE}
    assert {max(row for row, _ in dark), max(column for _, column in dark)} == {last}
    for row, column in ((QUIET_ZONE, QUIET_ZONE), (QUIET_ZONE, last - 6), (last - 6, QUIET_ZONE)):
        assert all((row, column + along) in dark and (row + along, column) in dark for along in range(7))


def test_other_words_make_another_picture() -> None:
    assert qr_svg(WORDS) != qr_svg(WORDS + "x")
