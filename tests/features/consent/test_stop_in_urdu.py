"""Stopping and beginning again in Urdu."""

from pytest_bdd import scenarios, step

from tests.support.reading import People

scenarios("stop_in_urdu.feature")


@step("Sana opens what can be stopped")
def _(people: People) -> None:
    people["Sana"].browser.go("/stop")


@step("Sana opens what she said yes to")
def _(people: People) -> None:
    people["Sana"].browser.go("/stop/1")


@step("Sana takes back the last yes")
def _(people: People) -> None:
    people["Sana"].browser.send(people["Sana"].page.main.all("button")[-1])
