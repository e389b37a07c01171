"""The demonstration study: two sites, three visits, and the path of a family through half a year."""

from datetime import date

from alongside import (
    STANDARD_ROLES,
    Asked,
    FormAges,
    JourneyStep,
    Reminder,
    Site,
    Study,
    StudyVersion,
    Text,
    Visit,
    VisitReminders,
    hookimpl,
    not_asked,
    overlap_settled,
)

_GROWING_UP = Asked("growing_up", per="child")
_SDQ = Asked(
    "sdq",
    per="child",
    ages=(FormAges("2_4", 24, 48), FormAges("4_17", 48, 216)),
    gaps=(not_asked(0, 24, "It is for children of 2 years and over."),),
    overlaps=(
        overlap_settled(
            48,
            60,
            "Both printed forms name the age of 4. "
            "From the fourth birthday this study asks the form for children of 4 and over.",
        ),
    ),
    is_primary=True,
)

VERSION_1 = StudyVersion(
    code="1.0",
    in_force_from=date(2025, 1, 1),
    consent_modules=(
        "taking_part",
        "data_linkage",
        "interview_recording",
        "sharing_data",
        "future_contact",
        "staff_interview",
    ),
    visits=(
        Visit(
            "baseline",
            Text("Your first questions", "First questions", "questions"),
            after_months=0,
            open_days=60,
            asked=(Asked("about_you", per="participant"), _GROWING_UP),
        ),
        Visit(
            "month_3",
            Text("Questions after 3 months", "3 months on", "questions"),
            after_months=3,
            open_days=42,
            asked=(_SDQ, _GROWING_UP),
        ),
        Visit(
            "month_6",
            Text("Questions after 6 months", "6 months on", "questions"),
            after_months=6,
            open_days=42,
            asked=(_SDQ, _GROWING_UP),
        ),
    ),
    journey=(
        JourneyStep(
            "hello",
            Text("We say hello", "Hello", "people"),
            Text(
                "We tell you about the study. You can ask us anything you want.",
                "We tell you what this is. You can ask.",
                "speech",
            ),
            done_when="consent",
        ),
        JourneyStep(
            "choice",
            Text("You choose if you want to take part", "You choose", "yes"),
            Text(
                "You say yes or no. You can take your time, and you can change your mind later.",
                "You say yes or no. You can think first.",
                "agreed",
            ),
            done_when="consent",
        ),
        JourneyStep(
            "first_questions",
            Text("Your first questions", "First questions", "questions"),
            Text(
                "We ask about you and your children. You can stop and come back.",
                "We ask you questions. You can take a break.",
                "questions",
            ),
            done_when="visit:baseline",
        ),
        JourneyStep(
            "chance",
            Text("Chance decides which help you get", "Chance picks the help", "chance"),
            Text(
                "A computer picks one of two kinds of help, like tossing a coin. We then tell you which, in a way that is safe for you.",
                "It is like tossing a coin. We tell you in a safe way.",
                "chance",
            ),
            done_when="month:1",
        ),
        JourneyStep(
            "three_months",
            Text("We ask again after 3 months", "3 months on", "calendar"),
            Text(
                "We ask how you and your children are now. You get a voucher when you are done.",
                "We ask how you are. You get a voucher.",
                "voucher",
            ),
            done_when="visit:month_3",
        ),
        JourneyStep(
            "six_months",
            Text("We ask one last time after 6 months", "6 months on", "calendar"),
            Text(
                "These are the last questions. You get a voucher when you are done.",
                "These are the last ones. You get a voucher.",
                "voucher",
            ),
            done_when="visit:month_6",
        ),
        JourneyStep(
            "thank_you",
            Text("We say thank you", "Thank you", "heart"),
            Text(
                "You are done. We tell you what we learn, if you want to know.",
                "You are done. We can tell you what we learn.",
                "star",
            ),
            done_when="month:7",
        ),
    ),
    reminders=(Reminder("where_you_are", every_months=1, until_months=6, statement="reminders"),),
    visit_reminders=VisitReminders(statement="reminders"),
)

PARTNERSHIP_FOR_CHANGE = Study(
    code="partnership_for_change",
    title="Partnership for Change: Infant Parent Support and services as usual (demonstration)",
    name_for_families=Text("The study about families", "Our study", "family"),
    sites=(
        Site("bromley", "Bromley", prefix="BR", nation="England"),
        Site("glasgow", "Glasgow", prefix="GL", nation="Scotland"),
    ),
    versions=(VERSION_1,),
    languages=("en", "ur"),
    roles=STANDARD_ROLES,
    contact=Text(
        "You can call us on {phone}. We are happy to hear from you.",
        "Call us on {phone}. We will help.",
        "phone",
    ),
    is_demonstration=True,
)


@hookimpl
def alongside_studies() -> tuple[Study, ...]:
    """Offer the study."""
    return (PARTNERSHIP_FOR_CHANGE,)
