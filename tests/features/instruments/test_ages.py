"""Exact ages, the forms due, the age board and the minutes: on the command line, on the page, and when a visit is opened."""

import json
import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pytest_bdd import parsers, scenarios, step

from alongside import AdjustAge
from alongside.core.commands import main
from alongside.core.definitions.ages import completes_month
from alongside.core.plugin_host.host import PluginHost
from alongside.core.plugin_host.sources import find_in_folder
from alongside.core.web.application import create_app
from tests.support.deployment import Deployment
from tests.support.family import Entry, agree, begin_questions, born, come_in, enter_family, staff
from tests.support.miniature_plugins import CONSENT, INSTRUMENT, STUDY, write_plugin
from tests.support.reading import People, words_of

scenarios("ages.feature")

ON = date(2026, 6, 15)
ITEMS = '("wakes",)'
TWO_FORMS = (
    f'forms=(Form("first", {ITEMS}, 1, 12), Form("second", {ITEMS}, 12, 216)), gaps=(not_asked(0, 1, "Too young."),),'
)
OVERLAPPING = f'forms=(Form("first", {ITEMS}, 0, 14), Form("second", {ITEMS}, 10, 216)), overlap_settled_by_study=True,'
FROM_SIX = f'forms=(Form("first", {ITEMS}, 6, 216),),'
SITTINGS = {
    "the primary outcome comes after the middle": ("minutes=5", "", "minutes=3", ", is_primary=True"),
    "a sensitive part comes before one that is not": (
        'sensitive_warning=Text("Hard.", picture="umbrella"), minutes=5',
        "",
        "minutes=3",
        "",
    ),
    "the primary outcome comes first": ("minutes=5", ", is_primary=True", "minutes=3", ""),
    "both parts are sensitive": (
        'sensitive_warning=Text("Hard.", picture="umbrella"), minutes=5',
        "",
        'sensitive_warning=Text("Hard too.", picture="umbrella"), minutes=3',
        "",
    ),
}


@dataclass(slots=True)
class Terminal:
    """Where Ravi types commands, and what the last one said."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    said: Result | None = None

    def type(self, words: str) -> Result:
        """Run a command."""
        environment = {f"ALONGSIDE_{name.upper()}": value for name, value in self.settings.items()}
        self.said = CliRunner().invoke(main, shlex.split(words), env=environment, prog_name="alongside")
        return self.said

    def read(self, words: str) -> Any:
        """Run a command that prints JSON."""
        said = self.type(f"{words} --json")
        assert said.exit_code == 0, said.output
        return json.loads(said.output)

    def write_study(self, asked: str, **instruments: str) -> None:
        """Write a study that asks this about each child, with instruments of one question; in place of the bundled one."""
        for code, words in instruments.items():
            changes = {
                'about="participant"': 'about="child"',
                "minutes=1,": words,
                "import OWN": "import Form, not_asked, AdjustAge, OWN",
            }
            write_plugin(self.folder, code, INSTRUMENT, **changes)
        write_plugin(self.folder, "agreeing", CONSENT)
        changes = {'Asked("sleep", per="participant")': asked, "import STANDARD": "import FormAges, STANDARD"}
        write_plugin(self.folder, "small_study", STUDY, **changes)
        off = json.dumps(["espeak_ng", "partnership_for_change", "recorded"])
        self.settings = {"plugin_dir": str(self.folder), "study": "small_study", "disabled_plugins": off}


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """Give a terminal away from the settings of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("ALONGSIDE_")]:
        monkeypatch.delenv(name)
    return Terminal(tmp_path / "plugins")


@pytest.fixture
def found() -> dict[str, Any]:
    """What the last command printed as JSON."""
    return {}


def birthday(months: int, days: int = 0) -> str:
    """Return the date of birth of a child of this exact age on the day of the tests, the 15th of a month."""
    return completes_month(ON.replace(day=ON.day if not days else ON.day + 31 - days), -months - bool(days)).isoformat()


# Ages


@step(parsers.parse("Ravi asks for the age of a child born on {day} on {on}"))
def _(terminal: Terminal, found: dict[str, Any], day: str, on: str) -> None:
    words = day.split(", ")
    early = f" --early {words[1].split()[0]}" if len(words) > 1 else ""
    found.update(terminal.read(f"ages --born {words[0]} --on {on}{early}"))


@step(parsers.parse("it is {months:d} months and {days:d} days"))
def _(found: dict[str, Any], months: int, days: int) -> None:
    assert (found["months"], found["days"]) == (months, days)
    assert found["adjusted"] == {"months": months, "days": days}


@step(
    parsers.parse(
        "it is {months:d} months and {days:d} days, and adjusted {adjusted_months:d} months and {adjusted_days:d} days"
    )
)
def _(found: dict[str, Any], months: int, days: int, adjusted_months: int, adjusted_days: int) -> None:
    assert (found["months"], found["days"]) == (months, days)
    assert found["adjusted"] == {"months": adjusted_months, "days": adjusted_days}


@step(parsers.parse('Ravi types "{words}"'))
def _(terminal: Terminal, words: str) -> None:
    terminal.type(words)


@step(parsers.re(r'he is told "(?P<words>.*)" and the command leaves with (?P<code>\d)'))
def _(terminal: Terminal, words: str, code: str) -> None:
    assert terminal.said is not None
    assert words in terminal.said.output
    assert terminal.said.exit_code == int(code), terminal.said.output


@step(parsers.re(r'he is told "(?P<words>[^"]*)"'))
def _(terminal: Terminal, words: str) -> None:
    assert terminal.said is not None
    assert words in terminal.said.output


# Forms


@step(parsers.parse('Ravi asks for the forms of "{study}" for a child of {months:d} months and {days:d} days'))
def _(terminal: Terminal, found: dict[str, Any], study: str, months: int, days: int) -> None:
    found.update(terminal.read(f"ages --born {birthday(months, days)} --on {ON} --study {study}"))
    assert (found["months"], found["days"]) == (months, days)


@step(parsers.parse("Ravi asks for the forms of every instrument for a child of {months:d} months and {days:d} days"))
def _(terminal: Terminal, found: dict[str, Any], months: int, days: int) -> None:
    command = f"ages --born {birthday(months, days)} --on {ON}"
    found.update(terminal.read(command))
    terminal.type(command)


def due(found: dict[str, Any], instrument: str, visit: str | None = None) -> list[dict[str, Any]]:
    return [one for one in found["due"] if (one["visit"], one["instrument"]) == (visit, instrument)]


@step(parsers.parse('at "{visit}" the form of "{instrument}" is "{form}"'))
def _(found: dict[str, Any], visit: str, instrument: str, form: str) -> None:
    assert [one["forms"] for one in due(found, instrument, visit)] == [[form]]


@step(parsers.parse('at "{visit}" nothing of "{instrument}" is asked'))
def _(found: dict[str, Any], visit: str, instrument: str) -> None:
    assert due(found, instrument, visit) == []


@step(parsers.parse('at "{visit}" the form of "{instrument}" is not asked: "{why}"'))
def _(found: dict[str, Any], visit: str, instrument: str, why: str) -> None:
    (one,) = due(found, instrument, visit)
    assert (one["forms"], one["why_not"]) == ([], why)


@step(parsers.parse('of "{instrument}" the forms are "{first}" and "{second}"'))
def _(found: dict[str, Any], instrument: str, first: str, second: str) -> None:
    assert [one["forms"] for one in due(found, instrument)] == [[first, second]]


@step("the study of a small measure that goes by the adjusted age until 24 months")
def _(terminal: Terminal) -> None:
    words = f"minutes=1, {TWO_FORMS} adjust_for_early=AdjustAge(until_months=24),"
    terminal.write_study('Asked("small", per="child")', small=words)
    assert terminal.type("check studies").exit_code == 0


@step(parsers.re(r"a child of (?P<months>\d+) months?, (?P<early>not born early|born 8 weeks early), is (?P<what>.*)"))
def _(terminal: Terminal, months: str, early: str, what: str) -> None:
    weeks = "0" if early.startswith("not") else "8"
    found = terminal.read(f"ages --born {birthday(int(months))} --on {ON} --early {weeks} --study small_study")
    (one,) = found["due"]
    said = f'asked the form "{one["forms"][0]}"' if one["forms"] else f'not asked: "{one["why_not"]}"'
    assert said == what


# The board


@step("a study whose measure begins at 6 months, and nothing said about younger children")
def _(terminal: Terminal) -> None:
    terminal.write_study('Asked("small", per="child")', small=f"minutes=1, {FROM_SIX}")


@step("a study that asks one of two forms for the same age and does not say why")
def _(terminal: Terminal) -> None:
    ages = 'FormAges("first", 0, 10), FormAges("second", 10, 216)'
    terminal.write_study(f'Asked("small", per="child", ages=({ages}))', small=f"minutes=1, {OVERLAPPING}")


@step(parsers.parse('Ravi asks for the board of "{study}" as JSON'))
def _(terminal: Terminal, found: dict[str, Any], study: str) -> None:
    found.update(terminal.read(f"ages --board --study {study}"))


@step("at each visit the rows follow one another from 0 to 216 months")
def _(found: dict[str, Any]) -> None:
    (version,) = found["versions"]
    visits = {visit: list(rows) for visit, rows in groupby(version["rows"], key=lambda row: row["visit"])}
    assert set(visits) == {"baseline", "month_3", "month_6"}
    for rows in visits.values():
        assert (rows[0]["from_months"], rows[-1]["to_months"]) == (0, 216)
        assert all(one["to_months"] == two["from_months"] for one, two in pairwise(rows))
        assert all(row["minutes"] == sum(place["minutes"] for place in row["places"]) for row in rows)


@step(parsers.parse("a study with a sitting in which {what}"))
def _(terminal: Terminal, what: str) -> None:
    words, asked, later_words, later_asked = SITTINGS[what]
    both = f'Asked("small", per="child"{asked}), Asked("later", per="child"{later_asked})'
    whole = f'forms=(Form("all", {ITEMS}, 0, 216),),'
    terminal.write_study(both, small=f"{words}, {whole}", later=f"{later_words}, {whole}")


# A visit that is opened


@step("Growing Up goes by the adjusted age until 24 months")
def _(deployment: Deployment, people: People) -> None:
    catalogue = deployment.services.catalogue
    adjusted = replace(catalogue.instruments["growing_up"], adjust_for_early=AdjustAge(until_months=24))
    instruments = MappingProxyType({**catalogue.instruments, "growing_up": adjusted})
    deployment.services = replace(deployment.services, catalogue=replace(catalogue, instruments=instruments))
    deployment.app = create_app(deployment.services)
    people["Kim"] = staff(deployment, "Kim")


@step("Kim has entered Amy and Leo, who is 12 months old and was born 8 weeks early")
def _(deployment: Deployment, people: People) -> None:
    entry = Entry("Amy", "07700 900201", (("Leo", 12),), weeks_early="8")
    people["Amy"] = enter_family(people["Kim"], entry)
    deployment.send()


@step("Amy begins the questions")
def _(people: People) -> None:
    come_in(people["Amy"])
    agree(people["Amy"])
    begin_questions(people["Amy"])


@step(parsers.parse('Amy\'s form about Leo is "{form}", and the completed months that are kept are {months:d}'))
def _(deployment: Deployment, people: People, form: str, months: int) -> None:
    with deployment.services.records.read() as tx:
        statement = "SELECT form, age_months FROM sheets WHERE about = ?"
        kept = tx.connection.exec_driver_sql(statement, (f"{people['Amy'].number}-1",)).all()
    assert [tuple(row) for row in kept] == [(form, months)]


@step("neither the weeks nor the date of birth can be read in the records")
def _(deployment: Deployment) -> None:
    day = born(deployment.services.clock.today(), 12).isoformat()
    stored = deployment.stored()
    assert day not in repr(stored)
    records = repr({table: rows for table, rows in stored.items() if table.startswith("records.")})
    assert "weeks_early" not in records
    assert "weeks_early" in repr(stored)


@step(parsers.parse('Kim enters a child born "{words}" weeks early'))
def _(deployment: Deployment, people: People, words: str) -> None:
    people["Kim"] = staff(deployment, "Kim")
    browser = people["Kim"].browser
    browser.go("/staff/new")
    browser.write("Amy", label="Parent's first name")
    for part, typed in (("name", "Leo"), ("day", "4"), ("month", "6"), ("year", "2025"), ("early", words)):
        browser.page.main.all("input", id=f"child0_{part}")[0].attributes["value"] = typed
    browser.press("Add this family")


@step(parsers.parse('the page still says "{words}"'))
def _(people: People, words: str) -> None:
    assert people["Kim"].page.main.all("input", id="child0_early")[0]["value"] == words


# The page


@step("Ravi looks at ages and minutes")
def _(deployment: Deployment, people: People) -> None:
    people["Ravi"] = staff(deployment, "Ravi")
    people["Ravi"].browser.go("/data/")
    people["Ravi"].browser.follow("Ages and minutes")


@step("a study was refused for a gap and for an overlap")
def _(deployment: Deployment, terminal: Terminal) -> None:
    ages = 'FormAges("first", 6, 10), FormAges("second", 10, 216)'
    terminal.write_study(f'Asked("small", per="child", ages=({ages}))', small=f"minutes=1, {OVERLAPPING}")
    refusing = PluginHost(deployment.services.settings).admit(find_in_folder(terminal.folder))
    catalogue = deployment.services.catalogue
    instruments = MappingProxyType({**catalogue.instruments, **refusing.instruments})
    both = replace(catalogue, instruments=instruments, refused=refusing.refused)
    deployment.services = replace(deployment.services, catalogue=both)
    deployment.app = create_app(deployment.services)


@step("the picture names the gap and the overlap in words")
def _(people: People) -> None:
    (picture,) = people["Ravi"].page.main.all("svg", role="img")
    names = {"".join(map(str, bar.all("title")[0].children)) for bar in picture.all("rect")}
    assert names == {"0 to 5: Gap", "6 to 9: first", "10 to 13: Overlap", "14 to 215: second"}


@step("Ravi asks for a study that is not there")
def _(people: People) -> None:
    people["Ravi"].browser.go("/staff/data/ages?study=none")


@step("Kim opens ages and minutes")
def _(deployment: Deployment, people: People) -> None:
    people["Kim"] = staff(deployment, "Kim")
    people["Kim"].browser.go("/staff/data/ages")


@step("each picture has a name, and stands before a table with the same forms")
def _(people: People) -> None:
    pictures = people["Ravi"].page.main.all("svg", role="img")
    assert len(pictures) == 3
    for picture in pictures:
        name, description = picture["aria-labelledby"].split()
        assert picture.all("title", id=name)
        assert picture.all("desc", id=description)[0].text
        section = picture.inside("section")
        assert section is not None
        tables = section.all("table")
        assert len(tables) == 1
        drawn = set(re.findall(r"\b\d+_\d+[my]?\b|\b2_3y\b", " ".join(one.text for one in picture.all("text"))))
        told = set(re.findall(r"\b\d+_\d+[my]?\b", tables[0].text))
        assert drawn == told
        assert len(drawn) >= 4


@step(parsers.parse('what one family with two children gives is "{minutes}" minutes'))
def _(people: People, minutes: str) -> None:
    page = people["Ravi"].page
    (region,) = [one for one in page.main.all("div") if one["aria-labelledby"] == "families"]
    assert [cell.text for cell in region.all("td")][1] == minutes
    assert "48" in words_of(page)
