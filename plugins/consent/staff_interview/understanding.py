"""Four questions that show whether we explained an interview well."""

from alongside import Text, UnderstandingChoice, UnderstandingQuestion

_NOT_SURE = UnderstandingChoice("not_sure", Text("I am not sure.", "Not sure.", "unsure"))

UNDERSTANDING = (
    UnderstandingQuestion(
        "may_stop",
        Text(
            "You want to stop in the middle of the talk. What can you do?",
            "You want to stop. What can you do?",
            "stop",
        ),
        (
            UnderstandingChoice(
                "just_stop",
                Text("I can just stop. I do not have to say why.", "I can stop. I need not say why.", "stop"),
            ),
            UnderstandingChoice("say_why", Text("I have to say why first.", "I must say why.", "speech")),
            UnderstandingChoice("finish", Text("I have to go on to the end.", "I must go on.", "path")),
            _NOT_SURE,
        ),
        right="just_stop",
        said_right=Text("Yes. You can stop at any time.", "Yes. You can stop.", "yes"),
        another_way=Text(
            "Think of a film that you do not like. You can get up and leave. So you can stop at any time here. "
            "Nobody asks you why, and your work stays the same.",
            "Think of a bad film. You can get up and leave. It is the same here.",
            "leave",
        ),
        part="stopping",
    ),
    UnderstandingQuestion(
        "boss_sees",
        Text("Will your boss see or hear what you say?", "Will your boss know what you say?", "lock"),
        (
            UnderstandingChoice("all", Text("Yes, all of it.", "Yes. All.", "listen")),
            UnderstandingChoice("some", Text("Yes, if they ask for it.", "Yes, if they ask.", "ask")),
            UnderstandingChoice("none", Text("No, they will not.", "No.", "lock")),
            _NOT_SURE,
        ),
        right="none",
        said_right=Text("That is right. They do not see or hear it.", "They do not see it.", "yes"),
        another_way=Text(
            "Think of a box with a lock. What you say is in it, and our team has the key. "
            "We do not show it to the people you work for, even if they ask.",
            "Think of a box with a lock. Your words are in it. Your boss has no key.",
            "key",
        ),
        part="who_sees",
    ),
    UnderstandingQuestion(
        "must_tell",
        Text("When would we have to tell someone what you said?", "When do we have to tell?", "umbrella"),
        (
            UnderstandingChoice("never", Text("Never.", "Not ever.", "no")),
            UnderstandingChoice(
                "danger", Text("When someone may be badly hurt.", "When someone is in danger.", "danger")
            ),
            UnderstandingChoice(
                "not_agree",
                Text("When I do not like how something is done at work.", "When I do not like my work.", "sad"),
            ),
            _NOT_SURE,
        ),
        right="danger",
        said_right=Text("Yes. If we can, we talk to you first.", "Yes. We try to talk to you first.", "yes"),
        another_way=Text(
            "You can tell us what you like and what you do not like. That stays with us. "
            "If a child or someone else may be badly hurt, we have to get help.",
            "We keep what you say. But someone may be in danger. Then we get help.",
            "help",
        ),
        part="when_we_must_tell",
    ),
    UnderstandingQuestion(
        "next_step",
        Text("You have said yes and signed. What happens next?", "You said yes. What comes next?", "path"),
        (
            UnderstandingChoice(
                "find_day", Text("You find a day for the talk with me.", "We find a day.", "appointment")
            ),
            UnderstandingChoice("boss_told", Text("You tell my boss.", "My boss is told.", "work")),
            UnderstandingChoice("start_now", Text("We have to talk now.", "We must talk now.", "clock")),
            _NOT_SURE,
        ),
        right="find_day",
        said_right=Text("Yes. You choose the day with us.", "Yes. You choose the day.", "yes"),
        another_way=Text(
            "When you have signed, we ask you which day suits you. "
            "You can still change your mind, up to that day and on it.",
            "You sign. Then we find a day. You can still say no.",
            "calendar",
        ),
        part="what_happens",
    ),
)
