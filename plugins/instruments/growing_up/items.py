"""The questions about the child. The page says above each question which child it is, by the name the parent chose."""

from alongside import Choice, Item, Ladder, LongText, ResponseScale, SeveralOf, Text, WholeNumber, answer

GOOD_TIMES = ("play_together", "talk_sing")
NIGHTS = ("sleep_night", "sleep_wakes")
HARD_TIMES = ("feeds_meals", "settling")
LAST = ("worry_level", "worry_what", "joy_together")

_NOT_SURE = Choice("not_sure", None, Text("Not sure", picture="unsure"))
HOW_OFTEN = ResponseScale(
    "how_often",
    (
        Choice("hardly_ever", 0, Text("Hardly ever", picture="amount_0")),
        Choice("sometimes", 1, Text("Sometimes", picture="amount_1")),
        Choice("often", 2, Text("Often", picture="amount_2")),
        Choice("very_often", 3, Text("Very often", picture="amount_3")),
        _NOT_SURE,
    ),
)
HOW_WELL = ResponseScale(
    "how_well",
    (
        Choice("very_well", 0, Text("Very well", picture="happy")),
        Choice("mostly_well", 1, Text("Mostly well", picture="calm")),
        Choice("a_bit_hard", 2, Text("It is a bit hard", picture="in_between")),
        Choice("very_hard", 3, Text("It is very hard", picture="sad")),
        _NOT_SURE,
    ),
)

ITEMS = (
    Item(
        "play_together",
        Text("How often does your child enjoy playing with you?", "Does your child like to play with you?", "play"),
        HOW_OFTEN,
    ),
    Item(
        "talk_sing",
        Text(
            "How often does your child like it when you talk, sing or read to them?",
            "Does your child like it when you talk, sing or read?",
            "read",
        ),
        HOW_OFTEN,
    ),
    Item(
        "sounds_back",
        Text(
            "How often does your child make sounds when you talk to them?",
            "Does your child make sounds to you?",
            "speech",
        ),
        HOW_OFTEN,
    ),
    Item(
        "first_words",
        Text("Does your child say any words yet?", "Can your child say a word? Any language is fine.", "speech"),
        ResponseScale(
            "first_words",
            (
                Choice("many", 2, Text("Yes, lots", picture="amount_3")),
                Choice("a_few", 1, Text("Yes, a few", picture="amount_1")),
                Choice("not_yet", 0, Text("Not yet", picture="amount_0")),
                _NOT_SURE,
            ),
        ),
        help=Text("Words in any language count. So do signs.", "Any language is fine. Signs are fine.", "language"),
    ),
    Item(
        "shows_feelings",
        Text(
            "How often does your child tell you or show you how they feel?",
            "Does your child show you how they feel?",
            "heart",
        ),
        HOW_OFTEN,
    ),
    Item(
        "sleep_night",
        Text("How do the nights go with your child?", "Think of your child at night. How does sleep go?", "sleep"),
        HOW_WELL,
        may_comment=True,
    ),
    Item(
        "sleep_wakes",
        Text(
            "How many times does your child wake you on most nights?",
            "How often does your child wake you at night?",
            "clock",
        ),
        WholeNumber("wakes", 0, 20, unit=Text("times a night", "times each night", "sleep"), usual_low=0, usual_high=8),
        ask_when=answer("sleep_night").at_least(1),
        help=Text("Your best guess is fine.", "You can guess.", "unsure"),
    ),
    Item(
        "feeds_meals",
        Text("How do feeds or meals go with your child?", "Think of when your child eats. How does it go?", "meal"),
        HOW_WELL,
        may_comment=True,
    ),
    Item(
        "settling",
        Text(
            "When your child is upset, how does it go when you try to calm them?",
            "Sometimes your child is upset. How does it go when you help?",
            "upset",
        ),
        HOW_WELL,
        may_comment=True,
    ),
    Item(
        "settling_helps",
        Text(
            "What helps your child to feel calm again? Choose all that fit.",
            "What helps your child? You can pick more than one.",
            "calm",
        ),
        SeveralOf(
            "settling_helps",
            (
                Choice("cuddle", None, Text("A cuddle", picture="heart")),
                Choice("quiet", None, Text("A quiet place", picture="home")),
                Choice("talk", None, Text("Talking or a song", picture="speech")),
                Choice("toy", None, Text("A toy or a game", picture="play")),
                Choice("time", None, Text("Some time", picture="clock")),
                Choice("something_else", None, Text("Something else", picture="something_else")),
            ),
            none=Choice("nothing_yet", None, Text("We have not found it yet", "Nothing yet", picture="nothing")),
        ),
        ask_when=answer("settling").at_least(1),
    ),
    Item(
        "worry_level",
        Text("How worried are you about your child right now?", "Do you worry about your child? How much?", "worried"),
        Ladder(
            "worry_level",
            lowest=Text("No worry at all", "No worry", "calm"),
            highest=Text("As worried as I could be", "Big worry", "worried"),
        ),
        help=Text(
            "All parents worry at times. You can say as much or as little as you want.",
            "All parents worry. You choose what to say.",
            "heart",
        ),
        sensitive=True,
    ),
    Item(
        "worry_what",
        Text("What worries you most about your child?", "What is your worry about your child?", "write"),
        LongText("worry_what", longest=2000),
        ask_when=answer("worry_level").at_least(1),
        identifying=True,
        sensitive=True,
    ),
    Item(
        "joy_together",
        Text(
            "How often do you and your child laugh or smile together?", "Do you and your child laugh or smile?", "happy"
        ),
        HOW_OFTEN,
        may_comment=True,
    ),
)
