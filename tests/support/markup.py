"""HTML read strictly: what a browser would quietly repair is a fault here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5
from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
UNSEEN = frozenset({"head", "script", "style", "title", "template"})
FLOW = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "dialog",
        "div",
        "dl",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ]
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
INTERACTIVE = frozenset({"a", "audio", "button", "details", "iframe", "label", "select", "textarea"})
HOLDS_WORDS_ONLY = frozenset({"p", "span", "label", "button", "a", "strong", "em", "bdi", *HEADINGS})
"""These hold words and controls, never blocks. (`a` may hold blocks in HTML; ours never does.)"""
MAY_STAND_IN: dict[str, frozenset[str]] = {
    "li": frozenset({"ul", "ol"}),
    "legend": frozenset({"fieldset"}),
    "summary": frozenset({"details"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
    "tr": frozenset({"thead", "tbody"}),
}
HOLDS_ONLY: dict[str, frozenset[str]] = {
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "table": frozenset({"caption", "thead", "tbody"}),
    "tr": frozenset({"th", "td"}),
}


@dataclass(eq=False, slots=True)
class Element:
    """One element with what it holds; `attributes` may be changed as a browser's are by typing."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: list["Element | str"] = field(default_factory=list)
    _below: list["Element"] = field(default_factory=list, init=False, repr=False)

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    def walk(self) -> Sequence["Element"]:
        """Return this element and all below it, in reading order: of a page that was read whole, worked out once."""
        if not self._below:
            left = [self]
            while left:
                one = left.pop()
                self._below.append(one)
                left.extend(child for child in reversed(one.children) if isinstance(child, Element))
        return self._below

    def all(self, *tags: str, **attributes: str) -> list["Element"]:
        """Return the elements below with one of these tags and all of these attributes (`_` stands for `-`)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            one
            for one in self.walk()
            if (not tags or one.tag in tags)
            and all(one.attributes.get(name) == value for name, value in wanted.items())
        ]

    def above(self) -> Iterator["Element"]:
        """Yield the elements that hold this one, the nearest first."""
        here = self.parent
        while here is not None:
            yield here
            here = here.parent

    def inside(self, tag: str) -> "Element | None":
        """Return the nearest element of this tag that holds this one."""
        return next((one for one in self.above() if one.tag == tag), None)

    @property
    def text(self) -> str:
        """The words that can be seen, with single spaces."""
        return " ".join("".join(self._words()).split())

    def _words(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in UNSEEN:
                is_block = child.tag in FLOW or child.tag in {
                    "li",
                    "td",
                    "th",
                    "tr",
                    "legend",
                    "label",
                    "summary",
                    "br",
                }
                yield " " if is_block else ""
                yield from child._words()
                yield " " if is_block else ""


def read_markup(html: str) -> tuple[Element, list[str]]:
    """Return the document's root and everything that is not well formed in it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root, [*reader.faults, *reader.unfinished(), *_misplaced(reader.root)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.root = Element("#document", {})
        self.faults: list[str] = []
        self._open = [self.root]
        self._doctypes = 0

    def unfinished(self) -> Iterator[str]:
        """Yield what was never closed, or never opened."""
        for element in self._open[1:]:
            yield f"<{element.tag}> is never closed"
        if self._doctypes != 1:
            yield "the document does not begin with <!doctype html>"

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html" or (self.root.children and any(map(str.strip, map(str, self.root.children)))):
            self.faults.append(f"unexpected declaration {decl!r}")
        self._doctypes += 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in VOID and element.inside("svg") is None and tag != "svg":
            self.faults.append(f"<{tag}/> closes itself, which HTML ignores")

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1].tag == tag:
            self._open.pop()
        else:
            self.faults.append(f"</{tag}> where <{self._open[-1].tag}> is open")
            while any(element.tag == tag for element in self._open[1:]) and self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._open[-1].tag not in {"style", "script"} and ("&" in data or "<" in data):
            self.faults.append(f"unescaped & or < in {data.strip()[:40]!r}")
        self._open[-1].children.append(data)

    def handle_entityref(self, name: str) -> None:
        if f"{name};" not in html5:
            self.faults.append(f"&{name}; is no character")
        self._open[-1].children.append(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._open[-1].children.append(unescape(f"&#{name};"))

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"unexpected declaration {data!r}")

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        names = [name for name, _ in attrs]
        self.faults += [f"<{tag}> has {name} twice" for name in dict.fromkeys(names) if names.count(name) > 1]
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open[-1])
        self._open[-1].children.append(element)
        return element


def _misplaced(root: Element) -> Iterator[str]:
    for element in root.walk():
        above = element.parent.tag if element.parent else ""
        if element.inside("svg") is not None:
            continue
        if above in HOLDS_WORDS_ONLY and element.tag in FLOW:
            yield f"<{element.tag}> cannot stand in <{above}>"
        if element.tag in MAY_STAND_IN and above not in MAY_STAND_IN[element.tag]:
            yield f"<{element.tag}> stands in <{above}>"
        if above in HOLDS_ONLY and element.tag not in HOLDS_ONLY[above]:
            yield f"<{above}> holds <{element.tag}>"
        if element.tag == "form" and element.inside("form"):
            yield "a form stands in a form"
        if element.tag == "li" and above == "ul" and not element.text and not element.all("input", "a", "button"):
            yield "a list has an empty line"
        for outer in ("a", "button"):
            if element.inside(outer) and (element.tag in INTERACTIVE or element.tag == "input"):
                yield f"<{element.tag}> stands in <{outer}>"
