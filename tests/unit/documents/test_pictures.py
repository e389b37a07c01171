"""SVG and photographs inside documents."""

import io
import math
from datetime import UTC, datetime
from pathlib import Path

import page
import pikepdf
import pytest

from alongside.accessibility.documents import Address, Document, Heading, Paragraph, Picture, PictureError, render
from alongside.accessibility.documents.pictures import read_picture
from alongside.accessibility.documents.read_back import read_glyphs, read_structure
from alongside.accessibility.documents.svg_paths import read_path

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def svg(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{inside}</svg>'.encode()


def draw(inside: str) -> bytes:
    return render(Document("T", "en-GB", (Heading(1, "T"), Picture(svg(inside), "Alt"))), created_at=NOON)


def test_relative_and_absolute_commands_give_the_same_path() -> None:
    assert read_path("M1 1 l2 0 h1 v3 z") == read_path("M1 1 L3 1 H4 V4 Z")
    assert read_path("m1,1 2,0,0,2") == [("M", (1, 1)), ("L", (3, 1)), ("L", (3, 3))]


def test_smooth_curves_go_on_from_the_last_handle() -> None:
    assert read_path("M0 0 C0 1 1 2 2 2 S4 3 4 4")[2] == ("C", (3, 2, 4, 3, 4, 4))
    assert read_path("M0 0 S4 3 4 4")[1] == ("C", (0, 0, 4, 3, 4, 4))
    assert read_path("M0 0 Q1 2 2 0 T4 0")[2] == ("C", pytest.approx((2 + 2 / 3, -4 / 3, 3 + 1 / 3, -4 / 3, 4, 0)))


def test_an_arc_ends_where_it_should_and_keeps_its_radius() -> None:
    steps = read_path("M10 0A10 10 0 01-10 0")
    assert steps[-1][1][-2:] == pytest.approx((-10, 0))
    assert all(math.hypot(*step[1][-2:]) == pytest.approx(10) for step in steps[1:])
    assert len(steps) == 3


def test_flags_of_an_arc_may_touch_each_other() -> None:
    assert read_path("M0 0a5 5 0 1110 0") == read_path("M0 0 a5 5 0 1 1 10 0")


@pytest.mark.parametrize(
    "inside",
    [
        '<rect width="10" height="5" fill="#123" opacity="0.5"/>',
        '<g transform="scale(2) matrix(1 0 0 1 3 4)"><polygon points="0,0 5,0 5,5" fill-rule="evenodd"/></g>',
        '<line x2="9" y2="9" stroke="currentColor" stroke-dasharray="2 1"/>',
        '<ellipse cx="5" cy="5" rx="3" ry="2" style="fill:none;stroke:navy"/><polyline points="0 0 3 3" fill="none"/>',
        '<text x="9" y="9" font-weight="bold" text-anchor="end" dominant-baseline="middle">Żółw</text>',
        '<text x="9" y="9" direction="rtl">نقل 12</text>',
    ],
)
def test_what_our_pictures_use_is_drawn_and_stays_accessible(inside: str, tmp_path: Path) -> None:
    path = tmp_path / "picture.pdf"
    path.write_bytes(draw(inside))
    assert page.validate_pdf(str(path), profile="ua1").is_compliant


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<image href='x'/>", "<image>, which we cannot draw"),
        ("<style>a{}</style>", "<style>"),
        ("<rect width='1' height='1' fill='url(#a)'/>", "colour 'url"),
        ("<g transform='skewX(3)'/>", "skewX"),
        ("<text>a<tspan>b</tspan></text>", "holds other elements"),
    ],
)
def test_what_would_be_lost_is_refused(inside: str, words: str) -> None:
    with pytest.raises(PictureError, match=words.replace("(", r"\(")):
        draw(inside)


@pytest.mark.parametrize("white", ["#fff", "#FFF", "#ffffff", "white"])
def test_a_short_colour_is_the_colour_that_a_browser_shows(white: str) -> None:
    assert draw(f'<rect width="10" height="5" fill="{white}"/>') == draw('<rect width="10" height="5" fill="#ffffff"/>')


@pytest.mark.parametrize("content", [b"GIF? no", b"<svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(PictureError):
        read_picture(content, width=50, language="en-GB")


def test_a_picture_keeps_its_proportions_and_is_shrunk_to_the_page() -> None:
    content = render(
        Document("T", "en-GB", (Heading(1, "T"), Picture(svg("<circle r='4'/>"), "Alt", width=900))), created_at=NOON
    )
    with pikepdf.open(io.BytesIO(content)) as pdf:
        figure = pdf.Root.StructTreeRoot.K.K[1]
        left, bottom, right, top = (float(side) for side in figure.A.BBox)
    assert (right - left) / (top - bottom) == pytest.approx(2, abs=0.01)
    assert right <= 595


def test_an_address_stands_in_the_window_at_the_left_in_every_language() -> None:
    for language, words in (("en-GB", "Hello"), ("ur", "سلام")):
        blocks = (Address(("A. Parent", "1 High Street", "LEEDS", "LS1 1AA")), Heading(1, words), Paragraph(words))
        content = render(Document(words, language, blocks), created_at=NOON)
        element = read_structure(content).kids[0]
        glyphs = [glyph for glyph in read_glyphs(content) if (glyph.page, glyph.mark) in element.marks]
        from_top = [(842 - glyph.y) / 72 * 25.4 for glyph in glyphs]
        assert min(from_top) > 50
        assert max(from_top) < 90
        assert min(glyph.x for glyph in glyphs) == pytest.approx(22 / 25.4 * 72, abs=1)
