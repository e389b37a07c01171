"""Templates and catalogues for translators, written from the definitions. Nothing a translator wrote is ever removed."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from alongside.core.definitions.text import SourceText
from alongside.core.languages.catalogue import EASY_MARK, CatalogueError, english_of, forms_of
from alongside.core.languages.placeholders import names_in
from alongside.core.languages.plurals import plural_forms
from alongside.core.languages.tags import UnknownLanguageError, language_tag, locale_of

_LANGUAGE = re.compile(r'^"Language:\s*([\w-]+)\s*(?:\\n)?"$', re.MULTILINE)
_MessageId = str | tuple[str, ...]


def write_template(sources: Iterable[SourceText]) -> str:
    """Return the template (.pot) of the texts: the same texts give the same bytes, so a stale one can be told."""
    template = Catalog()
    for entry_id, english, comments in _entries(sources):
        _add(template, Message(english, context=entry_id, auto_comments=comments))
    return _written(template, [], ["Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;"])


def update_catalogue(po_text: str, sources: Iterable[SourceText], *, language: str = "") -> str:
    """Return the catalogue with an entry for every text, in the order of the texts.

    A text that is new or whose English changed has an empty entry; every other translation stays, one that is no longer
    wanted as obsolete. An obsolete one comes back when its text does. An empty `po_text` needs `language`. Raises
    CatalogueError.
    """
    tag, old = _read(po_text, language)
    found = {(message.context, _key(message.id)): message for message in old if message.id}
    resting: dict[tuple[str | None, _MessageId], Message] = {
        (message.context, _key(message.id)): message for message in old.obsolete.values()
    }
    new = Catalog(locale=locale_of(tag))
    forms = _header_line(po_text, "Plural-Forms") or plural_forms(tag).header
    new.mime_headers = [("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", forms)]
    for entry_id, english, comments in _entries(sources):
        key = (entry_id, _key(english))
        kept = found.pop(key, None)
        if kept is None or not _has_words(kept):
            kept = resting.pop(key, kept)
        before = [
            _as_comment(message) for message in (*found.values(), *resting.values()) if message.context == entry_id
        ]
        message = Message(
            english,
            kept.string if kept else "",
            flags=kept.flags if kept else (),
            auto_comments=[*comments, *([] if kept and _has_words(kept) else before)],
            user_comments=kept.user_comments if kept else (),
            context=entry_id,
        )
        _add(new, message)
    for message in (*resting.values(), *found.values()):
        if _has_words(message):
            _lay_to_rest(new, message)
    headers = [f"Language: {tag}", f"Plural-Forms: {forms}"]
    return _written(new, _opening_comments(po_text), headers + _kept_headers(po_text))


def _read(po_text: str, language: str) -> tuple[str, Catalog]:
    """Return the tag and the entries of a catalogue; the tag asked for goes before the one in the header."""
    stated = _LANGUAGE.search(po_text)
    tag = language_tag(language or (stated[1] if stated else ""))
    try:
        return tag, read_po(StringIO(po_text), locale=locale_of(tag), abort_invalid=True)
    except UnknownLanguageError as error:
        raise CatalogueError("The catalogue does not say in its header which language it is in.") from error
    except (PoFileError, ValueError) as error:
        raise CatalogueError(f"The catalogue cannot be read: {error}") from error


def _entries(sources: Iterable[SourceText]) -> Iterator[tuple[str, _MessageId, list[str]]]:
    """Yield id, English and comments of each entry: the standard words, then the easy ones where there are any."""
    for source in {source.id: source for source in sources}.values():
        for easy in (False, True):
            english = english_of(source.text, easy=easy)
            if english[-1]:
                entry_id = source.id + EASY_MARK if easy else source.id
                yield entry_id, english[0] if len(english) == 1 else english, _comments(source, english, easy=easy)


def _comments(source: SourceText, english: tuple[str, ...], *, easy: bool) -> list[str]:
    comments: list[str] = []
    if easy:
        comments.append("Easy read: one idea in a sentence, at most 12 words, no hard words.")
    if source.text.picture:
        comments.append(f"Shown beside the picture: {source.text.picture}.")
    names = sorted(frozenset().union(*map(names_in, english)))
    if names:
        comments.append("Keep as they are: " + ", ".join(f"{{{name}}}" for name in names) + ".")
    return comments


def _add(catalogue: Catalog, message: Message) -> None:
    # Babel marks "50% of" as a format of its own, and tools then refuse a good translation
    message.flags.discard("python-format")
    catalogue[message.id] = message


def _lay_to_rest(catalogue: Catalog, message: Message) -> None:
    """Keep an unwanted translation as obsolete. Babel knows one for each first form, so a second becomes a comment."""
    key = (message.id if isinstance(message.id, str) else message.id[0], message.context or "")
    earlier = catalogue.obsolete.get(key)
    if earlier is not None:
        message.user_comments = [*earlier.user_comments, _as_comment(earlier), *message.user_comments]
    catalogue.obsolete[key] = message


def _key(message_id: _MessageId | list[str]) -> _MessageId:
    return message_id if isinstance(message_id, str) else tuple(message_id)


def _has_words(message: Message) -> bool:
    return any(forms_of(message.string))


def _as_comment(message: Message) -> str:
    english, words = (" / ".join(forms_of(each)) for each in (message.id, message.string))
    return " ".join(f"Before: {english} = {words}".split())


def _opening_comments(po_text: str) -> list[str]:
    lines: list[str] = []
    for line in po_text.splitlines():
        if not line.startswith("#"):
            break
        if not line.startswith("#,"):
            lines.append(line)
    return lines


def _header_lines(po_text: str) -> Iterator[str]:
    """Yield the header lines of a catalogue, without quotes: those before the first blank line."""
    for line in po_text.splitlines():
        if not line.strip():
            return
        if line.startswith('"'):
            yield line.strip().strip('"').removesuffix("\\n")


def _header_line(po_text: str, name: str) -> str:
    return next((line.split(":", 1)[1].strip() for line in _header_lines(po_text) if line.startswith(name + ":")), "")


def _kept_headers(po_text: str) -> list[str]:
    own = ("PO-Revision-Date:", "Last-Translator:", "Language-Team:", "X-")
    return [line for line in _header_lines(po_text) if line.startswith(own)]


def _written(catalogue: Catalog, comments: list[str], headers: list[str]) -> str:
    """Return the file. The header is our own: Babel's holds the time and its version, and would differ each day."""
    fixed = ["MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit"]
    lines = [*comments, 'msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in (*fixed, *headers)), "", ""]
    body = BytesIO()
    write_po(body, catalogue, width=0, omit_header=True)
    return "\n".join(lines) + body.getvalue().decode().rstrip("\n") + "\n"
