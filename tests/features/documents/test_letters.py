"""Letters as they come from the folder to the printer and through a window of an envelope."""

import io
import stat
from dataclasses import dataclass, field, replace
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from pytest_bdd import parsers, scenarios, step

from alongside.accessibility.documents.read_back import read_glyphs, read_structure
from alongside.core.commands import main
from alongside.core.conduct.needs import set_needs
from alongside.core.conduct.sending import keep_safe_contact, queue_message
from alongside.core.definitions.messages import ChannelKind, MessageReason
from alongside.core.definitions.safe_contact import AT_ANY_HOUR, SafeContact
from alongside.core.storage import families, outbox
from alongside.core.storage.families import Preferences
from alongside.plugins.channels.letters import LetterBatches
from tests.support.deployment import Deployment
from tests.support.pdfs import faults_of_pdf

scenarios("letters.feature")

PHONES = {"Amy": "+447700900101", "Sana": "+447700900103"}
LANGUAGES = {"Amy": "en", "Sana": "ur"}
FOOT = 80
"""Points from the lower edge of a page; a window shows nothing so far down."""
SMALLEST = {"standard": 10, "large": 18}
"""Points, by print: the count of the pages in standard print, and every word in large."""


@dataclass(slots=True)
class Post:
    """The folder of letters, whose letter is which, and what went to the printer."""

    folder: Path
    numbers: dict[str, str] = field(default_factory=dict)
    printed: Path | None = None

    def address(self, name: str) -> str:
        return f"{name} Example\n12 Any Road\nAnytown\nAN1 1AN"


@pytest.fixture
def post(tmp_path: Path, deployment: Deployment) -> Post:
    folder = tmp_path / "letters"
    catalogue = replace(deployment.services.catalogue, channels=(LetterBatches(folder),))
    deployment.services = replace(deployment.services, catalogue=catalogue)
    return Post(folder)


@step("letters lie in a folder until somebody posts them")
def _(post: Post) -> None:
    assert not post.folder.exists()


@step(parsers.re(r"(?P<name>\w+) wants letters in (?P<size>standard|large) print"))
def _(deployment: Deployment, post: Post, name: str, size: str) -> None:
    services = deployment.services
    now = services.clock.now()
    safe = SafeContact(
        known=True, channels=(ChannelKind.LETTER,), post_is_safe=True, windows=AT_ANY_HOUR, verified_at=now
    )
    with services.vault.read() as sealed:
        (number,) = services.vault.find(sealed, "phone", PHONES[name])
    with services.records.read() as tx:
        person = families.participant(tx, number)
    assert person is not None
    with services.vault.write() as sealed:
        services.vault.put(
            sealed, family=person.family, subject=number, field="post_address", value=post.address(name), at=now
        )
        keep_safe_contact(services, sealed, family=person.family, participant=number, safe=safe)

    def change(kept: Preferences) -> Preferences:
        return replace(kept, needs={**kept.needs, "large_print": "yes" if size == "large" else "no"})

    set_needs(services, number, change, by=number)
    post.numbers[name] = number


@step(parsers.parse("news is ready for {name}"))
def _(deployment: Deployment, post: Post, name: str) -> None:
    services = deployment.services
    with services.records.write() as tx, services.vault.write() as sealed:
        assert queue_message(services, tx, sealed, post.numbers[name], MessageReason.NEWS_READY, period="1")
    deployment.send()


def letter_to(deployment: Deployment, post: Post, name: str) -> bytes:
    with deployment.services.records.read() as tx:
        message = outbox.messages_of(tx, post.numbers[name])[-1]
    assert message.state == "sent"
    (pages,) = post.folder.glob(f"batch-*/{message.provider_reference}.pdf")
    return pages.read_bytes()


@step(parsers.parse("the first page of the letter to {name} shows the address and, at its foot, which page it is"))
def _(deployment: Deployment, post: Post, name: str) -> None:
    content = letter_to(deployment, post, name)
    first = [glyph for glyph in read_glyphs(content) if glyph.page == 0]
    assert "".join(one.text for one in first if one.mark is not None) == post.address(name).replace("\n", "")
    assert all(one.y < FOOT for one in first if one.mark is None)
    post.printed = post.folder / "one.pdf"
    post.printed.write_bytes(content)


@step(parsers.re(r"the words of the letter are in the language of (?P<name>\w+), in (?P<size>standard|large) print"))
def _(deployment: Deployment, post: Post, name: str, size: str) -> None:
    book, content = deployment.services.book, letter_to(deployment, post, name)
    said = [element.text for element in read_structure(content).walk() if element.text]
    assert said[1] == book.say("messages.news_ready_letter_subject", LANGUAGES[name], {}).words
    with pikepdf.open(io.BytesIO(content)) as pdf:
        operators = pikepdf.parse_content_stream(pdf.pages[1])
        sizes = [float(one.operands[1]) for one in operators if str(one.operator) == "Tf"]
    assert min(sizes) == SMALLEST[size]


@step("somebody prints the batch")
def _(post: Post) -> None:
    (batch,) = post.folder.glob("batch-*")
    post.printed = post.folder / "to-print.pdf"
    told = CliRunner().invoke(main, ["messages", "print", str(batch), str(post.printed)])
    assert (told.exit_code, told.output.partition(":")[0]) == (0, f"Letters in {post.printed}")


@step("each letter begins on a sheet of its own")
def _(post: Post) -> None:
    assert post.printed is not None
    content = post.printed.read_bytes()
    letters = read_structure(content).kids
    firsts = [min(page for one in letter.walk() for page, _ in one.marks) for letter in letters]
    assert len(letters) == len(post.numbers)
    assert sorted(letter.language for letter in letters) == sorted(LANGUAGES[name] for name in post.numbers)
    assert all(first % 2 == 0 for first in firsts)


@step("the file is for its owner only, and is not written over")
def _(post: Post) -> None:
    assert post.printed is not None
    assert stat.S_IMODE(post.printed.stat().st_mode) == 0o600
    before = post.printed.read_bytes()
    (batch,) = post.folder.glob("batch-*")
    told = CliRunner().invoke(main, ["messages", "print", str(batch), str(post.printed)])
    assert (told.exit_code, "is there already" in told.output) == (1, True)
    assert post.printed.read_bytes() == before


@step("programs that check documents find nothing wrong with it")
def _(post: Post) -> None:
    assert post.printed is not None
    assert faults_of_pdf(post.printed.read_bytes()) == []
