"""The tutorial, as somebody follows it: every file written, every change made, every command run, every promise kept."""

import json
import os
import re
import shlex
import socket
import subprocess
import sysconfig
import time
import venv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.docs.family import Family
from tests.docs.markdown import Block, blocks_of

PAGE = Path("docs/tutorial/write-an-instrument.md")
PORT = "8000"


@dataclass
class Reader:
    """Somebody with an environment of their own and an empty folder, who does what the page says."""

    folder: Path
    environment: dict[str, str]
    done: list[str] = field(default_factory=list)
    at_the_demonstration: Callable[[str], None] = print

    def follow(self, block: Block) -> None:
        """Do what one block says."""
        if block.kind == "console":
            self._run(block)
        elif block.kind == "diff":
            self._change(self.folder / block.options["file"], block.words)
        elif "file" in block.options:
            (self.folder / block.options["file"]).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / block.options["file"]).write_text(block.words, encoding="utf-8")
        else:
            raise AssertionError(f"nobody knows what to do with this block:\n{block.words}")

    def _change(self, file: Path, diff: str) -> None:
        lines = diff.splitlines(keepends=True)
        old = "".join(line[1:] or "\n" for line in lines if line[0] in " -\n")
        new = "".join(line[1:] or "\n" for line in lines if line[0] in " +\n")
        words = file.read_text(encoding="utf-8")
        assert words.count(old) == 1, f"{file.name} does not hold this once:\n{old}"
        file.write_text(words.replace(old, new), encoding="utf-8")

    def _run(self, block: Block) -> None:
        for part in re.split(r"^\$ ", block.words, flags=re.MULTILINE)[1:]:
            command, _, promised = part.partition("\n")
            self.done.append(command)
            if command.startswith("export "):
                name, _, value = command.removeprefix("export ").partition("=")
                self.environment[name] = value
            elif command.startswith("alongside demo"):
                self._serve(command, promised)
            else:
                ran = subprocess.run(
                    shlex.split(command),
                    cwd=self.folder,
                    env=self.environment,
                    capture_output=True,
                    text=True,
                    check=False,
                )
                assert ran.returncode == int(block.options.get("exit", "0")), f"{command}\n{ran.stdout}{ran.stderr}"
                assert_kept(command, promised, ran.stdout)

    def _serve(self, command: str, promised: str) -> None:
        port = free_port()
        words = [*shlex.split(command), "--port", port]
        with subprocess.Popen(
            words, cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, text=True
        ) as served:
            try:
                assert served.stdout is not None
                said = ""
                for line in served.stdout:
                    said += line.replace(f":{port}", f":{PORT}")
                    if line.startswith("Ctrl+C"):
                        break
                assert_kept(command, promised, said)
                wait_until_open(int(port), served)
                self.at_the_demonstration(said.replace(f":{PORT}", f":{port}"))
            finally:
                served.terminate()


def assert_kept(command: str, promised: str, said: str) -> None:
    """Compare what was printed with what the page promises: `...` stands for anything."""
    pattern = re.escape(promised).replace(re.escape("..."), ".*?")
    assert re.fullmatch(pattern, said, re.DOTALL), f"$ {command}\npromised:\n{promised}\nprinted:\n{said}"


def free_port() -> str:
    """Return a port that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


def wait_until_open(port: int, served: subprocess.Popen[str]) -> None:
    """Wait until somebody listens."""
    while served.poll() is None:
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the demonstration ended by itself")


@pytest.fixture(scope="module")
def environment(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A fresh environment that sees Alongside and what it needs, and into which a package can be installed."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    programs = folder / "bin"
    python = programs / "python"
    # An older Python puts an older setuptools into a new environment; the one of the checkout is to build the package.
    subprocess.run(
        [python, "-m", "pip", "uninstall", "--quiet", "--yes", "setuptools"], capture_output=True, check=True
    )
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    seen = dict.fromkeys((str(root), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
    Path(site, "seen.pth").write_text("".join(f"{path}\n" for path in seen))
    program = programs / "alongside"
    program.write_text(f"#!{python}\nimport sys\nfrom alongside.core.commands import main\nsys.exit(main())\n")
    program.chmod(0o755)
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ALONGSIDE_", "PYTHON", "PIP_", "PYTEST"))
    }
    without_network = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}
    return kept | without_network | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture(scope="module")
def visits() -> list[str]:
    """What Amy was asked, and what the researcher got, while the demonstration ran."""
    return []


@pytest.fixture(scope="module")
def reader(
    root: Path, environment: dict[str, str], visits: list[str], tmp_path_factory: pytest.TempPathFactory
) -> Reader:
    """Somebody who has followed the page to its end."""

    def look(said: str) -> None:
        ways_in = re.findall(r"^    link  (\S+)\n    code  (\S+)$", said, re.MULTILINE)
        visits.append(Family(*ways_in[0]).go_to("question").heading)
        researcher = Family(*ways_in[-1])
        files = researcher.go_to("staff")
        codebook = next(form for form in files.forms if form.action.endswith("/codebook.csv"))
        visits.append(researcher.open(codebook.action, codebook.values).words)

    reader = Reader(tmp_path_factory.mktemp("reader"), dict(environment), at_the_demonstration=look)
    for block in blocks_of(root / PAGE):
        reader.follow(block)
    return reader


def test_every_block_of_the_tutorial_does_what_the_page_says(reader: Reader) -> None:
    assert len(reader.done) >= 15


def test_a_family_is_asked_the_instrument_that_the_reader_wrote(reader: Reader, visits: list[str]) -> None:
    assert reader.done
    assert visits[0] == "Does your child wake in the night and need you?"


def test_the_researcher_gets_its_variables(reader: Reader, visits: list[str]) -> None:
    assert reader.done
    assert "stillwater_baby_wakes" in visits[1]
    assert "stillwater_baby_bad_dreams" not in visits[1]


def test_the_reader_ends_with_the_package_in_examples(reader: Reader, root: Path) -> None:
    example = root / "examples" / "stillwater"
    wanted = {file.relative_to(example): file.read_text(encoding="utf-8") for file in files_in(example)}
    made = {
        file.relative_to(reader.folder / "stillwater"): file.read_text(encoding="utf-8")
        for file in files_in(reader.folder / "stillwater")
    }
    assert made == wanted


def files_in(folder: Path) -> list[Path]:
    """Return the files that an author wrote."""
    left_out = {"build", "__pycache__", ".pytest_cache", ".hypothesis"}
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file()
        and not left_out & set(file.parts)
        and not any(part.endswith(".egg-info") for part in file.parts)
    )


def test_the_installed_example_is_listed_with_its_door_and_package(reader: Reader) -> None:
    program = str(Path(reader.environment["PATH"].split(os.pathsep)[0]) / "alongside")
    listed = subprocess.run(
        [program, "plugins", "--json"],
        cwd=reader.folder,
        env=reader.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    (mine,) = [plugin for plugin in json.loads(listed.stdout)["plugins"] if plugin["name"] == "stillwater"]
    assert (mine["door"], mine["origin"]) == ("installed", "stillwater 1.0.0")
    assert mine["gives"][0]["forms"] == ["baby", "toddler"]


def test_a_broken_promise_is_found() -> None:
    with pytest.raises(AssertionError, match="promised"):
        assert_kept("alongside check", "No faults.\n", "1 fault.\n")
    assert_kept("pytest", "5 passed in ...\n", "5 passed in 0.31s\n")
