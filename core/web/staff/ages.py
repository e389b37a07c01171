"""What the study asks at every age, and how many minutes that takes: the age board as a picture and in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template

from alongside.core.definitions.ages import MONTHS_A_YEAR
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.roles import Duty
from alongside.core.definitions.study import StudyVersion, Visit, age_rule
from alongside.core.engine.age_board import BOARD_MONTHS, Row, Stretch, age_board, stretches_of
from alongside.core.engine.burden import CHILDREN_SHOWN, Burden, burden_of, visit_warnings
from alongside.core.web.access import access, services

pages = Blueprint("ages", __name__, url_prefix="/staff/data")


@dataclass(frozen=True, slots=True)
class VisitBoard:
    """One visit: its title's text id, its instruments about children, its rows for the table and their bars."""

    title: str
    instruments: tuple[Instrument, ...]
    rows: tuple[Row, ...]
    bars: tuple[tuple[Stretch, ...], ...]
    warnings: tuple[Fault, ...]


@pages.get("/ages")
@access(Duty.TAKE_DATA)
def board() -> str:
    """Show the age board of the study as it stands today, with what it takes of families."""
    study, today = services().study, services().clock.today()
    version = study.version_on(today)
    boards = tuple(_boards(version))
    return render_template(
        "staff_ages.html",
        study=study,
        version=version,
        boards=boards,
        is_faulty=any(row.is_faulty for one in boards for row in one.rows),
        adjusted=tuple(_adjusted(version)),
        burden=_burden(today),
        children=CHILDREN_SHOWN,
        titles={code: instrument.title for code, instrument in services().catalogue.instruments.items()},
        visit_titles={visit.code: _title(visit) for visit in version.visits},
        years=tuple(range(BOARD_MONTHS // MONTHS_A_YEAR + 1)),
        board_months=BOARD_MONTHS,
    )


def _burden(today: date) -> Burden:
    study = services().study
    return burden_of(study, study.version_on(today), services().catalogue.instruments)


def _title(visit: Visit) -> str:
    return f"{services().study.code}.{visit.code}.title"


def _boards(version: StudyVersion) -> Iterator[VisitBoard]:
    study, instruments = services().study, services().catalogue.instruments
    rows = age_board(study, version, instruments)
    for visit in version.visits:
        of_visit = tuple(row for row in rows if row.visit == visit.code)
        about_children = tuple(instruments[place.instrument] for place in of_visit[0].places)
        yield VisitBoard(
            _title(visit),
            about_children,
            of_visit,
            tuple(stretches_of(of_visit, instrument.code) for instrument in about_children),
            tuple(visit_warnings(study, version, visit, instruments)),
        )


def _adjusted(version: StudyVersion) -> Iterator[tuple[str, int]]:
    """Yield the instruments whose form goes by the adjusted age, and until which age."""
    instruments = services().catalogue.instruments
    rules = {
        (instruments[asked.instrument].title, rule.until_months)
        for visit in version.visits
        for asked in visit.asked
        if (rule := age_rule(asked, instruments[asked.instrument])) is not None and rule.until_months
    }
    yield from sorted(rules)
