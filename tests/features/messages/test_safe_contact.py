"""Saying how one may be reached: the family's own pages, and the page on which staff write it down."""

from pytest_bdd import parsers, scenarios, step

from alongside.core.storage import audit
from tests.support.deployment import Deployment, fill
from tests.support.family import Person, come_in, staff
from tests.support.reading import People

scenarios("safe_contact.feature")

OLD, NEW = "+447700900201", "+447700900299"


@step("nothing is chosen for Amy")
def _(people: People) -> None:
    options = people["Amy"].page.main.all("input", type="radio") + people["Amy"].page.main.all("input", type="checkbox")
    assert options
    assert not any("checked" in option.attributes for option in options)


@step(parsers.parse('"{day}" is still chosen, and "{words}" is still written'))
def _(people: People, day: str, words: str) -> None:
    (label,) = [one for one in people["Amy"].page.main.all("label") if one.text == day]
    assert "checked" in label.all("input")[0].attributes
    assert words in {field["value"] for field in people["Amy"].page.main.all("input")}


@step(parsers.parse('Kim\'s "{words}" is still written'))
def _(people: People, words: str) -> None:
    assert words in {field["value"] for field in people["Kim"].page.main.all("input")}


@step("the new number has been sent a code and nothing else")
def _(people: People, deployment: Deployment) -> None:
    people["Amy"].phone = NEW
    assert [len(posted.message.body) for posted in deployment.messages(NEW)] == [6]
    people["old"] = Person("old", deployment, deployment.browser(), phone=OLD)
    people["old"].asked = [("", posted.reference) for posted in deployment.messages(OLD)]


@step("the old number has been sent a text, and the new number nothing more")
def _(people: People, deployment: Deployment) -> None:
    assert len(deployment.messages(NEW)) == 1
    assert len(deployment.messages(OLD)) > len(people["old"].asked)


@step("Amy comes in by her old number and types the code that came to the new one")
def _(people: People, deployment: Deployment) -> None:
    amy = people["Amy"]
    link = people["old"].newest_link()
    amy.take_another_browser()
    amy.phone = OLD
    come_in(amy, link)
    amy.browser.go("/contact")
    assert "still waits" in amy.page.text
    amy.browser.press("Send me the code")
    amy.phone = NEW
    fill(amy.page.main.all("input", name="code")[0], amy.newest_code())
    amy.browser.press(value="open")
    assert "still waits" not in amy.page.text
    people["old"].asked = [("", posted.reference) for posted in deployment.messages(OLD)]


@step("the new number has been sent a text, and the old number nothing more")
def _(people: People, deployment: Deployment) -> None:
    assert people["Amy"].texts
    assert len(deployment.messages(OLD)) == len(people["old"].asked)


@step("Amy can be found by the new number and not by the old")
def _(people: People, deployment: Deployment) -> None:
    vault = deployment.services.vault
    with vault.read() as sealed:
        assert vault.find(sealed, "phone", "07700 900299") == []  # numbers are looked for as they are kept
        assert vault.find(sealed, "phone", NEW) == [people["Amy"].number]
        assert vault.find(sealed, "phone", OLD) == []


@step("Amy types a code that was never sent")
def _(people: People) -> None:
    amy = people["Amy"]
    amy.phone = NEW
    wrong = "000000" if amy.newest_code() != "000000" else "111111"
    fill(amy.page.main.all("input", name="code")[0], wrong)
    amy.browser.press(value="open")


@step("the word stands nowhere but sealed in the vault")
def _(people: People, deployment: Deployment) -> None:
    assert "bluebell" not in str(deployment.stored())
    vault = deployment.services.vault
    with vault.read() as sealed:
        assert vault.get(sealed, people["Amy"].number, "code_word") == "bluebell"
    assert "bluebell" not in people["Amy"].browser.go("/contact/word").text


@step("it is on record what Amy changed, but not to what")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        lines = [line for line in audit.dump(tx) if '"safe_contact_changed"' in line]
        assert not audit.verify(audit.dump(tx))
    assert [line.partition('"details":')[2].partition(",")[0] for line in lines] == [
        '{"what":"voicemail"}',
        '{"what":"shared"}',
        '{"what":"word"}',
    ]


@step("Nina of another site looks for how to reach Amy")
def _(people: People, deployment: Deployment) -> None:
    people["Nina"] = staff(deployment, "Nina")
    people["Nina"].browser.go(f"/staff/family/{people['Amy'].number}/safe-contact")
