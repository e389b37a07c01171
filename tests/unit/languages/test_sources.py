from pathlib import Path

import pytest

from alongside.core.definitions.text import SourceText, Text
from alongside.core.languages.sources import SourceTextError, sources_from_toml


def read(folder: Path, **files: str) -> tuple[SourceText, ...]:
    for name, words in files.items():
        (folder / f"{name}.toml").write_text(words, encoding="utf-8")
    return sources_from_toml(folder)


def test_the_id_is_the_file_then_the_tables(tmp_path: Path) -> None:
    pages = (
        '[welcome]\ntext = "Hi"\n[welcome.start]\ntext = "Start"\neasy = "Go"\npicture = "door"\n[b.c]\ntext = "C"\n'
    )
    errors = '[lost]\ntext = "{count} lost"\none = "One lost"\n'
    assert read(tmp_path, pages=pages, errors=errors) == (
        SourceText("errors.lost", Text("{count} lost", plural_one="One lost")),
        SourceText("pages.welcome", Text("Hi")),
        SourceText("pages.welcome.start", Text("Start", easy="Go", picture="door")),
        SourceText("pages.b.c", Text("C")),
    )


def test_a_slot_may_itself_be_called_text(tmp_path: Path) -> None:
    assert read(tmp_path, help='[call.text]\ntext = "Call us"\n') == (SourceText("help.call.text", Text("Call us")),)


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceTextError) as caught:
        read(tmp_path, a='[x]\ntxt = "Hi"\n', b="[", c='[y]\neasy = "Hi"\n', d="[z]\ntext = 3\n", e="[nothing]\n")
    for part in ("a.x: 'txt'", "b.toml", "c.y: has no 'text'", "d.z: 'text'", "e.nothing: has no 'text'"):
        assert part in str(caught.value)


def test_a_folder_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceTextError, match="No file of English words"):
        sources_from_toml(tmp_path / "nowhere")
