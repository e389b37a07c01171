"""About you: a short own questionnaire about the adult who takes part, their home, and the support they have used."""

from alongside import OWN_WORDING, Instrument, Text, hookimpl

from . import items, services

ABOUT_YOU = Instrument(
    code="about_you",
    version="1.0.0",
    title="About You",
    citation="The Alongside contributors. About You, version 1.0.0. Own wording. Not a scale: it has no scores.",
    title_for_families=Text("About you", "Some questions about you", picture="person"),
    why_we_ask=Text(
        "We ask this so that we know who takes part. It also tells us what would make things easier for you.",
        "We want to get to know you. We want to make this easy for you.",
        picture="ask",
    ),
    sensitive_warning=Text(
        "Some questions are about your health, help you have used and money. You may want to be on your own for these. "
        "You can leave out any question.",
        "We ask about health, help and money. You may want to be alone. You can skip any question.",
        picture="umbrella",
    ),
    licence=OWN_WORDING,
    about="participant",
    respondents=("parent", "other_carer"),
    minutes=6,
    items=(
        items.BIRTH_DATE,
        items.GENDER,
        items.GENDER_OWN_WORDS,
        items.ETHNIC_GROUP,
        items.LANGUAGES_HOME,
        items.LANGUAGES_HOME_OTHER,
        items.LANGUAGES_READING,
        items.LONG_TERM_CONDITION,
        items.CONDITION_EFFECT,
        items.WOULD_HELP,
        items.PEOPLE_HOME,
        items.HOUSING,
        items.WORK_STUDY,
        items.MONEY_WORRIES,
        services.SERVICES_USED,
        *services.TIMES_USED,
        items.ANYTHING_ELSE,
    ),
)


@hookimpl
def alongside_instruments() -> tuple[Instrument, ...]:
    """Offer the instrument."""
    return (ABOUT_YOU,)
