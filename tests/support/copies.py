"""Parents who have signed, in each language and kind of words, and the copies that they hold."""

from collections.abc import Iterator
from dataclasses import replace

from tests.support.consent import choose_all, sign_with
from tests.support.deployment import Deployment
from tests.support.family import Entry, Person, come_in, enter_family, staff
from tests.support.pdfs import said_by

PHONE = "07700 900208"
NAMES = {"English": "Amy Example", "Urdu": "ثنا مثال"}


def signed_parent(deployment: Deployment, language: str, words: str) -> Person:
    """Return a parent who has signed with their typed name; `words` are `plain` or `easy`."""
    entry = Entry("Amy", PHONE, (("Leo", 9),), language=language, easy_read=words == "easy")
    parent = enter_family(staff(deployment, "Kim"), entry)
    deployment.send()
    come_in(parent)
    choose_all(parent)
    sign_with(parent, "typed", name=NAMES[language])
    return parent


def copy_of(parent: Person, size: str = "standard") -> bytes:
    """Return the copy as a PDF, in `standard` or `large` print."""
    response = parent.browser.fetch("/copy.pdf" + ("?large=yes" if size == "large" else ""))
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    content: bytes = response.data
    return content


def addresses_in(content: bytes) -> Iterator[str]:
    """Yield the addresses that are printed in a document."""
    return (words for words in said_by(content) if words.startswith("http"))


def set_to(deployment: Deployment, **settings: object) -> None:
    """Let a deployment go on with other settings, as after a restart."""
    services = deployment.services
    deployment.services = replace(services, settings=services.settings.model_copy(update=settings))
    deployment.app.extensions["alongside"] = deployment.services
