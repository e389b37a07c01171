"""The words that families read: checked while they are written, and explained where they stand."""

import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_bdd import parsers, scenarios, step

from alongside.core.commands import main
from alongside.core.conduct import services
from tests.support.markup import Element
from tests.support.page import Page
from tests.support.reading import People, words_of

scenarios("plain_words.feature")

FIRST_PAGE = {"pages.home", "pages.home_text"}
"""How the check names the first page, and the words on it that the writer changes."""


@dataclass(slots=True)
class Writer:
    """Somebody who writes words, with a copy of their own and what the check said of it."""

    words: Path
    said: dict[str, object] = field(default_factory=dict)

    def change(self, owner: str, text: str, words: str) -> None:
        file = self.words / "en" / f"{owner}.toml"
        kept = file.read_text(encoding="utf-8")
        changed = re.sub(rf'(?m)(^\[{text}\]\ntext = ").*"$', lambda found: f'{found[1]}{words}"', kept)
        assert changed != kept
        file.write_text(changed, encoding="utf-8")

    def check(self) -> None:
        result = CliRunner().invoke(main, ["check", "texts", "--measured", "--json"], prog_name="alongside")
        self.said = json.loads(result.output)

    def faults(self, *places: str) -> list[dict[str, str]]:
        """Return what is wrong with the English at these places."""
        assert isinstance(self.said["faults"], list)
        of_english = ("TEXT_", "PAGE_", "EASY_")
        return [one for one in self.said["faults"] if one["place"] in places and one["code"].startswith(of_english)]


@step("a writer has a copy of the words", target_fixture="writer")
def _(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Writer:
    copied = tmp_path / "words"
    shutil.copytree(services.FRAMEWORK_WORDS, copied)
    monkeypatch.setattr(services, "FRAMEWORK_WORDS", copied)
    return Writer(copied)


@step(parsers.parse('the writer changes the words of the first page to "{words}"'))
def _(writer: Writer, words: str) -> None:
    writer.change("pages", "home_text", words)


@step(parsers.parse('the writer changes the title of letters to "{words}"'))
def _(writer: Writer, words: str) -> None:
    writer.change("letters", "title", words)


@step(parsers.parse('the writer explains the word "{word}" as "{meaning}"'))
def _(writer: Writer, word: str, meaning: str) -> None:
    with (writer.words / "en" / "glossary.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[{word}.word]\ntext = "{word}"\nforms = ["{word}"]\n[{word}.means]\ntext = "{meaning}"\n')


@step("the writer has the words checked")
def _(writer: Writer) -> None:
    writer.check()


@step("nothing is wrong")
def _(writer: Writer) -> None:
    assert (writer.said["ok"], writer.said["faults"]) == (True, [])


@step("the figures are within the limits")
def _(writer: Writer) -> None:
    measured = writer.said["measured"]
    assert isinstance(measured, dict)
    assert measured["mean_grade"] <= 4
    assert measured["hardest"][0]["grade"] <= 6
    assert {"en", "ur"} <= {language[:2] for language in measured["easy"]}
    assert all(found["mean"] <= 12 and found["longest"] <= 15 for found in measured["easy"].values())


@step(parsers.parse('the first page is named for "{code}"'))
def _(writer: Writer, code: str) -> None:
    assert code in [fault["code"] for fault in writer.faults(*FIRST_PAGE)]


@step(parsers.parse('the repair says "{words}"'))
def _(writer: Writer, words: str) -> None:
    assert any(words in fault["repair"] for fault in writer.faults(*FIRST_PAGE))


@step("the first page is not named")
def _(writer: Writer) -> None:
    assert writer.faults(*FIRST_PAGE) == []


@step(parsers.parse('the letter is named for "{code}"'))
def _(writer: Writer, code: str) -> None:
    assert code in [fault["code"] for fault in writer.faults("letters.title")]


# What a family sees


@step("Sana chooses easy words")
def _(people: People) -> None:
    sana = people["Sana"]
    sana.browser.go("/needs")
    sana.browser.choose("آسان لفظ، تصویروں کے ساتھ")
    sana.browser.press("میری پسند محفوظ کریں")


def explanations(page: Page) -> list[Element]:
    return page.main.all("details", class_="means")


@pytest.fixture
def opened() -> dict[str, Element]:
    """What was opened last on a page, under "last"."""
    return {}


@step(parsers.parse('{name:w} reads until she meets "{words}"'))
def _(people: People, name: str, words: str) -> None:
    browser = people[name].browser
    page = browser.go("/read/1")
    while words not in [one.all("summary")[0].text for one in explanations(page)]:
        page = browser.go(page.main.all("a", class_="button")[0]["href"])


@step(parsers.parse('"{words}" can be opened, right below the words that use it'))
def _(people: People, opened: dict[str, Element], words: str) -> None:
    page = list(people.values())[-1].page
    (found,) = [one for one in explanations(page) if one.all("summary")[0].text == words]
    assert found.parent is not None
    beside = [one for one in found.parent.children if isinstance(one, Element)]
    before = beside[beside.index(found) - 1]
    assert before.tag in {"p", "div"}
    assert any(word in before.text for word in ("research", "تحقیق"))
    opened["last"] = found


@step(parsers.parse('it says "{words}"'))
def _(opened: dict[str, Element], words: str) -> None:
    assert words in opened["last"].text


@step("the explanation has a picture")
def _(opened: dict[str, Element]) -> None:
    assert opened["last"].all("svg")


@step("no word is explained twice on one page")
def _(people: People) -> None:
    amy = people["Amy"]
    for number in range(1, 5):
        asked = [one.all("summary")[0].text for one in explanations(amy.browser.go(f"/read/{number}"))]
        assert len(asked) == len(set(asked))


@step("a page without hard words has nothing to open")
def _(people: People) -> None:
    page = people["Amy"].browser.go("/help")
    assert explanations(page) == []
    assert "What does" not in words_of(page)
