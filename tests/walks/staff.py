"""The way of the staff through every one of their pages: mistakes, empty pages, and what is done."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pyotp
from playwright.sync_api import Page

from tests.support.walk import Demonstration, WalkError, add_family, book_talk, enter, press

Look = Callable[[Page, str], None]
PASSWORD = "three brown ducks 47 on a bridge"
STEP = timedelta(seconds=30)


@dataclass(slots=True)
class StaffWalk:
    """One member of staff at a window of their own."""

    page: Page
    demonstration: Demonstration
    look: Look

    def go(self, address: str, stop: str) -> None:
        """Open an address and look."""
        self.page.goto(self.demonstration.url + address)
        self.look(self.page, stop)

    def press(self, selector: str, stop: str) -> None:
        """Press a button or follow a link, and look at what comes."""
        press(self.page, selector)
        self.look(self.page, stop)

    def open_all(self) -> None:
        """Open whatever can be opened in place."""
        self.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    def as_co_ordinator(self) -> None:
        """Add a family, look who it is, note a contact, give a task, search."""
        page, url = self.page, self.demonstration.url
        enter(page, self.demonstration.people["kim"])
        self.look(page, "staff families")
        self.go("/staff/?stage=finished", "staff families, none")
        self.go("/staff/new", "staff new family")
        self.press("button[value=save]", "staff new family empty")
        self.press("button[value=more]", "staff new family, two children")
        add_family(page, url, "en", name="Lee", months=20)
        self.look(page, "staff family with a code")
        number = page.url.split("/family/")[1].partition("/")[0]
        self.go(f"/staff/family/{number}", "staff family")
        self.open_all()
        self.look(page, "staff family, all open")
        self.press("form[action$='/identity'] button", "staff family, no reason")
        page.locator("input[name=reason]").first.check()
        self.press("form[action$='/identity'] button", "staff family, names shown")
        self._write_consent_down(number)
        self._note_contact(number)
        self._give_task(number)
        self._book_talk(number)
        self._note_stop()
        self.go(f"/staff/family/{number}/told", "staff told")
        self.go(f"/staff/family/{number}/safe-contact", "staff safe contact")
        self.press("button[value=save]", "staff safe contact sent")
        self.go(f"/staff/family/{number}/needs", "staff needs")
        page.fill("#interpreter_words", 500 * "x")
        self.press("main form:not(.acts) .acts button", "staff needs with too many words")
        page.fill("#interpreter_words", "Sylheti")
        self.press("main form:not(.acts) .acts button", "staff needs kept")
        self._correct_a_child(number)
        self.go("/staff/messages", "staff messages")
        self._search(number)
        self.go("/staff/unsent", "staff families")

    def _write_consent_down(self, number: str) -> None:
        page = self.page
        self.go(f"/staff/family/{number}/consent", "staff consent")
        self.press("button[value=check]", "staff consent empty")
        page.check("input[name=mode][value=by_phone]")
        page.check("input[name=taken_in][value=spoken]")
        page.check("input[name=language][value=ur]")
        self.press("button[value=show]", "staff consent in Urdu")
        for field in ("input[name^=answer_][value=yes]", "input[name^=asked_][value=none]"):
            for option in page.locator(field).all():
                option.check()
        page.fill("#printed_name", "Lee Example")
        page.check("#declared")
        self.press("button[value=check]", "staff consent to look at")
        self.press("button[value=record]", "staff family, consent recorded")
        self.press("form[action$='/who-decides'] button", "staff family, who decides open")
        self.press("form[action$='/who-decides'] button", "staff family, who decides settled")

    def _correct_a_child(self, number: str) -> None:
        page = self.page
        self.go(f"/staff/family/{number}/children", "staff children")
        self.open_all()
        self.press("main form button", "staff children, nothing typed")
        page.locator("input[name=early]").fill("3")
        page.check("input[name=reason][value=told_wrong]")
        self.press("main form button", "staff children corrected")

    def _note_contact(self, number: str) -> None:
        page = self.page
        page.goto(f"{self.demonstration.url}/staff/family/{number}")
        self.open_all()
        self.press("form[action$='/contacts'] button", "staff family, contact empty")
        page.check("input[name=outcome][value=no_answer]")
        page.fill("#note", "She will be at her sister's until Friday.")
        self.press("form[action$='/contacts'] button", "staff family, contact noted")

    def _give_task(self, number: str) -> None:
        page = self.page
        page.goto(f"{self.demonstration.url}/staff/family/{number}")
        self.open_all()
        self.press("form[action$='/tasks'] button", "staff family, task empty")
        page.check("input[name=kind][value=call]")
        page.check("input[name=due][value=today]")
        self.press("form[action$='/tasks'] button", "staff family, task given")
        self.open_all()
        self.look(page, "staff family, task open")
        self.go("/staff/", "staff families, a task today")
        page.goto(f"{self.demonstration.url}/staff/family/{number}")
        self.press("form[action$='/done'] button", "staff family, task done")

    def _book_talk(self, number: str) -> None:
        page = self.page
        page.goto(f"{self.demonstration.url}/staff/family/{number}")
        self.open_all()
        self.press("form[action$='/talks'] button", "staff family, talk empty")
        book_talk(page)
        self.look(page, "staff family, talk booked")
        self.open_all()
        page.locator("form[action$='/move'] input.time").fill("when it suits them")
        self.press("form[action$='/move'] button", "staff family, talk not moved")
        page.locator("form[action$='/move'] input.time").fill("10:00")
        self.press("form[action$='/move'] button", "staff family, talk moved")
        self.open_all()
        self.press("form[action$='/cancel'] button", "staff family, talk cancelled")

    def _note_stop(self) -> None:
        """Note what the family of this page wants to stop, first without saying what."""
        page, section = self.page, "section[aria-labelledby=stops] > details"
        page.locator(section).evaluate("(one) => { one.open = true; }")
        self.press("form[action$='/stop'] button", "staff family, stop empty")
        page.check("input[name=stop_what][value=messages]")
        page.check("input[name=stop_how][value=call]")
        self.press("form[action$='/stop'] button", "staff family, stop noted")

    def _search(self, number: str) -> None:
        page, url = self.page, self.demonstration.url
        page.goto(url + "/staff/")
        self.press("form[action$='/search'] button", "staff search empty")
        for words, stop in (("Lee", "staff search, found"), ("Nobody", "staff search, none")):
            page.goto(url + "/staff/")
            page.fill("#words", words)
            self.press("form[action$='/search'] button", stop)
        page.goto(url + "/staff/")
        page.fill("#words", number)
        press(page, "form[action$='/search'] button")
        if number not in page.url:
            raise WalkError(f"a study number did not lead to its family: {page.url}")

    def as_manager(self) -> str:
        """Read the record, keep the staff, and return the link with which somebody new sets an account up."""
        page = self.page
        enter(page, self.demonstration.people["tess"])
        self.go("/staff/record/", "staff record")
        self.go("/staff/record/?about=BR9999X", "staff record, none")
        self.go("/staff/record/?from=never", "staff record, wrong day")
        self.go("/staff/consent/", "staff consents")
        self.go("/staff/consent/taking_part/1.0.0", "staff consent, a version")
        self.go("/staff/people", "staff people")
        self.go("/staff/add-person", "staff new person")
        self.press("main form button", "staff new person empty")
        page.fill("#name", "Zoe Example")
        page.fill("#email", "zoe@example.org")
        page.fill("#code", "zoe")
        page.check("input[name=role][value=nurse]")
        page.check("input[name=site][value=bromley]")
        self.press("main form button", "staff new person, link")
        link = page.locator(".note bdi").inner_text()
        self.go("/staff/people/zoe", "staff person")
        self.go("/staff/people/tess", "staff person, oneself")
        self.go("/staff/people/zoe/role", "staff role")
        self.press("main form button", "staff role empty")
        self.go("/staff/people/zoe/training", "staff training")
        self.press("main form button", "staff training empty")
        page.locator("input[name=about]").first.check()
        for part, words in (("day", "3"), ("month", "4"), ("year", "2025")):
            page.fill(f"#{part}", words)
        self.press("main form button", "staff person, training noted")
        self.press("button[name=blind][value=yes]", "staff person, assesses blind")
        for change in ("reset", "lock", "left"):
            self.go(f"/staff/people/zoe/{change}", f"staff person, {change}")
        self.go("/staff/people/nina/lock", "staff person, lock")
        self.press("main form button", "staff person, locked")
        self.go("/staff/people/nina/open", "staff person, open")
        press(page, "main form button")
        self.answer_requests()
        return link

    def answer_requests(self) -> None:
        """Enter what came by post, then take what families told first through everything that is done about it."""
        page = self.page
        self.go("/staff/requests", "staff told us")
        self.go("/staff/requests/new", "staff told us, new")
        self.press("main form .acts button", "staff told us, new empty")
        for name, value in (("came", "post"), ("kind", "see_data"), ("reply", "letter")):
            page.check(f"input[name={name}][value={value}]")
        page.check("input[name=site][value=bromley]")
        page.fill("#words", "Please show me what there is.")
        self.press("main form .acts button", "staff told us, entered")
        self.press("main .list a >> nth=0", "staff told us, one")
        self.press("form[action$='/read'] button", "staff told us, no reason")
        page.check("input[name=reason][value=to_answer]")
        self.press("form[action$='/read'] button", "staff told us, words shown")
        page.check("input[name=owner][value=tess]")
        self.press("form[action$='/hand-over'] button", "staff told us, handed over")
        self.press("form[action$='/acknowledge'] button", "staff told us, not acknowledged")
        page.check("input[name=how][value=phone]")
        self.press("form[action$='/acknowledge'] button", "staff told us, acknowledged")
        self.press("form[action$='/answer'] button", "staff told us, not answered")
        page.check("input[name=outcome][value=put_right]")
        self.press("form[action$='/answer'] button", "staff told us, answered")
        self.go("/staff/requests", "staff told us, one answered")

    def as_newcomer(self, link: str) -> None:
        """Set an account up, keep it, leave, and sign in, with every mistake on the way."""
        page, url = self.page, self.demonstration.url
        page.goto(link)
        self.look(page, "staff set-up")
        self.press("main form button", "staff set-up, password")
        page.fill("#password", "duck")
        self.press("main form button >> nth=-1", "staff set-up, weak password")
        page.fill("#password", PASSWORD)
        self.press("main form .acts button", "staff set-up, phone")
        secret = re.sub(r"\W", "", page.locator(".letters").inner_text())
        page.fill("#code", "000000")
        self.press("main form .acts button", "staff set-up, wrong figures")
        now = datetime.now(UTC)
        page.fill("#code", pyotp.TOTP(secret).at(now - STEP))
        self.press("main form .acts button", "staff set-up, recovery codes")
        self.press("main .acts a", "staff families of a nurse")
        self.go(link.removeprefix(url), "staff set-up, link used")
        self.go("/staff/account", "staff account")
        self.go("/staff/account/password", "staff account, password")
        self.press("main form .acts button", "staff account, wrong password")
        self.go("/staff/account/recovery-codes", "staff account, recovery codes")
        self.press("main form .acts button", "staff account, wrong figures")
        self.go("/staff/account/passkeys", "staff passkeys")
        press(page, "header form button")
        self._sign_in(secret, now)

    def _sign_in(self, secret: str, now: datetime) -> None:
        page, url = self.page, self.demonstration.url
        self.go("/staff/account", "staff sign in")
        page.fill("#email", "zoe@example.org")
        page.fill("#password", "not this one")
        self.press("button[value=sign-in]", "staff sign in, wrong")
        page.fill("#email", "zoe@example.org")
        page.fill("#password", PASSWORD)
        self.press("button[value=sign-in]", "staff second way")
        self.press("button[value=open]", "staff second way, wrong")
        self.go("/staff/second/passkey", "staff second way, passkey")
        self.go("/staff/setting-up/password", "staff set-up, not begun")
        self.go("/staff/setting-up/phone", "staff set-up, not begun")
        self.go("/staff/organisation/back", "staff organisation, failed")
        page.goto(url + "/staff/second")
        page.fill("#code", pyotp.TOTP(secret).at(now))
        press(page, "button[value=open]")
        self.look(page, "staff families of a nurse")

    def as_researcher(self) -> None:
        """See what can be taken away, and what the study asks at which age."""
        enter(self.page, self.demonstration.people["ravi"])
        self.look(self.page, "data")
        self.go("/staff/data/ages", "ages and minutes")
