"""The how-to about text packs, followed: its files make a pack, and its commands say what the page says."""

import os
import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from alongside.core.commands import main
from alongside.core.settings import Settings
from tests.docs.markdown import Block, blocks_of
from tests.support.miniature_plugins import INSTRUMENT, write_plugin

RIVER = {
    "licence=OWN_WORDING": 'licence=Licence("A publisher", "LicenseRef-River", wording_may_ship=False)',
    "import OWN_WORDING": "import Licence",
    'Item("wakes", "Do you wake at night?", HOW_OFTEN),': (
        'Item("boat", "", HOW_OFTEN), Item("bridge", "", HOW_OFTEN), Item("weir", "", YES_NO),'
    ),
    "THE_INSTRUMENT = ": 'YES_NO = ResponseScale("yes_no", (Choice("yes", 1, "Answer 1"), Choice("no", 0, "Answer 2")))\n'
    "THE_INSTRUMENT = ",
}
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


@pytest.fixture
def page(root: Path) -> list[Block]:
    return blocks_of(root / "docs" / "how-to" / "install-a-text-pack.md")


def test_the_page_can_be_followed(page: list[Block], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("ALONGSIDE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALONGSIDE_PLUGIN_DIR", str(tmp_path / "plugins"))
    write_plugin(tmp_path / "plugins", "river", INSTRUMENT, **RIVER)
    pack = tmp_path / "river-pack"
    commands = 0
    for block in page:
        if "replaces" in block.options:
            file = pack / block.options["file"]
            whole = file.read_text(encoding="utf-8")
            file.write_text(whole.replace(block.options["replaces"], block.options["with"], 1), encoding="utf-8")
        elif "file" in block.options:
            (pack / block.options["file"]).parent.mkdir(parents=True, exist_ok=True)
            (pack / block.options["file"]).write_text(block.words, encoding="utf-8")
        elif block.kind == "console":
            commands += 1
            if commands == 4:  # by then the slip is mended, and the pack is copied into the folder for packs
                file = pack / "words" / "en.toml"
                file.write_text(file.read_text(encoding="utf-8").replace("boot", "boat"), encoding="utf-8")
                (tmp_path / "instance" / "packs").mkdir(parents=True)
                pack = pack.rename(tmp_path / "instance" / "packs" / pack.name)
            follow(block)
    assert commands == 4


def follow(block: Block) -> None:
    """Run the command of a block; its output has every line of the block, in order, an ellipsis standing for anything."""
    command, *told = block.words.splitlines()
    said = CliRunner().invoke(main, command.removeprefix("$ alongside ").split()).output.splitlines()
    for line in told:
        pattern = ".*".join(map(re.escape, line.split(ELLIPSIS)))
        assert any(re.fullmatch(pattern, one) for one in said), f"{line!r} is not in {said}"


def test_the_settings_of_the_page_are_settings(page: list[Block]) -> None:
    (block,) = [block for block in page if block.kind == "toml" and "file" not in block.options]
    assert Settings(**tomllib.loads(block.words)).not_asked_in == {"river": ("ur",)}
