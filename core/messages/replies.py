"""Whether a reply to a text asks for no more messages: in English or Urdu, in either script, however it is typed.

A reply asks to stop when nothing but asking is left once courtesy is taken away, or when it begins with such a sentence.
"Don't stop" and "the bus stop" leave more than that. In doubt it does not ask: a person can still be rung.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

# Not "cancel" and not "finished": who was sent the time of a talk may mean the talk, and who answered questions, those.
_ENGLISH = (
    "stop", "stopped", "stop all", "stop it", "stop this", "stopall", "unsubscribe", "opt out", "optout", "end", "quit", "no more", "leave me alone",
)  # fmt: skip
_URDU = (
    "رکیں", "رک جائیں", "رک جاؤ", "رکو", "روکیں", "روکو", "روک دیں", "روک دو", "بند", "بند کریں", "بند کرو", "بند کر دیں",
    "بند کردیں", "بند کر دو", "بند کیجیے", "بس", "بس کریں", "بس کرو", "بس کر دیں", "ختم کریں", "ختم کرو", "ختم کر دیں",
    "اسٹاپ", "سٹاپ", "نہ بھیجیں", "مت بھیجیں", "نہ بھیجو", "مت بھیجو", "نہ بھیجا کریں", "مت بھیجا کریں",
)  # fmt: skip
_URDU_IN_LATIN_LETTERS = (
    "ruko", "rukein", "ruken", "rukain", "rukiye", "ruk jao", "ruk jaein", "ruk jayen", "roko", "rokein", "roken", "rokiye",
    "rok do", "rok dein", "rok den", "band", "band karo", "band kro", "band karein", "band karen", "band kar do",
    "band kr do", "band kar dein", "band kar den", "bas", "bas karo", "bas kro", "bas karein", "bas karen", "khatam karo",
    "khatam karein", "mat bhejo", "mat bhejein", "mat bhejen", "na bhejo", "na bhejein", "na bhejen",
)  # fmt: skip
STOP_PHRASES = _ENGLISH + _URDU + _URDU_IN_LATIN_LETTERS

_COURTESY = """
    a all and any anymore can contacting could do from getting hello hi how i id it just kindly like me message messages
    messaging msg msgs my need now of ok okay phone please plz pls receiving said send sending sms sorry text texting texts
    thank thanks thankyou the them these this thx to u want would writing yes you your
    ab abhi aap acha ap bhai ji kar ke koi meharbani meherbani mehrbani muje mujhe mujhay paigham paighamat sab se shukriya
    wala ye yeh
    آپ اب ابھی اچھا ایس ایم براہ برائے پلیز پیغام پیغامات جی سب سے شکریہ فرما کر کرم کوئی کے مجھے مزید مہربانی میسج میسجز
    یہ
    """
# Said with a "not", so they count only whole: "don't text me", and never a part of "don't stop".
_NO_MORE = (("dont",), ("do", "not"))
_OF_US = "text txt sms message msg messages texts msgs contact write send disturb"
_AFTER_IT = """
    a again all any anymore at ever from go here how i me messages message more msg msgs my now number on phone please pls plz
    sms text texts thank thanks thankyou the them these this to txt u us you
    """
_BEFORE_IT = "hello hi hey just kindly now ok okay please pls plz sorry"
_URDU_REFUSALS = (
    "رابطہ نہ کریں", "رابطہ مت کریں", "رابطہ نہ کرو", "رابطہ مت کرو", "رابطہ نہ کیجیے", "میسج نہ کریں", "میسج مت کریں",
    "میسج نہ کرو", "میسج مت کرو", "پیغام نہ کریں", "پیغام مت کریں", "پیغامات نہ بھیجیں", "ٹیکسٹ نہ کریں", "ٹیکسٹ مت کریں",
    "تنگ نہ کریں", "تنگ مت کریں", "تنگ نہ کرو", "تنگ مت کرو",
    "rabta na karein", "rabta na karen", "rabta na karo", "rabta mat karein", "rabta mat karen", "rabta mat karo",
    "message na karein", "message na karen", "message na karo", "message mat karein", "message mat karen", "message mat karo",
    "msg na karein", "msg na karo", "msg mat karein", "msg mat karo", "text na karein", "text na karo", "text mat karein",
    "text mat karo", "contact na karein", "contact na karo", "contact mat karein", "contact mat karo", "tang na karo",
    "tang mat karo", "tang na karein", "tang mat karein",
)  # fmt: skip
_URDU_COURTESY = "مجھے مجھ سے ہم ہمیں اب آپ پلیز براہ کرم مہربانی کوئی مزید mujhe mujhay mujh hum humein se ab aap ap please plz pls koi"
_NEGATIONS = "dont not never no cant wont mat na nahi nahin مت نہ نہیں"
_STOP_SIGN = "\N{OCTAGONAL SIGN}"
_SAME_LETTERS = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ة": "ہ", "ھ": "ہ", "'": None, "’": None, "‘": None}
)
_SENTENCE = re.compile(r"([.!?;:,\n\r۔،؟]+|\s[-–—]+\s)")
_REPEATED = re.compile(r"(\w)\1+")
_LONGEST_REPLY = 1_000


def asks_to_stop(reply: str) -> bool:
    """Return whether these words ask for no more messages. A reply as long as a letter is for a person to read."""
    if len(reply) > _LONGEST_REPLY:
        return False
    if _is_asking(_words(reply)):
        return True
    sentences = _sentences(reply)
    if any(_refuses(sentence) for sentence in sentences):
        return True
    if sentences and _is_asking(sentences[0]):
        return True
    is_negated = any(word in _negations() for sentence in sentences for word in sentence)
    return not is_negated and any(_is_asking(sentence) for sentence in sentences)


def _sentences(reply: str) -> list[list[str]]:
    """Return the words of each sentence; a question asks something else, unless it is the whole reply."""
    parts = _SENTENCE.split(reply)
    ends = [*parts[1::2], ""]
    said = [_words(part) for part, end in zip(parts[::2], ends, strict=True) if not set(end) & set("?؟")]
    return [words for words in said if words]


def _words(text: str) -> list[str]:
    """Return the words as they are compared: without case, vowel signs, punctuation, or letters held down too long."""
    decomposed = unicodedata.normalize("NFKD", text.replace(_STOP_SIGN, " stop "))
    kept = "".join(character for character in decomposed if unicodedata.category(character) not in {"Mn", "Cf"})
    plain = unicodedata.normalize("NFKC", kept).translate(_SAME_LETTERS).casefold()
    words = "".join(character if character.isalnum() else " " for character in plain).split()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        words = ["".join(words)]  # s t o p
    return [_REPEATED.sub(r"\1", word) for word in words]


def _is_asking(words: list[str]) -> bool:
    said = " ".join(words)
    asked = " ".join(word for word in words if word not in _courtesy())
    return any(_phrases().fullmatch(one) is not None for one in (said, asked))


def _refuses(words: list[str]) -> bool:
    """Return whether a sentence asks not to be written to: "please do not contact me again"."""
    lists = _refusals()
    if " ".join(word for word in words if word not in lists.urdu_courtesy) in lists.urdu:
        return True
    start = next((number for number, word in enumerate(words) if word not in lists.before), len(words))
    for no in _NO_MORE:
        if tuple(words[start : start + len(no)]) != no:
            continue
        rest = [word for word in words[start + len(no) :] if word != "ever"]
        return bool(rest) and rest[0] in lists.of_us and lists.after.issuperset(rest[1:])
    return False


@dataclass(frozen=True, slots=True)
class _Refusals:
    """The words of refusals, as they are compared."""

    before: frozenset[str]
    of_us: frozenset[str]
    after: frozenset[str]
    urdu: frozenset[str]
    urdu_courtesy: frozenset[str]


@cache
def _refusals() -> _Refusals:
    return _Refusals(
        before=frozenset(_words(_BEFORE_IT)),
        of_us=frozenset(_words(_OF_US)),
        after=frozenset(_words(_AFTER_IT)),
        urdu=frozenset(" ".join(_words(refusal)) for refusal in _URDU_REFUSALS),
        urdu_courtesy=frozenset(_words(_URDU_COURTESY)),
    )


@cache
def _phrases() -> re.Pattern[str]:
    """Return a pattern of one stop phrase or several in a row, with and without the words of courtesy in them."""
    written = (_words(phrase) for phrase in STOP_PHRASES)
    forms = {form for words in written for form in (" ".join(words), " ".join(_uncourteous(words))) if form}
    one = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    return re.compile(rf"(?:{one})(?: (?:{one}))*")


def _uncourteous(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in _courtesy()]


@cache
def _courtesy() -> frozenset[str]:
    return frozenset(_words(_COURTESY))


@cache
def _negations() -> frozenset[str]:
    return frozenset(_words(_NEGATIONS))
