"""What people do, page by page: a co-ordinator enters a family, a family comes in, agrees, answers and sends."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from alongside.core.definitions.ages import completes_month
from tests.support.deployment import Browser, BrowserError, Deployment, choose, fill, is_for_words, path_of
from tests.support.markup import Element
from tests.support.page import Page

LINK = re.compile(r"https?://\S+")
DIGITS = re.compile(r"\b\d{6}\b")
STEPS_AT_MOST = 200
LANGUAGES = {"English": "English", "Urdu": "اردو"}


@dataclass(slots=True)
class Person:
    """Somebody with a browser. `number` is the study number of a family's parent."""

    name: str
    deployment: Deployment
    browser: Browser
    phone: str = ""
    number: str = ""
    link: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """About whom ("" is the person), and the words of each question that was answered, in order."""

    @property
    def page(self) -> Page:
        """The page this person looks at."""
        return self.browser.page

    def take_another_browser(self) -> None:
        """Go on at another device, where nobody is signed in."""
        self.browser = self.deployment.browser()

    @property
    def texts(self) -> list[str]:
        """The words of every text sent to this person's phone, codes left out, oldest first."""
        return [
            posted.message.body
            for posted in self.deployment.messages(self.phone)
            if not re.fullmatch(r"\d{6}", posted.message.body)
        ]

    def newest_link(self) -> str:
        """Return the link of the newest text that has one."""
        found = [match.group() for text in self.texts for match in LINK.finditer(text)]
        if not found:
            raise BrowserError(f"{self.name} was sent no link")
        return found[-1]

    def newest_code(self) -> str:
        """Return the newest code that was sent to this person's phone."""
        found = [
            posted.message.body
            for posted in self.deployment.messages(self.phone)
            if re.fullmatch(r"\d{6}", posted.message.body)
        ]
        if not found:
            raise BrowserError(f"{self.name} was sent no code")
        return found[-1]


def staff(deployment: Deployment, name: str) -> Person:
    """Return a member of staff who is signed in."""
    made = deployment.people[name]
    person = Person(name, deployment, deployment.browser(), link=made.link)
    person.browser.go(path_of(made.link))
    person.browser.press("Send me a code")
    person.browser.write(made.code, label="Your code")
    person.browser.press("Go on")
    return person


@dataclass(frozen=True, slots=True)
class Entry:
    """What a co-ordinator is told about a family; ages are in completed months."""

    name: str
    phone: str
    children: Sequence[tuple[str, int]]
    safe: str = "Yes, they said it is safe"
    language: str = "English"
    easy_read: bool = False
    listens: bool = False
    site: str = "Bromley"
    last_name: str = ""
    weeks_early: str = ""
    """What is typed for each child."""
    needs: Sequence[str] = ()
    """The words of what is ticked beside how they read."""


def born(today: date, months: int) -> date:
    """Return the birthday of a child who completed this month five days ago."""
    return completes_month(today, -months) - timedelta(days=5)


def enter_family(co_ordinator: Person, entry: Entry) -> Person:
    """Enter a family on the co-ordinator's page and return its parent, whom nothing was sent yet."""
    browser, deployment = co_ordinator.browser, co_ordinator.deployment
    browser.go("/staff/new")
    for _ in entry.children[1:]:
        browser.press("Add another child")
    browser.write(entry.name, label="Parent's first name")
    browser.write(entry.last_name, label="Parent's family name")
    browser.choose("Parent")
    browser.choose(entry.site)
    browser.write(entry.phone, label="Mobile phone")
    browser.choose(entry.safe)
    browser.choose(LANGUAGES[entry.language])
    browser.choose("Easy words with pictures" if entry.easy_read else "Plain words")
    if entry.listens:
        browser.choose("Show listen buttons from the start")
    for ticked in entry.needs:
        browser.choose(ticked)
    for index, (name, months) in enumerate(entry.children):
        day = born(deployment.services.clock.today(), months)
        group = browser.page.main.all(id=f"child{index}_name")[0].inside("fieldset")
        assert group is not None
        typed = (name, str(day.day), str(day.month), str(day.year), entry.weeks_early)
        for control, words in zip(group.all("input"), typed, strict=True):
            fill(control, words)
    page = browser.press("Add this family")
    number = re.search(r"\b[A-Z]{2}\d{4}[A-Z0-9]\b", page.heading)
    if number is None:
        raise BrowserError(f"the family was not added: {page.text[:600]}")
    phone = "+44" + entry.phone.replace(" ", "").removeprefix("0") if entry.phone else ""
    return Person(entry.name, deployment, deployment.browser(), phone=phone, number=number.group())


def come_in(person: Person, link: str = "") -> Page:
    """Open the link of the newest text, ask for a code and type it."""
    ask_for_code(person, link)
    return give_code(person, person.newest_code())


def ask_for_code(person: Person, link: str = "") -> Page:
    """Open the link and press the one button of its page."""
    person.link = link or (person.newest_link() if person.texts else person.link)
    page = person.browser.go(path_of(person.link))
    return person.browser.send(page.main.all("button")[0])


def give_code(person: Person, code: str) -> Page:
    """Type a code and go on."""
    fill(person.page.main.all("input", name="code")[0], code)
    return past_leaving(person.browser.press(value="open"), person)


def past_leaving(page: Page, person: Person) -> Page:
    """Go on from the page that tells how to leave fast, which stands before the first use."""
    return person.browser.send(page.main.all("button")[-1]) if path_of(page.address) == "/first" else page


def agree(person: Person, *, refusing: Sequence[str] = (), name: str = "") -> Page:
    """Read everything, say yes to every statement but those whose words are named, and sign."""
    browser = person.browser
    browser.go("/read/1")
    read_on(person)
    for _ in range(STEPS_AT_MOST):
        if person.page.kind != "statement":
            break
        says_no = any(words in person.page.heading for words in refusing)
        choose(person.page, person.page.main.all("input", type="radio", value="no" if says_no else "yes")[0])
        browser.send(person.page.main.all("button")[-1])
    if person.page.main.all("input", id="name"):
        sign_as(person, name or f"{person.name} Example")
    return person.page


def choose_also(person: Person, title: str, *, refusing: Sequence[str] = ()) -> Page:
    """Read about a free choice, say yes to every statement but those whose words are named, and keep it."""
    browser = person.browser
    browser.go("/path")
    (link,) = [link for link in person.page.main.all("a") if link["aria-label"].endswith(f": {title}")]
    browser.go(link["href"])
    read_on(person)
    while person.page.kind == "statement":
        says_no = any(words in person.page.heading for words in refusing)
        choose(person.page, person.page.main.all("input", type="radio", value="no" if says_no else "yes")[0])
        browser.send(person.page.main.all("button")[-1])
    return browser.send(person.page.main.all("button")[-1])


def sign_as(person: Person, name: str) -> Page:
    """Sign with a typed name."""
    write_signature(person, name)
    return person.browser.send(person.page.main.all("button")[-1])


def write_signature(person: Person, name: str) -> None:
    """Choose to type one's name, and type it."""
    for typed in person.page.main.all("input", name="method", value="typed"):
        choose(person.page, typed)
    fill(person.page.main.all("input", id="name")[0], name)


def read_on(person: Person) -> None:
    """Read every page of information from here, and leave out the questions about what was told."""
    for _ in range(STEPS_AT_MOST):
        if person.page.kind == "information":
            person.browser.go(forward(person.page))
        elif person.page.kind == "understanding":
            person.browser.press(value="leave_out")
        else:
            return
    raise BrowserError("the information has no end")


def forward(page: Page) -> str:
    """Return where the link that looks like a button and stands last leads to."""
    return next(link["href"] for link in reversed(page.main.all("a")) if link["class"] == "button")


def begin_questions(person: Person) -> Page:
    """Start the questions that are due, and go on to the first question."""
    page = person.browser.go("/path")
    starts = page.main.all("form", action="/start")
    if starts:
        person.browser.send(starts[0].all("button")[0])
    else:
        person.browser.go("/questions")
    return go_to_question(person)


def go_to_question(person: Person) -> Page:
    """Go on from the page that introduces a part, and from the one before hard questions."""
    for _ in range(STEPS_AT_MOST):
        if person.page.kind != "information":
            return person.page
        if any(button["value"] == "go_on" for button in person.page.main.all("button")):
            person.browser.press(value="go_on")
        else:
            links = [link["href"] for link in person.page.main.all("a")]
            person.browser.go(next(link for link in links if link.startswith(("/q/", "/before/"))))
    raise BrowserError(f"no question comes after {person.page.address}")


def answer(person: Person, words: str) -> Page:
    """Answer the question on the page with these words, in the way that the question takes them, and go on."""
    give(person.page, words)
    return keep(person)


def keep(person: Person) -> Page:
    """Press the button that keeps the answer."""
    person.asked.append((_about_whom(person.page), person.page.heading))
    return person.browser.press(value="keep")


def _about_whom(page: Page) -> str:
    lines = [line.text for line in page.main.all("p") if line.text.startswith("About ")]
    return lines[0].removeprefix("About ") if lines else ""


def give(page: Page, words: str) -> None:
    """Fill in the question without going on; several ticked options are parted by semicolons."""
    wanted = [part.strip() for part in words.split(";")]
    options = {label.text: label.all("input")[0] for label in page.main.all("label") if label.all("input")}
    ladder = page.main.all("input", type="radio", value=words)
    fields = _answer_fields(page)
    if options and all(part in options for part in wanted):
        for part in wanted:
            choose(page, options[part])
    elif ladder:
        choose(page, ladder[0])
    elif len(fields) == 3:
        for field_, part in zip(fields, words.split(), strict=True):
            fill(field_, part)
    elif fields:
        fill(fields[0], words)
    else:
        raise BrowserError(f"{page.heading!r} does not take {words!r}: {list(options)}")


def _answer_fields(page: Page) -> list[Element]:
    return [
        control
        for control in page.main.all("input", "textarea")
        if is_for_words(control) and control["name"].startswith("answer")
    ]


def answer_part(person: Person, answers: Mapping[str, str] | None = None) -> Page:
    """Answer every question that comes, in order, until the page that shows all answers; a question is named by its words."""
    for _ in range(STEPS_AT_MOST):
        if person.page.kind == "information":
            go_to_question(person)
        if person.page.kind != "question":
            return person.page
        before = person.page.address
        given = next((words for start, words in (answers or {}).items() if start in person.page.heading), None)
        if given is None:
            give_anything(person.page)
        else:
            give(person.page, given)
        keep(person)
        if person.page.address == before:
            raise BrowserError(f"not taken: {person.page.text[:400]}")
    raise BrowserError("the questions have no end")


def give_anything(page: Page) -> None:
    """Give an answer of the kind that the question takes, of no interest to the test."""
    radios, ticks = page.main.all("input", type="radio"), page.main.all("input", type="checkbox")
    fields = _answer_fields(page)
    if page.main.all("input", name="rows"):
        give_row(page, 0, "34")
    elif radios:
        choose(page, radios[1])
    elif ticks:
        choose(page, ticks[0])
    elif len(fields) == 3:
        for control, part in zip(fields, ("3", "4", "1990"), strict=True):
            fill(control, part)
    elif fields:
        fill(fields[0], "2")
    else:
        raise BrowserError(f"a question that takes nothing: {page.text[:400]}")


def give_row(page: Page, number: int, age: str, who: str = "") -> None:
    """Fill in one row of a question that repeats."""
    group = [one for one in page.main.all("div") if one["role"] == "group"][number]
    options = {label.text: label.all("input")[0] for label in group.all("label") if label.all("input")}
    choose(page, options[who] if who else next(iter(options.values())))
    fill(next(control for control in group.all("input") if is_for_words(control)), age)


def send_part(person: Person) -> Page:
    """Send the part whose answers are on the page."""
    if person.page.kind != "review":
        raise BrowserError(f"{person.page.address} does not show the answers of a part")
    return person.browser.send(person.page.main.all("button")[-1])


def answer_all(person: Person, answers: Mapping[str, str] | None = None) -> Page:
    """Answer and send every part that is left."""
    begin_questions(person)
    for _ in range(STEPS_AT_MOST):
        answer_part(person, answers)
        send_part(person)
        more = [link for link in person.page.main.all("a") if link["href"] == "/questions"]
        if not more:
            return person.page
        person.browser.go("/questions")
    raise BrowserError("the parts have no end")


def download(browser: Browser, name: str) -> str:
    """Take one file from the researcher's page."""
    browser.go("/data/")
    response = browser.take(f"/data/{name}.csv")
    assert (response.status_code, response.mimetype) == (200, "text/csv")
    assert "attachment" in response.headers["Content-Disposition"]
    return response.get_data(as_text=True)
