"""Documents in ten languages with every kind of block."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
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
    render,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PHONE = "07700 900123"
WRITE = "help@alongside.example"


@dataclass(frozen=True, slots=True)
class Sample:
    """Short own sentences in one language: one with ways to reach us, one with brackets, date, time and percent."""

    title: str
    page: str
    reach: str
    visit: str


SAMPLES = {
    "en-GB": Sample(
        "Your copy",
        "Page",
        f"You can stop at any time. Ring {PHONE} (Alongside) or write to {WRITE}.",
        "Your visit (about 40 minutes) is on 12/03/2026 at 14:30. 85% of families come again.",
    ),
    "pl": Sample(
        "Twoja kopia",
        "Strona",
        f"Możesz przerwać w każdej chwili. Zadzwoń: {PHONE} (Alongside) albo napisz: {WRITE}.",
        "Spotkanie (około 40 minut) jest 12.03.2026 o 14:30. Wraca 85% rodzin. Zażółć gęślą jaźń.",
    ),
    "ur": Sample(
        "آپ کی نقل",
        "صفحہ",
        f"آپ کسی بھی وقت رک سکتے ہیں۔ {PHONE} پر فون کریں (Alongside) یا {WRITE} پر لکھیں۔",
        "ملاقات (تقریباً 40 منٹ) 12/03/2026 کو 14:30 بجے ہے۔ 85% خاندان دوبارہ آتے ہیں۔",
    ),
    "ar": Sample(
        "نسختك",
        "صفحة",
        f"يمكنك التوقف في أي وقت. اتصل على {PHONE} (Alongside) أو اكتب إلى {WRITE}.",
        "الموعد (نحو 40 دقيقة) يوم 12/03/2026 في الساعة 14:30. تعود 85% من الأسر لأنّها تريد ذلك.",
    ),
    "bn": Sample(
        "আপনার কপি",
        "পৃষ্ঠা",
        f"আপনি যে কোনো সময় থামতে পারেন। {PHONE} নম্বরে ফোন করুন (Alongside) অথবা {WRITE} ঠিকানায় লিখুন।",
        "সাক্ষাৎ (প্রায় 40 মিনিট) 12/03/2026 তারিখে 14:30 টায়। 85% পরিবার আবার আসেন। কর্ম, ক্ষমা, স্বাস্থ্য, জ্ঞান, কৌশল, র‍্যাব।",
    ),
    "pa": Sample(
        "ਤੁਹਾਡੀ ਕਾਪੀ",
        "ਪੰਨਾ",
        f"ਤੁਸੀਂ ਕਿਸੇ ਵੀ ਸਮੇਂ ਰੁਕ ਸਕਦੇ ਹੋ। {PHONE} ’ਤੇ ਫ਼ੋਨ ਕਰੋ (Alongside) ਜਾਂ {WRITE} ’ਤੇ ਲਿਖੋ।",
        "ਮੁਲਾਕਾਤ (ਲਗਭਗ 40 ਮਿੰਟ) 12/03/2026 ਨੂੰ 14:30 ਵਜੇ ਹੈ। 85% ਪਰਿਵਾਰ ਫਿਰ ਆਉਂਦੇ ਹਨ। ਪ੍ਰਸ਼ਨ ਪੜ੍ਹੋ, ਸ੍ਵੈ, ਬੱਚਾ, ਜ਼ਿੰਦਗੀ।",
    ),
    "ro": Sample(
        "Copia dumneavoastră",
        "Pagina",
        f"Vă puteți opri oricând. Sunați la {PHONE} (Alongside) sau scrieți la {WRITE}.",
        "Întâlnirea (cam 40 de minute) este pe 12.03.2026, la 14:30. 85% dintre familii vin și a doua oară.",
    ),
    "so": Sample(
        "Nuqulkaaga",
        "Bogga",
        f"Waad joojin kartaa wakhti kasta. Wac {PHONE} (Alongside) ama u qor {WRITE}.",
        "Kulanku (ilaa 40 daqiiqo) waa 12/03/2026 saacadda 14:30. 85% qoysaska way soo noqdaan.",
    ),
    "uk": Sample(
        "Ваша копія",
        "Сторінка",
        f"Ви можете зупинитися будь-коли. Телефонуйте {PHONE} (Alongside) або пишіть на {WRITE}.",
        "Зустріч (близько 40 хвилин) буде 12.03.2026 о 14:30. Приходять знову 85% родин. Їжак, ґанок, щастя, м’яч.",
    ),
    "pt": Sample(
        "A sua cópia",
        "Página",
        f"Pode parar a qualquer momento. Ligue para {PHONE} (Alongside) ou escreva para {WRITE}.",
        "O encontro (cerca de 40 minutos) é no dia 12/03/2026 às 14:30. Voltam 85% das famílias; não há pressa.",
    ),
}
LANGUAGES = tuple(SAMPLES)
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
    sample = SAMPLES[language]
    title, page, reach, visit = sample.title, sample.page, sample.reach, sample.visit
    other = "en-GB" if language != "en-GB" else "ur"
    return Document(
        title=title,
        language=language,
        footer=title,
        page_words=f"{page} {{page}} / {{pages}}",
        large_print=large_print,
        blocks=(
            Heading(1, title),
            Paragraph(reach),
            Paragraph(f"{visit}\n{reach}", emphasis=True),
            Heading(2, visit),
            BulletList((reach, title, f"{visit} {reach}")),
            Facts(((title, PHONE), (page, visit))),
            Picture(DRAWING, title),
            Picture(make_photograph(), title, width=30),
            TickBox(reach, "yes", title, more=visit),
            TickBox(visit, "no", title),
            TickBox(reach, "empty", title),
            Rule(),
            Table((page, title, PHONE), [(str(n), visit, title) for n in range(9)], caption=title),
            Link("alongside.example", "https://alongside.example/"),
            Paragraph(SAMPLES[other].reach, language=other),
            PageBreak(),
            Heading(3, title),
            Paragraph(" ".join([reach, visit] * 20)),
        ),
    )


@dataclass(frozen=True, slots=True)
class Finished:
    """A document with the file made from it."""

    document: Document
    content: bytes


@pytest.fixture(scope="session")
def finished() -> Callable[[str, str], Finished]:
    """Give the sample document in a language and size (standard, large), made once."""

    @cache
    def make(language: str, size: str = "standard") -> Finished:
        document = make_document(language, large_print=size == "large")
        return Finished(document, render(document, created_at=NOON))

    return make


@pytest.fixture
def document() -> Callable[..., Document]:
    """Give `make_document`: a document with every kind of block."""
    return make_document
