"""The privacy notice: what happens with people's details, and what they can do about it."""

from alongside import InformationPart, Text

PRIVACY = (
    InformationPart(
        "privacy_who",
        Text("Who looks after your details", "Who keeps your details?", "kept_safe"),
        (
            Text(
                "Details are things about you, like your name, your phone number and your answers.",
                "Details are things about you. Your name is one.",
                "person",
            ),
            Text(
                "One organisation runs the study, and has to keep your details safe. "
                "The papers of the study name it and call it the sponsor.",
                "Some people run the study. They must keep your details safe.",
                "shield",
            ),
            Text(
                "You can ask us who it is, and how to write to it or call it.",
                "You can ask us who they are. You can call them.",
                "ask",
            ),
            Text(
                "The sponsor has one person who checks that this is done well: the data protection officer. "
                "We can tell you how to reach them.",
                "One person checks it. You can talk to that person.",
                "helper",
            ),
        ),
    ),
    InformationPart(
        "privacy_what",
        Text("What we keep about you", "What do we keep?", "paper"),
        (
            Text(
                "We keep your name, how to reach you in a safe way, and when you and your children were born.",
                "We keep your name. We keep how to reach you. We keep your birthdays.",
                "birthday",
            ),
            Text(
                "We keep your answers. They may be about who you are, your health, your child and your home life.",
                "We keep your answers. Some are about you. Some are about your child.",
                "questions",
            ),
            Text(
                "We keep what you said yes or no to, and when we called, met or wrote to you.",
                "We keep your yes and your no. We keep when we talked.",
                "choice",
            ),
            Text(
                "We keep what helps you take part, like big letters or a language.",
                "We keep what helps you. You may need big letters.",
                "big_letters",
            ),
            Text(
                "Your name is kept in one place and your answers in another. A number links the two.",
                "Your name is in one place. Your answers are in another place.",
                "lock",
            ),
        ),
        more=(
            Text(
                "Most of it comes from you. Your name and how to reach you came first from the worker who told us about you.",
                "You tell us most of it. A worker gave us your name.",
                "speech",
            ),
            Text(
                "We do not follow what else you do on your phone. We do not use your details to sell you things.",
                "We do not follow what you do on your phone. We do not sell to you.",
                "mobile",
            ),
        ),
    ),
    InformationPart(
        "privacy_law",
        Text("Why the law lets us", "What does the law say?", "balance"),
        (
            Text(
                "The law lets us use your details for research that is good for the public. "
                "The law calls this a task in the public interest.",
                "The law lets us do research. It must be good for all of us.",
                "balance",
            ),
            Text(
                "Some details need more care, like those about your health. The law lets us use them for research, "
                "if we keep them very safe.",
                "Some details need more care. One is your health. The law says we must keep them very safe.",
                "shield",
            ),
            Text(
                "We also ask you if you want to take part. That is your own choice, and we ask because it is right to ask. "
                "It is not the same thing as our reason in law.",
                "We ask if you want to take part. That is your choice. It is right to ask you.",
                "choice",
            ),
        ),
        more=(
            Text(
                "So your yes is not our reason in law to keep details. You can take your yes back at any time. "
                "Then you are out of the study, and you keep all the rights on these pages.",
                "Your yes is not our reason in law. You can take your yes back. You still have your rights.",
                "agreed",
            ),
            Text(
                "The law has a long name: the UK General Data Protection Regulation. It is there to keep your details safe, "
                "and we have to do as it says.",
                "There is a law to keep your details safe. We must do as it says.",
                "kept_safe",
            ),
        ),
    ),
    InformationPart(
        "privacy_shared",
        Text("Who gets which details", "Who gets what?", "people"),
        (
            Text(
                "The people in our team who talk to you see your name and how to reach you.",
                "We need your name and number. So we can talk to you.",
                "speech",
            ),
            Text(
                "The people who work out the results see your answers with a number. They do not see your name.",
                "Some of us work with answers. They see a number. They do not see your name.",
                "look",
            ),
            Text(
                "The worker who told us about you hears which kind of help you will get. If chance picks the new team "
                "for you, that team gets your name and how to reach you.",
                "Your worker hears which help you get. The new team may get your name.",
                "talk",
            ),
            Text(
                "People who check our work may look at all of it. They must keep it to themselves.",
                "Some people check our work. They must keep it safe too.",
                "shield",
            ),
            Text(
                "If someone may be badly hurt, we tell someone who can help. We tell them only what they need to know.",
                "Is someone in danger? Then we get help. We only tell what they need.",
                "umbrella",
            ),
        ),
        more=(
            Text(
                "Firms that carry our texts, emails and letters get your number or address, and the words we send. "
                "The words do not say what the study is about.",
                "A firm sends our texts for us. It gets your number. It does not get your answers.",
                "letter",
            ),
            Text(
                "Other teams may want to use your answers. We ask you about that first, on its own. "
                "We also ask you before we look at what others have on file about you.",
                "Other teams may want your answers. We ask you first.",
                "ask",
            ),
        ),
    ),
    InformationPart(
        "privacy_kept",
        Text("How long we keep your details", "How long do we keep it?", "calendar"),
        (
            Text(
                "The papers of the study say how many years we keep your answers. You can ask us, and we tell you.",
                "We keep your answers for some years. Ask us how many.",
                "calendar",
            ),
            Text(
                "We keep your name and number only as long as we need them.",
                "We do not keep your name for ever.",
                "clock",
            ),
            Text(
                "We keep what you signed as well, to show that we asked you.",
                "We keep what you signed. It shows that we asked you.",
                "sign",
            ),
            Text(
                "When the time is over, we delete what shows who you are. The results stay, and they have no names.",
                "Then we delete your name. The results stay. They have no names.",
                "no",
            ),
        ),
        more=(
            Text(
                "We keep answers for some years so that others can check that our results are right.",
                "Why keep answers? So that others can check our work.",
                "look",
            ),
            Text(
                "The papers of the study also say where your details are kept, and how. You can ask to see this.",
                "Where do we keep your details? You can ask us.",
                "paper",
            ),
        ),
    ),
    InformationPart(
        "privacy_rights",
        Text("Your rights, and how to complain", "What can you ask for?", "yes"),
        (
            Text(
                "You can ask to see what we keep about you. You can ask us to put right what is wrong.",
                "You can see what we keep. You can ask us to put it right.",
                "look",
            ),
            Text(
                "You can ask us to delete it, to use less of it, or to stop using it.",
                "You can ask us to delete it. You can ask us to stop.",
                "stop",
            ),
            Text(
                "To ask, use this site, call us, or write to us. It costs nothing, and we answer within a month.",
                "You can ask here. You can call us. It is free.",
                "phone",
            ),
            Text(
                "Are you not happy with how we use your details? Tell us. Within 30 days we let you know that we have it. "
                "Then we look into it and tell you what we found.",
                "Are you not happy? Tell us. We answer within 30 days.",
                "letter",
            ),
            Text(
                "You can also call the Information Commissioner on 0303 123 1113. "
                "It is their job to see that people's details are kept safe.",
                "You can call someone else too. They are the Information Commissioner. Call 0303 123 1113.",
                "helper",
            ),
        ),
        more=(
            Text(
                "In research we cannot always do all that you ask, because it might make the results wrong. "
                "If so, we tell you why.",
                "We cannot always do it. Then we tell you why.",
                "information",
            ),
            Text(
                "Using your rights does not change the help that you get.",
                "You can ask. Your help stays the same.",
                "help",
            ),
            Text(
                "You can go there at any time. They may ask you to tell us first, so that we can try to put it right.",
                "It is good to tell us first. Then we can put it right.",
                "speech",
            ),
        ),
    ),
)
