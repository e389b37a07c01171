"""What people are told about recordings: what is recorded, who hears it, and how to stop."""

from alongside import InformationPart, Text, Topic

INFORMATION = (
    InformationPart(
        "what_we_record",
        Text("What we would like to record", "What do we record?", "sound"),
        (
            Text(
                "We are the research team. We may ask to talk with you about how things went for you.",
                "We do the research. We may ask you to talk with us.",
                "talk",
            ),
            Text(
                "We would like to record the sound of that talk. We do not film you.",
                "We want to record the sound. We do not film you.",
                "sound",
            ),
            Text(
                "Then we can listen to you, and we do not have to write all the time. We get your words right.",
                "Then we can just listen. We get your words right.",
                "listen",
            ),
            Text(
                "You can say no. Then you can still talk with us, and we write some notes by hand.",
                "You can say no. You can still talk with us. We write notes.",
                "write",
            ),
            Text(
                "We ask you once more on the day, before we start to record.",
                "We ask again on the day.",
                "speech",
            ),
        ),
        more=(
            Text(
                "The talk takes about as long as we tell you when we ask. You choose the day and the place.",
                "We tell you how long it takes. You choose when and where.",
                "appointment",
            ),
            Text(
                "Please do not say other people's names, if you can. If you do, that is fine. We take them out.",
                "Try not to say names. It is fine if you do. We take them out.",
                "person",
            ),
            Text(
                "It may feel odd to be recorded. Most people soon get used to it. You can stop it when you like.",
                "It may feel odd. You can stop it when you like.",
                "in_between",
            ),
        ),
        about=(Topic.SHORT, Topic.WHO_ASKS, Topic.WHAT_HAPPENS, Topic.HARD),
    ),
    InformationPart(
        "who_hears_it",
        Text("Who hears it, and what happens with it", "Who hears it? What happens then?", "lock"),
        (
            Text(
                "Only our team hears the recording, and one person who types it up. "
                "That person must keep it to themselves.",
                "Only we hear it. One person types it. They must not tell.",
                "lock",
            ),
            Text(
                "We take out names and places, so that nobody can tell that it is you.",
                "We take out names. We take out places. Nobody will know it is you.",
                "write",
            ),
            Text(
                "When it is typed and checked, we delete the recording. The study's papers say when.",
                "Then we delete the sound. The study's papers say when.",
                "clock",
            ),
            Text(
                "We keep the typed words in a safe place, with a number and no name.",
                "We keep the words safe. They have a number. They have no name.",
                "kept_safe",
            ),
            Text(
                "If we hear that you, a child or someone else may be badly hurt, we must tell someone who can help. "
                "We try to talk to you first.",
                "You may be in danger. A child may be in danger. Then we must get help. We try to tell you first.",
                "umbrella",
            ),
        ),
        more=(
            Text(
                "We do not let your workers or your family hear it or read it.",
                "Your workers do not hear it. Your family does not hear it.",
                "shield",
            ),
            Text(
                "The recording is kept under lock from the start. If it has to be sent to be typed, it is sent in a safe way.",
                "We keep the sound under lock. We send it in a safe way.",
                "key",
            ),
            Text(
                "If you say yes to it, we may print some of your words when we write about the study. "
                "Your name is never there.",
                "We may print your words if you say yes. We never print your name.",
                "paper",
            ),
        ),
        about=(Topic.WHO_SEES, Topic.HOW_LONG, Topic.LIMITS),
    ),
    InformationPart(
        "stopping",
        Text("You can stop at any time", "You can stop", "stop"),
        (
            Text(
                "You can ask us to turn it off at any time. You do not have to say why.",
                "Ask us to turn it off. Any time is fine. You do not have to say why.",
                "stop",
            ),
            Text(
                "You can ask us to leave out something that you said.",
                "You can ask us to leave something out.",
                "no",
            ),
            Text(
                "You can change your mind later too, on this site, or by telling any of us. "
                "If we still have the recording, we delete it.",
                "You can change your mind later. Then we delete the sound.",
                "choice",
            ),
            Text(
                "If you say no or stop, the help that you get stays the same. You still take part.",
                "You still get your help. You still take part.",
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
                "We keep the typed words, with no name. You can ask us not to use them. "
                "Words that are in print stay there.",
                "We keep the typed words. You can ask us not to use them. Words in print stay there.",
                "kept_safe",
            ),
        ),
        about=(Topic.STOPPING, Topic.COMPLAINING, Topic.CONTACTS),
    ),
)
