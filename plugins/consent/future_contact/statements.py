"""Other research, and what was learned. Each is a choice of its own, and neither needs a yes."""

from alongside import Statement, Text

STATEMENTS = (
    Statement(
        "future_studies",
        Text(
            "You can ask me later if I want to take part in other research.",
            "You can ask me about new research.",
            "calendar",
        ),
        if_yes=Text(
            "We may get in touch, in the way that is safe for you. You can say no each time.",
            "We may ask you. We use the safe way. You can say no.",
            "yes",
        ),
        if_no=Text(
            "We will not ask you about other research. All else stays the same.",
            "We will not ask. All else stays the same.",
            "no",
        ),
        required=False,
    ),
    Statement(
        "results",
        Text(
            "You can tell me what you learned when the study is over.",
            "You can tell me what you learned.",
            "information",
        ),
        if_yes=Text(
            "We write to you when we know, in the way that is safe for you. It may take a year or more.",
            "We will tell you. We use the safe way. It may take a year or more.",
            "yes",
        ),
        if_no=Text(
            "We will not write to you about it. You can still look at this site.",
            "We will not write. You can look here.",
            "no",
        ),
        required=False,
    ),
)
