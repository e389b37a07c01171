"""Five kind questions that show whether we explained well; nobody can fail them."""

from alongside import Text, UnderstandingChoice, UnderstandingQuestion

_NOT_SURE = UnderstandingChoice("not_sure", Text("I am not sure", "Not sure", "unsure"))

UNDERSTANDING = (
    UnderstandingQuestion(
        "how_many_kinds",
        Text("How many kinds of help are there in this study?", "How many kinds of help?", "question"),
        (
            UnderstandingChoice("one", Text("There is one kind of help", "One", "heart")),
            UnderstandingChoice("two", Text("There are two kinds of help", "Two", "two_kinds")),
            _NOT_SURE,
        ),
        right="two",
        said_right=Text(
            "Yes, there are two. Your family gets the one or the other.",
            "Yes. There are two. You get one.",
            "two_kinds",
        ),
        another_way=Text(
            "Think of two pots of tea. Each pot has its own kind of tea, "
            "and both are warm and good. You are given a cup from one pot. Some families get a cup from the one, "
            "and some get a cup from the other.",
            "Think of two pots of tea. Both are warm. You get a cup from one pot. So it is with the help here.",
            "break",
        ),
        part="chance",
    ),
    UnderstandingQuestion(
        "who_decides",
        Text("Who decides which kind of help your family gets?", "Who picks your help?", "question"),
        (
            UnderstandingChoice("chance", Text("Chance decides: nobody chooses", "Chance", "chance")),
            UnderstandingChoice("a_person", Text("Someone in the team chooses for us", "A person", "person")),
            _NOT_SURE,
        ),
        right="chance",
        said_right=Text(
            "Yes, it is chance. Nobody can choose, not you and not us.",
            "Yes. It is chance. Nobody chooses.",
            "chance",
        ),
        another_way=Text(
            "Think of a bag with a red block and a blue block in it. "
            "You put your hand in and you do not look. It may be red or it may be blue. "
            "Nobody could plan it. That is how your family gets one kind of help.",
            "Think of a bag. It has a red block and a blue block. You take one and do not look. "
            "Nobody knows which it will be.",
            "play",
        ),
        part="chance",
    ),
    UnderstandingQuestion(
        "free_to_stop",
        Text("If you want to stop, do you have to say why?", "Must you say why you stop?", "question"),
        (
            UnderstandingChoice("with_reason", Text("Yes, I need a good reason", "I must say why", "speech")),
            UnderstandingChoice("no_reason", Text("No, I can just stop", "I can just stop", "stop")),
            _NOT_SURE,
        ),
        right="no_reason",
        said_right=Text(
            "That is right. You can just stop, and your help stays the same.",
            "Yes. You can just stop. You keep your help.",
            "yes",
        ),
        another_way=Text(
            "Think of a film that you do not like. You can get up and go out. "
            "Nobody stands at the door to ask you for a reason. You can leave this study in the same way, "
            "and you keep your help.",
            "Think of a film. You do not like it. You get up and go out. Nobody asks you why.",
            "leave",
        ),
        part="stopping",
    ),
    UnderstandingQuestion(
        "sees_answers",
        Text("Who gets to see your answers?", "Who can see what you say?", "question"),
        (
            UnderstandingChoice(
                "the_team", Text("The study team, and people who check their work", "The study team", "lock")
            ),
            UnderstandingChoice("workers_too", Text("My workers and my family too", "My family too", "family")),
            _NOT_SURE,
        ),
        right="the_team",
        said_right=Text(
            "Yes. Only the team and those who check it, as long as nobody may be badly hurt.",
            "Yes. Only the team sees them. We must tell only in danger.",
            "lock",
        ),
        another_way=Text(
            "Think of a box with a lock. Your answers are in it, and on the lid is a number. "
            "We have a key, and those who check us have one. Your workers and your family have no key. "
            "If someone may be badly hurt, we open the box to get help.",
            "Think of a box with a lock. Your answers are in it. We have the key. Your family has no key. "
            "Is someone in danger? Then we open it.",
            "key",
        ),
        part="who_sees",
    ),
    UnderstandingQuestion(
        "comes_next",
        Text("If you say yes, what comes first?", "You say yes. What is first?", "question"),
        (
            UnderstandingChoice("help_starts", Text("The new help starts at once", "New help", "help")),
            UnderstandingChoice("questions_come", Text("I answer some questions", "Questions", "questions")),
            _NOT_SURE,
        ),
        right="questions_come",
        said_right=Text(
            "Yes. First come the questions. After that, chance decides, and we tell you.",
            "Yes. Questions come first. Then comes chance.",
            "questions",
        ),
        another_way=Text(
            "Think of a walk with three stops. At the first stop you answer some questions. "
            "At the next one a coin is tossed. At the last one we tell you which help it is.",
            "Think of a walk with three stops. One: you answer questions. Two: chance picks. Three: we tell you.",
            "path",
        ),
        part="what_happens",
    ),
)
