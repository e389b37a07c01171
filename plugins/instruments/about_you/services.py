"""Which support was used, and how often: details are asked only for what was ticked, so that blank never means none."""

from alongside import Choice, Item, SeveralOf, Text, WholeNumber, answer

_TIMES = WholeNumber(
    "times",
    # Only what was used is asked about, so once is the least; 92 is once a day for three months.
    1,
    92,
    unit=Text("times", "how many times", "calendar"),
    usual_low=1,
    usual_high=26,
)

SERVICES_USED = Item(
    "services_used",
    Text(
        "Which of these have you or your children used in the last 3 months? Choose all that fit.",
        "What help did you use? Think of the last 3 months.",
        "help",
    ),
    SeveralOf(
        "services_used",
        (
            Choice("family_doctor", None, Text("A doctor or nurse near home", "A doctor or nurse", "doctor")),
            Choice("health_visitor", None, Text("A health visitor", picture="baby")),
            Choice("hospital", None, Text("A hospital", picture="hospital")),
            Choice("talking_help", None, Text("Help with feelings or mental health", "Help with feelings", "mind")),
            Choice(
                "family_worker",
                None,
                Text("A worker for families, such as a social worker", "A family worker", "people"),
            ),
            Choice("parents_group", None, Text("A group for parents", "A parents' group", "talk")),
            Choice("advice", None, Text("Advice about money or housing", "Help with money or home", "money")),
            Choice("food_bank", None, Text("A food bank", picture="food_parcel")),
        ),
        none=Choice("none", None, Text("None of these", picture="nothing")),
    ),
    may_comment=True,
    sensitive=True,
    help=Text(
        "Phone and video calls count too. Your best guess is fine.",
        "Calls count too. You can guess.",
        "phone",
    ),
)

TIMES_USED = (
    Item(
        "times_family_doctor",
        Text(
            "How many times did you see or call a doctor or nurse in the last 3 months?",
            "How many times was it a doctor or nurse?",
            "doctor",
        ),
        _TIMES,
        ask_when=answer("services_used").includes("family_doctor"),
    ),
    Item(
        "times_health_visitor",
        Text(
            "How many times did you see or call a health visitor in the last 3 months?",
            "How many times was it a health visitor?",
            "baby",
        ),
        _TIMES,
        ask_when=answer("services_used").includes("health_visitor"),
    ),
    Item(
        "times_hospital",
        Text(
            "How many times did you or your children go to a hospital in the last 3 months?",
            "How many times did you go to a hospital?",
            "hospital",
        ),
        _TIMES,
        ask_when=answer("services_used").includes("hospital"),
    ),
    Item(
        "times_talking_help",
        Text(
            "How many times did you have help with feelings or mental health in the last 3 months?",
            "How many times did you get help with feelings?",
            "mind",
        ),
        _TIMES,
        ask_when=answer("services_used").includes("talking_help"),
        sensitive=True,
    ),
    Item(
        "times_family_worker",
        Text(
            "How many times did you see or call your worker in the last 3 months?",
            "How many times did you see your worker?",
            "people",
        ),
        _TIMES,
        ask_when=answer("services_used").includes("family_worker"),
        sensitive=True,
    ),
    Item(
        "times_parents_group",
        Text(
            "How many times did you go to a group for parents in the last 3 months?",
            "How many times did you go to the group?",
            "talk",
        ),
        _TIMES,
        ask_when=answer("services_used").includes("parents_group"),
    ),
    Item(
        "times_advice",
        Text(
            "How many times did you get advice about money or your home in the last 3 months?",
            "How many times did you get this help?",
            "money",
        ),
        _TIMES,
        ask_when=answer("services_used").includes("advice"),
    ),
    Item(
        "times_food_bank",
        Text(
            "How many times did you use a food bank in the last 3 months?",
            "How many times was it a food bank?",
            "food_parcel",
        ),
        _TIMES,
        ask_when=answer("services_used").includes("food_bank"),
        sensitive=True,
    ),
)
