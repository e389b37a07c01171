"""The house style of every answer that the server gives, looked at whenever a test fetches one."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tests.support.markup import Element, read_markup

KINDS = frozenset(
    [
        "arrive",
        "code",
        "choices",
        "information",
        "statement",
        "understanding",
        "sign",
        "question",
        "review",
        "done",
        "path",
        "help",
        "leave",
        "error",
        "staff",
    ]
)
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "ps", "ur"})
ARABIC_LETTER = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
TEXT_ID = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)*\.[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?:\.[a-z_]+)?\b")
FRAMEWORK_TEXT_ID = re.compile(r"\b(?:pages|needs|errors|staff(?:_[a-z]+)*|documents|messages|pictures)\.[a-z]\w*")
PLACEHOLDER = re.compile(r"\{[a-z_]*\}|\{\{|\{%")
CONTROLS = ("input", "select", "textarea")
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
POLICY = {
    "default-src": "'none'",
    "img-src": "'self'",
    "media-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


@dataclass(frozen=True, slots=True)
class Page:
    """One page that somebody was shown."""

    address: str
    status: int
    headers: Mapping[str, str]
    root: Element

    @property
    def main(self) -> Element:
        """The main part of the page."""
        return self.root.all("main")[0]

    @property
    def kind(self) -> str:
        """What kind of page it is."""
        return self.main["data-kind"]

    @property
    def heading(self) -> str:
        """The page's one heading of the first rank."""
        return self.root.all("h1")[0].text

    @property
    def text(self) -> str:
        """Every word of the page that can be seen."""
        return self.root.text

    @property
    def language(self) -> str:
        """The page's language."""
        return self.root.all("html")[0]["lang"]


def read_page(address: str, status: int, headers: Mapping[str, str], html: str) -> Page:
    """Return a page that keeps the house style.

    Raises:
        AssertionError: it does not; the message names every fault.
    """
    root, faults = read_markup(html)
    root.attributes["address"] = address
    page = Page(address, status, headers, root)
    found = faults or list(faults_of_page(page))
    assert not found, f"{address} ({status}): " + "; ".join(found)
    return page


def faults_of_headers(headers: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with the headers of any answer: page, redirect, document, sound or file."""
    for name, value in HEADERS.items():
        if headers.get(name) != value:
            yield f"{name} is {headers.get(name)!r}"
    policy = dict(part.strip().split(" ", 1) for part in headers.get("Content-Security-Policy", "").split(";") if part)
    for name, value in POLICY.items():
        if policy.get(name) != value:
            yield f"the policy's {name} is {policy.get(name)!r}"
    for name in ("style-src", "script-src"):
        if not re.fullmatch(r"'nonce-[\w-]{16,}'", policy.get(name, "")):
            yield f"the policy's {name} is {policy.get(name)!r}"
    if "camera=()" not in headers.get("Permissions-Policy", ""):
        yield "Permissions-Policy is missing"
    cookie = headers.get("Set-Cookie")
    if cookie is not None and "HttpOnly" not in cookie and "Max-Age=0" not in cookie:
        yield f"a cookie can be read by scripts: {cookie.partition('=')[0]}"
    if cookie is not None and ("Path=/" not in cookie or "domain" in cookie.lower()):
        yield "a cookie goes to other places than ours"


def faults_of_page(page: Page) -> Iterator[str]:
    """Yield everything that the house style forbids."""
    for name, elements in (
        ("h1", page.root.all("h1")),
        ("main", page.root.all("main")),
        ("title", [title for title in page.root.all("title") if title.inside("svg") is None]),
    ):
        if len(elements) != 1:
            yield f"{len(elements)} of <{name}>"
            return
    yield from _faults_of_title(page)
    yield from _faults_of_language(page)
    yield from _faults_of_ids(page)
    yield from _faults_of_controls(page)
    yield from _faults_of_errors(page)
    yield from _faults_of_scripts(page)
    yield from _faults_of_words(page)
    yield from _faults_of_frame(page)


def _faults_of_title(page: Page) -> Iterator[str]:
    title = "".join(str(child) for child in page.root.all("title")[0].children).strip()
    lines = {" ".join(element.text.split()) for element in page.main.all("h1", "p")}
    if not page.heading:
        yield "the heading is empty"
    if not title:
        yield "the title is empty"
    elif page.kind != "error" and not any(title == line or title.endswith(f" {line}") for line in lines if line):
        yield f"the title {title!r} is neither the heading {page.heading!r} nor a line of the page"
    levels = [int(element.tag[1]) for element in page.main.walk() if re.fullmatch("h[1-6]", element.tag)]
    if any(deeper - before > 1 for before, deeper in pairwise(levels)):
        yield f"a rank of headings is left out: {levels}"


def _faults_of_language(page: Page) -> Iterator[str]:
    for element in page.root.all():
        language = element.attributes.get("lang")
        if element.tag == "html" and not language:
            yield "the page does not say its language"
        if language is not None:
            expected = "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"
            if element["dir"] != expected:
                yield f"<{element.tag} lang={language}> runs {element['dir']!r}"
    if page.language == "ur" and page.kind != "staff":
        for element in (*page.root.all("h1", "button"), *page.main.all("legend", "label")):
            named = [inner["lang"] for inner in element.walk() if inner["lang"]]
            own = not any(named) and not any(outer["lang"] == "en" for outer in element.above())
            if own and re.search("[A-Za-z]{3}", element.text) and not ARABIC_LETTER.search(element.text):
                yield f"not in the page's language: {element.text[:60]!r}"


def _faults_of_ids(page: Page) -> Iterator[str]:
    ids = Counter(element["id"] for element in page.root.walk() if "id" in element.attributes)
    yield from (f"the id {name!r} stands {times} times" for name, times in ids.items() if times > 1 or not name)
    for element in page.root.walk():
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            for target in element[name].split():
                if target not in ids:
                    yield f"{name}={target!r} leads nowhere"
        address = element["href"]
        if element.tag == "a" and address.startswith("#") and address[1:] not in ids:
            yield f"the link {address!r} leads nowhere"


def _faults_of_controls(page: Page) -> Iterator[str]:
    for control in page.root.all(*CONTROLS):
        if control["type"] in {"hidden", "submit"}:
            continue
        if not _label_of(page, control):
            yield f"the field {control['name']!r} has no label"
        if control["type"] == "radio":
            yield from _faults_of_group(control)
    for button in page.root.all("button", "a", "summary"):
        if not (button.text or button["aria-label"]):
            yield f"<{button.tag}> has no words"
    for form in page.root.all("form"):
        if form["method"].lower() == "post" and not form.all("input", name="csrf_token"):
            yield f"the form to {form['action'] or page.address} carries no token"


def _label_of(page: Page, control: Element) -> str:
    around = control.inside("label")
    for label in (*page.root.all("label", for_=control["id"]), around):
        if label is not None and label.text and control["id"]:
            return label.text
    named = control["aria-labelledby"].split()
    return " ".join(element.text for element in page.root.walk() if element["id"] in named)


def _faults_of_group(control: Element) -> Iterator[str]:
    group = control.inside("fieldset")
    legends = group.all("legend") if group is not None else []
    if not legends or not legends[0].text:
        yield f"the choices of {control['name']!r} have no heading of their own"
    elif legends[0].parent is not group:
        yield "a legend is not the first thing in its group"


def _faults_of_errors(page: Page) -> Iterator[str]:
    alerts = page.root.all(role="alert")
    if page.status == 422 and not alerts and not page.root.all(role="status"):
        yield "something was refused and the page does not say what"
    described = {target for element in page.root.walk() for target in element["aria-describedby"].split()}
    for link in (link for alert in alerts for link in alert.all("a")):
        lines = [
            element
            for element in page.main.walk()
            if element["id"] and link.text in element.text and element not in alerts and element.tag == "p"
        ]
        if not any(line["id"] in described for line in lines):
            yield f"no field is described by its error {link.text!r}"
    if alerts and not any(alert.all("a") for alert in alerts):
        yield "the list of errors leads nowhere"


def _faults_of_scripts(page: Page) -> Iterator[str]:
    policy = page.headers.get("Content-Security-Policy", "")
    for element in page.root.walk():
        for name in element.attributes:
            if name.startswith("on") or name == "style":
                yield f"<{element.tag}> has {name}="
        if element.tag in {"style", "script"} and (not element["nonce"] or f"'nonce-{element['nonce']}'" not in policy):
            yield f"<{element.tag}> is not covered by the policy"
        for name in ("href", "src", "action"):
            address = element[name]
            is_words = element.tag == "a" and element.inside("li") is not None and page.kind == "staff"  # the post box
            if address.startswith(("http:", "https:", "//", "javascript:")) and not is_words:
                yield f"<{element.tag}> leads away: {address}"


def _faults_of_words(page: Page) -> Iterator[str]:
    spoken = [element[name] for element in page.root.walk() for name in ("aria-label", "alt", "placeholder", "title")]
    title = "".join(str(child) for child in page.root.all("title")[0].children)
    for words in (page.text, title, *spoken):
        for pattern in (TEXT_ID, FRAMEWORK_TEXT_ID, PLACEHOLDER):
            if found := pattern.search(words):
                yield f"raw words can be read: {found.group()!r}"


def _faults_of_frame(page: Page) -> Iterator[str]:
    if page.kind not in KINDS:
        yield f"no kind of page: {page.kind!r}"
    help_links = [link for link in page.root.all("a") if link["href"] == "/help"]
    leaving = page.root.all("form", action="/leave")
    if page.kind == "leave":
        if help_links or leaving:
            yield "the page after leaving shows whose it was"
        return
    if len(leaving) != 1:
        yield "the way to leave fast is missing"
    around = page.main.parent
    blocks = [child for child in around.children if isinstance(child, Element)] if around else []
    after = blocks[blocks.index(page.main) + 1 :]
    if len(after) != 1 or not any(link in after[0].walk() for link in help_links):
        yield "the help is not right after the main part"
