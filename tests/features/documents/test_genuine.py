"""The square code on a copy, and the page that it leads to."""

import io
import secrets
from pathlib import Path

import pikepdf
import segno
from PIL import Image
from pydantic import SecretStr
from pytest_bdd import parsers, scenarios, step

from alongside.core.conduct.copies import CHECK_PATH
from alongside.core.storage.consents import changes_of
from alongside.core.storage.copy_codes import code_of
from tests.support.consent import records_of
from tests.support.copies import addresses_in, copy_of, set_to, signed_parent
from tests.support.deployment import Browser, Deployment, path_of
from tests.support.pdfs import pictures_of_pdf
from tests.support.reading import People, words_of

scenarios("genuine.feature")


@step(parsers.parse("Amy reads {language} in {words} words, and has signed"))
def _(people: People, deployment: Deployment, language: str, words: str) -> None:
    people["Amy"] = signed_parent(deployment, language, words)


def address_of(people: People) -> str:
    (address,) = addresses_in(copy_of(people["Amy"]))
    return address


@step("Amy has stopped taking part")
def _(people: People) -> None:
    browser = people["Amy"].browser
    browser.go("/stop")
    browser.press(value="stop_all")


@step("every key of the deployment has changed")
def _(people: People, deployment: Deployment) -> None:
    set_to(deployment, secret_key=SecretStr(secrets.token_hex(32)), seal_key=None)


@step("the record of Amy's consent was changed in the database")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.write() as tx:
        run = tx.connection.exec_driver_sql
        triggers = run("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'consent_records'").all()
        for (name,) in triggers:
            run(f'DROP TRIGGER "{name}"')
        run('UPDATE consent_records SET body = replace(body, \'"answer":"yes"\', \'"answer":"no"\')')


@step("somebody follows the address on Amy's copy", target_fixture="browser")
def _(people: People, deployment: Deployment) -> Browser:
    return visit(deployment, path_of(address_of(people)))


@step("somebody who reads Urdu follows the address on Amy's copy", target_fixture="browser")
def _(people: People, deployment: Deployment) -> Browser:
    return visit(deployment, path_of(address_of(people)) + "?language=ur")


@step(parsers.parse('somebody opens the page of the code "{code}"'), target_fixture="browser")
def _(deployment: Deployment, code: str) -> Browser:
    return visit(deployment, f"{CHECK_PATH}/{code}")


@step("somebody types the code of Amy's copy in small letters and without full stops", target_fixture="browser")
def _(people: People, deployment: Deployment) -> Browser:
    code = address_of(people).rpartition("/")[2].lower().replace(".", "").replace("0", "o").replace("1", "l")
    return visit(deployment, f"{CHECK_PATH}/{code}")


@step("somebody opens the pages of the codes of Amy's later changes", target_fixture="browser")
def _(people: People, deployment: Deployment) -> Browser:
    with deployment.services.records.read() as tx:
        changes = changes_of(tx, people["Amy"].number)
    assert changes
    browsers = [visit(deployment, f"{CHECK_PATH}/{code_of(one.record_hash)}") for one in changes]
    assert len({one.page.heading for one in browsers}) == 1
    return browsers[0]


def visit(deployment: Deployment, address: str) -> Browser:
    browser = deployment.browser()
    assert browser.go(address).status == 200
    return browser


@step(parsers.parse('they are told only "{words}"'))
def _(browser: Browser, words: str) -> None:
    assert words_of(browser.page).count(words) >= 1
    assert browser.page.heading == words
    assert not browser.page.main.all("p")
    assert not browser.page.main.all("a")


@step("the square code on the copy holds the same address")
def _(people: People, tmp_path: Path) -> None:
    expected = tuple(
        bytes(line) for line in segno.make(address_of(people), error="m", micro=False).matrix_iter(border=4)
    )
    assert modules_seen(copy_of(people["Amy"]), len(expected), tmp_path) == expected


def modules_seen(content: bytes, side: int, folder: Path) -> tuple[bytes, ...]:
    """Return the dark and light modules of the square code that is the last picture on the last page, as the eye sees them."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        figure = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"][-1]
        assert str(figure.Alt) == "A square code with the address that is written below it"
        left, bottom, right, _ = (float(number) for number in figure.A.BBox)
    picture = Image.open(pictures_of_pdf(content, folder, dots=288)[-1]).convert("L")
    step = (right - left) / side
    return tuple(
        bytes(
            picture.getpixel(
                (
                    int(4 * (left + step * (column + 0.5))),
                    int(picture.height - 4 * (bottom + step * (side - row - 0.5))),
                )
            )
            < 128
            for column in range(side)
        )
        for row in range(side)
    )


@step("neither the address nor the page names Amy, her number, the study or the day")
def _(people: People, browser: Browser, deployment: Deployment) -> None:
    (record,) = records_of(deployment, people["Amy"].number)
    told = words_of(browser.page) + address_of(people)
    study = deployment.services.book.say(f"{deployment.services.study.code}.name", "en").words
    for words in ("Amy", people["Amy"].number, study, str(record.recorded_at.year), "March", record.record_hash):
        assert words not in told, words
