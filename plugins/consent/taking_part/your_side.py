"""What people are told about their own side of it: who sees their words, money, stopping, asking and complaining."""

from alongside import InformationPart, Text, Topic

WHO_SEES = InformationPart(
    "who_sees",
    Text("Who can see your words", "Who sees what you say?", "lock"),
    (
        Text(
            "Only our team sees your answers, and people who check that we do our work well. "
            "We keep your name apart. Your answers have a number, not a name.",
            "Only we see your answers, and people who check us. We use a number. We do not use your name.",
            "lock",
        ),
        Text(
            "We do not show your answers to your workers. We do not show them to your family or to anyone at home.",
            "We do not show your workers. We do not show your family.",
            "shield",
        ),
        Text(
            "We tell the worker who told us about you which kind of help you will get. We do not tell them what you say.",
            "Your worker will know which help you get. They will not know what you say.",
            "people",
        ),
        Text(
            "When we write about the study, nobody can tell that it is you. If you want, we tell you what we learned.",
            "We will write about what we learn. We will not use your name. We can tell you too.",
            "write",
        ),
        Text(
            "There is one limit. If someone may be badly hurt, we have to tell. The next page says more about this.",
            "There is one limit. It is when someone is in danger. The next page tells you.",
            "umbrella",
        ),
    ),
    more=(
        Text(
            "If chance picks the team called Infant Parent Support for you, we give them your name and how to reach you. "
            "They do not get your answers.",
            "Does the new team help you? Then they get your name. They do not get your answers.",
            "talk",
        ),
        Text(
            "We do not tell the other parent of your child that you take part, unless you ask us to. "
            "If they take part too, they do not see what you say.",
            "We do not tell the other parent. They do not see your answers.",
            "person",
        ),
        Text(
            "We may want to use some of your words when we write about the study. "
            "We ask you about this on its own, and you can say no.",
            "Can we use some of your words? We ask you first. You can say no.",
            "speech",
        ),
        Text(
            "You can also read our privacy notice. It says what we keep, why we may keep it, and what you can ask for.",
            "Do you want to know more? There are pages about your details.",
            "kept_safe",
        ),
    ),
    about=(Topic.WHO_SEES,),
)

WHEN_WE_MUST_TELL = InformationPart(
    "when_we_must_tell",
    Text("When we must tell someone", "When do we have to tell?", "umbrella"),
    (
        Text(
            "We keep what you tell us to ourselves. There is one time when we cannot.",
            "We keep your words safe. But there is one limit.",
            "lock",
        ),
        Text(
            "We have to act if you, a child or someone else may be badly hurt. Then we tell someone who can help.",
            "You may be in danger. A child may be in danger. Then we must get help.",
            "help",
        ),
        Text(
            "If we can, we talk to you first. We tell you who we will speak to, and why.",
            "We try to talk to you first. We tell you why.",
            "speech",
        ),
        Text(
            "A hard day, a worry or a low mood is not a reason to tell. All parents have those.",
            "Hard days are normal. Worries are normal. We do not tell about those.",
            "heart",
        ),
        Text(
            "Our page for answers is not watched day and night. If you need help right now, call 999.",
            "We do not see your answers at once. Need help now? Call 999.",
            "phone",
        ),
    ),
    more=(
        Text(
            "We tell as few people as we can. We only say what they need to keep someone safe.",
            "We tell few people. We only tell what they need to know.",
            "shield",
        ),
        Text(
            "At times we cannot talk to you first. It might put you or someone else in more danger.",
            "At times we cannot ask you first. It may not be safe.",
            "danger",
        ),
        Text(
            "We also write down what we told and why. You can ask to see it.",
            "We write down what we told. You can ask to see it.",
            "write",
        ),
    ),
    about=(Topic.LIMITS,),
)

VOUCHERS = InformationPart(
    "vouchers",
    Text("A voucher to say thank you", "You get a voucher", "voucher"),
    (
        Text(
            "Each time you answer our questions, we give you a shopping voucher. We tell you how much before you start.",
            "You get a voucher each time. It is for shops. We tell you how much it is.",
            "voucher",
        ),
        Text(
            "You get it no matter what you say. You get it if you skip some questions too.",
            "All answers are fine. You still get it if you skip some.",
            "yes",
        ),
        Text(
            "Do you have to pay for a bus or for child care to meet us? Then we give you the money first.",
            "Do you need a bus to meet us? Do you need child care? We pay.",
            "money",
        ),
    ),
    more=(
        Text(
            "If you stop taking part, you keep the vouchers that you have had.",
            "Did you stop? You keep your vouchers.",
            "thanks",
        ),
        Text(
            "If you get benefits, you can ask us if a voucher could change them.",
            "Do you get benefits? Ask us about the voucher.",
            "ask",
        ),
    ),
    about=(Topic.MONEY,),
)

STOPPING = InformationPart(
    "stopping",
    Text("You can stop at any time", "You can stop", "stop"),
    (
        Text(
            "You can stop when you want. You do not have to say why. You can do it on this site, or tell any of us.",
            "You can stop at any time. You do not have to say why.",
            "stop",
        ),
        Text(
            "If you stop or say no, nothing changes in the help that you get. Nobody will be cross with you.",
            "You still get your help. Nobody will be cross.",
            "help",
        ),
        Text(
            "You can stop one part and keep the rest. You might stop our texts, but still answer our questions.",
            "You can stop just one part. You might stop our texts.",
            "mobile",
        ),
        Text(
            "We keep what you told us up to then, so that the study stays fair. You can ask us not to use it. "
            "We then take out what we still can.",
            "We keep your old answers. You can ask us not to use them. We do what we can.",
            "kept_safe",
        ),
    ),
    more=(
        Text(
            "From the day you stop, we ask you no more questions. We do not write to you any more.",
            "You stop. Then we ask no more. We write no more.",
            "no",
        ),
        Text(
            "Once your answers are part of a result, we cannot take them out again. A result has no names in it.",
            "Some answers are in our results by then. Those stay. There are no names there.",
            "look",
        ),
        Text(
            "We also keep the page that shows what you said yes to, and when you stopped. It proves that we did as you asked.",
            "We keep your yes. We keep the day you stopped. It shows that we did what you asked.",
            "agreed",
        ),
        Text(
            "If you change your mind again, talk to us. We will see if you can come back in.",
            "Do you want to come back? Talk to us.",
            "talk",
        ),
    ),
    about=(Topic.STOPPING,),
)

QUESTIONS_AND_COMPLAINTS = InformationPart(
    "questions_and_complaints",
    Text("If you have a question or are not happy", "Do you want to ask us something?", "ask"),
    (
        Text(
            "You can ask us about anything, now or later. The help page on this site tells you how to reach us.",
            "You can ask us anything. Look at the help page.",
            "ask",
        ),
        Text(
            "You can have someone with you when you read this and when you choose. It can be a friend or a worker.",
            "You can bring someone. It can be a friend.",
            "people",
        ),
        Text(
            "If something is not right, please tell us. Within 30 days we let you know that we have it. "
            "You can also tell someone who is not in our team.",
            "Are you not happy? Tell us. We answer within 30 days. You can tell someone else too.",
            "letter",
        ),
        Text(
            "One person checks how we keep your details safe. You can ask to speak to that person. "
            "They are called the data protection officer.",
            "One person checks that your details are safe. You can talk to that person.",
            "shield",
        ),
        Text(
            "When you have signed, we give you a copy. You get it before the first questions, if that is safe for you.",
            "You can have a copy of this. You choose if that is safe.",
            "agreed",
        ),
    ),
    more=(
        Text(
            "You can complain on this site, by phone, by letter, or face to face. Someone can do it for you.",
            "You can tell us here. You can call us. Someone can do it for you.",
            "phone",
        ),
        Text(
            "We look into what went wrong. Then we tell you what we found and what we will do, as soon as we can.",
            "We find out what went wrong. Then we tell you.",
            "look",
        ),
        Text(
            "The papers of the study name who takes complaints from outside our team. We give you their name and number.",
            "Do you want someone from outside? We tell you who to call.",
            "helper",
        ),
        Text(
            "A complaint does not change the help that you get, or what we think of you.",
            "Your help stays the same. We thank you for telling us.",
            "thanks",
        ),
    ),
    about=(Topic.COMPLAINING, Topic.CONTACTS),
)
