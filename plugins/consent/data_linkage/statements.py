"""The three kinds of records. Each is a choice of its own, and none needs a yes."""

from alongside import Statement, Text

STATEMENTS = (
    Statement(
        "health",
        Text(
            "You can look at GP and hospital records. I mean mine, and those of each child I can decide for.",
            "You can look at our doctor and hospital records.",
            "hospital",
        ),
        if_yes=Text(
            "We send the NHS your names, dates of birth, address and NHS numbers. "
            "The records come back with a number and no name.",
            "We send your names to the NHS. We send birth dates, address and NHS numbers. "
            "The records come back with no name.",
            "yes",
        ),
        if_no=Text(
            "We do not look at these records. We send nothing to the NHS. All else stays the same.",
            "We do not look. We send nothing. All else stays the same.",
            "no",
        ),
        required=False,
        links_to="health",
    ),
    Statement(
        "social_care",
        Text(
            "You can look at social work records. I mean mine, and those of each child I can decide for.",
            "You can look at our social work records.",
            "people",
        ),
        if_yes=Text(
            "We send the council your names, dates of birth and address. "
            "The records come back with a number and no name.",
            "We send your names to the council. We send birth dates and address. The records come back with no name.",
            "yes",
        ),
        if_no=Text(
            "We do not look at these records. We send nothing to the council for them. All else stays the same.",
            "We do not look. We send nothing. All else stays the same.",
            "no",
        ),
        required=False,
        links_to="social_care",
    ),
    Statement(
        "education",
        Text(
            "You can look at nursery and school records. I mean those of each child I can decide for.",
            "You can look at my child's school records. Nursery too.",
            "learning",
        ),
        if_yes=Text(
            "We send those who have the records each child's name, date of birth and address. "
            "The records come back with a number and no name.",
            "We send your child's name. We send birth date and address. The records come back with no name.",
            "yes",
        ),
        if_no=Text(
            "We do not look at these records. We send no names for them. All else stays the same.",
            "We do not look. We send nothing. All else stays the same.",
            "no",
        ),
        required=False,
        links_to="education",
    ),
)
