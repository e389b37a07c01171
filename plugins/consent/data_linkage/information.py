"""What people are told about records: what they are, who has them and gets what, and how long the choice holds."""

from alongside import InformationPart, Text, Topic

INFORMATION = (
    InformationPart(
        "what_it_is",
        Text("What records are, and why we ask", "What are records? Why do we ask?", "paper"),
        (
            Text(
                "When you see a doctor, or when a child goes to school, someone writes it down. That is called a record.",
                "A doctor writes things down. A school does too. That is a record.",
                "paper",
            ),
            Text(
                "We are the research team. Records can show us how families get on in the years to come. "
                "You do not have to do any more for it.",
                "We do the research. Records show how families get on. You do nothing more.",
                "look",
            ),
            Text(
                "There are three kinds: health, social work, and nursery or school. You say yes or no to each one.",
                "There are three kinds of records. You choose for each one.",
                "choice",
            ),
            Text(
                "Your choice is about you, and about each child that you can decide for.",
                "It is about you. It is about your children too.",
                "family",
            ),
            Text(
                "You can say no to one kind, or to all. You still take part, and the help that you get stays the same.",
                "You can say no. You still take part. Your help stays the same.",
                "help",
            ),
        ),
        more=(
            Text(
                "In health records we look at the times when you or your child saw a doctor or went to hospital. "
                "We look at what it was for, and at medicines.",
                "We look at trips to the doctor. We look at why you went. We look at medicines.",
                "doctor",
            ),
            Text(
                "Children's services keep social work records. We look at the help that your family got and when. "
                "We look at where a child lived.",
                "We look at the help you got. We look at when. We look at where a child lived.",
                "home",
            ),
            Text(
                "In nursery and school records we look at the days a child was there, and how they got on.",
                "We look at days at nursery. We look at days at school. We look at how it went.",
                "learning",
            ),
            Text(
                "This may help other families later. It may not help yours. "
                "You may not like that we look at records. You can talk to us, and you can say no.",
                "It may help others. It may not help you. You may not like it. That is fine.",
                "in_between",
            ),
        ),
        about=(Topic.SHORT, Topic.WHO_ASKS, Topic.WHY_ME, Topic.GOOD, Topic.HARD),
    ),
    InformationPart(
        "who_has_them",
        Text("Who has the records, and who sees what", "Who has the records? Who sees what?", "lock"),
        (
            Text(
                "The NHS has the health records. The council has those of social work. "
                "The council, the school or the state has those of nursery and school.",
                "The NHS has health records. The council has social work records. The school has school records.",
                "people",
            ),
            Text(
                "If you say yes, we send them your name, your date of birth and your address. "
                "They use these to find the right record. We send the same for each child.",
                "You say yes. Then we send your name. We send your birth date and address. We do so for each child.",
                "letter",
            ),
            Text(
                "We send your NHS number to the NHS too, if there is one. We send it to no one else. "
                "In Scotland this is the Community Health Index (CHI) number.",
                "You may have an NHS number. We send it to the NHS. We send it to no one else.",
                "hospital",
            ),
            Text(
                "They will know that you said yes to research. They will not know what you told us.",
                "They will know you said yes. They will not know what you told us.",
                "shield",
            ),
            Text(
                "They send us what the record says, with a number where the name was. "
                "Only our team sees it, and people who check that we do our work well.",
                "They send it to us. It has a number. It has no name. Only we see it, and people who check us.",
                "lock",
            ),
        ),
        more=(
            Text(
                "We send names only to those you said yes to. We send them in a safe way, with none of your answers.",
                "We send your name only if you say yes. We never send your answers.",
                "kept_safe",
            ),
            Text(
                "We cannot change a record. We do not tell your workers or your family what we find in one.",
                "We do not change your records. We do not tell your workers. We do not tell your family.",
                "shield",
            ),
            Text(
                "When we write about what we found, nobody can tell that it is you or your child.",
                "We will write about what we learn. Nobody will know it is you.",
                "write",
            ),
        ),
        about=(Topic.WHAT_HAPPENS, Topic.WHO_SEES),
    ),
    InformationPart(
        "how_long",
        Text("How long it lasts, and how to change your mind", "How long? Can you change your mind?", "calendar"),
        (
            Text(
                "The study's papers say for which years we may ask. We tell you which, and then we ask for no more.",
                "We ask for some years only. We tell you which.",
                "calendar",
            ),
            Text(
                "You can change your mind on any day. You do not have to say why. "
                "You can do it on this site, or tell any of us.",
                "You can change your mind. Any day is fine. You do not have to say why.",
                "stop",
            ),
            Text(
                "You can take back one kind and keep the rest.",
                "You can stop just one kind.",
                "choice",
            ),
            Text(
                "Then we ask for no more. We keep what came before, with a number and no name. "
                "You can ask us not to use it. We then take out what we still can.",
                "Then we ask for no more. We keep the old ones with no name. You can ask us not to use them.",
                "kept_safe",
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
                "Does someone else have a say for your child? Is that new? Please tell us. "
                "We wait with your child's records until all is clear.",
                "Does someone else decide for your child? Tell us. We will wait.",
                "children",
            ),
            Text(
                "When a child is old enough to decide, they can choose for themselves.",
                "Your child will grow up. Then they can choose.",
                "path",
            ),
        ),
        about=(Topic.HOW_LONG, Topic.STOPPING, Topic.COMPLAINING, Topic.CONTACTS),
    ),
)
