"""Language tags: one spelling inside (BCP 47, `pa-Arab`), and what is known of a tag: its script and its CLDR locale."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from alongside.core.definitions.errors import AlongsideError

SOURCE_LANGUAGE = "en"

# Languages of UK families that CLDR has no locale for: the nearest written relative lends dates, numbers and plurals.
_LIKE = {"phr": "ur", "pnb": "pa_Arab", "prs": "fa_AF", "rom": "ro", "syl": "bn"}
_SCRIPT_LENGTH = 4
_LONGEST_TAG = 35  # BCP 47, section 4.4.1; longer input is not a tag


class UnknownLanguageError(AlongsideError):
    """A tag names no language that Alongside can write dates, numbers and plurals in."""


@lru_cache(maxsize=512)
def language_tag(code: str) -> str:
    """Return the tag in its usual spelling: `pa_arab` becomes `pa-Arab`, `EN-gb` becomes `en-GB`."""
    language, *rest = code.strip().replace("_", "-").split("-")
    subtags = [part.title() if len(part) == _SCRIPT_LENGTH else part.upper() for part in rest]
    return "-".join((language.lower(), *subtags))


@lru_cache(maxsize=512)
def locale_of(language: str) -> Locale:
    """Return the CLDR locale for dates, numbers and plurals; plain English is British. Raises UnknownLanguageError."""
    tag = language_tag(language)
    if tag == SOURCE_LANGUAGE:
        return Locale("en", "GB")
    primary, _, rest = tag.partition("-")
    spelling = _LIKE.get(primary) or (f"{primary}_{rest}" if rest else primary)
    if len(tag) > _LONGEST_TAG:
        raise UnknownLanguageError("A language tag is too long to be one.")
    try:
        return Locale.parse(spelling.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError) as error:
        raise UnknownLanguageError(f"No language is known by the tag {tag!r}.") from error


@lru_cache(maxsize=512)
def script_of(language: str) -> str:
    """Return the script the language is written in, as its four letters of ISO 15924. Raises UnknownLanguageError."""
    tag = language_tag(language)
    likely = get_global("likely_subtags")
    parts = tag.split("-")
    own = _script_in(parts)
    if own:
        return own
    likeliest = likely.get("_".join(parts)) or likely.get(parts[0]) or ""
    locale = locale_of(tag)
    return _script_in(likeliest.split("_")) or locale.script or _script_in(likely[locale.language].split("_"))


def _script_in(subtags: list[str]) -> str:
    return next((part for part in subtags[1:] if len(part) == _SCRIPT_LENGTH and part.isalpha()), "")
