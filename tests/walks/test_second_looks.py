"""Every page of the walks once more, as the server sent it, by programs of another family than axe: they run with --full only."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.node_parts import faults_of_markup
from tests.walks.looks import Findings
from tests.walks.second_looks import SecondFindings, look_again

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def second(findings: Findings, chromium: Browser) -> SecondFindings:
    """What the second engine and the reader of screens found on all pages."""
    return look_again(chromium, findings.served)


def test_the_second_engine_finds_nothing(second: SecondFindings) -> None:
    assert second.pages > 400
    assert "\n".join(second.engine) == ""


def test_a_reader_of_screens_says_every_kind_of_page_in_the_right_order(second: SecondFindings) -> None:
    assert {"arrive", "code", "choices", "information", "statement", "sign", "question", "review", "staff"} <= set(
        second.kinds
    )
    assert "\n".join(second.reader) == ""


def test_every_page_keeps_the_standard_of_html(findings: Findings, tmp_path: Path) -> None:
    names = {f"{number:05}": " | ".join(key) for number, key in enumerate(findings.served)}
    for name, html in zip(names, findings.served.values(), strict=True):
        (tmp_path / f"{name}.html").write_text(html, encoding="utf-8")
    faults = faults_of_markup(tmp_path)
    assert "\n".join(f"{names[name]}: {fault}" for name, found in faults.items() for fault in found) == ""


PLANTED = {
    "an image without words": ("</main>", '<img src="/x.png"></main>', "engine", "img"),
    "a button without a name": ("</main>", "<button></button></main>", "reader", "without a name"),
    "the help before the main part": (
        '<main id="main"',
        '<aside aria-label="Help"></aside><main id="main"',
        "reader",
        "out of order",
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_found(chromium: Browser, findings: Findings, planted: str) -> None:
    old, new, subject, told = PLANTED[planted]
    key, html = next((key, html) for key, html in findings.served.items() if key[1] == "help")
    assert old in html
    found = look_again(chromium, {key: html.replace(old, new)})
    assert told in "\n".join(getattr(found, subject))
    assert getattr(look_again(chromium, {key: html}), subject) == []


def test_a_planted_fault_of_markup_is_found(tmp_path: Path) -> None:
    page = '<!doctype html><html lang="en"><title>x</title><fieldset><legend><div>x</div></legend></fieldset></html>'
    (tmp_path / "bad.html").write_text(page, encoding="utf-8")
    assert "element-permitted-content" in "\n".join(faults_of_markup(tmp_path)["bad"])
