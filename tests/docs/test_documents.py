import ast
import re
import secrets
import struct
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest

from alongside.core.commands import COMMANDS
from alongside.core.conduct import exporting
from alongside.core.conduct.readiness import unsafe_settings
from alongside.core.plugin_host.host import PluginHost
from alongside.core.plugin_host.sources import find_bundled
from alongside.core.settings import Settings, read_settings
from tests.docs.markdown import blocks_of, links_of, pages_of
from tests.support.checkout import files_of_checkout

LINES_OF_README = 100
LARGEST_PICTURE = 60_000
ADR_HEADINGS = ["## Context", "## Decision", "## Consequence", "## What was measured or observed"]
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|TBD|TBC|lorem ipsum|coming soon|under construction)\b", re.IGNORECASE)
COMMAND = re.compile(r"^(?:\$ )?(?:export .*|.*/)?alongside (?:--settings \S+ )?([a-z-]+)", re.MULTILINE)


def words_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def anchors_of(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", words_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_readme_is_short(root: Path) -> None:
    assert len(words_of(root / "README.md").splitlines()) <= LINES_OF_README


def test_the_commands_of_the_readme_are_in_the_makefile(root: Path) -> None:
    wanted = set(re.findall(r"\bmake ([a-z-]+)", words_of(root / "README.md")))
    targets = set(re.findall(r"^([a-z-]+):", words_of(root / "Makefile"), re.MULTILINE))
    assert {"demo", "test"} <= wanted
    assert wanted <= targets


def test_every_make_command_in_the_documents_is_in_the_makefile(root: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", words_of(root / "Makefile"), re.MULTILINE))
    named = {name for page in pages_of(root) for name in re.findall(r"`make ([a-z-]+)`", words_of(page))}
    assert len(named) >= 3
    assert named <= targets


def test_every_alongside_command_in_the_documents_exists(root: Path) -> None:
    named = {
        name
        for page in pages_of(root)
        for block in blocks_of(page)
        if block.kind in {"text", "console", "sh"} and not block.words.startswith("Usage:")
        for name in COMMAND.findall(block.words)
    }
    assert len(named) >= 6
    assert named <= {command.name for command in COMMANDS}


def test_every_relative_link_leads_somewhere(root: Path) -> None:
    broken = []
    seen = 0
    for page in pages_of(root):
        for link in links_of(page):
            if link.startswith(("http://", "https://", "mailto:")):
                continue
            path, _, anchor = unquote(link).partition("#")
            target = (page.parent / path).resolve() if path else page
            seen += 1
            if not target.exists() or (anchor and anchor not in anchors_of(target)):
                broken.append((page.relative_to(root), link))
    assert seen > 30
    assert broken == []


def test_every_page_of_the_documents_can_be_reached_from_the_readme(root: Path) -> None:
    reached, waiting = set(), [root / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        if page.is_dir():
            waiting.extend(page.glob("*.md"))
        elif page.suffix == ".md":
            local = [link.partition("#")[0] for link in links_of(page) if "://" not in link]
            waiting.extend((page.parent / link).resolve() for link in local if link)
    pages = {page for page in pages_of(root) if page.is_relative_to(root / "docs")}
    assert len(pages) >= 20
    assert {page.name for page in pages - reached} == set()


def test_each_decision_has_its_number_its_title_and_its_four_headings(root: Path) -> None:
    decisions = sorted((root / "docs" / "adr").glob("*.md"))
    assert len(decisions) >= 8
    for number, page in enumerate(decisions, 1):
        lines = words_of(page).splitlines()
        assert page.name.startswith(f"{number:04}-"), page.name
        assert lines[0].startswith(f"# {number}. "), page.name
        assert [line for line in lines if line.startswith("## ")] == ADR_HEADINGS, page.name


def test_every_python_block_parses(root: Path) -> None:
    blocks = [(page, block) for page in pages_of(root) for block in blocks_of(page) if block.kind == "python"]
    assert len(blocks) >= 3
    for page, block in blocks:
        ast.parse(block.words, filename=str(page))


def test_every_toml_block_parses(root: Path) -> None:
    blocks = [block for page in pages_of(root) for block in blocks_of(page) if block.kind == "toml"]
    assert len(blocks) >= 3
    for block in blocks:
        assert tomllib.loads(block.words)


def test_every_block_is_closed_and_says_what_it_is(root: Path) -> None:
    for page in pages_of(root):
        words = words_of(page)
        fences = re.findall(r"^```", words, re.MULTILINE)
        assert len(fences) == 2 * len(blocks_of(page)), page
        if page.is_relative_to(root / "docs"):
            assert [block for block in blocks_of(page) if not block.kind] == [], page


def test_nothing_in_the_documents_is_unfinished(root: Path) -> None:
    found = [(page.relative_to(root), UNFINISHED.findall(words_of(page))) for page in pages_of(root)]
    assert [(page, words) for page, words in found if words] == []


def test_the_picture_of_a_question_is_there_small_and_as_wide_as_a_phone(root: Path) -> None:
    picture = (root / "docs" / "pictures" / "question.png").read_bytes()
    assert len(picture) < LARGEST_PICTURE
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">I", picture[16:20]) == (390,)
    assert (root / "docs" / "pictures" / "make.py").is_file()


def test_the_glossary_has_each_word_once_in_the_order_of_the_alphabet(root: Path) -> None:
    terms = re.findall(r"^## (.+)$", words_of(root / "docs" / "explanation" / "glossary.md"), re.MULTILINE)
    assert len(terms) >= 40
    assert len(set(terms)) == len(terms)
    assert terms == sorted(terms, key=str.casefold)


def test_every_word_of_the_glossary_is_explained(root: Path) -> None:
    sections = words_of(root / "docs" / "explanation" / "glossary.md").split("\n## ")[1:]
    assert [section for section in sections if not section.partition("\n")[2].strip().endswith(".")] == []


def test_the_changelog_has_a_heading_for_scores_and_names_this_version(root: Path) -> None:
    words = words_of(root / "CHANGELOG.md")
    version = tomllib.loads(words_of(root / "pyproject.toml"))["project"]["version"]
    assert "## [Unreleased]" in words
    assert "### Scores" in words
    assert version in words


def test_the_pull_request_template_has_six_boxes(root: Path) -> None:
    words = words_of(root / ".github" / "pull_request_template.md")
    assert len(re.findall(r"^- \[ \] \*\*\w+\*\*: ", words, re.MULTILINE)) == 6


def test_the_contributors_page_is_one_page(root: Path) -> None:
    assert len(words_of(root / "CONTRIBUTING.md").splitlines()) <= 75


@pytest.fixture
def settings_of_the_how_to(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings of the how-to with keys as it says how to make them."""
    (block,) = [b for b in blocks_of(root / "docs" / "how-to" / "install-for-a-study.md") if b.kind == "toml"]
    file = tmp_path / "study.toml"
    file.write_text(block.words, encoding="utf-8")
    for name in ("SECRET_KEY", "INDEX_KEY", "VAULT_KEYS__FIRST"):
        monkeypatch.setenv(f"ALONGSIDE_{name}", secrets.token_hex(32))
    return read_settings(file)


def test_the_settings_of_the_how_to_are_safe_but_for_the_plugin_that_nobody_has(
    settings_of_the_how_to: Settings,
) -> None:
    catalogue = PluginHost(settings_of_the_how_to).admit(find_bundled())
    faults = unsafe_settings(settings_of_the_how_to, catalogue)
    assert [fault.code for fault in faults if not fault.is_warning] == ["STUDY_NOT_INSTALLED"]


def test_the_columns_and_variables_of_the_how_to_for_r_are_those_of_an_export(root: Path) -> None:
    (block,) = [b for b in blocks_of(root / "docs" / "how-to" / "put-answers-into-r.md") if b.kind == "r"]
    named = {frame: set(re.findall(rf"\b{frame}\$(\w+)", block.words)) for frame in ("answers", "scores", "codebook")}
    growing_up = PluginHost(Settings()).admit(find_bundled()).instruments["growing_up"]
    variables = {f"growing_up_{form.code}_{item}" for form in growing_up.all_forms for item in form.items}
    assert named["answers"]
    assert named["answers"] <= {*exporting.KEYS, *variables}
    assert {"study_number", "value", *named["scores"]} <= set(exporting.SCORE_COLUMNS)
    assert {"label", "code", *named["codebook"]} <= set(exporting.CODEBOOK_COLUMNS)


def test_the_example_of_a_catalogue_has_the_words_that_pages_have(root: Path) -> None:
    page = words_of(root / "docs" / "how-to" / "add-a-language.md")
    (found,) = re.findall(r'^msgctxt "pages\.(\w+)"\nmsgid "(.*)"$', page, re.MULTILINE)
    texts = tomllib.loads(words_of(root / "locales" / "en" / "pages.toml"))
    assert texts[found[0]]["text"] == found[1]


def test_no_page_tells_of_a_path_on_somebodys_computer(root: Path) -> None:
    text = [root / file for file in files_of_checkout(root) if file.suffix in {".md", ".toml"}]
    assert [page for page in text if re.search(r"/(home|root|Users)/", words_of(page))] == []
