"""The gallery of components, in a browser: every state in every colour, in both directions, on a small telephone and a wide window."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, sync_playwright

from alongside.core.commands import main
from alongside.core.commands.components_reference import ComponentUndescribedError, components_of
from alongside.core.web.gallery import Shape, gallery_app, samples, shapes
from tests.support.deployment import Deployment, temporary_deployment
from tests.support.page import read_page
from tests.support.walk import HEIGHT, NARROW, WIDE, launch
from tests.walks.looks import AXE, MAY_SCROLL, RUN_AXE, TAGS


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver, closing(launch(driver)) as browser:
        yield browser


@pytest.fixture(scope="module")
def deployment() -> Iterator[Deployment]:
    with temporary_deployment() as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(deployment: Deployment) -> dict[Shape, str]:
    visitor = gallery_app(deployment.services).test_client()
    found = {}
    for shape in shapes(deployment.services):
        answer = visitor.get(shape.address)
        html = answer.get_data(as_text=True)
        read_page(shape.address, answer.status_code, answer.headers, html)
        found[shape] = html
    return found


def test_every_kind_of_response_has_a_sample_in_own_words(deployment: Deployment) -> None:
    kinds = {"ResponseScale", "SeveralOf", "WholeNumber", "CalendarDate", "ShortText", "LongText", "Ladder", "Rows"}
    assert set(samples(deployment.services)) >= kinds


def test_every_shape_keeps_the_house_style_and_is_in_its_language_and_colours(pages: dict[Shape, str]) -> None:
    assert {(shape.language, shape.form) for shape in pages if shape.subject == "family"} == {
        (language, form) for language in ("en", "ur") for form in ("standard", "easy", "listen")
    }
    for shape, html in pages.items():
        assert f'<html lang="{shape.language}"' in html
        assert f'data-colours="{shape.colours}"' in html
        assert ("<audio" in html) == (shape.form == "listen")


def test_a_shape_that_there_is_not_is_the_first_one(deployment: Deployment) -> None:
    visitor = gallery_app(deployment.services).test_client()
    html = visitor.get("/gallery/family?language=xx&colours=pink").get_data(as_text=True)
    assert '<html lang="en" dir="ltr" data-colours="light"' in html


def test_axe_finds_nothing_in_any_colour_at_any_width(
    chromium: Browser, pages: dict[Shape, str], *, is_full: bool
) -> None:
    found = []
    farthest_apart = {("en", "standard"), ("ur", "listen")}
    with closing(chromium.new_context()) as context:
        page = context.new_page()
        page.route("**/*", lambda route: route.abort())
        for shape in (shape for shape in pages if shape.colours == "light"):
            if not (is_full or (shape.language, shape.form) in farthest_apart):
                continue
            page.set_content(pages[shape])
            page.evaluate(AXE)
            for width in (NARROW, WIDE):
                page.set_viewport_size({"width": width, "height": HEIGHT})
                for colours in ("", "cream", "dark", "contrast") if width == NARROW else ("",):
                    told: dict[str, Any] = page.evaluate(RUN_AXE, [TAGS, colours, MAY_SCROLL])
                    faults = told["violations"] + told["incomplete"]
                    found += [f"{shape.address} {width} {colours}: {fault}" for fault in faults]
                    assert told["contrast"] >= 7
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    found.append(f"{shape.address} {width}: scrolls sideways")
    assert "\n".join(found) == ""


def test_the_command_writes_every_page(tmp_path: Path, pages: dict[Shape, str]) -> None:
    told = CliRunner().invoke(main, ["gallery", "--to", str(tmp_path / "gallery")], prog_name="alongside")
    assert told.exit_code == 0, told.output
    assert len(list((tmp_path / "gallery").glob("*.html"))) == len(pages)
    assert f"{len(pages)} pages written" in told.output


def test_a_macro_without_a_comment_is_refused() -> None:
    with pytest.raises(ComponentUndescribedError, match="'bare'"):
        list(components_of("{# One. #}\n{% macro one(a) %}{% endmacro %}\n{% macro bare() %}{% endmacro %}"))
