"""What a person who is interviewed says yes or no to. Three need a yes to take part; two are a free choice."""

from alongside import Statement, Text

STATEMENTS = (
    Statement(
        "understood",
        Text(
            "I have read or heard what the talk is about. I could ask my questions.",
            "I know what this is about. I could ask.",
            "information",
        ),
        if_yes=Text("Good. You can still ask more at any time.", "Good. You can ask more.", "yes"),
        if_no=Text(
            "That is fine. We can go through it with you, in the way that suits you best.",
            "That is fine. We can talk it through with you.",
            "speech",
        ),
        required=True,
    ),
    Statement(
        "can_stop",
        Text(
            "I know that I can stop at any time, and that this will not change a thing in my work.",
            "I can stop at any time. My work stays the same.",
            "stop",
        ),
        if_yes=Text("That is right. You never have to say why.", "Yes. You do not have to say why.", "yes"),
        if_no=Text(
            "Please talk to us first. It matters to us that you feel free.",
            "Please talk to us. We want you to feel free.",
            "speech",
        ),
        required=True,
    ),
    Statement(
        "take_part",
        Text(
            "I want to take part in a talk with a researcher.",
            "I want to talk with you.",
            "talk",
        ),
        if_yes=Text(
            "Then we find a day with you. You can still change your mind.",
            "We find a day with you. You can still say no.",
            "yes",
        ),
        if_no=Text(
            "We do not talk with you, and we do not tell your boss. Thank you for thinking about it.",
            "We do not talk with you. We do not tell your boss. Thank you.",
            "no",
        ),
        required=True,
    ),
    Statement(
        "record_talk",
        Text(
            "You can record the sound of our talk.",
            "You can record our talk.",
            "sound",
        ),
        if_yes=Text(
            "We type up the talk, take out names, and then delete the recording.",
            "We type it. We take out names. We delete the sound.",
            "yes",
        ),
        if_no=Text(
            "We do not record. You can still talk with us, and we write notes.",
            "We do not record. You can still talk with us. We write notes.",
            "no",
        ),
        required=False,
    ),
    Statement(
        "quotes",
        Text(
            "You can use my words when you write about the study, with no name.",
            "You can print my words. You leave out my name.",
            "write",
        ),
        if_yes=Text(
            "We may use some of your words. We take out what could show who you are or where you work.",
            "We may print your words. Nobody will know it is you.",
            "yes",
        ),
        if_no=Text(
            "We learn from your words, but we do not print them.",
            "We learn from your words. We do not print them.",
            "no",
        ),
        required=False,
    ),
)
