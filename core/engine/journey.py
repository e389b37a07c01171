"""Where a family is in the study: what is done, what is now, what comes next, and when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from alongside.core.definitions.ages import completes_month
from alongside.core.definitions.study import JourneyStep, StudyVersion, Visit


class StepState(Enum):
    """How far a step is."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class StepSeen:
    """A step as the family sees it. `on` is the day from which it is due, when that is known."""

    step: JourneyStep
    state: StepState
    on: date | None


def where_am_i(
    version: StudyVersion, *, consented_on: date | None, done_visits: Collection[str], today: date
) -> tuple[StepSeen, ...]:
    """Return every step in order. The first that is not done is now; nothing after it is."""
    seen: list[StepSeen] = []
    now_given = False
    for step in version.journey:
        day = _due(step, version, consented_on)
        if _is_done(step, version, day, consented_on, done_visits, today) and not now_given:
            state = StepState.DONE
        else:
            state = StepState.LATER if now_given else StepState.NOW
            now_given = True
        seen.append(StepSeen(step, state, day))
    return tuple(seen)


def _due(step: JourneyStep, version: StudyVersion, consented_on: date | None) -> date | None:
    kind, _, which = step.done_when.partition(":")
    if consented_on is None or kind == "consent":
        return None
    months = version.visit(which).after_months if kind == "visit" else int(which)
    return completes_month(consented_on, months)


def _is_done(
    step: JourneyStep,
    version: StudyVersion,
    day: date | None,
    consented_on: date | None,
    done_visits: Collection[str],
    today: date,
) -> bool:
    """A step that ends at a month lasts until the next visit begins: that its own day has come proves nothing."""
    kind, _, which = step.done_when.partition(":")
    if kind == "consent":
        return consented_on is not None
    if kind == "visit":
        return which in done_visits
    later = version.journey[version.journey.index(step) + 1 :]
    next_visit = next(
        (_due(other, version, consented_on) for other in later if other.done_when.startswith("visit:")), day
    )
    return next_visit is not None and next_visit <= today


def visit_due(version: StudyVersion, *, consented_on: date, done_visits: Collection[str], today: date) -> Visit | None:
    """Return the visit that can be begun today: the first that is not done and whose time has come and is not over.

    A visit that was begun in time can be finished at any time: nobody who has started is cut off.
    """
    for visit in version.visits:
        opens = completes_month(consented_on, visit.after_months)
        if visit.code not in done_visits and opens <= today < opens + timedelta(days=visit.open_days):
            return visit
    return None


def periods_begun(consented_on: date, every_months: int, until_months: int, today: date) -> int:
    """Return how many periods of a reminder have begun since consent: 0 in the first month, 1 after a month, and so on."""
    count = 0
    while (count + 1) * every_months <= until_months and completes_month(
        consented_on, (count + 1) * every_months
    ) <= today:
        count += 1
    return count
