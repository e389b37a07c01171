"""What staff can print for a family: the choices of the form, and those made beforehand."""

from collections.abc import Iterator

from flask import g

from alongside.core.conduct import consenting
from alongside.core.conduct.sheets import SheetKind, has_decision_aid
from alongside.core.conduct.versions import is_whole
from alongside.core.conduct.where import steps_of
from alongside.core.conduct.workspace import FamilyAtWork
from alongside.core.definitions.consent import ConsentModule
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.web.access import services
from alongside.core.web.staff.home import formats

Options = tuple[tuple[str, str], ...]
WHERE = "where"
FORMATS = ("standard", "easy")
SIZES = ("standard", "large")


def sheet_options(family: FamilyAtWork) -> dict[str, Options]:
    """Return what can be printed for a family, by the name of the field: values with their words."""
    modules = modules_for_sheets(family.number)
    languages = [one for one in services().study.languages if all(is_whole(services(), each, one) for each in modules)]
    return {
        "sheet": tuple(_sheets(family.number, modules)),
        "language": tuple((one, formats()["language_of"](one)) for one in languages),
        "format": tuple((one, g.words.plain(f"staff_sheets.format_{one}")) for one in FORMATS),
        "size": tuple((one, g.words.plain(f"staff_sheets.size_{one}")) for one in SIZES),
    }


def usual_sheet(needs: NeedsProfile) -> dict[str, str]:
    """Return what is chosen before anybody chooses: the first sheet, as this family has its pages."""
    return {
        "sheet": f"{SheetKind.INFORMATION}-1",
        "language": needs.language,
        "format": FORMATS[needs.easy_read],
        "size": SIZES[needs.large_print],
    }


def modules_for_sheets(number: str) -> tuple[ConsentModule, ...]:
    """Return the consents that this family may be asked for, as they are shown now."""
    with services().records.read() as tx:
        return consenting.modules_of(services(), tx, number)


def _sheets(number: str, modules: tuple[ConsentModule, ...]) -> Iterator[tuple[str, str]]:
    for place, module in enumerate(modules, 1):
        yield f"{SheetKind.INFORMATION}-{place}", g.words.plain(f"{module.owner}.title")
    if modules and modules[0].privacy:
        yield SheetKind.PRIVACY.value, g.words.plain("staff_sheets.privacy")
    if modules and has_decision_aid(modules[0]):
        yield SheetKind.DECISION.value, g.words.plain("staff_sheets.decision")
    with services().records.read() as tx:
        if steps_of(services(), tx, number):
            yield WHERE, g.words.plain("staff_sheets.where")
