"""What people are told before an interview, a page at a time."""

from alongside import InformationPart, Text, Topic

INFORMATION = (
    InformationPart(
        "in_short",
        Text("In short", "What is this about?", "information"),
        (
            Text(
                "We would like to talk with you. We want to know how the study and the help for families work out.",
                "We want to talk with you. We want to know how things work.",
                "talk",
            ),
            Text(
                "It is one talk, at a time that suits you. We tell you before how long it takes.",
                "It is one talk. We tell you how long it takes. You choose when.",
                "clock",
            ),
            Text(
                "You do not have to take part. If you do, you can stop at any time.",
                "You can say no. You can stop at any time.",
                "choice",
            ),
            Text(
                "The people you work for do not hear or read what you say.",
                "Your boss will not know what you say.",
                "lock",
            ),
        ),
        about=(Topic.SHORT,),
    ),
    InformationPart(
        "who_and_why",
        Text("Who we are, and why we ask you", "Who are we? Why you?", "people"),
        (
            Text(
                "We are the research team of this study. We want to find out which help works well for families, and why.",
                "We do the research. We want to know what helps families.",
                "look",
            ),
            Text(
                "You may work with families in the study. Or you may be a parent who helps us to run it. That is why we ask you.",
                "You work with families. Or you are a parent who helps us.",
                "work",
            ),
            Text(
                "We ask people in many kinds of jobs. You may see things that we do not.",
                "We ask many people. You know things that we do not.",
                "people",
            ),
            Text(
                "We want to hear what goes well and what does not. There are no right or wrong answers.",
                "Tell us what is good. Tell us what is not. All answers are fine.",
                "speech",
            ),
        ),
        more=(
            Text(
                "A group that looks after the rights of people in research has to agree to our plans before we start. "
                "Parents help us to plan the study.",
                "A group checks our plans first. Parents help us plan.",
                "agreed",
            ),
        ),
        about=(Topic.WHO_ASKS, Topic.WHY_ME),
    ),
    InformationPart(
        "what_happens",
        Text("What happens, and how long it takes", "What will happen?", "path"),
        (
            Text(
                "First you read this and make your choices. You can take as long as you like, and you can ask us anything.",
                "First you read this. Take your time. Ask us anything.",
                "read",
            ),
            Text(
                "Then we find a day, a time and a place with you. We can meet, or talk by phone or video.",
                "Then we find a day. We can meet. We can talk by phone.",
                "appointment",
            ),
            Text(
                "One of us asks you about your part in the study. We tell you before how long it takes. You can leave out any question.",
                "We ask you some questions. We tell you how long it takes. You can skip any.",
                "questions",
            ),
            Text(
                "If you say that we can, we record the sound. If not, we write notes.",
                "We record the sound if you say yes. If not, we write notes.",
                "sound",
            ),
            Text(
                "We type up what you said and take out names. Then we delete the recording. "
                "The study's papers say when.",
                "We type your words. We take out names. Then we delete the sound.",
                "write",
            ),
        ),
        more=(
            Text(
                "We may ask how families come to us, and what the help is like to give. "
                "We may ask how people work together, and what you would change.",
                "We ask about the help you give. We ask what you would change.",
                "question",
            ),
            Text(
                "Please do not name a family. If a name slips out, that is fine. We take it out.",
                "Try not to say names. It is fine if you do. We take them out.",
                "family",
            ),
        ),
        about=(Topic.WHAT_HAPPENS, Topic.HOW_LONG),
    ),
    InformationPart(
        "good_and_hard",
        Text("What may be good, and what may be hard", "What is good? What is hard?", "in_between"),
        (
            Text(
                "What you tell us may make help better for families. We cannot promise that it will.",
                "You may help families. We cannot be sure.",
                "heart",
            ),
            Text(
                "You may like the time to think about your work, or about your part in the study.",
                "You may like to think about your work.",
                "mind",
            ),
            Text(
                "It takes some of your time. You may think of a hard day or a sad case. "
                "You can take a break, skip a question or stop.",
                "It takes your time. You may think of sad things. You can take a break.",
                "upset",
            ),
            Text(
                "You may worry that people can tell who said what, above all if your team is small. "
                "We show you your words first if you ask.",
                "Your team may be small. Someone may guess it was you. You can see your words first.",
                "worried",
            ),
        ),
        about=(Topic.GOOD, Topic.HARD),
    ),
    InformationPart(
        "who_sees",
        Text("Who can see what you say", "Who sees what you say?", "lock"),
        (
            Text(
                "Only our team, one person who types, and people who check that we do our work well. "
                "Your words have a number, not a name.",
                "Only we see it. One person types it. Some people check us. We use a number. We do not use your name.",
                "lock",
            ),
            Text(
                "Your boss, your team and the place you work for do not see or hear what you say.",
                "Your boss does not see it. Your team does not see it.",
                "shield",
            ),
            Text(
                "We do not tell them if you said yes or no. They may know that we asked, or see that you talk to us.",
                "We do not tell them if you said yes. They may see you talk to us.",
                "work",
            ),
            Text(
                "Families do not see it. If you are a parent who helps us, the rest of the group does not see it.",
                "Families do not see it. Other parents do not see it.",
                "family",
            ),
            Text(
                "When we write, we leave out your name, your place of work and your job if few people have it.",
                "We write about what we learn. We do not say who you are.",
                "write",
            ),
        ),
        about=(Topic.WHO_SEES,),
    ),
    InformationPart(
        "when_we_must_tell",
        Text("When we must tell someone", "When do we have to tell?", "umbrella"),
        (
            Text(
                "We keep what you tell us to ourselves. There is one time when we cannot.",
                "We keep your words safe. But there is one limit.",
                "lock",
            ),
            Text(
                "You may tell us something that shows that a child, you or someone else may be badly hurt. "
                "Then we have to tell someone who can help.",
                "A child may be in danger. You may be in danger. Then we must get help.",
                "help",
            ),
            Text(
                "If we can, we talk to you first. We tell you who we will speak to, and why.",
                "We try to talk to you first. We tell you why.",
                "speech",
            ),
            Text(
                "A view on your work, your boss or the study is not a reason to tell. We keep that to ourselves.",
                "You can say what you think of your work. We do not tell about that.",
                "mind",
            ),
        ),
        about=(Topic.LIMITS,),
    ),
    InformationPart(
        "thanks",
        Text("Time, costs and thanks", "What do you get?", "thanks"),
        (
            Text(
                "Do you do this as part of your job? Then you can talk with us in your paid time, if your boss agrees to the time. "
                "They do not need to know more.",
                "Is this part of your job? Then ask if you can use your paid time.",
                "work",
            ),
            Text(
                "Are you a parent who helps us? Then you get a voucher, and we tell you how much before you start.",
                "Are you a parent who helps us? Then you get a voucher.",
                "voucher",
            ),
            Text(
                "You get it no matter what you say, and if you stop half way too.",
                "All answers are fine. You still get it if you stop.",
                "yes",
            ),
            Text(
                "Do you have to pay for a bus or for child care to meet us? Then we give you the money first.",
                "Do you need a bus to meet us? Do you need child care? We pay.",
                "money",
            ),
        ),
        about=(Topic.MONEY,),
    ),
    InformationPart(
        "stopping",
        Text("You can stop at any time", "You can stop", "stop"),
        (
            Text(
                "You can say no, and you can stop when you want. You do not have to say why.",
                "You can say no. You can stop. You do not have to say why.",
                "stop",
            ),
            Text(
                "Nothing changes in your job, in what you get paid, or in how we work with you.",
                "Your job stays the same. Your pay stays the same.",
                "shield",
            ),
            Text(
                "You can stop in the middle of the talk. You can ask us to turn off the recording, "
                "or to leave out something that you said.",
                "You can stop half way. We can turn off the sound. We can leave things out.",
                "no",
            ),
            Text(
                "You can change your mind after the talk too. If we still have the recording, we delete it. "
                "You can ask us not to use your words.",
                "You can change your mind later. We delete the sound. You can ask us not to use your words.",
                "choice",
            ),
        ),
        more=(
            Text(
                "Once we have put all the talks together, we can no longer take your words out. "
                "We tell you that day before you start.",
                "One day we put all the talks together. Then we cannot take your words out. We tell you the day.",
                "calendar",
            ),
        ),
        about=(Topic.STOPPING,),
    ),
    InformationPart(
        "questions_and_complaints",
        Text("If you have a question or are not happy", "Do you want to ask us something?", "ask"),
        (
            Text(
                "You can ask us about anything, now or later. The help page on this site tells you how to reach us.",
                "You can ask us anything. Look at the help page.",
                "ask",
            ),
            Text(
                "If something is not right, please tell us. We write back within 30 days. "
                "You can also tell someone who is not in our team.",
                "Are you not happy? Tell us. We write back in 30 days. You can tell someone else too.",
                "letter",
            ),
            Text(
                "You can have someone with you when you read this and when you choose.",
                "You can bring someone. It can be a friend.",
                "people",
            ),
            Text(
                "When you have signed, we give you a copy.",
                "You can have a copy of this.",
                "agreed",
            ),
        ),
        about=(Topic.COMPLAINING, Topic.CONTACTS),
    ),
)
