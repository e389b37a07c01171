"""Numbers that come from a licence holder's files: none without the file, and with it the number and its source."""

import hashlib
from dataclasses import dataclass, field
from itertools import product

import polars as pl
import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from alongside import AboutWhom, DataFilesRefusedError, DataKind, Fault, Instrument, ScoreSheet, Sex, with_data
from alongside.core.engine.expressions import score_frame
from alongside.plugins.instruments.bcapi import BCAPI
from alongside.plugins.instruments.icecap_a import ICECAP_A
from alongside.plugins.instruments.itsea import ITSEA
from alongside.testing import score
from tests.support.data_files import data_file

scenarios("value_sets.feature")

VALUES = [(f"i{number:02}", level, (level - 1) / 15) for number, level in product(range(1, 6), range(1, 5))]
VALUE_FILE = data_file(DataKind.VALUES, [(item, level, f"{value:.4f}") for item, level, value in VALUES]).replace(
    "Made up for tests,p. 1", '"A made-up table, page 3",3'
)
SCALES = {"risk": range(1, 25), "lie": range(25, 31), "random_response": range(31, 34)}
KEY_FILE = data_file(
    DataKind.KEYING, [(scale, f"i{number:02}", "agree") for scale, numbers in SCALES.items() for number in numbers]
)
NORMED = [each for each in ITSEA.scores if each.code.endswith("_t")]
RAW_SCALES = ITSEA.data_needed[0].scores


@dataclass
class Desk:
    """What a statistician has before them."""

    instrument: Instrument
    answers: dict[str, str] = field(default_factory=dict)
    sheet: ScoreSheet | None = None
    file: str = ""
    faults: tuple[Fault, ...] = ()


@pytest.fixture
def desk() -> Desk:
    return Desk(ICECAP_A)


@given("a parent has answered all of ICECAP-A")
def _(desk: Desk) -> None:
    desk.answers = dict(zip(("i01", "i02", "i03", "i04", "i05"), "43223", strict=True))  # (3+2+1+1+2) / 15 = 0.6


@given("a parent has answered all of B-CAPI but was not sure about 2 questions of the scale of risk")
def _(desk: Desk) -> None:
    desk.instrument = BCAPI
    desk.answers = {item.code: "disagree" for item in BCAPI.items} | {"i03": "not_sure", "i20": "not_sure"}


@given("a parent has answered B-CAPI in a way that almost nobody can mean")
def _(desk: Desk) -> None:
    desk.instrument = BCAPI
    desk.answers = {item.code: "agree" if int(item.code[1:]) in SCALES["lie"] else "disagree" for item in BCAPI.items}


@given("a parent has answered all of ITSEA about a child")
def _(desk: Desk) -> None:
    desk.instrument = ITSEA
    desk.answers = {item.code: "1" for item in ITSEA.items}


@given("a made-up value set is installed")
def _(desk: Desk) -> None:
    desk.file = VALUE_FILE
    desk.instrument = with_data(ICECAP_A, {"values.csv": VALUE_FILE})


@given("a made-up keying is installed")
def _(desk: Desk) -> None:
    desk.instrument = with_data(BCAPI, {"keying.csv": KEY_FILE})


@given("made-up keying and norms are installed")
def _(desk: Desk) -> None:
    keys = [(scale, f"i{place + 1:03}", "") for place, scale in enumerate(RAW_SCALES)]
    norms = [(each.code, sex, 12, 36, raw, 45 + 10 * raw) for each in NORMED for sex in Sex for raw in (0, 1, 2)]
    files = {"keying.csv": data_file(DataKind.KEYING, keys), "norms.csv": data_file(DataKind.NORMS, norms)}
    desk.instrument = with_data(ITSEA, files)


@given("a value set without pages")
def _(desk: Desk) -> None:
    desk.file = VALUE_FILE.replace(",3\n", ",\n")


@when("somebody tries to install it")
def _(desk: Desk) -> None:
    with pytest.raises(DataFilesRefusedError) as caught:
        with_data(desk.instrument, {"values.csv": desk.file})
    desk.faults = caught.value.faults


@when("the answers are scored")
@when("the answers are scored without an age")
def _(desk: Desk) -> None:
    desk.sheet = score(desk.instrument, desk.answers)


@when("the answers are scored for a girl of 20 months")
def _(desk: Desk) -> None:
    desk.sheet = score(desk.instrument, desk.answers, whom=AboutWhom(20, Sex.FEMALE))


@then(parsers.parse('"{code}" has no number, because of "{reason}"'))
def _(desk: Desk, code: str, reason: str) -> None:
    assert desk.sheet is not None
    result = desk.sheet.result(code)
    assert (result.value, result.reason) == (None, reason)


@then(parsers.parse('"{code}" is {number:g}'))
def _(desk: Desk, code: str, number: float) -> None:
    assert desk.sheet is not None
    value = desk.sheet.result(code).value
    assert value is not None
    assert round(float(value), 3) == number


@then(parsers.parse('the scores name the file "{name}", its source "{source}" and the hash of its text'))
def _(desk: Desk, name: str, source: str) -> None:
    assert desk.sheet is not None
    (data,) = desk.sheet.data
    assert (data.name, data.source) == (name, source)
    assert data.sha256 == hashlib.sha256(desk.file.encode()).hexdigest()


@then(parsers.parse('the same answers in a table of many families give "{code}" {number:g}'))
def _(desk: Desk, code: str, number: float) -> None:
    table = pl.DataFrame({item: [answer] * 3 for item, answer in desk.answers.items()})
    assert [round(value, 3) for value in score_frame(desk.instrument, "all", table)[code]] == [number] * 3


@then("it is refused, and every line is named with what to do")
def _(desk: Desk) -> None:
    assert [fault.place for fault in desk.faults] == [f"icecap_a/values.csv line {line}" for line in range(2, 22)]
    assert {fault.code for fault in desk.faults} == {"DATA_SOURCE_MISSING"}
    assert all("Say where the row was read" in fault.repair for fault in desk.faults)
