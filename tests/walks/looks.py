"""What is looked at on every page of a walk, and everything that was found."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import Page, Request, Response

from alongside.core.messages.neutral import find_forbidden
from tests.support.walk import HEIGHT, NARROW, WIDE, Variant

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
LOOK = (Path(__file__).parent / "looks.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_UNSEEN = str.maketrans({"\u2068": "", "\u2069": "", "\u00a0": " "})
THEMES = ("light", "cream", "dark", "contrast")
TABS_AT_MOST = 600
TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
THEMED = ("question", "statement", "path", "needs", "sign", "check")
"""Stops whose names begin so are looked at in all four colours; in a full run all are."""
MAY_SCROLL = ".scroll"
"""A table of the staff's pages has two dimensions; it scrolls within itself, not with the page."""
INLINE_LINKS = ".given a, .note bdi a"
"""Links that stand within running text keep the height of its lines: addresses in the messages of the post box."""
RUN_AXE = """async ([tags, theme, scrolls]) => {
  const options = theme
    ? { runOnly: { type: "rule", values: ["color-contrast-enhanced"] } }
    : { runOnly: { type: "tag", values: tags }, rules: { "target-size": { enabled: true }, "color-contrast-enhanced": { enabled: true } } };
  const root = document.documentElement, before = root.dataset.colours;
  if (theme) root.dataset.colours = theme;
  const { violations, incomplete, passes } = await axe.run(document, { ...options, resultTypes: ["violations", "incomplete", "passes"] });
  root.dataset.colours = before;
  const told = (results) => results.flatMap((one) => one.nodes.map((node) =>
    `${one.id}: ${node.target.join(" ")}: ${[...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ")}`));
  const ratios = [...passes, ...violations].filter((one) => one.id === "color-contrast-enhanced")
    .flatMap((one) => one.nodes.flatMap((node) => node.any.map((check) => check.data && check.data.contrastRatio).filter(Boolean)));
  // What stands in a table that scrolls is half hidden in a narrow window; in a wide one it is measured.
  for (const one of incomplete) one.nodes = one.nodes.filter((node) => !document.querySelector(node.target[0])?.closest(scrolls));
  return { violations: told(violations), incomplete: told(incomplete), contrast: Math.min(99, ...ratios), rules: passes.length };
}"""
STORAGE = """async () => {
  const kept = { localStorage: localStorage.length, sessionStorage: sessionStorage.length };
  kept.indexedDB = (await indexedDB.databases()).length;
  kept.caches = (await caches.keys()).length;
  kept.serviceWorkers = (await navigator.serviceWorker.getRegistrations()).length;
  return kept;
}"""
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const faults = [], style = getComputedStyle(one.matches(".choice input") ? one.closest("label") : one);
  const said = `<${one.tagName.toLowerCase()}> ${(one.innerText || one.id || one.name || "").slice(0, 40)}`;
  if (one.tagName !== "AUDIO" && (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2)) faults.push(`no ring: ${said}`);
  const box = one.getClientRects()[0], [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const points = [[x, y], [x, box.top + 3], [x, box.bottom - 3], [box.left + 3, y], [box.right - 3, y]]
    .filter(([px, py]) => px > 0 && py > 0 && px < innerWidth && py < innerHeight);
  if (!points.length) faults.push(`out of sight: ${said}`);
  for (const [px, py] of points) {
    const hit = document.elementFromPoint(px, py);
    if (!hit || !(one.contains(hit) || hit.contains(one) && hit.closest("label"))) { faults.push(`covered: ${said}`); break; }
  }
  if (!one.dataset.walked) one.dataset.walked = Math.random();
  return [one.dataset.walked, faults];
}"""
REACHABLE = """() => {
  const groups = new Set(), left = [];
  for (const one of document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), textarea, audio")) {
    if (!one.checkVisibility() || one.inert) continue;
    if (one.type === "radio") {
      const group = [...document.querySelectorAll(`input[type=radio][name="${one.name}"]`)];
      if (group.some((other) => other.dataset.walked) || groups.has(one.name)) continue;
      groups.add(one.name);
    }
    if (!one.dataset.walked) left.push(`${one.tagName} ${one.innerText || one.name || ""}`);
  }
  for (const one of document.querySelectorAll("audio")) one.inert = false;
  for (const one of document.querySelectorAll("[data-walked]")) delete one.dataset.walked;
  return left;
}"""


@dataclass(slots=True)
class Findings:
    """Everything that the walks found, by subject, and the figures to report."""

    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    stops: Counter[str] = field(default_factory=Counter)
    axe_runs: int = 0
    tabs: int = 0
    smallest_target: tuple[float, str] = (999.0, "")
    closest_targets: tuple[float, str] = (999.0, "")
    faintest_words: tuple[float, str] = (99.0, "")
    faintest_edge: tuple[float, str] = (99.0, "")
    longest_line: tuple[float, str] = (0.0, "")
    sounds: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    """By language and address: the words that stood beside it."""
    requests: set[tuple[str, str, str]] = field(default_factory=set)
    """Language, method and address of each request."""
    kinds: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By language: the names of the stops."""
    served: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """In a full run, by variant, stop and address: the page as the server sent it."""

    def add(self, subject: str, where: str, found: Iterable[str]) -> None:
        """Put faults on record."""
        self.faults[subject].extend(f"{where}: {one}" for one in found)

    def of(self, *subjects: str) -> str:
        """Return the faults of these subjects, each once, as lines to read."""
        return "\n".join(dict.fromkeys(line for subject in subjects for line in self.faults[subject]))

    def figures(self) -> str:
        """Return the figures in one line each."""
        return (
            f"{self.stops.total()} stops at pages, {len(self.requests)} addresses, {self.axe_runs} runs of axe, "
            f"{self.tabs} presses of Tab, {len(self.sounds)} sounds\n"
            f"smallest target {self.smallest_target}, closest two {self.closest_targets}\n"
            f"faintest words {self.faintest_words}, faintest edge {self.faintest_edge}, "
            f"longest line {self.longest_line}"
        )


@dataclass(slots=True)
class Looker:
    """Looks at the pages of one walk. Stops of one name are alike: the slow looks take each name once, or all of them."""

    findings: Findings
    variant: Variant
    is_full: bool
    own_origin: str
    has_tabs: bool = True
    has_wide_axe: bool = True
    has_themes: bool = True
    seen: set[str] = field(default_factory=set)
    titles: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Response] = field(default_factory=dict)

    def listen_to(self, page: Page) -> None:
        """Put every request of the page's window on record."""
        page.context.on("request", lambda request: self._request(request))  # noqa: PLW0108 - the driver marks what it calls, and a slotted object takes no marks
        if self.is_full:
            page.context.on("response", lambda response: self._response(response))  # noqa: PLW0108 - as above

    def _request(self, request: Request) -> None:
        if request.url.startswith("data:"):
            return
        parts = urlsplit(request.url)
        self.findings.requests.add((self.variant.language, request.method, parts.path))
        if f"{parts.scheme}://{parts.netloc}" != self.own_origin:
            self.findings.add("trace", str(self.variant), [f"asked somebody else: {request.url}"])

    def _response(self, response: Response) -> None:
        if response.headers.get("content-type", "").startswith("text/html"):
            self.answers[response.url] = response

    def __call__(self, page: Page, stop: str) -> None:
        """Look at the page at this stop."""
        is_new = stop not in self.seen
        self.seen.add(stop)
        where = f"{self.variant} | {stop} | {urlsplit(page.url).path}"
        self.findings.stops[stop] += 1
        language = page.evaluate("document.documentElement.lang")
        self.findings.kinds[language].add(stop)
        self.findings.requests.add((language, "GET", urlsplit(page.url).path))
        self._traces(page, where)
        if self.is_full:
            address = page.url.partition("#")[0]
            self.findings.served[str(self.variant), stop, address] = self.answers[address].text()
        slow = is_new or self.is_full
        for width in (NARROW, WIDE):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            self._measure(page, f"{where} | {width}", width)
            if slow and (width == NARROW or self.has_wide_axe or self.is_full):
                self._axe(
                    page,
                    f"{where} | {width}",
                    with_themes=width == NARROW and (self.is_full or (self.has_themes and stop.startswith(THEMED))),
                )
        page.set_viewport_size({"width": NARROW, "height": HEIGHT})
        if slow and (self.has_tabs or self.is_full):
            self._tab_through(page, where)

    def _traces(self, page: Page, where: str) -> None:
        kept = {name: count for name, count in page.evaluate(STORAGE).items() if count}
        cookies = page.context.cookies()
        if kept or len(cookies) > 1:
            self.findings.add("trace", where, [f"left behind: {kept} {[cookie['name'] for cookie in cookies]}"])
        if page.locator("main[data-kind=staff]").count():
            return  # staff read at work, on their own devices; whom a page is about may be in its title
        for words in (page.title(), urlsplit(page.url).path.replace("/", " ")):
            if found := find_forbidden(words):
                self.findings.add("trace", where, [f"{words!r} holds {found}"])

    def _measure(self, page: Page, where: str, width: int) -> None:
        facts: dict[str, Any] = page.evaluate(LOOK, {"mayScroll": MAY_SCROLL, "inlineLinks": INLINE_LINKS})
        found = self.findings
        for subject, words in facts["faults"]:
            found.add(subject, where, [words])
        if facts["direction"] != ("rtl" if facts["language"] == "ur" else "ltr"):
            found.add("direction", where, [f"{facts['language']} goes {facts['direction']}"])
        found.smallest_target = min(
            found.smallest_target, (facts["smallest"] or 999, f"{where} {facts['smallestName']}")
        )
        found.closest_targets = min(found.closest_targets, (facts["closest"] or 999, where))
        found.faintest_edge = min(found.faintest_edge, (facts["faintest"] or 99, where))
        if width == WIDE:
            found.longest_line = max(found.longest_line, (facts["longest"], where))
        for address, words, label in facts["audio"]:
            found.sounds[facts["language"], address].add(words)
            if words.translate(_UNSEEN) not in label.translate(_UNSEEN):
                found.add("sound", where, [f"{label!r} does not name {words!r}"])

    def _axe(self, page: Page, where: str, *, with_themes: bool) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE)
        for theme in ("", *THEMES) if with_themes else ("",):
            told = page.evaluate(RUN_AXE, [TAGS, theme, MAY_SCROLL])
            self.findings.axe_runs += 1
            self.findings.add("axe", f"{where} {theme}", told["violations"])
            self.findings.add("axe incomplete", f"{where} {theme}", told["incomplete"])
            self.findings.faintest_words = min(self.findings.faintest_words, (told["contrast"], f"{where} {theme}"))

    def _tab_through(self, page: Page, where: str) -> None:
        out = 0
        if not self.is_full:  # a browser's own player takes eight presses; the first of a page stands for all
            page.evaluate("document.querySelectorAll('audio').forEach((one, index) => { one.inert = index > 0; })")
        keyboard = page.context.new_cdp_session(page)  # half the time of the driver's own key, measured
        for _ in range(TABS_AT_MOST):
            keyboard.send("Input.dispatchKeyEvent", TAB)
            self.findings.tabs += 1
            told = page.evaluate(FOCUS)
            if told is None:
                out += 1
                if out == 2:  # once from where the page put the focus, once from the top
                    break
            else:
                self.findings.add("focus", where, told[1])
        else:
            self.findings.add("focus", where, ["the keyboard does not get out of the page"])
        keyboard.detach()
        self.findings.add("focus", where, [f"not reached: {one}" for one in page.evaluate(REACHABLE)])
