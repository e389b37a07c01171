"""The study of Infant Parent Support: two sites, three visits, and one battery that is the same at each of them."""

from dataclasses import replace
from datetime import date

from alongside import (
    STANDARD_ROLES,
    Asked,
    Reminder,
    Site,
    Study,
    StudyVersion,
    Text,
    Visit,
    VisitReminders,
    hookimpl,
)

from .asked import AT_FOLLOW_UP, AT_THE_START, with_bcapi
from .journey import JOURNEY


def _visits(at_the_start: tuple[Asked, ...], at_follow_up: tuple[Asked, ...]) -> tuple[Visit, ...]:
    return (
        Visit(
            "baseline",
            Text("Your first questions", "First questions", "questions"),
            after_months=0,
            open_days=60,
            asked=at_the_start,
        ),
        Visit(
            "month_3",
            Text("Questions after 3 months", "3 months on", "questions"),
            after_months=3,
            open_days=42,
            asked=at_follow_up,
        ),
        Visit(
            "month_6",
            Text("Questions after 6 months", "6 months on", "questions"),
            after_months=6,
            open_days=42,
            asked=at_follow_up,
        ),
    )


VERSION_1_0 = StudyVersion(
    code="1.0",
    in_force_from=date(2026, 1, 1),
    consent_modules=(
        "taking_part",
        "data_linkage",
        "interview_recording",
        "sharing_data",
        "future_contact",
        "staff_interview",
    ),
    visits=_visits(AT_THE_START, AT_FOLLOW_UP),
    journey=JOURNEY,
    reminders=(Reminder("where_you_are", every_months=1, until_months=6, statement="reminders"),),
    visit_reminders=VisitReminders(statement="reminders"),
)

# The B-CAPI joins three months in. A visit that was opened before that day keeps version 1.0: of it the B-CAPI is not
# due, and so not missing. A family that began with 1.0 is asked it from its next visit on.
VERSION_1_1 = replace(
    VERSION_1_0,
    code="1.1",
    in_force_from=date(2026, 4, 1),
    visits=_visits(with_bcapi(AT_THE_START), with_bcapi(AT_FOLLOW_UP)),
)

INFANT_PARENT_SUPPORT = Study(
    code="infant_parent_support",
    title="Infant Parent Support and services as usual",
    name_for_families=Text("The study about families", "Our study", "family"),
    sites=(
        Site("bromley", "Bromley", prefix="BR", nation="England"),
        Site("glasgow", "Glasgow", prefix="GL", nation="Scotland"),
    ),
    versions=(VERSION_1_0, VERSION_1_1),
    languages=("en", "ur"),
    roles=STANDARD_ROLES,
    contact=Text(
        "You can call us on {phone}. We are happy to hear from you.",
        "Call us on {phone}. We will help.",
        "phone",
    ),
    # Published codes disagree here. The study's statistician must confirm every line before the first score is reported.
    policies={
        # Gaps in the impact questions count 0, unless all five are missing: believed to be the holder's own rule.
        "sdq": {"impact": "missing_as_zero"},
        # A summary is over all answered items: the holder's page states no rule that would leave any of them out.
        "pedsql": {"failed_scales": "items_answered"},
        # A family may skip any question. Counted as 0, a gap would make an adult who skips what is hard look well.
        "ghq12": {"missing": "strict"},
        # No rule of the holder was found; the same for both, since a child goes from one to the other.
        "bpsc": {"missing": "strict"},
        "ppsc": {"missing": "strict"},
    },
)


@hookimpl
def alongside_studies() -> tuple[Study, ...]:
    """Offer the study."""
    return (INFANT_PARENT_SUPPORT,)
