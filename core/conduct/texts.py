"""Which words a family can meet, in which languages they are whole, and what is wrong with any of them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from alongside.core.conduct.family_words import families_read, family_pages
from alongside.core.conduct.services import Services, read_glossary, read_sources, read_translations, read_words
from alongside.core.conduct.versions import codes_in_study, is_whole, shown_versions
from alongside.core.definitions.consent import ConsentModule
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

OF_PAGES = frozenset({"pages", "needs", "leaving", "care", "errors", "documents", "glossary", "accessible", "copies"})
NAMED_AT_MOST = 3


class OfferedLanguages:
    """The study's languages in which every text that a family meets now is there, standard and easy.

    A live study offers a language only when a person has approved all of it. The words do not change while a deployment is
    open, so they are counted once; which version of a consent is shown is asked each time.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        wanted = flow_texts(services.study, services.catalogue, services.book, ())
        complete = offered(services.book, wanted, easy=True, is_live=not services.settings.demonstration)
        self.beside_consents = tuple(language for language in services.study.languages if language in complete)
        """The languages that are whole in all but the consents."""
        self._codes = codes_in_study(services)
        self._whole = {
            (code, module.version): {one for one in self.beside_consents if is_whole(services, module, one)}
            for code in self._codes
            for module in services.catalogue.versions_of(code)
        }

    def now(self) -> tuple[str, ...]:
        """Return the languages that are offered at this moment."""
        with self._services.records.read() as tx:
            shown = shown_versions(self._services, tx)
        return tuple(
            language
            for language in self.beside_consents
            if all(language in self._whole[code, shown[code].version] for code in self._codes)
        )


def flow_texts(
    study: Study, catalogue: Catalogue, book: TextBook, consents: Iterable[ConsentModule]
) -> tuple[str, ...]:
    """Return the id of every text that a family of this study can meet, in any of its versions, with these consents."""
    asked = {asked.instrument: None for version in study.versions for visit in version.visits for asked in visit.asked}
    own = [source.id for source in study.texts()]
    own += [source.id for module in consents for source in module.texts()]
    own += [text_id for code in asked for text_id in _met_texts(catalogue.instruments[code])]
    return (*(text_id for text_id in book.sources if text_id.partition(".")[0] in OF_PAGES), *own)


def _met_texts(instrument: Instrument) -> Iterator[str]:
    """Yield the ids that families meet: with the holder's words installed, no stand-in."""
    about = {f"{instrument.code}.{slot}" for slot in ("why_we_ask", "title", "sensitive_warning")}
    about |= {source.id for section in instrument.sections for source in section.texts(instrument.code)}
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
    first, later = _consents_of(study, catalogue)
    wanted = flow_texts(study, catalogue, book, first)
    yield from _later_faults(study, book, later)
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


def _consents_of(study: Study, catalogue: Catalogue) -> tuple[list[ConsentModule], list[ConsentModule]]:
    """Return the first version of each consent of a study, and the later ones that are installed beside them."""
    codes = dict.fromkeys(code for version in study.versions for code in version.consent_modules)
    versions = [catalogue.versions_of(code) for code in codes]
    return [first for first, *_ in versions], [later for _, *others in versions for later in others]


def _later_faults(study: Study, book: TextBook, later: Iterable[ConsentModule]) -> Iterator[Fault]:
    """Yield which languages will not be offered once a version that waits is released: the version can come without them."""
    for module in later:
        wanted = [source.id for source in module.texts()]
        for language in study.languages:
            found = coverage(book, language, wanted, easy=True)
            if not found.is_complete:
                yield Fault(
                    "CONSENT_LANGUAGE_INCOMPLETE",
                    f"{module.code}.{module.version}.{language}",
                    f"{len(found.missing_ids)} of {found.total} texts are missing, "
                    f"first {', '.join(found.missing_ids[:NAMED_AT_MOST])}.",
                    "Translate them: once this version is released, families are not offered the language.",
                    is_warning=True,
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
    wanted = flow_texts(study, catalogue, book, [one for group in _consents_of(study, catalogue) for one in group])
    for language in study.languages:
        found = coverage(book, language, wanted, easy=True)
        if found.drafts:
            yield Fault(
                "LANGUAGE_DRAFT",
                f"{study.code}.{language}",
                f"{found.drafts} of {found.total} texts are drafts that nobody has approved.",
                "Have a person approve each in status.toml, or take the language out of the study.",
            )
