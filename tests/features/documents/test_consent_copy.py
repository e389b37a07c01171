"""What is in the copy of a consent, in each language and form."""

import io
from datetime import UTC

import pikepdf
from pytest_bdd import parsers, scenarios, step

from alongside.core.conduct.consenting import KeptCopy
from alongside.core.languages.formats import format_date, format_time, uk_time
from tests.support import consent
from tests.support.copies import NAMES, addresses_in, copy_of, signed_parent
from tests.support.deployment import Deployment, choose, fill
from tests.support.family import Entry, come_in, enter_family, staff
from tests.support.pdfs import faults_of_pdf, said_by
from tests.support.reading import People
from tests.support.sheets import assert_reader_agrees

scenarios("consent_copy.feature")
ASKED = "Can I stop later? Kim said: at any time."
PRESENT = {
    "interpreter_name": "Ines Dolmetsch",
    "witness_name": "Wilma Beside",
    "witness_who": "a neighbour",
    "supporter_name": "Sue Sister",
    "supporter_who": "her sister",
}


def kept_of(people: People, deployment: Deployment, name: str = "Amy") -> KeptCopy:
    (record,) = consent.records_of(deployment, people[name].number)
    return consent.copy_of(deployment, record)


@step(parsers.parse("Amy reads {language} in {words} words, and has signed"), target_fixture="language")
def _(people: People, deployment: Deployment, language: str, words: str) -> str:
    people["Amy"] = signed_parent(deployment, language, words)
    return language


@step(parsers.parse("Amy's copy in {size} print has no fault that two checkers know"), target_fixture="content")
def _(people: People, size: str) -> bytes:
    content = copy_of(people["Amy"], size)
    assert faults_of_pdf(content) == []
    return content


@step("it holds each statement with Amy's answer and what follows from it, word for word")
def _(people: People, deployment: Deployment, content: bytes) -> None:
    kept, said = kept_of(people, deployment), said_by(content)
    assert len(kept.statements) > 3
    for statement in kept.statements:
        place = said.index(statement.words)
        answer = deployment.services.book.say(f"pages.{statement.answer}", kept.language, easy=kept.easy_read).words
        follows = statement.if_yes if statement.answer == "yes" else statement.if_no
        assert said[place : place + 3] == [statement.words, answer, follows]


@step("it holds what Amy read before signing, word for word")
def _(people: People, deployment: Deployment, content: bytes) -> None:
    kept, said = kept_of(people, deployment), said_by(content)
    read = [words for title, paragraphs in kept.information for words in (title, *paragraphs)]
    start = said.index(kept.information[0][0])
    assert said[start : start + len(read)] == read


@step("it tells how Amy signed, what signing means, her name, and the time in UTC and in the UK")
def _(people: People, deployment: Deployment, content: bytes, language: str) -> None:
    kept, said = kept_of(people, deployment), said_by(content)
    (record,) = consent.records_of(deployment, people["Amy"].number)
    at, local = record.recorded_at.astimezone(UTC), uk_time(record.recorded_at)
    method = deployment.services.book.say("pages.copy_method", kept.language, easy=kept.easy_read).words
    for words in (
        method,
        kept.meaning,
        NAMES[language],
        at.strftime("%Y-%m-%d %H:%M:%S"),
        f"{format_date(local.date(), kept.language)}\n\u2066{format_time(local.time(), kept.language)}\u2069",
        people["Amy"].number,
    ):
        assert words in said, words


@step("it tells the form, the version and the seal of the words")
def _(people: People, deployment: Deployment, content: bytes) -> None:
    kept, said = kept_of(people, deployment), said_by(content)
    key = "copy_format_easy" if kept.easy_read else "copy_format_standard"
    form = deployment.services.book.say(f"pages.{key}", kept.language, easy=kept.easy_read).words
    (record,) = consent.records_of(deployment, people["Amy"].number)
    for words in (form, record.consent.module_version, record.consent.content_hash):
        assert words in said


@step("the last thing on it is where to ask whether it is genuine")
def _(content: bytes) -> None:
    (address,) = addresses_in(content)
    assert said_by(content)[-1] == address


@step("what a machine reads off its pages is what it says")
def _(content: bytes) -> None:
    assert_reader_agrees(content)


@step("in large print the copy says the same, as well")
def _(people: People, content: bytes) -> None:
    large = copy_of(people["Amy"], "large")
    assert said_by(large) == said_by(content)
    assert faults_of_pdf(large) == []
    assert_reader_agrees(large)


@step(
    "Bea was told everything by telephone, with an interpreter, a witness and somebody to support her",
    target_fixture="content",
)
def _(people: People, deployment: Deployment) -> bytes:
    kim = staff(deployment, "Kim")
    bea = people["Bea"] = enter_family(kim, Entry("Bea", "07700 900209", (("Leo", 9),)))
    deployment.send()
    page = consent.open_record(kim, bea.number)
    for field, words in (*PRESENT.items(), ("questions", ASKED)):
        fill(page.main.all("input", "textarea", id=field)[0], words)
    choose(page, page.main.all("input", id="impartial")[0])
    consent.write_down(kim, name="Bea Example", taken_in="interpreter", answered_by="kim")
    kim.browser.press(value="record")
    come_in(bea)
    content = copy_of(bea)
    assert faults_of_pdf(content) == []
    return content


@step("Bea's copy names the interpreter, the witness, who supported her and who wrote it down")
def _(content: bytes) -> None:
    said = said_by(content)
    assert PRESENT["interpreter_name"] in said
    for role in ("witness", "supporter"):
        assert f"{PRESENT[f'{role}_name']} ({PRESENT[f'{role}_who']})" in said
    assert any("Kim" in words for words in said)
    assert "Bea Example" in said


@step("it tells how the words reached her, what she asked and who answered")
def _(content: bytes, deployment: Deployment) -> None:
    said = said_by(content)
    heard = deployment.services.book.say("pages.copy_heard_interpreter", "en").words
    assert said[said.index(ASKED) + 2] == "Kim"
    assert heard in said


@step("the name of the file and its properties name neither Amy, her number nor the study")
def _(people: People, deployment: Deployment) -> None:
    response = people["Amy"].browser.fetch("/copy.pdf")
    with pikepdf.open(io.BytesIO(response.data)) as pdf:
        told = str(dict(pdf.docinfo.items())) + bytes(pdf.Root.Metadata.read_bytes()).decode()
    told += response.headers["Content-Disposition"]
    study = deployment.services.book.say(f"{deployment.services.study.code}.name", "en").words
    for words in ("Amy", people["Amy"].number, study):
        assert words not in told
