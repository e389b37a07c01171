"""A family's question in a real browser: the way there is gone without one, and its cookie handed over."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.deployment import Deployment
from tests.support.family import Person, agree, begin_questions, come_in, give, keep
from tests.support.live import live
from tests.web.hard.visitor import cookie_of, invite

PHONE = {"width": 320, "height": 800}


@dataclass(slots=True)
class RealPage:
    """A window of a real browser in which a family member is signed in."""

    person: Person
    deployment: Deployment
    context: BrowserContext
    page: Page

    @property
    def url(self) -> str:
        """Where the pages are served."""
        return self.deployment.services.settings.base_url

    def go(self, address: str) -> None:
        """Open a page of ours."""
        self.page.goto(self.url + address)

    def press(self, selector: str) -> None:
        """Press what leads to another page, and wait for that."""
        with self.page.expect_navigation():
            self.page.click(selector)

    def ask_for_code(self) -> str:
        """Open the link, ask for a code, and return the one that is sent."""
        self.page.goto(self.url + "/s/" + self.person.newest_link().rpartition("/")[2])
        self.press("main button[value=send]")
        return self.person.newest_code()

    def give_code(self, code: str) -> None:
        """Type the code."""
        self.page.fill("#code", code)
        self.press("button[value=open]")


def invited(deployment: Deployment, **more: Any) -> Person:
    """Return somebody who was sent a link and has not come in."""
    return invite(deployment, children=(("Ada", 9),), **more)


def answering(deployment: Deployment, *answers: str, **more: Any) -> Person:
    """Return somebody who agreed, began the questions and gave these answers."""
    person = invited(deployment, **more)
    come_in(person)
    agree(person)
    begin_questions(person)
    for words in answers:
        give(person.page, words)
        keep(person)
    return person


@contextmanager
def real_page(browser: Browser, person: Person, *, exit_url: str = "", **given: Any) -> Iterator[RealPage]:
    """Open a window in which this person is signed in as they were; `given` is for the browser."""
    with (
        live(person.deployment, exit_url=exit_url) as deployment,
        closing(browser.new_context(viewport=PHONE, locale="en-GB", **given)) as context,
    ):
        if person.browser.client.get_cookie("s"):
            url = deployment.services.settings.base_url
            context.add_cookies(
                [{"name": "s", "value": cookie_of(person.browser.client), "url": url, "httpOnly": True}]
            )
        yield RealPage(person, deployment, context, context.new_page())
