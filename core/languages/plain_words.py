"""Rules for words that people read alone: no blame, no two negatives in one thought, no study words left unexplained."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from alongside.core.definitions.faults import Fault

JARGON = (
    (r"adverse events?", "something that went wrong"),
    (r"aggregate[ds]?", "put together"),
    (r"allocat(?:e[ds]?|ing|ions?)", "which help you get"),
    (r"anonymi[sz](?:e[ds]?|ing|ation)|anonymity", "taking your name away"),
    (r"anonymous(?:ly)?", "without your name"),
    (r"assessments?", "the questions we ask"),
    (r"assessors?", "the person who asks you questions"),
    (r"baseline", "the first time we ask"),
    (r"clinicians?", "the person who helps you"),
    (r"cohorts?", "a group of families"),
    (r"confidential(?:ly|ity)?", "private"),
    (r"consent(?:s|ed|ing)?", "say yes"),
    (r"control groups?", "the families who get the help of now"),
    (r"data controllers?", "who looks after what you tell us"),
    (r"data linkage|linkages?", "joining up records"),
    (r"data protection", "keeping what you tell us safe"),
    (r"data", "what you tell us"),
    (r"demographics?", "about you"),
    (r"developmental(?:ly)?", "how a child grows and learns"),
    (r"disclos(?:e[ds]?|ing|ures?)", "tell"),
    (r"(?:in)?eligib(?:le|ility)", "who can take part"),
    (r"ethics|ethical(?:ly)?", "what is fair and safe"),
    (r"follow-ups?", "when we ask again"),
    (r"funders?", "who pays for it"),
    (r"identifi(?:ers?|able)", "what shows who you are"),
    (r"interventions?", "the help"),
    (r"lawful basis|legal basis", "what the law lets us do"),
    (r"longitudinal", "over some years"),
    (r"outcomes?", "how things turn out"),
    (r"parental responsibility", "the right to decide for a child"),
    (r"participants?", "people who take part"),
    (r"participat(?:e[ds]?|ing|ion)", "take part"),
    (r"practitioners?", "the person who helps you"),
    (r"privacy notices?", "how we keep your words safe"),
    (r"protocols?", "plan"),
    (r"pseudonym(?:s|ous(?:ly)?|i[sz]ed?|i[sz]ation)?", "a number in place of your name"),
    (r"questionnaires?", "questions"),
    (r"randomi[sz](?:e[ds]?|ing|ation)", "decide by chance"),
    (r"random(?:ly)?", "by chance"),
    (r"research(?:ers?)?", "finding things out"),
    (r"retention", "how long we keep it"),
    (r"safeguarding", "keeping people safe"),
    (r"(?:services|treatment|care) as usual|usual care", "the help you get now"),
    (r"sponsors?", "who is in charge of it"),
    (r"stakeholders?", "people who have a say"),
    (r"statistic(?:s|al(?:ly)?)", "numbers about many people"),
    (r"third part(?:y|ies)", "someone else"),
    (r"transcripts?|transcri(?:bed?|ption)", "what was said, written down"),
    (r"trials?", "a fair test of two kinds of help"),
    (r"voluntar(?:y|ily)", "your own choice"),
    (r"withdr(?:aw(?:s|n|ing|als?)?|ew)", "stop"),
)
"""Words of studies and their forms, each with plain ones to say in place of it; of two that fit, the earlier counts."""

_JARGON = re.compile(
    r"\b(?:" + "|".join(f"(?P<j{number}>{forms})" for number, (forms, _) in enumerate(JARGON)) + r")\b", re.IGNORECASE
)

_CLAUSE = r"(?:^|[.!?:;,\n]\s*|\b(?:and|as|because|but|since|so)\s+)"
_BLAMES = re.compile(
    r"\byou (?:have |had )?(?:failed|forgot|forgotten|neglected|ignored|refused)\b"
    r"|\byour (?:own )?(?:failure|fault|mistake|carelessness)\b"
    r"|\byou (?:should|ought to|could) have\b"
    r"|\byou (?:must|are not allowed)\b"
    r"|\bwhy (?:did you not|didn['’]t you|haven['’]t you|have you not)\b"
    rf"|{_CLAUSE}you (?:did not|didn['’]t|have not|haven['’]t)\b"
    r"|\b(?:invalid|incorrect|illegal|unacceptable|non-?complian(?:t|ce)|non-?attendance)\b",
    re.IGNORECASE,
)

# "under" and "university" begin with un- and deny nothing; nor do "undo" and "unlock".
_NEGATIVE = re.compile(
    r"cannot|neither|never|no|nobody|none|not|nothing|nowhere|unless|without|no-one|\w+n['’]t"
    r"|un(?!der|til|it|io|iv|iq|if|cle|less|lock|do\b|done\b)\w{3,}",
    re.IGNORECASE,
)
_PART = re.compile(
    r"[.!?:;,–—()\n“”]|\b(?:and|because|but|if|or|so|that|what|when|where|which|while|who|whom|why)\b", re.IGNORECASE
)
_TOKEN = re.compile(r"\w+(?:['’-]\w+)*")
_BEFORE_AN_ANSWER = frozenset({"a", "answer", "mean", "means", "said", "say", "saying", "says", "your"})
_NEAR = 6  # words


def double_negatives(words: str) -> Iterator[str]:
    """Yield each two negatives that stand near each other in one part of a sentence: 'do not write unless'."""
    for part in _PART.split(words):
        tokens = _TOKEN.findall(part)
        found = [place for place, token in enumerate(tokens) if _NEGATIVE.fullmatch(token) and _denies(tokens, place)]
        for first, second in pairwise(found):
            if second - first < _NEAR:
                yield " ".join(tokens[first : second + 1])


def blame_in(words: str) -> str:
    """Return the words that put something down to the person's fault, or give an order; "" for none."""
    found = _BLAMES.search(words)
    return found[0].strip(" .!?:;,\n") if found else ""


def jargon_in(words: str, explained: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield each word of studies with plain ones for it. `explained` holds the forms of the glossary, in small letters."""
    for found in _JARGON.finditer(words):
        if found[0].casefold() not in explained and found.lastgroup:
            yield found[0], JARGON[int(found.lastgroup[1:])][1]


def plain_word_faults(place: str, words: str, explained: Collection[str] | None) -> Iterator[Fault]:
    """Yield what families should not meet: two negatives in one thought, and words of studies that nobody explains.

    `explained` holds the forms of the glossary, in small letters; None where nothing can be explained.
    """
    for both in double_negatives(words):
        yield Fault(
            "TEXT_DOUBLE_NEGATIVE",
            place,
            f"Two negatives stand together: {both!r}.",
            "Say it the other way round: what happens, or what somebody can do.",
        )
    for word, plain in dict(jargon_in(words, explained or ())).items():
        if explained is None:
            yield Fault(
                "TEXT_JARGON",
                place,
                f"{word!r} is a word of studies, and nothing can be explained here.",
                f"Say {plain!r}.",
            )
        else:
            yield Fault(
                "TEXT_JARGON",
                place,
                f"{word!r} is a word of studies, and the glossary does not have it.",
                f"Say {plain!r}, or explain the word in locales/en/glossary.toml.",
            )


def _denies(tokens: list[str], place: int) -> bool:
    """Say whether a "no" denies something: in "you can say no" it is the answer."""
    is_answer = place > 0 and tokens[place - 1].casefold() in _BEFORE_AN_ANSWER
    return not (tokens[place].casefold() == "no" and is_answer)
