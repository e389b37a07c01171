"""Which version of each consent is shown now, and in which languages: asked anew each time, of what the team released."""

from dataclasses import dataclass

from alongside.core.conduct.services import Services
from alongside.core.conduct.version_texts import Place, places_of
from alongside.core.definitions.consent import ConsentModule
from alongside.core.engine.consent import version_to_show
from alongside.core.languages.catalogue import EASY_MARK
from alongside.core.languages.completeness import Coverage, coverage
from alongside.core.storage import consent_releases
from alongside.core.storage.database import Transaction

NAMED_AT_MOST = 3


def shown_versions(services: Services, tx: Transaction) -> dict[str, ConsentModule]:
    """Return, by code, the version of each installed module that is shown to who signs now."""
    released = consent_releases.releases_in(tx, services.study.code)
    return {
        code: version_to_show(services.catalogue.versions_of(code), released.get(code, ()))
        for code in services.catalogue.consent_modules
    }


def shown_version(services: Services, tx: Transaction, code: str) -> ConsentModule:
    """Return the version of one module that is shown to who signs now."""
    return shown_versions(services, tx)[code]


def codes_in_study(services: Services) -> tuple[str, ...]:
    """Return the codes of every consent module that any version of the study uses, in their order."""
    return tuple(dict.fromkeys(code for version in services.study.versions for code in version.consent_modules))


def coverage_of(services: Services, module: ConsentModule, language: str) -> Coverage:
    """Return how much of a version a language has, standard and easy."""
    return coverage(services.book, language, (source.id for source in module.texts()), easy=True)


def is_whole(services: Services, module: ConsentModule, language: str) -> bool:
    """Return whether a version can be shown in a language: not one text is missing, and in a live study none is a draft."""
    found = coverage_of(services, module, language)
    return found.is_complete and (services.settings.demonstration or not found.drafts)


@dataclass(frozen=True, slots=True)
class Unwhole:
    """Why a language is not offered: texts of a version that are missing, or that nobody approved (`drafts`)."""

    language: str
    module: ConsentModule
    missing: tuple[str, ...]
    drafts: int

    @property
    def first(self) -> tuple[tuple[Place, bool], ...]:
        """Return which texts are missing first, and whether it is the easy words of each."""
        missing = frozenset(self.missing)
        named = [
            (place, is_easy)
            for place in places_of(self.module)
            for is_easy in (False, True)
            if f"{self.module.owner}.{place.slot}{EASY_MARK if is_easy else ''}" in missing
        ]
        return tuple(named[:NAMED_AT_MOST])


def unwhole_languages(services: Services, tx: Transaction) -> tuple[Unwhole, ...]:
    """Return why languages of the study are not offered for what is shown now, as far as consents are the reason."""
    shown = shown_versions(services, tx)
    return tuple(one for code in codes_in_study(services) for one in why_not_whole(services, shown[code]))


def why_not_whole(services: Services, module: ConsentModule) -> tuple[Unwhole, ...]:
    """Return why languages of the study are not offered with a version; empty when it is whole in each."""
    return tuple(
        Unwhole(language, module, found.missing_ids, found.drafts)
        for language in services.study.languages
        if not is_whole(services, module, language)
        for found in (coverage_of(services, module, language),)
    )
