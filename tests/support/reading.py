"""What people read off a page, and researchers off a file."""

import csv
import io
from dataclasses import dataclass, field

from tests.support.family import Person
from tests.support.page import Page

People = dict[str, Person]
ISOLATES = {**dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069")), ord("\u00a0"): " "}
"""Marks that keep numbers together and in order within the other direction of writing; nobody sees them."""


def words_of(page: Page) -> str:
    """Return every word of a page, without invisible marks."""
    return page.text.translate(ISOLATES)


def given_on(page: Page) -> str:
    """Return what is chosen or written in the question on the page."""
    chosen = [
        label.text
        for label in page.main.all("label")
        if any("checked" in control.attributes for control in label.all("input"))
    ]
    fields = [control for control in page.main.all("input", type="text") if control["name"].startswith("answer")]
    return "; ".join(chosen) or " ".join(control["value"] for control in fields)


@dataclass(slots=True)
class Taken:
    """The researcher's files as they came."""

    texts: dict[str, str] = field(default_factory=dict)

    def rows(self, name: str) -> list[dict[str, str]]:
        """Return the rows of one file."""
        return list(csv.DictReader(io.StringIO(self.texts[name])))

    def about_parent(self, person: Person) -> dict[str, str]:
        """Return a parent's answers about themselves, by the codes of the questions."""
        (row,) = [row for row in self.rows("answers") if row["about"] == person.number]
        own = f"{row['instrument']}_{row['form']}_"
        return {name.removeprefix(own): value for name, value in row.items() if name.startswith(own)}
