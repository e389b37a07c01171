import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from alongside.core.conduct.demonstration import demonstration_settings
from tests.support.deployment import PORT

Run = Callable[..., Result]
Staff = Callable[..., Result]
LINK = re.compile(r"http://127\.0\.0\.1:8000/staff/set-up/[\w-]{32}")
KIM = ("kim", "--name", "Kim Hill", "--email", "kim@example.org")


@pytest.fixture
def staff(run: Run, tmp_path: Path) -> Staff:
    """Run `alongside staff` in a deployment of its own."""
    demonstration_settings(tmp_path, PORT)

    def run_staff(*words: str) -> Result:
        return run("--settings", tmp_path / "demo.toml", "staff", *words)

    return run_staff


def test_somebody_who_is_added_gets_one_link_and_the_roles_that_were_named(staff: Staff) -> None:
    result = staff("add", *KIM, "--role", "co_ordinator@bromley", "--role", "researcher")
    assert result.exit_code == 0
    assert len(LINK.findall(result.output)) == 1
    assert "48 hours" in result.output
    assert staff("list").stdout == "kim  invited  co_ordinator (bromley), researcher (every site)\n"


def test_what_was_done_can_be_read_by_programs(staff: Staff) -> None:
    added = json.loads(staff("add", *KIM, "--role", "nurse@glasgow", "--json").output)
    assert LINK.fullmatch(added.pop("link"))
    assert added == {"code": "kim", "hours": 48}
    assert json.loads(staff("lock", "kim", "--json").output) == {"code": "kim", "state": "locked"}
    assert json.loads(staff("list", "--json").stdout) == [
        {"code": "kim", "state": "locked", "roles": [{"role": "nurse", "site": "glasgow"}]}
    ]
    assert LINK.fullmatch(json.loads(staff("reset", "kim", "--json").output)["link"])
    assert json.loads(staff("list", "--json").stdout)[0]["state"] == "invited"


def test_a_reset_gives_another_link(staff: Staff) -> None:
    links = {LINK.findall(staff(*words).output)[0] for words in (("add", *KIM), ("reset", "kim"), ("reset", "kim"))}
    assert len(links) == 3


def test_nobody_s_name_or_address_is_printed(staff: Staff) -> None:
    said = [staff("add", *KIM).output, staff("list").output, staff("lock", "kim").output]
    assert not any("Hill" in words or "@" in words for words in said)


def test_a_list_of_nobody_says_how_to_begin(staff: Staff) -> None:
    assert "alongside staff add" in staff("list").output
    assert staff("list", "--json").output == "[]\n"


def test_the_list_warns_as_long_as_nobody_keeps_the_staff_of_every_site(staff: Staff) -> None:
    staff("add", *KIM, "--role", "trial_manager@bromley")
    assert staff("list").stderr.startswith("Nobody keeps the staff of every site")
    staff("add", "tess", "--name", "Tess", "--email", "tess@example.org", "--role", "trial_manager")
    assert staff("list").stderr == ""


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("lock", "nobody"), "There is no account 'nobody'."),
        (("reset", "nobody"), "There is no account 'nobody'."),
        (("add", *KIM, "--role", "juggler"), "The study has no role 'juggler'."),
        (("add", *KIM, "--role", "nurse@mars"), "The study has no site 'mars'."),
        (("add", *KIM, "--role", "nurse@"), "A site is missing after @."),
        (("add", "K", "--name", "Kim", "--email", "k@example.org"), "The code is 2 to 31"),
        (("add", "kim", "--name", "Kim", "--email", "nowhere"), "An e-mail address is needed."),
    ],
)
def test_what_cannot_be_is_one_line_and_code_2_and_nothing_is_written(
    staff: Staff, words: tuple[str, ...], why: str
) -> None:
    result = staff(*words)
    assert result.exit_code == 2
    assert why in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert json.loads(staff("list", "--json").stdout) == []


def test_an_account_cannot_be_added_twice(staff: Staff) -> None:
    staff("add", *KIM)
    result = staff("add", "kim", "--name", "Kim", "--email", "other@example.org")
    assert (result.exit_code, result.stderr) == (2, "Error: The code 'kim' is taken.\n")


def test_a_role_can_be_given_to_somebody_who_has_an_account(staff: Staff) -> None:
    staff("add", *KIM, "--role", "nurse@glasgow")
    assert staff("grant", "kim", "trial_manager").output == "kim is trial_manager (every site).\n"
    assert json.loads(staff("grant", "kim", "nurse@bromley", "--json").output)["site"] == "bromley"
    assert "trial_manager (every site)" in staff("list").stdout
    for words in (("kim", "nurse@"), ("kim", "surgeon"), ("nobody", "nurse")):
        assert staff("grant", *words).exit_code == 2


def test_trainings_and_blindness_of_anybody_can_be_noted(staff: Staff) -> None:
    staff("add", *KIM)
    assert staff("note", "kim", "--training", "sdq", "--day", "2026-03-10", "--blind", "yes").exit_code == 0
    assert json.loads(staff("note", "kim", "--blind", "no", "--json").output) == {"code": "kim", "noted": True}
    for words in ((), ("--training", "sdq"), ("--day", "2026-03-10"), ("--training", "tea", "--day", "2026-03-10")):
        assert staff("note", "kim", *words).exit_code == 2
