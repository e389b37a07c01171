"""What a researcher takes away, and what nobody can."""

import csv
import io
import json
import re

from pytest_bdd import parsers, scenarios, step

from alongside.core.storage import answers, audit
from tests.support.databases import files_of
from tests.support.deployment import Deployment, is_for_words
from tests.support.family import Person, answer_all, begin_questions, download, fill, give_anything, keep
from tests.support.reading import People, Taken

scenarios("take_the_data.feature")
CANARY = "Zwetschgenknödel"
"""A word that nobody else would write, whole or as letters in a file."""
BIRTH = ("23", "11", "1987")


@step("there are 4 rows, of which 3 are about children of 9, 38 and 76 months")
def _(people: People, taken: Taken) -> None:
    rows = [row for row in taken.rows("answers") if row["study_number"] == people["Dan"].number]
    assert [row["age_months"] for row in rows] == ["", "9", "38", "76"]
    assert [row["form"] for row in rows[1:]] == ["1_11m", "2_3y", "4_7y"]
    assert {row["sheet_state"] for row in rows} == {"submitted"}


@step("every row has every variable of the codebook")
def _(people: People, taken: Taken) -> None:
    codebook = csv.DictReader(io.StringIO(download(people["Ravi"].browser, "codebook")))
    variables = {row["variable"] for row in codebook} - {"(any variable)"}
    heading, *lines = csv.reader(io.StringIO(taken.texts["answers"]))
    assert len(variables) > 100
    assert variables <= set(heading)
    assert len(set(heading)) == len(heading)
    assert {len(line) for line in lines} == {len(heading)}


@step("no answer that was asked for is blank")
def _(taken: Taken) -> None:
    for row in taken.rows("answers"):
        own = {name: value for name, value in row.items() if name.startswith(f"{row['instrument']}_{row['form']}_")}
        assert own
        assert [name for name, value in own.items() if value == ""] == []


@step(parsers.re(r"in Dan's row about himself, \"(?P<variable>\w+)\" is (?P<value>-\d+|\"[^\"]*\")"))
def _(people: People, taken: Taken, variable: str, value: str) -> None:
    assert taken.about_parent(people["Dan"])[variable] == value.strip('"')


@step("each score of each child is a value, or says why there is none")
def _(people: People, taken: Taken) -> None:
    rows = [row for row in taken.rows("scores") if row["study_number"] == people["Dan"].number]
    assert {row["age_months"] for row in rows} == {"9", "38", "76"}
    for row in rows:
        assert bool(row["value"]) != bool(row["reason"] and row["outcome"] == "not_scorable")
        assert row["instrument_version"]
        assert row["engine"]
        assert row["missing_rule"]
        assert int(row["answered"]) <= int(row["of"])


@step("it names every code from -91 to -99")
def _(taken: Taken) -> None:
    codes = {row["code"] for row in taken.rows("codebook") if row["kind"] == "missing"}
    assert codes == {str(code) for code in range(-99, -90)}


@step("it gives the question, the codes and what they mean")
def _(taken: Taken) -> None:
    rows = [row for row in taken.rows("codebook") if row["item"] == "gender"]
    assert {row["question"] for row in rows} == {"What is your gender?"}
    assert ("woman", "Woman") in {(row["code"], row["label"]) for row in rows}


@step("Dan answers everything with words that nobody else would write")
def _(people: People) -> None:
    person = people["Dan"]
    begin_questions(person)
    answer_one_way_or_another(person)
    answer_all(person, {"What worries you most": f"Worry {CANARY}"})


def answer_one_way_or_another(person: Person) -> None:
    """Write the canary into every field that takes words, choosing whatever asks for words of one's own."""
    while person.page.kind == "question":
        page = person.page
        fields = [one for one in page.main.all("input", "textarea") if is_for_words(one)]
        own = [one for one in page.main.all("input") if one["value"] in {"own_words", "another"}]
        if page.heading == "What is your date of birth?":
            for control, part in zip(fields, BIRTH, strict=True):
                fill(control, part)
        else:
            if own and page.heading != "Which of these groups fits you best?":
                person.browser.choose(own[0].inside("label").text)  # type: ignore[union-attr]  # a label is around each
            elif page.heading.startswith(("What word", "Which other", "Is there anything")):
                fill(fields[0], f"{CANARY} {page.heading[:9]}")
            else:
                give_anything(page)
            for comment in page.main.all("textarea", name="comment"):
                fill(comment, f"More {CANARY}")
        keep(person)


@step("none of what Dan wrote, and no name, phone or date of birth, is in any file")
def _(taken: Taken) -> None:
    assert set(taken.texts) == {"answers", "scores", "codebook"}
    for name, text in taken.texts.items():
        for secret in (
            CANARY,
            "Dan",
            "Ada",
            "Ben",
            "Cara",
            "700900203",
            "700 900203",
            "1987-11-23",
            "23/11/1987",
            "Example",
        ):
            assert not re.search(rf"\b{re.escape(secret)}\b", text), (name, secret)
    assert ",1," in taken.texts["answers"]


@step("none of it can be read in the database of answers")
def _(deployment: Deployment) -> None:
    for database in (deployment.services.records, deployment.services.vault.database):
        files = files_of(database, "sqlite")
        assert files
        for file in files:
            content = file.read_bytes()
            for secret in (CANARY, "700900203", "1987-11-23", "Dan Example"):
                assert secret.encode() not in content, (file.name, secret)


@step("somebody's answer begins like a formula")
def _(people: People, deployment: Deployment) -> None:
    begin_questions(people["Dan"])
    services = deployment.services
    with services.records.write() as tx:
        sheet = tx.connection.exec_driver_sql("SELECT min(id) FROM sheets").scalar_one()
        for number, (item, words) in enumerate(
            (("gender", '=HYPERLINK("x")'), ("housing", "@SUM(1)"), ("ethnic_group", "+1+1"))
        ):
            new = answers.NewAnswer(
                sheet=sheet,
                item=item,
                row=0,
                value=words,
                reason=None,
                sealed=False,
                mode="self",
                language="en",
                format="standard",
                given_by=people["Dan"].number,
                request_key=f"planted{number}",
                seen=None,
            )
            assert isinstance(answers.append(tx, new, services.clock.now()), answers.Stored)


@step("no cell of the file begins like a formula")
def _(taken: Taken) -> None:
    cells = [one for line in csv.reader(io.StringIO(taken.texts["answers"])) for one in line]
    assert '\'=HYPERLINK("x")' in cells
    assert [one for one in cells if one[:1] in {"=", "+", "@", "\t", "\r"}] == []
    assert [one for one in cells if one.startswith("-") and not re.fullmatch(r"-\d+(\.\d+)?", one)] == []


@step(parsers.parse('the record says that ravi took "{name:w}"'))
def _(deployment: Deployment, name: str) -> None:
    with deployment.services.records.read() as tx:
        lines = list(audit.dump(tx))
    assert audit.verify(lines) == []
    exported = [json.loads(line) for line in lines if '"exported"' in line]
    assert [("ravi" in json.dumps(event), name in json.dumps(event)) for event in exported] == [(True, True)]


@step(parsers.parse("{name:w} tries to download the answers"))
def _(people: People, name: str) -> None:
    people[name].browser.go("/data/")


@step("somebody who is not signed in tries to download the answers")
def _(people: People, deployment: Deployment) -> None:
    people["somebody"] = Person("somebody", deployment, deployment.browser())
    people["somebody"].browser.go("/data/")
