"""Stopping every message with one press."""

from pytest_bdd import scenarios, step

from tests.support.reading import People

scenarios("stop_now.feature")


@step('Amy presses "Stop every message now" on two pages')
def _(people: People) -> None:
    browser = people["Amy"].browser
    other = browser.open_another_page()
    other.press("Stop every message now")
    browser.press("Stop every message now")
