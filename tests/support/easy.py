"""Easy read as a format, as it can be seen on a page: how many statements one screen holds, and a picture for each."""

from collections.abc import Iterator

from tests.support.page import Page

STATEMENTS_AT_MOST = 5
"""What a person is told at once. What is folded away until it is pressed counts by itself; options of answers do not count."""
HEADINGS = frozenset({"h1", "h2", "h3"})


def statements(page: Page) -> Iterator[tuple[str, list[str]]]:
    """Yield what each screen of a page says, with what opens it: "" for the page, a folded part by its summary.

    Counted is what tells something. Headings name what is told; rows of a list (of one's own answers, of what comes next)
    and the options of an answer are there to choose from.
    """
    found: dict[int, tuple[str, list[str]]] = {0: ("", [])}
    for element in page.main.walk():
        is_said = "said" in element["class"].split() and not element.all(*HEADINGS)
        if not is_said or any(element.inside(tag) for tag in ("label", "legend", "li")):
            continue
        folded = element.inside("details")
        if folded is None or "open" in folded.attributes:
            found[0][1].append(element.text)
        else:
            found.setdefault(id(folded), (folded.all("summary")[0].text, []))[1].append(element.text)
    yield from found.values()


def faults_of_easy_page(page: Page) -> Iterator[str]:
    """Yield which screens of a page in easy read hold too much."""
    for where, said in statements(page):
        if len(said) > STATEMENTS_AT_MOST:
            yield f"{page.address} {where!r}: {len(said)} statements: " + " | ".join(said)
