"""The second look at every page of the walks, as the server sent it: another engine than axe, and what a reader of screens says."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route

from tests.support.node_parts import engine_script, reader_script
from tests.support.walk import HEIGHT, NARROW

Served = dict[tuple[str, str, str], str]
"""By variant, stop and address: a page's HTML."""
ORIGIN = "http://pages.example"
READER = "/reader-of-screens.js"
RULES = "WCAG_2_2"
NOT_MEANT = frozenset(
    [
        # A form without a name is no landmark (HTML-AAM 1.0), so two of them need not be told apart.
        "aria_form_label_unique",
        # A user name may be an e-mail address (HTML, autofill's control groups); axe and html-validate look at the attribute too.
        "input_autocomplete_valid",
        # Boxes of one name are one list for the server; to a person each says for itself what it is about.
        "input_checkboxes_grouped",
    ]
)
RUN_ENGINE = """async ([rules, notMeant]) => {
  for (const one of document.querySelectorAll("details")) one.open = true;  // it takes what is folded away for missing
  const { results } = await new window.ace.Checker().check(document, [rules]);
  return results.filter(({ ruleId, value }) => value[0] === "VIOLATION" && value[1] === "FAIL" && !notMeant.includes(ruleId))
    .map(({ ruleId, message, path }) => `${ruleId}: ${message} (${path.dom})`);
}"""
READ_ALOUD = """async (reader) => {
  const { virtual } = await import(reader);
  await virtual.start({ container: document.body });
  for (let steps = 0; steps < 4000 && await virtual.lastSpokenPhrase() !== "end of document"; steps++) await virtual.next();
  const said = await virtual.spokenPhraseLog();
  await virtual.stop();
  return said;
}"""
CONTROL = re.compile(r"(link|button|textbox|searchbox|combobox|checkbox|radio|slider|spinbutton)(?:, (.*))?")
STATE = re.compile(r"(not )?(checked|pressed|expanded|selected)|position \d+, set size \d+|invalid|required|disabled")
LEVEL_1 = re.compile(r"heading, .+, level 1")
HELP = re.compile(r"complementary, .+")
PROGRESS = "progress"
ANSWER = re.compile(r"(radio|checkbox|textbox), .+")


@dataclass(slots=True)
class SecondFindings:
    """What the second look found, as lines to read, and how much it looked at."""

    engine: list[str] = field(default_factory=list)
    reader: list[str] = field(default_factory=list)
    pages: int = 0
    phrases: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


def look_again(chromium: Browser, served: Served) -> SecondFindings:
    """Look at one page of each kind in each variant; stops of one name are alike."""
    found = SecondFindings()
    once = {(variant, stop): (address, html) for (variant, stop, address), html in served.items()}
    html = ""

    def answer(route: Route) -> None:
        if route.request.is_navigation_request():
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif urlsplit(route.request.url).path == READER:
            route.fulfill(body=reader_script(), content_type="text/javascript")
        else:
            route.abort()

    with closing(chromium.new_context(viewport={"width": NARROW, "height": HEIGHT})) as context:
        context.add_init_script(f"{engine_script()};window.ace = ace;")
        page = context.new_page()
        page.route("**/*", answer)
        for (variant, stop), (address, html) in once.items():  # noqa: B007 - `answer` gives the page out
            page.goto(ORIGIN + urlsplit(address).path)
            where = f"{variant} | {stop}"
            found.pages += 1
            found.engine += [f"{where}: {fault}" for fault in page.evaluate(RUN_ENGINE, [RULES, sorted(NOT_MEANT)])]
            _listen(page, where, found)
    return found


def _listen(page: Page, where: str, found: SecondFindings) -> None:
    kind = page.locator("main").get_attribute("data-kind") or ""
    progress = page.locator("p.progress").all_inner_texts()
    said: list[str] = page.evaluate(READ_ALOUD, READER)
    found.kinds[kind] += 1
    found.phrases += len(said)
    found.reader += [f"{where}: {fault}" for fault in faults_of_transcript(kind, said, *progress)]


def faults_of_transcript(kind: str, said: list[str], progress: str = "") -> Iterator[str]:
    """Yield what is wrong with what a reader of screens says of a page, from its top to its end."""
    for phrase in said:
        control = CONTROL.fullmatch(phrase)
        if control and (not control[2] or STATE.match(control[2])):
            yield f"a control without a name: {phrase!r}"
    headings = [place for place, phrase in enumerate(said) if LEVEL_1.fullmatch(phrase)]
    if len(headings) != 1:
        yield f"{len(headings)} headings of the first rank"
        return
    (heading,) = headings
    in_order = [("beginning", 0), ("banner", _first(said, "banner")), ("main part", _first(said, "main"))]
    if progress:
        in_order.append((PROGRESS, _first(said, progress.strip())))
    in_order.append(("heading", heading))
    if kind == "question":
        in_order += [
            ("answer", _first(said, ANSWER, after=heading)),
            ("button that keeps", _first(said, re.compile("button, .+, keep"), after=heading)),
        ]
    if kind != "leave":
        in_order.append(("help", _first(said, HELP)))
    in_order.append(("end", len(said) - 1))
    missing = [name for name, place in in_order if place < 0]
    if missing:
        yield f"never said: {', '.join(missing)}"
    elif any(later <= before for (_, before), (_, later) in pairwise(in_order)):
        yield "out of order: " + ", ".join(name for name, _ in sorted(in_order, key=lambda one: one[1]))
    if (alert := _first(said, "alert")) > heading:
        yield f"the list of errors comes after the heading, at {alert}"


def _first(said: list[str], wanted: str | re.Pattern[str], *, after: int = -1) -> int:
    """Return where something is first said; -1 = never."""
    for place, phrase in enumerate(said):
        if place > after and (phrase == wanted if isinstance(wanted, str) else wanted.fullmatch(phrase)):
            return place
    return -1
