"""Which words a family can meet, in which languages they are whole, and what is wrong with any of them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from alongside.core.conduct.family_words import families_read, family_pages
from alongside.core.conduct.services import Services, read_glossary, read_sources, read_translations, read_words
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.study import Study
from alongside.core.languages.catalogue import EASY_MARK
from alongside.core.languages.checks import check_texts
from alongside.core.languages.completeness import coverage, offered
from alongside.core.languages.page_grades import grade_pages, page_faults
from alongside.core.languages.tags import SOURCE_LANGUAGE, language_tag
from alongside.core.languages.textbook import TextBook
from alongside.core.messages.templates import check_all
from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.settings import Settings

OF_PAGES = frozenset({"pages", "errors", "documents", "glossary"})
NAMED_AT_MOST = 3


def languages_offered(services: Services) -> tuple[str, ...]:
    """Return the study's languages in which every text that a family meets is there, standard and easy.

    A live study offers a language only when a person has approved all of it.
    """
    wanted = flow_texts(services.study, services.catalogue, services.book)
    complete = offered(services.book, wanted, easy=True, is_live=not services.settings.demonstration)
    return tuple(language for language in services.study.languages if language in complete)


def flow_texts(study: Study, catalogue: Catalogue, book: TextBook) -> tuple[str, ...]:
    """Return the id of every text that a family of this study can meet, in any of its versions."""
    modules = {code: None for version in study.versions for code in version.consent_modules}
    asked = {asked.instrument: None for version in study.versions for visit in version.visits for asked in visit.asked}
    own = [source.id for source in study.texts()]
    own += [source.id for code in modules for source in catalogue.consent_modules[code].texts()]
    own += [text_id for code in asked for text_id in _met_texts(catalogue.instruments[code])]
    return (*(text_id for text_id in book.sources if text_id.partition(".")[0] in OF_PAGES), *own)


def _met_texts(instrument: Instrument) -> Iterator[str]:
    """Yield the ids that families meet: with the holder's words installed, no stand-in."""
    about = {f"{instrument.code}.{slot}" for slot in ("why_we_ask", "title", "sensitive_warning")}
    for source in instrument.texts():
        if source.id in about or not instrument.packs:
            yield source.id


def text_faults(settings: Settings, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield what is wrong with the words, those of messages among them, and which languages of the study are not whole."""
    sources = read_sources(catalogue)
    yield from check_texts(
        sources, read_translations(catalogue), families_read=families_read, explained=read_glossary().forms
    )
    texts = {source.id: source.text for source in sources}
    yield from page_faults(grade_pages(family_pages(catalogue, texts), texts))
    study = catalogue.studies.get(settings.study)
    if study is None:
        return
    book = read_words(catalogue)
    titles = (study.title, *(instrument.title for instrument in catalogue.instruments.values()))
    yield from message_faults(book, study.languages, titles)
    wanted = flow_texts(study, catalogue, book)
    for language in study.languages:
        found = coverage(book, language, wanted, easy=True)
        if not found.is_complete:
            named = ", ".join(found.missing_ids[:NAMED_AT_MOST])
            yield Fault(
                "LANGUAGE_INCOMPLETE",
                f"{study.code}.{language}",
                f"{len(found.missing_ids)} of {found.total} texts are missing, first {named}.",
                "Translate them, or take the language out of the study. Until then families are not offered it.",
            )


def message_faults(book: TextBook, languages: Iterable[str], forbidden: Iterable[str]) -> Iterator[Fault]:
    """Yield what keeps messages from leaving or lets them tell too much, in English and these languages, in both forms."""
    never = tuple(forbidden)
    for language in dict.fromkeys((SOURCE_LANGUAGE, *map(language_tag, languages))):
        for easy in (False, True):
            yield from _message_faults_in(book, language, never, easy=easy)


def _message_faults_in(book: TextBook, language: str, forbidden: tuple[str, ...], *, easy: bool) -> Iterator[Fault]:
    def words(text_id: str) -> str:
        return book.unfilled(text_id, language, easy=easy).words

    for fault in check_all(words, language=language, forbidden=forbidden):
        found = book.unfilled(fault.place, language, easy=easy)
        if (found.language, found.is_easy) == (
            language,
            easy,
        ):  # what stands in for another is told of where it belongs
            mark = EASY_MARK if easy else ""
            yield replace(fault, place=f"{fault.place}{mark}, {language}")


def draft_faults(settings: Settings, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield the languages whose words nobody has approved: a live study does not offer them."""
    study = catalogue.studies.get(settings.study)
    if study is None:
        return
    book = read_words(catalogue)
    wanted = flow_texts(study, catalogue, book)
    for language in study.languages:
        found = coverage(book, language, wanted, easy=True)
        if found.drafts:
            yield Fault(
                "LANGUAGE_DRAFT",
                f"{study.code}.{language}",
                f"{found.drafts} of {found.total} texts are drafts that nobody has approved.",
                "Have a person approve each in status.toml, or take the language out of the study.",
            )
