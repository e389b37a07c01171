"""What the study asks at every age, and how many minutes that takes: the age board as a picture and in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request

from alongside.core.definitions.ages import MONTHS_A_YEAR
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.roles import Duty
from alongside.core.definitions.study import Study, StudyVersion, age_rule
from alongside.core.definitions.text import as_text
from alongside.core.engine.age_board import BOARD_MONTHS, Row, Stretch, age_board, stretches_of
from alongside.core.engine.burden import CHILDREN_SHOWN, burden_of, order_warnings
from alongside.core.web.access import access, services

pages = Blueprint("ages", __name__, url_prefix="/staff/data")


@dataclass(frozen=True, slots=True)
class VisitBoard:
    """One visit: its title, its instruments about children, its rows for the table and their bars."""

    title: str
    instruments: tuple[Instrument, ...]
    rows: tuple[Row, ...]
    bars: tuple[tuple[Stretch, ...], ...]
    warnings: tuple[Fault, ...]


@pages.get("/ages")
@access(Duty.TAKE_DATA)
def board() -> str:
    """Show the age board of the study as it stands today, with what it takes of families; or of a study that was refused."""
    refused = _refused()
    wanted = request.args.get("study", "")
    if wanted and wanted not in refused:
        abort(404)
    study, faults = refused[wanted] if wanted else (services().study, ())
    version = study.version_on(services().clock.today())
    instruments = services().catalogue.instruments
    return render_template(
        "staff_ages.html",
        study=study,
        version=version,
        faults=faults,
        refused={code: other.title for code, (other, _) in refused.items() if code != wanted},
        boards=tuple(_boards(study, version)),
        adjusted=sorted(_adjusted(version)),
        burden=burden_of(study, version, instruments),
        children=CHILDREN_SHOWN,
        titles={code: instrument.title for code, instrument in instruments.items()},
        visit_titles={visit.code: as_text(visit.title).standard for visit in version.visits},
        years=tuple(range(BOARD_MONTHS // MONTHS_A_YEAR + 1)),
        board_months=BOARD_MONTHS,
    )


def _refused() -> Mapping[str, tuple[Study, tuple[Fault, ...]]]:
    """Return the studies that were refused for their faults, so that their authors see where."""
    return {
        study.code: (study, refusal.faults)
        for refusal in services().catalogue.refused
        for study in refusal.studies
        if study.versions
    }


def _boards(study: Study, version: StudyVersion) -> Iterator[VisitBoard]:
    instruments = services().catalogue.instruments
    rows = age_board(study, version, instruments)
    warnings = tuple(order_warnings(study, version, instruments))
    for visit in version.visits:
        of_visit = tuple(row for row in rows if row.visit == visit.code)
        about_children = tuple(instruments[place.instrument] for place in of_visit[0].places)
        yield VisitBoard(
            as_text(visit.title).standard,
            about_children,
            of_visit,
            tuple(stretches_of(of_visit, instrument.code) for instrument in about_children),
            tuple(fault for code, fault in warnings if code == visit.code),
        )


def _adjusted(version: StudyVersion) -> set[tuple[str, int]]:
    """Return the instruments whose form goes by the adjusted age, and until which age."""
    instruments = services().catalogue.instruments
    return {
        (instruments[asked.instrument].title, rule.until_months)
        for visit in version.visits
        for asked in visit.asked
        if asked.instrument in instruments
        and (rule := age_rule(asked, instruments[asked.instrument])) is not None
        and rule.until_months
    }
