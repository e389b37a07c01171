"""Booklets and cards for one family: of the questions that are due, in its language and print, with its study numbers."""

from dataclasses import dataclass

from alongside.core.conduct import answering, consenting
from alongside.core.conduct.paper import (
    BOOKLET_MODES,
    CARD_MODES,
    PaperSource,
    WantedPaper,
    may_print,
    print_booklet,
    print_cards,
)
from alongside.core.conduct.services import Services
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.storage import audit

MODES = {"booklet": BOOKLET_MODES, "cards": CARD_MODES}


@dataclass(frozen=True, slots=True)
class PaperOffer:
    """One form that is due, about one person, and what may be printed of it; nothing where its holder allows no paper."""

    wanted: WantedPaper
    kinds: tuple[str, ...]


def papers_for(services: Services, number: str, needs: NeedsProfile) -> tuple[PaperOffer, ...]:
    """Return what could be printed for a family: of the parts not sent yet, or of the visit that could begin today."""
    with services.records.read() as tx:
        standing = consenting.standing(tx, number, consenting.module_of(services, tx))
        visit = answering.find_visit(services, tx, number, language=needs.language) if standing.asks else None
        begun = standing.consented_on
        plan = answering.due_visit(services, tx, number, begun) if begun else None
    if visit is not None and visit.is_open:
        due = [(one.sheet.instrument, one.sheet.form, one.sheet.about) for one in visit.parts if not one.is_sent]
    elif plan is not None:
        due = [(one.instrument, one.form, one.about) for one in answering.planned_sheets(services, number, plan)]
    else:
        due = []
    return tuple(_offer(services, needs, *one) for one in due)


def print_for(
    services: Services, number: str, needs: NeedsProfile, kind: str, *, instrument: str, about: str, by: str
) -> bytes | None:
    """Return a booklet or cards for a family after that was put on record; None when they are not offered.

    Raises:
        PaperError: words are lacking in the family's language.
    """
    offer = next(
        (
            one
            for one in papers_for(services, number, needs)
            if kind in one.kinds and (one.wanted.instrument.code, one.wanted.study_number) == (instrument, about)
        ),
        None,
    )
    if offer is None:
        return None
    source = PaperSource(services.settings, services.study, services.book)
    make = print_cards if kind == "cards" else print_booklet
    pages = make(source, offer.wanted, at=services.clock.now(), today=services.clock.today())
    told = {"kind": kind, "instrument": instrument, "form": offer.wanted.form, "about": about}
    with services.records.write() as tx:
        audit.append(tx, audit.AuditEvent("paper_printed", by, number, told), services.clock.now())
    return pages


def _offer(services: Services, needs: NeedsProfile, instrument: str, form: str, about: str) -> PaperOffer:
    wanted = WantedPaper(
        services.catalogue.instruments[instrument],
        form,
        needs.language,
        large_print=needs.large_print,
        easy_read=needs.easy_read,
        study_number=about,
    )
    today = services.clock.today()
    return PaperOffer(wanted, tuple(kind for kind, modes in MODES.items() if may_print(wanted, modes, today)))
