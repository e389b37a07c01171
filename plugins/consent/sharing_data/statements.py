"""Teams here, and teams in other countries. Each is a choice of its own, and neither needs a yes."""

from alongside import Statement, Text

STATEMENTS = (
    Statement(
        "other_research",
        Text(
            "Other research teams in the UK can use my answers, with no name.",
            "Teams in the UK can use my answers. My name is not there.",
            "look",
        ),
        if_yes=Text(
            "They may get a list of answers with no names. They must keep it safe, as we do.",
            "They get answers. They get no names. They keep it safe.",
            "yes",
        ),
        if_no=Text(
            "We give your answers to no other team in the UK. All else stays the same.",
            "No other team in the UK gets them. All else stays the same.",
            "no",
        ),
        required=False,
    ),
    Statement(
        "outside_uk",
        Text(
            "Research teams in other countries can use my answers, with no name.",
            "Teams in other countries can use my answers. My name is not there.",
            "world",
        ),
        if_yes=Text(
            "They may get a list of answers with no names. They must keep to the same rules as a team here.",
            "They get answers. They get no names. They keep the same rules.",
            "yes",
        ),
        if_no=Text(
            "We give your answers to no team in another country. All else stays the same.",
            "No team in another country gets them.",
            "no",
        ),
        required=False,
    ),
)
