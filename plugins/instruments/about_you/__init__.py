"""About you: a short own questionnaire about the adult who takes part, their home, and the support they have used."""

from alongside import OWN_WORDING, Instrument, Section, Text, hookimpl

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
    sections=(
        Section(
            "health",
            "long_term_condition",
            Text(
                "This tells us what would make things easier for you.",
                "Then we can make things easy for you.",
                picture="mind",
            ),
            sensitive_warning=Text(
                "The next questions are about your health. You can leave out any question.",
                "We ask about your health now. You can skip any question.",
                picture="umbrella",
            ),
        ),
        Section(
            "home",
            "people_home",
            Text(
                "Next come questions about your home and your week. They tell us how days are for you.",
                "Now we ask about your home. We want to know your days.",
                picture="home",
            ),
        ),
        Section(
            "support",
            "money_worries",
            Text(
                "This tells us what families need.",
                "Then we know what you need.",
                picture="help",
            ),
            sensitive_warning=Text(
                "The next questions are about money and help you have used. You can leave out any question.",
                "We ask about money and help now. You can skip any question.",
                picture="umbrella",
            ),
        ),
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
