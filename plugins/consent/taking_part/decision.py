"""Is this for me? One page that helps to decide, and questions to ask oneself. It does not speak for either answer."""

from alongside import InformationPart, Text

DECISION_AID = (
    InformationPart(
        "aid_do",
        Text("What would I do?", "What do I do?", "questions"),
        (
            Text(
                "You answer our questions, three times in half a year.",
                "You answer questions. We ask three times.",
                "questions",
            ),
        ),
    ),
    InformationPart(
        "aid_long",
        Text("How long does it take?", "How long is it?", "clock"),
        (
            Text(
                "Each time takes half an hour or more. You can do it bit by bit.",
                "It can take half an hour. You can take breaks.",
                "clock",
            ),
        ),
    ),
    InformationPart(
        "aid_good",
        Text("What may be good?", "What is good?", "heart"),
        (
            Text(
                "You get a voucher. You may help others, and perhaps not yourself.",
                "You may help other families. It may not help you.",
                "heart",
            ),
        ),
    ),
    InformationPart(
        "aid_hard",
        Text("What may be hard?", "What is hard?", "upset"),
        (
            Text(
                "Some questions may upset you. Chance picks your help, not you.",
                "Some questions may make you sad. Chance picks your help.",
                "upset",
            ),
        ),
    ),
    InformationPart(
        "aid_free",
        Text("Can I say no? Can I stop?", "Can I say no?", "choice"),
        (
            Text(
                "Yes, at any time. You need not say why. Your help stays the same.",
                "You can say no. You can stop. Your help stays the same.",
                "choice",
            ),
        ),
    ),
    InformationPart(
        "aid_ask",
        Text("Who can I ask?", "Who can help me choose?", "talk"),
        (
            Text(
                "You can ask us, a friend, your family or a worker. Take your time.",
                "You can ask us. You can ask a friend. Take your time.",
                "talk",
            ),
        ),
    ),
)
TO_THINK_ABOUT = InformationPart(
    "aid_think",
    Text("You could ask yourself", "Think about this", "mind"),
    (
        Text("Do I know what happens if I say yes, and if I say no?", "Do I know what comes next?", "path"),
        Text(
            "Do I have the time, and a safe place to answer questions?",
            "Do I have time? Do I have a safe place?",
            "home",
        ),
        Text(
            "How would I feel if chance picked the kind of help I did not wish for?",
            "Chance picks my help. Is that fine for me?",
            "chance",
        ),
        Text("Is there something that I want to ask first?", "Do I want to ask something?", "ask"),
    ),
)
