"""What people are told, a page at a time: the pages come in the order of the questions that people ask."""

from alongside import InformationPart, Text

INFORMATION = (
    InformationPart(
        "who_and_why",
        Text("Who we are, and why we ask you", "Who are we? Why you?", "people"),
        (
            Text(
                "We are a research team. We want to find out which kind of help works best for families.",
                "We do research. Research means finding things out. We want to know what helps families.",
                "look",
            ),
            Text(
                "You look after a child, and your family gets some extra help, or may get it soon. That is why we ask you.",
                "You look after a child. Your family gets extra help. So we ask you.",
                "family",
            ),
            Text(
                "Someone who works with your family told us about you. They did so only after you said that they could.",
                "A worker gave us your name. You said that was fine.",
                "speech",
            ),
            Text(
                "You do not have to take part. You can say yes, you can say no, and you can take time to think.",
                "You can say yes. You can say no. You can think first.",
                "yes",
            ),
        ),
    ),
    InformationPart(
        "what_happens",
        Text("What happens, and how long it takes", "What will happen?", "path"),
        (
            Text(
                "First we ask you some questions about you and each of your children. "
                "It takes about 10 minutes if you have one child, and a few minutes more for each other child.",
                "First we ask you questions. It takes about 10 minutes. More children take more time.",
                "questions",
            ),
            Text(
                "We ask again after 3 months and after 6 months. That is three times in all.",
                "We ask again after 3 months. Then after 6 months. Then we stop.",
                "calendar",
            ),
            Text(
                "You can answer on your own. Or one of us can ask you, on the phone or face to face.",
                "You can do it alone. Or we can help you.",
                "phone",
            ),
            Text(
                "You can stop half way and come back. We keep what you did. You can leave out any question.",
                "You can take a break. You can come back. You can skip any question.",
                "break",
            ),
        ),
    ),
    InformationPart(
        "chance",
        Text("Chance decides which kind of help you get", "Two kinds of help. Chance picks one.", "chance"),
        (
            Text(
                "There are two kinds of help in this study. Every family gets one of them. "
                "One kind is the help that families here get now.",
                "There are two kinds of help. You will get one. One kind is the help you get now.",
                "two_kinds",
            ),
            Text(
                "The other kind is called Infant Parent Support. A team meets you at home or at a centre. "
                "They work with you and your child on how you get on. It lasts up to 4 months.",
                "The other kind is a team. They meet you and your child. They help you get on well. "
                "It lasts up to 4 months.",
                "talk",
            ),
            Text(
                "Nobody picks. A computer decides by chance, like tossing a coin. You cannot choose, and nor can we.",
                "You do not choose. We do not choose. It is like tossing a coin.",
                "chance",
            ),
            Text(
                "We do not know which kind is better. Both are good to get. That is why we need this study.",
                "Nobody knows which is best. Both can help. So we need to find out.",
                "balance",
            ),
            Text(
                "The person who asks you questions later may not know which help you get. "
                "Please do not tell them. It keeps the study fair.",
                "Someone may ask you questions later. Please do not say which help you get.",
                "shield",
            ),
        ),
    ),
    InformationPart(
        "good_and_hard",
        Text("What may be good, and what may be hard", "What is good? What is hard?", "in_between"),
        (
            Text(
                "What you tell us may help other families later. We cannot promise that it will help you.",
                "You may help other families. It may not help you.",
                "heart",
            ),
            Text(
                "Some people like the chance to talk about how things are.",
                "You may like to tell us how you are.",
                "speech",
            ),
            Text(
                "Some questions may bring up hard feelings. You can skip them, take a break or talk to us.",
                "Some questions may make you sad. You can skip them. You can talk to us.",
                "upset",
            ),
            Text(
                "You may hope for one kind of help and get the other. That can be hard. We will talk about it with you.",
                "You may not get the help you hope for. That can be hard. You can talk to us.",
                "two_kinds",
            ),
            Text(
                "It takes some of your time, three times in six months.",
                "It will take some of your time.",
                "clock",
            ),
        ),
    ),
    InformationPart(
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
                "When we write about the study, nobody can tell that it is you.",
                "We will write about what we learn. We will not use your name.",
                "write",
            ),
            Text(
                "The law lets us use what you say for research that is good for the public. "
                "It also says that we must keep it safe.",
                "The law says we can do this. The law says we must keep it safe.",
                "balance",
            ),
        ),
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
    ),
    InformationPart(
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
    ),
    InformationPart(
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
                "You can have someone with you when you read this and when you choose. It can be a friend or a worker.",
                "You can bring someone. It can be a friend.",
                "people",
            ),
            Text(
                "If something is not right, please tell us. We write back within 30 days. "
                "You can also tell someone who is not in our team.",
                "Are you not happy? Tell us. We write back in 30 days. You can tell someone else too.",
                "letter",
            ),
            Text(
                "One person checks how we keep your details safe. You can ask to speak to that person. "
                "They are called the data protection officer.",
                "One person checks that your details are safe. You can talk to that person.",
                "shield",
            ),
            Text(
                "When you have signed, we give you a copy, if that is safe for you.",
                "You can have a copy of this. You choose if that is safe.",
                "agreed",
            ),
        ),
    ),
)
