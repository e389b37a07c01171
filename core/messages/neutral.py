"""Words that no lock screen, subject line, sender or envelope may show: they name a study, a service, a topic or a person.

A message is written so that it could come from anybody. The list is by meaning, not by language: every text is looked
through for every entry, because people mix languages.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

# Each entry is a word, or words in a row; "*" stands for any ending.
_ENGLISH = (
    # the study
    "study", "studies", "studying", "trial*", "research*", "questionnaire*", "survey*", "randomis*", "randomiz*",
    "allocat*", "control group", "consent*", "participant*", "participat*", "recruit*", "withdraw*", "baseline",
    "follow-up", "follow up", "data", "university", "universities", "interview*", "voucher*",
    "infant parent support", "ips", "services as usual", "sau", "alongside",
    # the measures
    "sdq", "strengths and difficulties", "pedsql", "capi", "b-capi", "bcapi", "ghq*", "icecap*", "itsea", "asq*", "swyc",
    "prom", "proms", "prem", "prems", "quality of life", "screening", "assess*", "score*",
    # services
    "social work*", "social care", "social service*", "children's service*", "childrens service*", "child protection",
    "protection plan", "protection register", "early help", "referral*", "referred", "safeguard*", "nspcc", "council",
    "local authority", "nhs", "hospital*", "clinic*", "doctor*", "nurse*", "health*", "police", "court", "courts", "charity",
    "refuge*", "support service*", "case worker*", "caseworker*", "family worker*", "support plan",
    # topics
    "abus*", "violen*", "domestic", "neglect*", "harm", "harms", "harmed", "harmful", "self-harm*", "risk*", "trauma*", "mental*", "depress*", "anxi*", "suicid*",
    "therap*", "counsel*", "treatment*", "addict*", "alcohol*", "drug*", "disorder*", "diagnos*", "disab*", "behaviour*",
    "parenting", "attachment", "confidential*",
    # people
    "child*", "kid", "kids", "baby", "babies", "toddler*", "infant*", "son", "daughter", "parent*", "carer*", "mother*",
    "father*", "mum", "mums", "dad", "dads", "famil*", "partner*", "victim*", "survivor*",
)  # fmt: skip
_URDU = (
    # the study
    "تحقیق*", "مطالعہ", "مطالعے", "مطالعاتی", "ریسرچ", "اسٹڈی", "سٹڈی", "آزمائش*", "ٹرائل", "سوالنامہ", "سوالنامے",
    "سوال نامہ", "سوال نامے", "سروے", "جائزہ", "رضامندی", "شرکاء", "شرکت", "دستبردار*", "یونیورسٹی", "انٹرویو",
    "قرعہ اندازی", "واؤچر",
    # services
    "سماجی کارکن*", "سوشل ورک*", "سوشل سروس*", "سماجی خدمات", "سماجی بہبود", "بچوں کی خدمات", "چلڈرن", "تحفظ",
    "کونسل", "ہسپتال", "اسپتال", "کلینک", "ڈاکٹر", "نرس", "پولیس", "عدالت", "این ایچ ایس", "صحت",
    # topics
    "تشدد", "بدسلوکی", "بد سلوکی", "زیادتی", "گھریلو", "غفلت", "نقصان", "خطرہ", "خطرے", "ذہنی", "ڈپریشن", "افسردگی",
    "بے چینی", "خودکشی", "تھراپی", "علاج", "نشہ", "نشے", "شراب", "منشیات", "معذوری", "بیماری",
    # people
    "بچہ", "بچے", "بچی", "بچوں", "بچیوں", "والدین", "ماں", "باپ", "والدہ", "والد", "بیٹا", "بیٹے", "بیٹی", "خاندان*",
    "فیملی", "شوہر", "متاثرہ", "متاثرین",
)  # fmt: skip
FORBIDDEN_WORDS = _ENGLISH + _URDU

# Arabic keyboards type other letters that look the same; vowel signs and joiners are not seen at all.
_SAME_LETTERS = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ة": "ہ", "’": "'", "‘": "'", "‑": "-", "–": "-"}
)
# The token of a link is chance, so chance words in it mean nothing; its host is looked at.
_LINK_PATH = re.compile(r"(https?://[^/\s]+)\S*")


def find_forbidden(text: str, extra: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the forbidden words of a text, in the order of the list; empty = the text gives nothing away.

    `extra` adds words for this call: the names of the installed study and measures, a site's own name.
    """
    seen = _plain(_LINK_PATH.sub(r"\1", text))
    added = tuple(word for word in extra if word.strip())
    listed = FORBIDDEN_WORDS if _any_listed().search(seen) else ()  # nearly every text is clear, so that is asked first
    found = (word for word in (*listed, *added) if _pattern(word).search(seen))
    return tuple(dict.fromkeys(found))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    shown = (character for character in decomposed if unicodedata.category(character) not in {"Mn", "Cf"})
    recomposed = unicodedata.normalize("NFKC", "".join(shown)).translate(_SAME_LETTERS)
    return " ".join(recomposed.casefold().split())


@cache
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_source(word)}(?!\w)")


@cache
def _any_listed() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_source, FORBIDDEN_WORDS))})(?!\w)")


def _source(word: str) -> str:
    whole = _plain(word)
    return re.escape(whole.removesuffix("*")) + (r"\w*" if whole.endswith("*") else "")
