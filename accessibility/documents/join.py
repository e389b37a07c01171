"""Several finished documents into one file to print: each begins on a sheet of its own and stays as tagged as it was."""

import io
from collections.abc import Sequence
from datetime import datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from alongside.accessibility.documents.blocks import DocumentError
from alongside.accessibility.documents.render import write_properties

PAGES_OF_A_SHEET = 2


def join_documents(parts: Sequence[bytes], *, title: str, language: str, created_at: datetime) -> bytes:
    """Return one tagged PDF of documents that `render` made, in their order; a part keeps its language.

    A part with an odd number of pages is followed by an empty one, so that a printer that prints on both sides puts no
    two of them on one sheet.

    Raises:
        DocumentError: there is no part, or one is not a tagged PDF.
    """
    if not parts:
        raise DocumentError("There is nothing to print.")
    with pikepdf.new() as whole:
        tree = whole.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root = whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree, K=Array()))
        tree.K, owners = root, Array()
        for content in parts:
            with _opened(content) as part:
                _take_over(whole, part, root, owners)
        tree.ParentTree = whole.make_indirect(Dictionary(Nums=owners))
        tree.ParentTreeNextKey = len(owners) // 2
        whole.Root.StructTreeRoot = tree
        whole.Root.MarkInfo = Dictionary(Marked=True)
        whole.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        write_properties(whole, title=title, author="", language=language, created_at=created_at)
        target = io.BytesIO()
        whole.save(target, min_version="1.7", deterministic_id=True)
    return target.getvalue()


def _opened(content: bytes) -> pikepdf.Pdf:
    try:
        part = pikepdf.open(io.BytesIO(content))
    except pikepdf.PdfError as error:
        raise DocumentError(f"This is not a PDF that can be read: {error}") from error
    if "/StructTreeRoot" not in part.Root:
        part.close()
        raise DocumentError("Only documents of our own can be joined: this one has no structure.")
    return part


def _take_over(whole: pikepdf.Pdf, part: pikepdf.Pdf, root: pikepdf.Object, owners: Array) -> None:
    """Copy the pages, then the structure: what it says of a page that was copied before leads to the copy."""
    first, taken = len(owners) // 2, part.Root.StructTreeRoot.ParentTree.Nums
    start = len(whole.pages)
    whole.pages.extend(part.pages)
    element = whole.copy_foreign(part.Root.StructTreeRoot.K)
    element.S, element.P, element.Lang = Name.Part, root, String(str(part.Root.Lang))
    root.K.append(element)
    for page in list(whole.pages)[start:]:
        page.obj.StructParents = first + int(page.obj.StructParents)
        for note in page.obj.get("/Annots", Array()):
            note.StructParent = first + int(note.StructParent)
    for place in range(0, len(taken), 2):
        owners.append(first + int(taken[place]))
        owners.append(whole.copy_foreign(taken[place + 1]))
    if (len(whole.pages) - start) % PAGES_OF_A_SHEET:
        whole.add_blank_page(page_size=(float(page.mediabox[2]), float(page.mediabox[3]))).obj.Tabs = Name.S
