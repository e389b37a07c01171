import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from alongside.core.definitions.data_slots import DataKind
from alongside.plugins.instruments.icecap_a import ICECAP_A
from alongside.plugins.instruments.sdq import SDQ
from tests.support.data_files import data_file
from tests.support.text_packs import invent_pack

Run = Callable[..., Result]
VALUES = data_file(
    DataKind.VALUES,
    [(item.code, level, f"{(level - 1) / 15:.4f}") for item in ICECAP_A.items for level in range(1, 5)],
)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder for packs with one that is sound."""
    invent_pack(SDQ).write(tmp_path / "packs" / "sdq-pack")
    return tmp_path / "packs"


def test_without_a_pack_it_says_what_is_needed(run: Run, tmp_path: Path) -> None:
    output = run("licences", instance=tmp_path).output
    assert "about_you 1.0.0  own: The Alongside contributors (CC-BY-4.0); words complete" in output
    assert "sdq 1.0.0  licensed: Robert Goodman; permissions from Youthinmind (LicenseRef-SDQ); no words: " in output
    assert "    permission: sdqinfo.org; ask support@youthinmind.com before any electronic use" in output
    assert output.endswith(f"Text packs are looked for in {tmp_path / 'packs'}\n")


def test_with_a_pack_it_says_what_the_holder_allows(run: Run, installed: Path) -> None:
    output = run("licences", packs=installed).output
    assert "words from a licensed pack" in output
    assert "    pack sdq-pack  forms 2_4, 4_17; " in output
    assert "An invented holder, TEST-1; web, paper; languages en; until 2099-12-31 (" in output
    assert "beside items: nothing" in output


def test_a_refused_pack_is_listed_with_its_faults_and_fails_the_check(run: Run, installed: Path) -> None:
    broken = invent_pack(SDQ)
    broken.head["instrument"] = "nothing"
    broken.write(installed / "broken")
    output = run("licences", packs=installed).output
    assert "pack broken  REFUSED: 1 fault" in output
    assert "PACK_INSTRUMENT_UNKNOWN at broken/pack.toml" in output
    result = run("check", "licences", packs=installed)
    assert result.exit_code == 1
    assert "PACK_INSTRUMENT_UNKNOWN" in result.output


def test_json_says_the_same(run: Run, installed: Path) -> None:
    listing = json.loads(run("licences", "--json", packs=installed).output)
    (sdq,) = [one for one in listing["instruments"] if one["code"] == "sdq"]
    (pack,) = sdq.pop("packs")
    assert sdq == {
        "code": "sdq",
        "version": "1.0.0",
        "in_study": True,
        "kind": "licensed",
        "holder": "Robert Goodman; permissions from Youthinmind",
        "licence": "LicenseRef-SDQ",
        "reference": SDQ.licence.reference,
        "words": "licensed pack",
        "modes": ["web", "paper"],
        "tables_lacking": [],
    }
    assert (pack["ok"], pack["modes"], pack["expires"], pack["faults"]) == (True, ["web", "paper"], "2099-12-31", [])
    assert pack["days_left"] > 0


def test_it_says_which_tables_scores_wait_for(run: Run, tmp_path: Path) -> None:
    pack = invent_pack(ICECAP_A)
    pack.write(tmp_path / "packs" / "icecap")
    assert "    scores wait for values.csv\n" in run("licences", instance=tmp_path).output
    pack.others["data/values.csv"] = VALUES
    pack.write(tmp_path / "packs" / "icecap")
    assert "scores wait for values.csv" not in run("licences", instance=tmp_path).output


def test_the_listing_of_plugins_knows_of_the_pack(run: Run, installed: Path) -> None:
    assert "33 items, forms 2_4, 4_17; words from a licensed pack;" in run("plugins", packs=installed).output


def test_one_pack_is_checked_before_it_is_installed(run: Run, tmp_path: Path) -> None:
    file = invent_pack(SDQ).zip(tmp_path / "sdq.zip")
    result = run("licences", "check", file, instance=tmp_path)
    assert (result.exit_code, result.output.splitlines()[0].partition(";")[0]) == (0, "pack sdq.zip  forms 2_4, 4_17")


def test_a_pack_that_would_be_refused_ends_with_2_and_names_every_fault(run: Run, tmp_path: Path) -> None:
    pack = invent_pack(SDQ)
    pack.licence.update(expires=date(2026, 1, 2), modes=["paper"])
    del pack.words["en"]["items"]["i25"]
    folder = pack.write(tmp_path / "pack")
    result = run("licences", "check", folder, instance=tmp_path)
    assert result.exit_code == 2
    for code in ("PACK_EXPIRED", "PACK_MODE_NOT_ALLOWED", "PACK_ITEM_MISSING"):
        assert code in result.output
    told = json.loads(run("licences", "check", folder, "--json", instance=tmp_path).output)
    assert told["ok"] is False
    assert {fault["repair"] != "" for fault in told["faults"]} == {True}


def test_a_pack_that_is_not_there_is_a_bad_call(run: Run, tmp_path: Path) -> None:
    result = run("licences", "check", tmp_path / "nothing.zip")
    assert (result.exit_code, "There is no text pack" in result.output) == (2, True)


def test_no_word_of_a_pack_is_ever_extracted_or_printed(run: Run, installed: Path) -> None:
    for command in (["licences"], ["licences", "--json"], ["licences", "check", installed / "sdq-pack"], ["plugins"]):
        assert "Invented words" not in run(*command, packs=installed).output
