"""What checkers find wrong with a PDF, what a common reader (Poppler) takes out of it, and what it looks like."""

import io
import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import page
import pdfua
import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from alongside.accessibility.documents.read_back import ReadElement, read_structure
from alongside.core.languages.direction import direction_of
from tests.support.poppler import poppler_path

# Marks, embeddings and isolates of direction, and the zero-width space that a second glyph of one letter stands for.
_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\\s]")
# Letters that no document of ours holds, one for each direction: a page full of them tells Poppler how to read it.
_FILLERS = {"ltr": "\u13a0", "rtl": "\u05d0"}
_FILLERS_ON_A_LINE = 200
_ROOM_FOR_FILLERS = 4000  # points below the page


def faults_of_pdf(content: bytes) -> list[str]:
    """Return what two independent checkers of PDF/UA-1 find wrong; empty = nothing."""
    report = page.validate_pdf_bytes(content, profile="ua1")
    faults = [f"page-validation: {failure.rule_id}" for failure in report.failures]
    if not (faults or report.is_compliant):
        faults.append("page-validation: not compliant")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        faults += [f"pdfua: {finding}" for finding in pdfua.validate(file.name).findings]
    return faults


def said_by(content: bytes) -> list[str]:
    """Return the texts of a document in reading order."""
    return [one.text for one in read_structure(content).walk() if one.text]


def plain(text: str) -> str:
    """Return a text after NFKC without white space and without signs of direction: what is compared with a PDF."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def paragraphs_of_pdf(content: bytes) -> list[str]:
    """Return what `pdftotext` reads in each text of the structure (paragraph, heading, cell ...), in reading order.

    Each is read alone, as if it stood on a page of its own language: Poppler takes the direction of a page from the
    letters that are most on it. Compare with `plain(source)`; texts over several pages are one. Pictures, labels of
    bullets and decoration are not texts; words within a text that are marked as another language belong to it.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        language = str(pdf.Root.get("/Lang", "en"))
        elements = list(_texts(read_structure(content), language))
        made = _one_text_a_page(pdf, elements)
    said = _pdftotext(made).split("\f")
    texts = []
    for element in elements:
        pages = len(element.pages)
        texts.append(plain("".join(said[:pages])).translate(dict.fromkeys(map(ord, _FILLERS.values()))))
        said = said[pages:]
    return texts


def digits_ascend(content: bytes, number: str) -> bool:
    """Whether the groups of a number stand from left to right on one line, each time its first group is seen.

    Groups are parted by what is no digit in `number`; read with `pdftotext -bbox`. False when it is nowhere.
    """
    groups = re.findall(r"\d+", number)
    seen = False
    for words in _words_of_pages(content):
        digits = [(re.sub(r"\D", "", word.text), word) for word in words if re.search(r"\d", word.text)]
        for text, word in digits:
            if text == "".join(groups):
                seen = True
            elif text == groups[0]:
                right = sorted((other.left, group) for group, other in digits if _beside(word, other))
                if [group for _, group in right[: len(groups) - 1]] != groups[1:]:
                    return False
                seen = True
    return seen


def words_of_lines(content: bytes) -> list[list[str]]:
    """Return the words of each line of each page from left to right, as `pdftotext -bbox` sees them."""
    lines = []
    for words in _words_of_pages(content):
        rows: list[list[_Word]] = []
        for word in sorted(words, key=lambda word: word.middle):
            if rows and _on_one_line(rows[-1][-1], word):
                rows[-1].append(word)
            else:
                rows.append([word])
        lines += [[word.text for word in sorted(row, key=lambda word: word.left)] for row in rows]
    return lines


def pictures_of_pdf(content: bytes, folder: Path, *, dots: int = 60) -> list[Path]:
    """Draw each page as a PNG in the folder, `dots` to the inch, and return the files in order."""
    (folder / "document.pdf").write_bytes(content)
    command = [poppler_path("pdftoppm"), "-r", str(dots), "-png", "document.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return sorted(folder.glob("page-*.png"))


@dataclass(frozen=True, slots=True)
class _Text:
    """A structure element that says words: its direction and its marks by page."""

    direction: str
    length: int
    pages: dict[int, set[int]]


def _texts(element: ReadElement, language: str) -> Iterator[_Text]:
    language = element.language or language
    if element.role in {"Figure", "Lbl"}:
        return
    if not element.text and not any(kid.role == "Span" for kid in element.kids):
        for kid in element.kids:
            yield from _texts(kid, language)
        return
    pages: dict[int, set[int]] = {}
    for part in element.walk():
        for number, mark in part.marks:
            pages.setdefault(number, set()).add(mark)
    if pages:
        yield _Text(direction_of(language), sum(len(part.text) for part in element.walk()), dict(sorted(pages.items())))


def _one_text_a_page(pdf: pikepdf.Pdf, elements: Sequence[_Text]) -> bytes:
    """Return a PDF with a page for each text and page it stands on, in its place, with nothing else but fillers."""
    streams = {number: _marked_streams(page) for number, page in enumerate(pdf.pages)}
    with pikepdf.new() as made:
        fonts: dict[int, pikepdf.Object] = {}
        for element in elements:
            for number, marks in element.pages.items():
                source = pdf.pages[number].obj
                if number not in fonts:
                    fonts[number] = made.copy_foreign(pdf.make_indirect(source.Resources))
                    fonts[number].Font = Dictionary(fonts[number].Font)
                    for direction, letter in _FILLERS.items():
                        fonts[number].Font["/" + direction] = _filler_font(made, letter)
                stream = b"\n".join(streams[number][mark] for mark in sorted(marks))
                left, bottom, right, top = (float(side) for side in source.MediaBox)
                made.pages.append(
                    pikepdf.Page(
                        Dictionary(
                            Type=Name.Page,
                            MediaBox=Array([left, bottom - _ROOM_FOR_FILLERS, right, top]),
                            Resources=fonts[number],
                            Contents=made.make_stream(stream + _fill(element, bottom)),
                        )
                    )
                )
        target = io.BytesIO()
        made.save(target)
    return target.getvalue()


def _filler_font(pdf: pikepdf.Pdf, letter: str) -> pikepdf.Object:
    rows = f"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <{ord(letter):04X}> endbfchar"
    words = f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap {rows} endcmap end end"
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            ToUnicode=pdf.make_stream(words.encode("ascii")),
        )
    )


def _fill(element: _Text, bottom: float) -> bytes:
    """Write more letters of the text's direction below the page than it has letters itself."""
    line = "A" * _FILLERS_ON_A_LINE
    lines = [
        f"BT /{element.direction} 2 Tf 1 0 0 1 10 {bottom - 400 - 6 * number:g} Tm ({line}) Tj ET"
        for number in range(element.length // _FILLERS_ON_A_LINE + 2)
    ]
    return ("\n" + "\n".join(lines)).encode("ascii")


def _marked_streams(source: pikepdf.Page) -> dict[int, bytes]:
    """Return the operators of each marked stretch of a page, placed as on the page."""
    matrix, saved = pikepdf.Matrix(), list[pikepdf.Matrix]()
    marks: list[int | None] = []
    kept: dict[int, list[pikepdf.ContentStreamInstruction]] = {}
    for instruction in pikepdf.parse_content_stream(source):
        operator = str(instruction.operator)
        current = next((mark for mark in reversed(marks) if mark is not None), None)
        if operator in {"BMC", "BDC"}:
            marks.append(_mark_of(instruction) if current is None else None)
            if marks[-1] is not None:
                kept[marks[-1]] = [pikepdf.ContentStreamInstruction(matrix.as_array(), Operator("cm"))]
        elif operator == "EMC" and marks.pop() is not None:
            continue
        if current is not None:  # stretches within belong to the whole
            kept[current].append(instruction)
        elif operator == "q":
            saved.append(matrix)
        elif operator == "Q":
            matrix = saved.pop()
        elif operator == "cm":
            matrix = pikepdf.Matrix(*(float(x) for x in instruction.operands)) @ matrix
    return {mark: b"q\n" + pikepdf.unparse_content_stream(parts) + b"\nQ" for mark, parts in kept.items()}


def _mark_of(beginning: pikepdf.ContentStreamInstruction) -> int | None:
    properties = beginning.operands[1] if len(beginning.operands) > 1 else None
    return int(properties.MCID) if isinstance(properties, Dictionary) and "/MCID" in properties else None


def _pdftotext(content: bytes, *options: str) -> str:
    command = [poppler_path("pdftotext"), "-enc", "UTF-8", *options, "-", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode("utf-8")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def _words_of_pages(content: bytes) -> list[list[_Word]]:
    tree = ET.fromstring(_pdftotext(content, "-bbox"))
    pages = tree.iter("{http://www.w3.org/1999/xhtml}page")
    sides = ("xMin", "xMax", "yMin", "yMax")
    return [[_Word(word.text or "", *(float(word.attrib[side]) for side in sides)) for word in one] for one in pages]


def _on_one_line(one: _Word, other: _Word) -> bool:
    return abs(one.middle - other.middle) < min(one.bottom - one.top, other.bottom - other.top) / 3


def _beside(one: _Word, other: _Word) -> bool:
    """Whether the other word stands on the same line, to the right."""
    return _on_one_line(one, other) and other.left >= one.right - 1
