"""Which forms cannot be shown in which languages: their parts are held, families wait, and staff are told."""

from collections.abc import Collection
from datetime import datetime

from alongside.core.conduct.licences import asked_forms
from alongside.core.conduct.services import Services
from alongside.core.engine.wording import find_wording
from alongside.core.storage import caseload
from alongside.core.storage.database import Transaction

Shown = tuple[str, str, str]
"""An instrument, one of its forms, and the language of who reads it."""


def held_forms(services: Services) -> frozenset[Shown]:
    """Return what is held today, of everything that the study asks in its languages."""
    return frozenset(
        (code, form, language)
        for code, forms in asked_forms(services.study, services.catalogue).items()
        for form in forms
        for language in services.study.languages
        if find_wording(
            services.catalogue.instruments[code],
            form,
            language,
            today=services.clock.today(),
            may_stand_in=services.settings.demonstration,
        ).is_held
    )


def held_since(tx: Transaction, study: str, held: Collection[Shown], *, only: str = "") -> dict[str, datetime]:
    """Return who has an open part that is held, and when the first such visit was opened."""
    sheets = caseload.open_sheets(tx, study, sorted({code for code, _, _ in held}), only=only)
    return {
        sheet.participant: sheet.opened_at
        for sheet in reversed(sheets)
        if (sheet.instrument, sheet.form, sheet.language) in held
    }
