"""What people are told about the study itself: first all of it in short, then a page for each question that people ask."""

from alongside import InformationPart, Text, Topic

IN_SHORT = InformationPart(
    "in_short",
    Text("The study in short", "This is the study", "information"),
    (
        Text(
            "We want to find out which kind of help works best for families. "
            "We ask you because you look after a child and your family may get some extra help.",
            "We want to know what helps families. Your family may get extra help. So we ask you.",
            "family",
        ),
        Text(
            "If you say yes, we ask you questions three times in six months. "
            "Each time can take up to half an hour, and longer with more children. You can do it at home, bit by bit.",
            "We ask you questions three times. It can take half an hour. You can do it bit by bit.",
            "questions",
        ),
        Text(
            "There are two kinds of help. Chance decides which one your family gets. "
            "Nobody chooses, and nobody knows which is better.",
            "There are two kinds of help. You get one. Chance picks it. Nobody knows which is best.",
            "two_kinds",
        ),
        Text(
            "You are free to say yes or no. You can stop at any time, on this site or by telling us. "
            "You do not have to say why. Your help stays the same.",
            "You can say yes or no. You can stop at any time. Your help stays the same.",
            "choice",
        ),
        Text(
            "It may help other families, and some questions may be hard. Only our team and people who check us see "
            "your answers. If someone may be badly hurt, we have to tell.",
            "Some questions may be hard. Only we see your answers. Is someone in danger? Then we must tell.",
            "lock",
        ),
    ),
    more=(
        Text(
            "This page has the main points. The pages after it tell you more. You can open what you want to know "
            "and leave the rest.",
            "This is the short story. Do you want to know more? Look at the other pages.",
            "read",
        ),
        Text(
            "You can read it, listen to it or have it on paper. One of us can also go through it with you. "
            "You can take the time you need.",
            "You can read or listen. We can help you. Take your time.",
            "sound",
        ),
    ),
    about=(Topic.SHORT,),
)

WHO_AND_WHY = InformationPart(
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
    more=(
        Text(
            "We ask many families, in more than one place. Nobody thinks that you did something wrong.",
            "We ask many families. You did nothing wrong.",
            "heart",
        ),
        Text(
            "The papers of the study name who runs it and who pays for it. You can ask us for these papers.",
            "Who runs the study? Who pays for it? It is in our papers. You can ask for them.",
            "paper",
        ),
        Text(
            "Before a study like this may start, people from outside the team look at it. "
            "They check that it is safe and fair to families.",
            "Other people check a study before it starts. They check that it is safe and fair.",
            "balance",
        ),
        Text(
            "You can talk to a friend, your family or a worker before you choose. You can also ask us to call you.",
            "You can talk to a friend first. You can talk to us.",
            "talk",
        ),
    ),
    about=(Topic.WHO_ASKS, Topic.WHY_ME),
)

WHAT_HAPPENS = InformationPart(
    "what_happens",
    Text("What happens, and how long it takes", "What will happen?", "path"),
    (
        Text(
            "First we ask you some questions about you and each of your children. "
            "Then chance decides which kind of help you get, and we tell you.",
            "First we ask you questions. Then chance picks your help. Then we tell you.",
            "questions",
        ),
        Text(
            "We ask again after 3 months and after 6 months. That is three times in all.",
            "We ask again after 3 months. Then after 6 months. Then we stop.",
            "calendar",
        ),
        Text(
            "Before each part we tell you how long it takes. Each time can take up to half an hour in all. "
            "It can take more if you have more children.",
            "Each time can take half an hour. More children take more time. We tell you before you start.",
            "clock",
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
    more=(
        Text(
            "The questions are about how you feel, how your child is, how you get on, and what help you use. "
            "We ask some of them for each child.",
            "We ask how you feel. We ask how your child is. We ask what help you use.",
            "children",
        ),
        Text(
            "The same questions may come again after 3 and 6 months. This shows what has changed.",
            "The same questions may come again. Then we see what is new.",
            "look",
        ),
        Text(
            "It may be shorter than half an hour, and talking on the phone may take longer. "
            "You do not have to do it all in one go.",
            "It may be shorter. The phone may take longer. You can do a bit at a time.",
            "wait",
        ),
        Text(
            "You can do it where it suits you, at a time that suits you. If a time does not suit you any more, "
            "you can move it.",
            "You choose the place. You choose the time. You can move it.",
            "appointment",
        ),
    ),
    about=(Topic.WHAT_HAPPENS, Topic.HOW_LONG),
)

CHANCE = InformationPart(
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
            "The other kind is a team. They meet you and your child. They help you get on well. It lasts up to 4 months.",
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
    more=(
        Text(
            "Why chance? If we chose, we might give one kind to some families more than to others. "
            "Then the two groups would not be alike, and we could not tell what helped.",
            "Why chance? It makes two groups that are alike. Then we can see what helps.",
            "balance",
        ),
        Text(
            "Your group is not a prize. It is not because of who you are or what you told us.",
            "It is not about you. It is just chance.",
            "heart",
        ),
        Text(
            "In both groups you keep the help that you have, like your worker and your doctor. "
            "The study takes none of it away, and you can still ask for more.",
            "You keep your worker. You keep your doctor. You can still ask for help.",
            "helper",
        ),
        Text(
            "We tell you which kind it is, in a way that is safe for you. You can talk to us about how you feel about it.",
            "We tell you in a safe way. You can talk to us about it.",
            "speech",
        ),
    ),
    about=(Topic.CHANCE,),
    diagram=Text(
        "Each family goes into one of two groups. It is like tossing a coin: nobody chooses. Both groups get help.",
        "There are two groups. Chance picks one for you. Both get help.",
        "two_groups",
    ),
)

GOOD_AND_HARD = InformationPart(
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
    more=(
        Text(
            "Before a hard part we tell you what it is about. Then you can choose to skip it.",
            "We tell you before a hard part. You can skip it.",
            "information",
        ),
        Text(
            "Some people have a phone that others look at too. You choose how and when we reach you. "
            "Our messages do not say what the study is about.",
            "Do others see your phone? You choose how we reach you. Our messages do not name the study.",
            "mobile",
        ),
        Text(
            "Each page has a button that takes you away at once. What you have saved is kept.",
            "You can leave the page fast. We keep your answers.",
            "leave",
        ),
        Text(
            "The help page has numbers to call when you feel low or do not feel safe. You can use it at any time.",
            "Do you feel low? Do you not feel safe? Look at the help page.",
            "help",
        ),
    ),
    about=(Topic.GOOD, Topic.HARD),
)
