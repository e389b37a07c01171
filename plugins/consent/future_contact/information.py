"""What people are told about later contact: what it is for, who uses their details, and how to stop it."""

from alongside import InformationPart, Text, Topic

INFORMATION = (
    InformationPart(
        "what_for",
        Text("Why we may want to get in touch later", "Why would we write later?", "letter"),
        (
            Text(
                "We are the research team. When this study is over, there are two things we may write to you about.",
                "We do the research. It will end one day. We may write to you then.",
                "letter",
            ),
            Text(
                "One is other research. We may ask if you would like to take part in that too. You can say no each time.",
                "We may ask about new research. You can say no.",
                "look",
            ),
            Text(
                "The other is what we learned. We can tell you in a short, plain letter or on a page like this.",
                "We can tell you what we learned. We keep it short and plain.",
                "information",
            ),
            Text(
                "You choose yes or no for each. If you say no, all else stays the same.",
                "You choose for each. You can say no. All else stays the same.",
                "choice",
            ),
        ),
        more=(
            Text(
                "We write only when there is something to tell you, and not often.",
                "We do not write often.",
                "calendar",
            ),
            Text(
                "A yes here is not a yes to any other research. Each new study tells you what it is about first.",
                "You can still say no later. Each study tells you more first.",
                "question",
            ),
        ),
        about=(Topic.SHORT, Topic.WHO_ASKS, Topic.WHAT_HAPPENS),
    ),
    InformationPart(
        "who_uses_your_details",
        Text("Who sees how to reach you, and how to stop", "Who can reach you? How do you stop it?", "lock"),
        (
            Text(
                "Only our team knows how to reach you. We do not give your name, phone or address to other teams.",
                "Only we can reach you. We do not give out your name.",
                "lock",
            ),
            Text(
                "We write only in the way and at the times that you say are safe. The message will not say what it is about.",
                "We only use the safe way. The message does not say what it is about.",
                "mobile",
            ),
            Text(
                "You can change your mind on any day, on this site, or by telling any of us. You do not have to say why.",
                "You can change your mind. Any day is fine. You do not have to say why.",
                "stop",
            ),
            Text(
                "Then we take you off the list. The help that you get stays the same.",
                "Then we take you off the list. You still get your help.",
                "help",
            ),
            Text(
                "Do you want to ask us something? Is something not right? "
                "The help page tells you how to reach us, and who else you can talk to.",
                "You can ask us. You can tell us what is not right. Look at the help page.",
                "ask",
            ),
        ),
        more=(
            Text(
                "We keep your name and how to reach you, apart from your answers. "
                "The study's papers say for how long. Then we delete it.",
                "We keep it for some years. It is not with your answers. Then we delete it.",
                "kept_safe",
            ),
            Text(
                "Have you moved, or is a phone no longer safe? Tell us, and we use the new way from then on.",
                "Is your phone no longer safe? Tell us. We will use a new way.",
                "phone",
            ),
        ),
        about=(Topic.WHO_SEES, Topic.HOW_LONG, Topic.STOPPING, Topic.COMPLAINING, Topic.CONTACTS),
    ),
)
