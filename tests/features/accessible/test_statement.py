"""The accessibility statement."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_bdd import parsers, scenarios, step

from alongside.core.conduct.accessible import MOST_DAYS, WRITTEN_ON, old_statement
from alongside.core.languages.formats import format_date
from tests.support.deployment import Browser, Deployment, open_deployment

scenarios("statement.feature")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    folder: Path = tmp_path_factory.mktemp("statement")
    with open_deployment(folder) as deployment:
        yield deployment


@step("somebody whom we do not know", target_fixture="browser")
def _(opened: Deployment) -> Browser:
    browser = opened.browser()
    browser.go("/")
    return browser


@step("somebody whom we do not know, whose device speaks Urdu", target_fixture="browser")
def _(opened: Deployment) -> Browser:
    return opened.browser()


@step(parsers.parse('they follow "{words}"'))
def _(browser: Browser, words: str) -> None:
    browser.follow(words)


@step("they open the statement")
def _(browser: Browser) -> None:
    browser.go("/statement", accept_language="ur")


@step(parsers.parse('the page is "{heading}"'))
def _(browser: Browser, heading: str) -> None:
    assert browser.page.heading == heading


@step("it says the day on which it was written")
def _(browser: Browser) -> None:
    assert format_date(WRITTEN_ON, "en") in browser.page.text


@step("it says that disabled people have not tried the pages yet")
def _(browser: Browser) -> None:
    assert "No disabled people have tried these pages for us yet." in browser.page.text


@step("it says how to get help another way, and that they can tell us what is wrong")
def _(browser: Browser) -> None:
    assert "large print, paper, another language" in browser.page.text
    assert browser.page.main.all("a", href="/tell")


@step("it is in Urdu and goes from right to left")
def _(browser: Browser) -> None:
    assert browser.page.language == "ur"
    assert browser.page.root.all("html")[0]["dir"] == "rtl"
    assert browser.page.heading == "ایسے صفحے جو سب کے لیے ہیں"


@step("a year and a day have passed since the statement was written", target_fixture="day")
def _() -> int:
    return MOST_DAYS + 1


@step("who looks at the settings is warned that it is old")
def _(day: int) -> None:
    (fault,) = old_statement(WRITTEN_ON + timedelta(days=day))
    assert (fault.code, fault.is_warning) == ("STATEMENT_OLD", True)


@step("a year after it was written nobody is")
def _(day: int) -> None:
    assert list(old_statement(WRITTEN_ON + timedelta(days=day - 1))) == []
