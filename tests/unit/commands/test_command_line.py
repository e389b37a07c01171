import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import Result

from alongside.core.commands import COMMANDS, main
from alongside.core.definitions.errors import AlongsideError

Run = Callable[..., Result]


def every_call(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield each command, also those inside a group, with the words that call it."""
    yield words, command
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from every_call(inner, (*words, name))


EVERY_CALL = list(every_call(main))


def test_each_command_stands_once_in_the_one_tuple() -> None:
    assert len({command.name for command in COMMANDS}) == len(COMMANDS) >= 5


@pytest.mark.parametrize("words", [words for words, _ in EVERY_CALL], ids=lambda words: " ".join(words) or "main")
def test_each_help_shows_an_example(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words, "--help")
    assert result.exit_code == 0
    assert f"    alongside {' '.join(words)}".rstrip() in result.output.partition("Example")[2]


def test_the_module_runs_as_the_command_does() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "alongside", "--version"], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout.split()[0]) == (0, "alongside")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("no_such_command",), "No such command"),
        (("check", "the_weather"), "is not one of"),
        (("plugins", "--loud"), "No such option"),
        (("--settings", "/nowhere/settings.toml", "plugins"), "does not exist"),
        (("audit", "verify"), "Missing argument"),
    ],
)
def test_a_bad_call_says_why_in_one_line_and_leaves_with_2(run: Run, words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    errors = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1
    assert said in errors[0]
    assert result.stdout == ""


def test_a_wrong_setting_is_named_and_its_value_never_repeated(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "study.toml"
    file.write_text('idle_minutes = "soon"\nfavourite_colour = "green"\nsecret_key = [123456]\n')
    result = run("--settings", file, "plugins")
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    for name in ("idle_minutes", "favourite_colour", "secret_key"):
        assert name in line
    for value in ("soon", "green", "123456"):
        assert value not in line


def test_a_settings_file_that_is_not_toml_and_a_table_that_is_not_json_are_one_line_each(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "study.toml"
    file.write_text("this is not TOML")
    for result in (run("--settings", file, "plugins"), run("plugins", vault_keys="{not json")):
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 1


def test_the_settings_file_can_be_named_in_the_environment(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "study.toml"
    file.write_text('disabled_plugins = ["post_box"]\n')
    assert "post_box  (bundled" in (output := run("plugins", settings=file).output)
    assert "switched off" in output


def test_an_error_that_alongside_raises_on_purpose_is_one_line_and_2(run: Run) -> None:
    @click.command("stumble")
    def stumble() -> None:
        """Raise."""
        raise AlongsideError("The file\nis of another study.")

    main.add_command(stumble)
    try:
        result = run("stumble")
    finally:
        del main.commands["stumble"]
    assert (result.exit_code, result.stderr) == (2, "Error: The file is of another study.\n")
