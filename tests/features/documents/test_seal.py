"""The seal on a copy, as the page and the command see it."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pytest_bdd import parsers, scenarios, step
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from alongside.core.commands import main
from alongside.core.conduct.seals import seal_key
from alongside.core.credentials.seal_keys import make_seal_key, read_seal_key
from alongside.core.reports.seals import seal
from tests.support.copies import copy_of, set_to, signed_parent
from tests.support.deployment import Browser, Deployment
from tests.support.page import Page, read_page
from tests.support.pdfs import faults_of_pdf, said_by
from tests.support.reading import People, words_of

scenarios("seal.feature")
PAGE = "/copy/check"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file that somebody holds; each change is written into it."""
    return tmp_path / "held" / "copy.pdf"


@step("Amy reads English in plain words, and has signed")
def _(people: People, deployment: Deployment) -> None:
    people["Amy"] = signed_parent(deployment, "English", "plain")


@step("Amy has kept the file of her copy")
def _(people: People, file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(copy_of(people["Amy"]))
    assert faults_of_pdf(file.read_bytes()) == []


# What becomes of the file


@step("one letter of the file was changed")
def _(file: Path) -> None:
    content = file.read_bytes()
    place = len(content) // 3
    file.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])


@step("the last page was taken out of the file")
def _(file: Path) -> None:
    with pikepdf.open(io.BytesIO(file.read_bytes())) as pdf:
        del pdf.pages[-1]
        pdf.save(file)


@step("the last page was taken out behind the end")
def _(file: Path) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(file.read_bytes()))
    pages = writer.root["/Pages"]
    del pages["/Kids"][-1]
    writer.update_container(pages["/Kids"])
    with file.open("wb") as opened:
        writer.write(opened)


@step("a note was added behind the end")
def _(file: Path) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(file.read_bytes()))
    first = writer.root["/Pages"]["/Kids"][0]
    name = generic.NameObject
    note = {name("/Subtype"): name("/Text"), name("/Contents"): generic.pdf_string("No")}
    first["/Annots"] = generic.ArrayObject([generic.DictionaryObject(note)])
    writer.update_container(first)
    with file.open("wb") as opened:
        writer.write(opened)


@step("the file was sealed with another key")
def _(file: Path, deployment: Deployment) -> None:
    content = file.read_bytes()
    plain = content[: content.index(b"%%EOF") + len(b"%%EOF\n")]
    file.write_bytes(seal(plain, read_seal_key(make_seal_key("Anybody", "open", datetime.now(UTC)), "open")))


@step("the seal was taken off")
def _(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: content.index(b"%%EOF") + len(b"%%EOF\n")])


@step(parsers.parse("the file is {kind}"))
def _(file: Path, kind: str) -> None:
    made = {
        "a text": b"I agree to everything.",
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(60),
        "empty": b"",
        "a broken document": file.read_bytes()[5000:9000].join((b"%PDF-1.7\n", b"/ByteRange [0 9 99 9]")),
        "far too large": b"%PDF-1.7\n" + bytes(4_000_001),
    }
    if kind == "an encrypted document":
        with pikepdf.open(io.BytesIO(file.read_bytes())) as pdf:
            pdf.save(file, encryption=pikepdf.Encryption(owner="owner", user="user"))
    else:
        file.write_bytes(made[kind])


# What becomes of the key


@step(parsers.re("the key was changed, and the old certificate was (?P<fate>put aside|thrown away)"))
def _(deployment: Deployment, fate: str, tmp_path: Path) -> None:
    settings = deployment.services.settings
    old, new = seal_key(settings), tmp_path / "new.p12"
    assert old is not None
    new.write_bytes(make_seal_key("Demonstration of Alongside", "new", datetime.now(UTC)))
    set_to(deployment, seal_key=new, seal_passphrase=SecretStr("new"))
    if fate == "put aside":
        settings.certificates_folder.mkdir()
        (settings.certificates_folder / "until_today.der").write_bytes(old.certificate)


@step("the deployment has no key to seal with")
def _(deployment: Deployment) -> None:
    set_to(deployment, seal_key=None)


@step("the passphrase of the key is wrong")
def _(deployment: Deployment) -> None:
    set_to(deployment, seal_passphrase=SecretStr("wrong"))


@step("Amy's copy leaves without a seal, with the same words")
def _(people: People, file: Path) -> None:
    content = copy_of(people["Amy"])
    assert b"/ByteRange" not in content
    assert said_by(content) == said_by(file.read_bytes())
    assert faults_of_pdf(content) == []


# The page


def send(deployment: Deployment, content: bytes | None) -> Browser:
    """Send a file as a browser does, from the form of the page."""
    browser = deployment.browser()
    page = browser.go(PAGE)
    (token,) = page.main.all("input", name="csrf_token")
    given: dict[str, object] = {"csrf_token": token["value"]}
    if content is not None:
        given["file"] = FileStorage(io.BytesIO(content), "copy.pdf", content_type="application/pdf")
    boundary, body = encode_multipart(given)
    response = browser.client.post(PAGE, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')
    browser.page = read_page(PAGE, response.status_code, response.headers, response.get_data(as_text=True))
    return browser


@step("somebody sends the file to the page that looks at copies", target_fixture="page")
def _(deployment: Deployment, file: Path) -> Page:
    return send(deployment, file.read_bytes()).page


@step("somebody presses the button of the page that looks at copies", target_fixture="page")
def _(deployment: Deployment) -> Page:
    return send(deployment, None).page


@step(parsers.parse('they are told only "{words}"'))
def _(page: Page, words: str) -> None:
    assert (page.status, page.heading) == (200, words)
    assert [one.text for one in page.main.all("a")] == ["Look at another file"]
    assert not page.main.all("p")


@step(parsers.parse('they are asked "{words}"'))
def _(page: Page, words: str) -> None:
    assert page.status == 422
    assert words in words_of(page)
    assert page.main.all("input", id="file")[0]["aria-invalid"] == "true"


@step("the page answers 413, and says what to do")
def _(page: Page) -> None:
    assert page.status == 413
    assert page.heading


@step("nothing of the file was kept")
def _(deployment: Deployment, file: Path) -> None:
    folder = deployment.services.settings.instance
    copies = [one for one in folder.rglob("*") if one.is_file() and one != file and one.suffix == ".pdf"]
    assert copies == []
    assert "ByteRange" not in str(deployment.stored())


# The command


def run(deployment: Deployment, file: Path, *more: str) -> Result:
    """Run the command with the settings of the deployment."""
    settings = deployment.services.settings
    lines = [f"{name} = {json.dumps(str(getattr(settings, name)))}" for name in ("study", "instance", "seal_key")]
    lines.append(f"seal_passphrase = {json.dumps(settings.seal_passphrase.get_secret_value())}")
    written = file.parent / "settings.toml"
    written.write_text("\n".join(line for line in lines if '"None"' not in line), encoding="utf-8")
    return CliRunner().invoke(main, ["--settings", str(written), "documents", "verify", str(file), *more])


@step(parsers.parse('the command says "{words}", and ends with {code:d}'))
def _(deployment: Deployment, file: Path, words: str, code: int) -> None:
    result = run(deployment, file)
    assert words in result.output
    assert result.exit_code == code


@step(parsers.parse("the command ends with {code:d}"))
def _(deployment: Deployment, file: Path, code: int) -> None:
    assert run(deployment, file).exit_code == code


@step("the command says who sealed it, when, and that the seal covers the whole file")
def _(deployment: Deployment, file: Path) -> None:
    said = run(deployment, file).output
    assert "Sealed by Demonstration of Alongside, " in said
    assert "The seal covers the whole file." in said
    found = json.loads(run(deployment, file, "--json").output)
    assert datetime.fromisoformat(found.pop("sealed_at")).tzinfo is not None
    assert found == {
        "verdict": "genuine",
        "organisation": "Demonstration of Alongside",
        "is_ours": True,
        "is_intact": True,
        "is_whole": True,
        "bytes_after": 0,
    }
