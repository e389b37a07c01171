"""The steps of "where you are", from the first hello to the thanks."""

from alongside import JourneyStep, Text

JOURNEY = (
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
)
