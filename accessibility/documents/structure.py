"""The structure tree of a tagged PDF: collected while pages are drawn, written into the finished file with pikepdf."""

from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Box = tuple[float, float, float, float]
SEAL_FIELD = "Seal"
PRINTED_AND_LOCKED = 4 + 128
SIGNED_AND_APPEND_ONLY = 1 + 2


@dataclass(slots=True, eq=False)
class Element:
    """One structure element; `marks` are (page from 0, marked content id) in reading order.

    A block that goes on over a page keeps one element and gets one more mark.
    """

    role: str
    text: str | None = None
    alt: str = ""
    language: str = ""
    scope: str = ""
    url: str = ""
    kids: list["Element"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    boxes: list[tuple[int, Box]] = field(default_factory=list)

    def add(self, kid: "Element") -> "Element":
        """Append a kid and return it."""
        self.kids.append(kid)
        return kid


@dataclass(slots=True, eq=False)
class Structure:
    """The tree of one document and the count of marks on each page."""

    root: Element = field(default_factory=lambda: Element("Document"))
    marks_on_page: dict[int, int] = field(default_factory=dict)

    def mark(self, element: Element, page: int) -> str:
        """Begin a stretch of content that belongs to the element; returns the operator."""
        number = self.marks_on_page.get(page, 0)
        self.marks_on_page[page] = number + 1
        element.marks.append((page, number))
        return f"/{element.role} <</MCID {number}>> BDC"


def _attributes(element: Element) -> Dictionary | None:
    if element.role == "L":
        return Dictionary(O=Name.List, ListNumbering=Name.Disc)
    if element.scope:
        return Dictionary(O=Name.Table, Scope=Name("/" + element.scope))
    if element.role == "Figure" and element.boxes:
        return Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array(round(x, 2) for x in element.boxes[0][1]))
    return None


class _TreeWriter:
    """Turns elements into PDF objects and keeps the way back from marks and links to them."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.owners: list[dict[int, pikepdf.Object]] = [{} for _ in self.pages]
        self.annotations: list[pikepdf.Object] = []

    def write(self, element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        """Write an element with all its kids."""
        made = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + element.role), P=parent, K=Array()))
        for key, words in (("/Lang", element.language), ("/Alt", element.alt), ("/ActualText", element.text)):
            if words:
                made[key] = String(words)
        attributes = _attributes(element)
        if attributes is not None:
            made.A = attributes
        if element.marks:
            made.Pg = self.pages[element.marks[0][0]]
        for page, number in element.marks:
            self.owners[page][number] = made
            made.K.append(
                number if page == element.marks[0][0] else Dictionary(Type=Name.MCR, Pg=self.pages[page], MCID=number)
            )
        if element.url:
            self._write_links(element, made)
        for kid in element.kids:
            made.K.append(self.write(kid, made))
        if len(made.K) == 1:
            made.K = made.K[0]
        return made

    def _write_links(self, element: Element, made: pikepdf.Object) -> None:
        """Lay one link annotation over each line of the link's words."""
        for page, box in element.boxes:
            annotation = self.pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Link,
                    Rect=Array(round(x, 2) for x in box),
                    Border=Array([0, 0, 0]),
                    F=4,
                    Contents=String(element.text or element.url),
                    A=Dictionary(S=Name.URI, URI=String(element.url)),
                    StructParent=len(self.pages) + len(self.annotations),
                )
            )
            self.annotations.append(made)
            holder = self.pages[page]
            if "/Annots" not in holder:
                holder.Annots = Array()
            holder.Annots.append(annotation)
            made.K.append(Dictionary(Type=Name.OBJR, Pg=holder, Obj=annotation))

    def write_seal_field(self, root: pikepdf.Object, words: str) -> None:
        """Add an empty field for a seal, which nobody sees, after everything else; a screen reader says its words."""
        last = self.pages[-1]
        made = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=root, Pg=last, K=Array()))
        field = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(SEAL_FIELD),
                TU=String(words),
                Rect=Array([0, 0, 0, 0]),
                F=PRINTED_AND_LOCKED,
                P=last,
                StructParent=len(self.pages) + len(self.annotations),
            )
        )
        self.annotations.append(made)
        made.K = Dictionary(Type=Name.OBJR, Pg=last, Obj=field)
        if "/Annots" not in last:
            last.Annots = Array()
        last.Annots.append(field)
        if not isinstance(root.get("/K"), Array):
            root.K = Array([root.K])
        root.K.append(made)
        self.pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=SIGNED_AND_APPEND_ONLY)


def write_structure(pdf: pikepdf.Pdf, structure: Structure, *, seal_words: str = "") -> None:
    """Add the structure tree, the parent tree and the pages' links to them; and a field for a seal that has words."""
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    writer = _TreeWriter(pdf)
    tree.K = writer.write(structure.root, tree)
    if seal_words:
        writer.write_seal_field(tree.K, seal_words)
    numbers = Array()
    for number, page in enumerate(writer.pages):
        page.StructParents, page.Tabs = number, Name.S
        owners = writer.owners[number]
        numbers.append(number)
        numbers.append(pdf.make_indirect(Array(owners[mark] for mark in sorted(owners))))
    for number, owner in enumerate(writer.annotations, len(writer.pages)):
        numbers.append(number)
        numbers.append(owner)
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    tree.ParentTreeNextKey = len(writer.pages) + len(writer.annotations)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)
