"""What a person says yes or no to. Four need a yes to take part; the other two are a free choice."""

from alongside import Statement, Text

STATEMENTS = (
    Statement(
        "understood",
        Text(
            "I have read or heard what this study is about. I could ask my questions.",
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
            "I know that I can stop at any time, and that this will not change the help I get.",
            "I can stop at any time. I still get my help.",
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
        "may_decide",
        Text(
            "I have the right in law to make choices for each child that I tell you about. "
            "I am their parent, or a carer who has this right. The law calls it parental responsibility.",
            "I am a parent or a carer. The law lets me choose for my children.",
            "children",
        ),
        if_yes=Text(
            "Thank you. Then you can answer for them. If this changes, or if someone else has a say too, please tell us.",
            "Thank you. You can answer for them. Tell us if this changes.",
            "yes",
        ),
        if_no=Text(
            "That is fine, and please talk to us. Someone else may have a say too. We will help to sort it out with you. "
            "You do not have to ask them yourself.",
            "That is fine. Please talk to us. Someone else may need to say yes. We can help with that.",
            "people",
        ),
        required=True,
    ),
    Statement(
        "take_part",
        Text(
            "I want to take part. I know that chance decides which kind of help my family gets.",
            "I want to take part. Chance picks the help we get.",
            "agreed",
        ),
        if_yes=Text(
            "Then you are in the study. The first questions come next.", "You take part. Questions come next.", "yes"
        ),
        if_no=Text(
            "You do not take part. The help that you get stays the same. Thank you for thinking about it.",
            "You do not take part. Your help stays the same. Thank you.",
            "no",
        ),
        required=True,
    ),
    Statement(
        "reminders",
        Text(
            "You can remind me of the next step, in the safe way that I choose.",
            "You can remind me. I choose the safe way.",
            "mobile",
        ),
        if_yes=Text(
            "We write to you only in the way and at the times that you say are safe. The message will not name the study.",
            "We only use the safe way. We do not name the study.",
            "lock",
        ),
        if_no=Text(
            "We will not remind you. You can look at this site to see what comes next.",
            "We will not write. You can look here.",
            "no",
        ),
        required=False,
    ),
    Statement(
        "quotes",
        Text(
            "You can use my words when you write about the study, with no name.",
            "You can write down my words. You leave out my name.",
            "write",
        ),
        if_yes=Text(
            "We may use some of your words. We take out anything that could show who you are.",
            "We may use your words. Nobody will know it is you.",
            "yes",
        ),
        if_no=Text(
            "We read your words to learn from them, but we do not print them.",
            "We read your words. We do not print them.",
            "no",
        ),
        required=False,
    ),
)
