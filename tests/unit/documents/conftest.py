"""Documents in five languages with every kind of block."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from alongside.accessibility.documents import (
    BulletList,
    Document,
    Facts,
    Heading,
    Link,
    PageBreak,
    Paragraph,
    Picture,
    Rule,
    Table,
    TickBox,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PHONE = "07700 900123"
SENTENCES = {
    "en-GB": (f"You can stop at any time. Ring {PHONE} or write to help@alongside.example.", "Your copy", "Page"),
    "ur": (
        f"آپ کسی بھی وقت رک سکتے ہیں۔ {PHONE} پر فون کریں (Alongside) یا help@alongside.example پر لکھیں۔",
        "آپ کی نقل",
        "صفحہ",
    ),
    "ar": (
        f"يمكنك التوقف في أي وقت. اتصل على {PHONE} (Alongside) أو اكتب إلى help@alongside.example.",
        "نسختك",
        "صفحة",
    ),
    "pl": (f"Możesz przerwać w każdej chwili. Zadzwoń: {PHONE}. Zażółć gęślą jaźń.", "Twoja kopia", "Strona"),
    "uk": (f"Ви можете зупинитися будь-коли. Телефонуйте {PHONE}. Їжак, ґанок, щастя.", "Ваша копія", "Сторінка"),
}
LANGUAGES = tuple(SENTENCES)
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60"><title>A face</title>
<rect x="1" y="1" width="98" height="58" rx="8" fill="#e8f2f2" stroke="#0f4454"/>
<g transform="translate(30 30) rotate(10)" style="stroke-width:2"><circle r="14" fill="#f2c572"/>
<path d="M-6 3 A8 8 0 0 0 6 3" fill="none" stroke="black" stroke-linecap="round"/></g>
<text x="70" y="34" font-size="10" text-anchor="middle">1 2 3</text></svg>"""


def make_photograph() -> bytes:
    target = BytesIO()
    Image.new("RGB", (8, 6), (20, 90, 110)).save(target, "PNG")
    return target.getvalue()


def make_document(language: str, *, large_print: bool = False) -> Document:
    sentence, title, page = SENTENCES[language]
    other = "en-GB" if language != "en-GB" else "ur"
    return Document(
        title=title,
        language=language,
        footer=title,
        page_words=f"{page} {{page}} / {{pages}}",
        large_print=large_print,
        blocks=(
            Heading(1, title),
            Paragraph(sentence),
            Paragraph(f"{sentence}\n{sentence}", emphasis=True),
            Heading(2, sentence),
            BulletList((sentence, title, f"{sentence} {sentence}")),
            Facts(((title, PHONE), (page, sentence))),
            Picture(DRAWING, title),
            Picture(make_photograph(), title, width=30),
            TickBox(sentence, "yes", title, more=sentence),
            TickBox(sentence, "no", title),
            TickBox(sentence, "empty", title),
            Rule(),
            Table((page, title, PHONE), [(str(n), sentence, title) for n in range(12)], caption=title),
            Link("alongside.example", "https://alongside.example/"),
            Paragraph(SENTENCES[other][0], language=other),
            PageBreak(),
            Heading(3, title),
            Paragraph(" ".join([sentence] * 60)),
        ),
    )


@pytest.fixture
def document() -> Callable[..., Document]:
    """Give `make_document`: a document with every kind of block."""
    return make_document
