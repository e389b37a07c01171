"""The questions about the person, the home, work and money."""

from alongside import (
    CalendarDate,
    Choice,
    Item,
    Ladder,
    LongText,
    ResponseScale,
    Rows,
    SeveralOf,
    ShortText,
    Text,
    WholeNumber,
    answer,
)

LANGUAGES = (
    Choice("english", None, "English"),
    Choice("arabic", None, "Arabic"),
    Choice("bengali", None, "Bengali"),
    Choice("polish", None, "Polish"),
    Choice("punjabi", None, "Punjabi"),
    Choice("romanian", None, "Romanian"),
    Choice("somali", None, "Somali"),
    Choice("urdu", None, "Urdu"),
    Choice("sign", None, Text("A sign language", picture="hands")),
    Choice("another", None, Text("Another language", picture="something_else")),
)
YES_NO_UNSURE = ResponseScale(
    "yes_no_unsure",
    (
        Choice("yes", 1, Text("Yes", picture="yes")),
        Choice("no", 0, Text("No", picture="no")),
        Choice("not_sure", None, Text("Not sure", picture="unsure")),
    ),
)

BIRTH_DATE = Item(
    "birth_date",
    Text("What is your date of birth?", "When were you born? Write the day, the month and the year.", "birthday"),
    # Parents who can consent for themselves take part, so the limits are an adult's; the usual ones catch a child's date.
    CalendarDate("birth_date", 16, 99, 18, 60),
    help=Text(
        "We keep your date of birth apart from your answers. Only your age goes with them.",
        "We keep this date safe. We only use your age.",
        "lock",
    ),
    identifying=True,
)
GENDER = Item(
    "gender",
    Text("What is your gender?", "Are you a woman, a man, or something else?", "person"),
    ResponseScale(
        "gender",
        (
            Choice("woman", None, "Woman"),
            Choice("man", None, "Man"),
            Choice("non_binary", None, "Non-binary"),
            Choice(
                "own_words",
                None,
                Text("I use my own word", "Another word. You can write it.", picture="something_else"),
            ),
        ),
    ),
)
GENDER_OWN_WORDS = Item(
    "gender_own_words",
    Text("What word do you use for your gender?", "Please write your own word.", "write"),
    ShortText("gender_own_words", longest=60),
    ask_when=answer("gender").is_("own_words"),
    identifying=True,
)
ETHNIC_GROUP = Item(
    "ethnic_group",
    Text("Which of these groups fits you best?", "Which group are you from?", "people"),
    ResponseScale(
        "ethnic_group",
        (
            Choice("arab", None, "Arab"),
            Choice("asian", None, Text("Asian or Asian British", "Asian. My family is from Asia.", "people")),
            Choice(
                "black",
                None,
                Text(
                    "Black, African or Caribbean, or Black British",
                    "Black. My family is from Africa or the Caribbean.",
                    "people",
                ),
            ),
            Choice("mixed", None, Text("More than one of these groups", "Two groups or more.", "people")),
            Choice("roma_traveller", None, Text("Gypsy, Roma or Traveller", "", "people")),
            Choice("white", None, Text("White, such as English, Scottish or Polish", "White.", "people")),
            Choice("another", None, Text("Another group", "", "something_else")),
        ),
    ),
    help=Text(
        "We ask this to see if the study hears from all kinds of families.",
        "We want to hear from all kinds of families.",
        "family",
    ),
)
LANGUAGES_HOME = Item(
    "languages_home",
    Text(
        "Which languages do you use at home? Choose all that fit.",
        "What do you speak at home? You can pick more than one.",
        "language",
    ),
    SeveralOf(
        "languages_home",
        LANGUAGES,
        none=Choice("none", None, Text("None of these", picture="nothing")),
    ),
)
LANGUAGES_HOME_OTHER = Item(
    "languages_home_other",
    Text("Which other language do you use at home?", "Please write the name of the language.", "write"),
    ShortText("languages_home_other", longest=80),
    ask_when=answer("languages_home").includes("another"),
    identifying=True,
)
LANGUAGES_READING = Item(
    "languages_reading",
    Text(
        "Which languages do you like to read in? Choose all that fit.",
        "What do you like to read? You can pick more than one.",
        "read",
    ),
    SeveralOf(
        "languages_reading",
        LANGUAGES,
        none=Choice("listens", None, Text("I would rather listen than read", "I like to listen.", picture="listen")),
    ),
)
LONG_TERM_CONDITION = Item(
    "long_term_condition",
    Text(
        "Are you disabled? Or have you had a health problem for a year or more?",
        "Are you disabled? Have you been ill for long?",
        "access",
    ),
    YES_NO_UNSURE,
    help=Text(
        "This can be about your body or your mind. It can also be about how you learn.",
        "It can be your body. It can be your mind. It can be how you learn.",
        "mind",
    ),
    may_comment=True,
    sensitive=True,
)
CONDITION_EFFECT = Item(
    "condition_effect",
    Text("How much harder does this make your day?", "Does it make your day hard?", "clock"),
    ResponseScale(
        "condition_effect",
        (
            Choice("not_at_all", 0, Text("Not at all", picture="amount_0")),
            Choice("a_little", 1, Text("A little", picture="amount_1")),
            Choice("quite_a_lot", 2, Text("Quite a lot", picture="amount_2")),
            Choice("very_much", 3, Text("Very much", picture="amount_3")),
        ),
    ),
    ask_when=answer("long_term_condition").is_("yes"),
    may_comment=True,
    sensitive=True,
)
WOULD_HELP = Item(
    "would_help",
    Text(
        "What would make it easier for you to take part? Choose all that fit.",
        "What would help you? You can pick more than one.",
        "help",
    ),
    SeveralOf(
        "would_help",
        (
            Choice("big_letters", None, Text("Bigger words on the page", "Big words", picture="big_letters")),
            Choice("easy_words", None, Text("Easier words and pictures", "Easy words", picture="read")),
            Choice("sound", None, Text("Listening to the words", "Sound", picture="sound")),
            Choice("someone_reads", None, Text("Someone who asks me the questions", "A person to ask me", "speech")),
            Choice(
                "interpreter", None, Text("Someone who speaks my language", "A person with my language", "language")
            ),
            Choice("signer", None, Text("Someone who uses sign language", "A person who signs", "hands")),
            Choice("breaks", None, Text("Time for a break", "Breaks", picture="break")),
            Choice("child_care", None, Text("Someone to look after my child", "Help with my child", picture="care")),
            Choice("something_else", None, Text("Something else", picture="something_else")),
        ),
        none=Choice("nothing", None, Text("I do not need anything", "Nothing", picture="nothing")),
    ),
    may_comment=True,
)
PEOPLE_HOME = Rows(
    "people_home",
    Text("Who lives with you at home?", "Who lives in your home? Tell us about each one.", "family"),
    fields=(
        Item(
            "people_home_who",
            Text("Who is this to you?", "Who is this?", "people"),
            ResponseScale(
                "people_home_who",
                (
                    Choice("child", None, Text("My child", picture="children")),
                    Choice("partner", None, Text("My partner", picture="heart")),
                    Choice("partners_child", None, Text("My partner's child", picture="children")),
                    Choice("parent", None, Text("My mum or dad", picture="people")),
                    Choice("sister_brother", None, Text("My sister or brother", picture="people")),
                    Choice("other_family", None, Text("Someone else in my family", "Other family", "family")),
                    Choice("not_family", None, Text("Someone who is not family", "Not family", "person")),
                ),
            ),
        ),
        Item(
            "people_home_age",
            Text("How old are they?", "What is their age?", "birthday"),
            WholeNumber("age_years", 0, 110, unit=Text("years old", "years", "birthday"), usual_low=0, usual_high=95),
            help=Text("For a baby under one, write 0.", "A baby? Write 0.", "baby"),
        ),
    ),
    row_name=Text("Person {number}", "This is person {number}", "person"),
    at_most=12,
    help=Text(
        "Please do not write names. If you live in two homes, tell us about the one where you sleep most.",
        "Do not write names. Think of the home you sleep in most.",
        "home",
    ),
)
HOUSING = Item(
    "housing",
    Text("Which of these is most like your home?", "What kind of home do you have?", "home"),
    ResponseScale(
        "housing",
        (
            Choice("council_rent", None, Text("I rent from the council or a housing group", "A council home", "key")),
            Choice("private_rent", None, Text("I rent from a landlord", "A landlord's home", "key")),
            Choice("own", None, Text("I own it, or I am paying it off", "My own home", "home")),
            Choice("with_others", None, Text("I am staying with family or friends", "Someone else's home", "people")),
            Choice(
                "for_now",
                None,
                Text("A place just for now, like a hostel or hotel", "A home for a short time", "clock"),
            ),
            Choice("no_home", None, Text("I have no home right now", "No home", "umbrella")),
            Choice("something_else", None, Text("Something else", picture="something_else")),
        ),
    ),
    may_comment=True,
)
WORK_STUDY = Item(
    "work_study",
    Text("What do you do in the week? Choose all that fit.", "What do you do? You can pick more than one.", "work"),
    SeveralOf(
        "work_study",
        (
            Choice("paid_work", None, Text("Paid work", picture="work")),
            Choice("looking", None, Text("I am looking for work", "I want a job", "look")),
            Choice("study", None, Text("I study or train", "I learn", "learning")),
            Choice("cares", None, Text("I look after children or the home", "I look after others", "care")),
            Choice("not_well", None, Text("I cannot work, as I am not well", "I am too ill to work", "mind")),
            Choice("unpaid_work", None, Text("I help out for no pay", "I volunteer", "help")),
        ),
        none=Choice("none", None, Text("None of these", picture="nothing")),
    ),
)
MONEY_WORRIES = Item(
    "money_worries",
    Text(
        "How much have you worried about money in the last month?",
        "Have you worried about money? Think of the last month.",
        "money",
    ),
    Ladder(
        "money_worries",
        lowest=Text("No worry at all", "No worry", "calm"),
        highest=Text("Worried all the time", "Big worry", "worried"),
    ),
    may_comment=True,
    sensitive=True,
)
ANYTHING_ELSE = Item(
    "anything_else",
    Text(
        "Is there anything else you want us to know?",
        "You can tell us more. You do not have to.",
        "speech",
    ),
    LongText("anything_else"),
    identifying=True,
    sensitive=True,
)
