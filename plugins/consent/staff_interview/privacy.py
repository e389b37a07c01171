"""What happens with the personal details of people who are interviewed."""

from alongside import InformationPart, Text

PRIVACY = (
    InformationPart(
        "privacy_what_we_keep",
        Text("What we keep about you, and why", "What do we keep?", "kept_safe"),
        (
            Text(
                "We keep your name, how to reach you, the kind of job you do, and what you say in the talk.",
                "We keep your name. We keep your phone number. We keep what you say.",
                "person",
            ),
            Text(
                "We use it only for this research. The law lets us, as the research is good for the public. "
                "It also says that we must keep it safe.",
                "We use it for research. The law says we can. The law says we must keep it safe.",
                "balance",
            ),
            Text(
                "Your yes to the talk is a thing of its own. We ask it since it is right that you choose.",
                "We still ask you first. It is right that you choose.",
                "choice",
            ),
            Text(
                "Your name is kept apart from your words. A number joins the two. Few people can see both.",
                "Your name is kept apart. Your words have a number.",
                "lock",
            ),
            Text(
                "We delete your name when the study is over and we no longer need it. "
                "The study's papers say how long we keep the typed words.",
                "We delete your name when the study is over. We keep the words for some years.",
                "calendar",
            ),
        ),
    ),
    InformationPart(
        "privacy_your_rights",
        Text("Your rights", "What can you ask for?", "shield"),
        (
            Text(
                "You can ask to see what we keep about you. You can ask us to put it right.",
                "You can ask to see it. You can ask us to put it right.",
                "look",
            ),
            Text(
                "You can ask us to stop using it, or to delete it. "
                "We may have to keep some, so that the study stays sound. We tell you then.",
                "You can ask us to delete it. We may have to keep some. We tell you then.",
                "stop",
            ),
            Text(
                "One person checks how we keep your details safe. You can ask to speak to that person. "
                "They are called the data protection officer.",
                "One person checks that your details are safe. You can talk to that person.",
                "shield",
            ),
            Text(
                "If you are still not happy, you can tell the Information Commissioner. "
                "That office looks after these rights for all of us.",
                "Still not happy? You can tell the Information Commissioner.",
                "letter",
            ),
        ),
    ),
)
