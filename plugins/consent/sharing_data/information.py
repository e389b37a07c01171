"""What people are told about sharing: what other teams get, who they are, and how to stop it."""

from alongside import InformationPart, Text, Topic

INFORMATION = (
    InformationPart(
        "what_is_shared",
        Text("What other teams would get, and why", "What would others get?", "paper"),
        (
            Text(
                "We are the research team. Other teams want to find out how to help families too. "
                "Your answers could be of use to them.",
                "We do the research. Other teams do too. Your answers can help them.",
                "people",
            ),
            Text(
                "They would get a list of answers. It has no names, no addresses and no dates of birth.",
                "They get answers. They get no names. They get no addresses.",
                "paper",
            ),
            Text(
                "You do not have to answer any more for it.",
                "You do nothing more.",
                "break",
            ),
            Text(
                "You choose yes or no, once for teams in the UK and once for teams in other countries.",
                "You choose for teams in the UK. You choose for other countries.",
                "choice",
            ),
            Text(
                "If you say no, only we use your answers. You still take part, and the help that you get stays the same.",
                "You can say no. You still take part. Your help stays the same.",
                "help",
            ),
        ),
        more=(
            Text(
                "Your own words could show who you are. We leave them out of the list.",
                "We leave out what you wrote in your own words.",
                "write",
            ),
            Text(
                "It may help families whom you do not know, and it may not help you. "
                "There is a small chance that someone works out who you are. We do all we can so that they cannot.",
                "It may help others. There is a small risk. Someone may guess who you are. We work hard to stop that.",
                "shield",
            ),
        ),
        about=(Topic.SHORT, Topic.WHO_ASKS, Topic.WHAT_HAPPENS, Topic.GOOD, Topic.HARD),
    ),
    InformationPart(
        "who_gets_it",
        Text("Who may see it, and how to stop", "Who sees it? How do you stop it?", "lock"),
        (
            Text(
                "Only teams that do research for the good of all can ask. We check who they are and what it is for.",
                "Only research teams can ask. We check them first.",
                "look",
            ),
            Text(
                "They must keep it safe. They must not try to find out who you are, or pass it on.",
                "They must keep it safe. They must not look for you. They must not pass it on.",
                "lock",
            ),
            Text(
                "In other countries the law may not be the same as here. "
                "So each team there must sign that it keeps to the same rules as we do.",
                "Other countries have other laws. Teams there must keep our rules.",
                "world",
            ),
            Text(
                "You can change your mind on any day, on this site, or by telling any of us. You do not have to say why.",
                "You can change your mind. Any day is fine. You do not have to say why.",
                "stop",
            ),
            Text(
                "Then we give your answers to no more teams. What a team has found out by then stays.",
                "Then no more teams get them. What a team found out stays.",
                "kept_safe",
            ),
        ),
        more=(
            Text(
                "They are not sold. No one can use them to sell you things, or to choose who gets help.",
                "We do not sell your answers.",
                "money",
            ),
            Text(
                "The study's papers say how long we keep the answers. Teams can ask for them in that time.",
                "Teams can ask for some years. Then it ends.",
                "calendar",
            ),
            Text(
                "Do you want to ask us something? Is something not right? "
                "The help page tells you how to reach us, and who else you can talk to.",
                "You can ask us. You can tell us what is not right. Look at the help page.",
                "ask",
            ),
        ),
        about=(Topic.WHO_SEES, Topic.HOW_LONG, Topic.STOPPING, Topic.COMPLAINING, Topic.CONTACTS),
    ),
)
