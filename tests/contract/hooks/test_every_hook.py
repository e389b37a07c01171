from pathlib import Path

import pluggy

from alongside.core.plugin_host import hookspecs
from alongside.core.plugin_host.hook_checks import GIVES, specified_hooks


def every_hook() -> list[str]:
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    names = list(specified_hooks(manager))
    assert len(names) >= 5
    return names


def test_each_hook_has_a_test_named_after_it() -> None:
    here = Path(__file__).parent
    for hook in every_hook():
        words = (here / f"test_hook_{hook}.py").read_text(encoding="utf-8")
        assert f"def test_{hook}_" in words


def test_no_test_is_named_after_a_hook_that_is_gone() -> None:
    tested = {file.stem.removeprefix("test_hook_") for file in Path(__file__).parent.glob("test_hook_*.py")}
    assert tested == set(every_hook())


def test_each_hook_stands_in_the_reference_and_says_when_it_is_called(root: Path) -> None:
    reference = (root / "docs" / "reference" / "hooks.md").read_text(encoding="utf-8")
    sections = reference.split("\n## ")[1:]
    assert len(sections) == len(every_hook())
    for section, hook in zip(sections, every_hook(), strict=True):
        assert section.startswith(f"`{hook}(")
        assert "Called once at start" in section


def test_each_hook_has_a_kind_of_value_that_it_gives() -> None:
    assert set(GIVES) == set(every_hook())


def test_a_bundled_plugin_answers_each_hook(root: Path) -> None:
    sources = [file.read_text(encoding="utf-8") for file in (root / "plugins").rglob("*.py")]
    for hook in every_hook():
        assert any(f"def {hook}(" in source for source in sources)
