"""The recording, and the words in print. Each is a choice of its own, and neither needs a yes."""

from alongside import Statement, Text

STATEMENTS = (
    Statement(
        "record_talk",
        Text(
            "You can record the sound when I talk with a researcher.",
            "You can record our talk.",
            "sound",
        ),
        if_yes=Text(
            "We ask you once more on the day. We type up the talk, take out names, and then delete the recording.",
            "We ask you again on the day. We type it. We take out names. We delete the sound.",
            "yes",
        ),
        if_no=Text(
            "We do not record. You can still talk with us, and we write notes. All else stays the same.",
            "We do not record. You can still talk with us. All else stays the same.",
            "no",
        ),
        required=False,
    ),
    Statement(
        "quote_talk",
        Text(
            "You can print some of the words that I say in a talk, with no name.",
            "You can print my words. You leave out my name.",
            "write",
        ),
        if_yes=Text(
            "We may use some of your words. We take out what could show who you are.",
            "We may print your words. Nobody will know it is you.",
            "yes",
        ),
        if_no=Text(
            "We learn from your words, but we do not print them. All else stays the same.",
            "We learn from your words. We do not print them.",
            "no",
        ),
        required=False,
    ),
)
