"""What families are told as a sheet: the words of the page, for every language, form and size."""

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result
from pytest_bdd import parsers, scenarios, step

from alongside.accessibility.documents.read_back import read_structure
from alongside.core.commands import main
from alongside.core.conduct import consenting
from alongside.core.conduct.people import FAMILY, Acting
from alongside.core.conduct.sheets import SheetKind, Wish, render_kind
from alongside.core.definitions.needs import NeedsProfile
from tests.support.deployment import Deployment, temporary_deployment
from tests.support.family import Person, staff
from tests.support.markup import Element
from tests.support.pdfs import faults_of_pdf, plain, said_by
from tests.support.sheets import PHONE, assert_reader_agrees, signed_in, wants, wish_for

scenarios("information_sheet.feature")
MOST_IDEAS = 5


@pytest.fixture(scope="module")
def house() -> Iterator[Deployment]:
    """One deployment for all sheets of this module."""
    with temporary_deployment() as opened:
        yield opened


@pytest.fixture(scope="module")
def sheets(house: Deployment) -> dict[Wish, bytes]:
    """Sheets that were made already."""
    return {}


@pytest.fixture(scope="module")
def reader(house: Deployment) -> Person:
    """Somebody who reads the pages in every language and form."""
    return signed_in(house, "Amy")


@step(parsers.parse("the information sheet is made in {language}, {words}"), target_fixture="wish")
def _(house: Deployment, sheets: dict[Wish, bytes], language: str, words: str) -> Wish:
    wish = wish_for(language, words)
    if wish not in sheets:
        sheets[wish] = render_kind(house.services, SheetKind.INFORMATION, consenting.module_of(house.services), wish)
    return wish


@step("it says each text of the page in the page's order")
def _(reader: Person, sheets: dict[Wish, bytes], wish: Wish) -> None:
    wants(reader.browser, language=wish.language, format="easy" if wish.easy_read else "standard")
    page = reader.browser.go("/sheet")
    told = [words_of(one) for one in page.main.walk() if one.tag in {"h2", "h3", "p", "figcaption"} and is_told(one)]
    on_paper = iter(map(plain, said_by(sheets[wish])))
    assert len(told) > 60
    missing = [words for words in told if plain(words) not in on_paper]  # reads on from the text before
    assert missing == []


def is_told(element: Element) -> bool:
    """Return whether this is of what is told: no link, no meaning of a word, nothing twice."""
    explained = any("means" in outer["class"].split() for outer in element.above())
    return (
        bool(element.text)
        and not explained
        and not any(one.tag in {"a", "p"} for one in element.walk() if one is not element)
    )


def words_of(element: Element) -> str:
    return " ".join(element.text.split())


@step("it ends with the version and the seal of the words")
def _(house: Deployment, sheets: dict[Wish, bytes], wish: Wish) -> None:
    module = consenting.module_of(house.services)
    reader = Acting("", FAMILY, NeedsProfile(language=wish.language, easy_read=wish.easy_read))
    seal = consenting.content_hash(house.services, reader, module)
    assert said_by(sheets[wish])[-3::2] == [module.version, seal]


@step("two checkers of PDF/UA find nothing wrong with it")
def _(sheets: dict[Wish, bytes], wish: Wish) -> None:
    assert faults_of_pdf(sheets[wish]) == []


@step("a common reader takes the same words out of it")
def _(sheets: dict[Wish, bytes], wish: Wish) -> None:
    assert_reader_agrees(sheets[wish])


@step("nothing in the file says who it is for")
def _(house: Deployment, sheets: dict[Wish, bytes], wish: Wish) -> None:
    with pikepdf.open(io.BytesIO(sheets[wish])) as pdf:
        told = {str(value) for name, value in pdf.docinfo.items() if name not in {"/CreationDate", "/ModDate"}}
    titles = {"en": "Your pages", "ur": "آپ کے صفحے"}
    assert titles[wish.language] in told
    names = {person.who.split(",")[0] for person in house.people.values()}
    assert not [words for words in (*told, *said_by(sheets[wish])) if names & set(words.split())]


@step(parsers.parse("no part of it holds more than five ideas"))
def _(sheets: dict[Wish, bytes], wish: Wish) -> None:
    counted = [0]
    for element in read_structure(sheets[wish]).walk():
        if element.role.startswith("H"):
            counted.append(0)
        elif element.role == "P" and not element.text[0].isdigit():
            counted[-1] += 1
    # The large picture about chance has words of its own, beside the five of its page.
    assert max(counted) <= MOST_IDEAS + 1
    assert sum(one > MOST_IDEAS for one in counted) == 1


@step("it has a picture for each idea")
def _(house: Deployment) -> None:
    module = consenting.module_of(house.services)
    for part in (*module.information, *module.privacy):
        for source in part.texts(module.owner):
            assert source.text.picture in house.services.pictures


@step("Sana reads Urdu in easy words and needs large print", target_fixture="sana")
def _(house: Deployment) -> Person:
    sana = signed_in(house, "Sana")
    wants(sana.browser, language="ur", format="easy", size="200")
    return sana


@step(parsers.parse('Sana takes the sheet of "{address}" on paper'), target_fixture="taken")
def _(house: Deployment, sana: Person, address: str) -> tuple[bytes, str, bool]:
    page = sana.browser.go(address)
    links = [one["href"] for one in page.main.all("a") if one["href"].endswith(".pdf")]
    assert links == [f"{address}.pdf"]
    before = {table: rows for table, rows in house.stored().items() if table != "records.sessions"}
    answer = sana.browser.fetch(links[0])
    after = {table: rows for table, rows in house.stored().items() if table != "records.sessions"}
    return answer.data, answer.headers["Content-Disposition"], before == after


@step("it is in Urdu, in easy words and in large print")
def _(house: Deployment, taken: tuple[bytes, str, bool]) -> None:
    phone = next(iter(house.services.settings.site_phones.values()))
    module = consenting.module_of(house.services)
    expected = render_kind(
        house.services, SheetKind.INFORMATION, module, Wish("ur", easy_read=True, large_print=True, phone=phone)
    )
    assert said_by(taken[0]) == said_by(expected)
    assert b"/Lang (ur)" in taken[0]


@step("its file name tells nothing, and nothing was stored")
def _(taken: tuple[bytes, str, bool]) -> None:
    assert taken[1:] == ('inline; filename="pages.pdf"', True)


@step("Kim looks at the page of a family", target_fixture="kim")
def _(house: Deployment) -> Person:
    kim = staff(house, "Kim")
    home = kim.browser.go("/staff/")
    kim.browser.go(next(one["href"].partition("#")[0] for one in home.main.all("a") if "/staff/family/" in one["href"]))
    return kim


@step("each sheet of the family's page opens in each language, form and size")
def _(kim: Person) -> None:
    (form,) = (one for one in kim.page.main.all("form") if one["action"].endswith("/pages.pdf"))
    choices: dict[str, list[str]] = {}
    for one in form.all("input", type="radio"):
        choices.setdefault(one["name"], []).append(one["value"])
    assert choices["language"] == ["en", "ur"]
    assert choices["sheet"][-3:] == ["privacy", "decision", "where"]
    for sheet in ("information-1", "information-2", "privacy", "decision", "where"):
        for language, words, size in (("en", "standard", "large"), ("ur", "easy", "standard")):
            answer = kim.browser.fetch(f"{form['action']}?sheet={sheet}&language={language}&format={words}&size={size}")
            assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
            assert f"/Lang ({language})".encode() in answer.data


@step("a sheet that there is not is not there")
def _(kim: Person) -> None:
    (form,) = (one for one in kim.page.main.all("form") if one["action"].endswith("/pages.pdf"))
    for asked in ("sheet=others", "language=fr", "size=huge", "sheet=information-99"):
        assert kim.browser.fetch(f"{form['action']}?{asked}").status_code == 404


@step(parsers.parse('"alongside {command}" is run'), target_fixture="ran")
def _(command: str, tmp_path: Path) -> tuple[Result, Path]:
    *words, name = command.split()
    settings = tmp_path / "study.toml"
    settings.write_text(
        f'demonstration = true\ninstance = "{tmp_path}"\nindex_key = "{"ab" * 32}"\nvault_key_in_use = "a"\n'
        f'[vault_keys]\na = "{"cd" * 32}"\n[site_phones]\nbromley = "{PHONE}"\n',
        encoding="utf-8",
    )
    return CliRunner().invoke(main, ["--settings", str(settings), *words, str(tmp_path / name)]), tmp_path / name


@step("a sheet in Urdu was written")
def _(ran: tuple[Result, Path]) -> None:
    assert ran[0].exit_code == 0, ran[0].output
    content = ran[1].read_bytes()
    assert b"/Lang (ur)" in content
    assert faults_of_pdf(content) == []


@step("it says what is wrong, and nothing is written")
def _(ran: tuple[Result, Path]) -> None:
    assert ran[0].exit_code == 2
    assert "'taking_part' is not whole in 'fr'. It is in: en, ur." in ran[0].output
    assert not ran[1].exists()
