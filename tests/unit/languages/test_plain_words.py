import pytest

from alongside.core.languages.plain_words import blame_in, double_negatives, jargon_in, plain_word_faults


@pytest.mark.parametrize(
    "words",
    [
        "Do not write unless you have to.",
        "We cannot write to you without your yes.",
        "Never send no answer.",
        "You can't stop without a reason.",
        "It is not unusual to feel low.",
        "Nobody did nothing.",
        "It isn’t unsafe to ask.",
        "None of the answers is not yours.",
    ],
)
def test_two_negatives_in_one_thought_are_found(words: str) -> None:
    assert list(double_negatives(words))


@pytest.mark.parametrize(
    "words",
    [
        "You do not have to say why. Nobody will be cross.",
        "You can say yes, you can say no, and you do not have to say why.",
        "You cannot choose, and nor can we.",
        "If a text is not safe, we send nothing.",
        "Do not tell anybody who has no need to know.",
        "It is neither good nor bad.",
        "Nobody under 16 is asked until we know more.",
        "You do not have to say no.",
        "It does not come from a university or a unit.",
        "You cannot undo this.",
    ],
)
def test_one_negative_in_each_thought_is_no_fault(words: str) -> None:
    assert list(double_negatives(words)) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("You forgot a question.", "You forgot"),
        ("That is an invalid date.", "invalid"),
        ("You did not answer.", "You did not"),
        ("Sorry, but you haven't signed.", "but you haven't"),
        ("You must sign here.", "You must"),
        ("It was your own mistake.", "your own mistake"),
        ("You should have told us.", "You should have"),
        ("Why didn’t you come?", "Why didn’t you"),
    ],
)
def test_blame_and_orders_are_found(words: str, found: str) -> None:
    assert blame_in(words) == found


@pytest.mark.parametrize(
    "words",
    [
        "Something went wrong. It is our fault.",
        "When we must tell someone, we tell you first.",
        "They did so only after you said that they could.",
        "If you did not get a code, ask for a new one.",
        "There are no right or wrong answers.",
        "The ones that you have not seen come next.",
    ],
)
def test_words_that_blame_nobody_are_no_fault(words: str) -> None:
    assert blame_in(words) == ""


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("You were randomised.", "decide by chance"),
        ("Your allocation is ready.", "which help you get"),
        ("Each participant is seen.", "people who take part"),
        ("We use services as usual.", "the help you get now"),
        ("Withdrawal is easy.", "stop"),
        ("The Data Controller is the university.", "who looks after what you tell us"),
        ("It is pseudonymised.", "a number in place of your name"),
    ],
)
def test_each_word_of_studies_has_plain_words_for_it(words: str, plain: str) -> None:
    ((_, found),) = jargon_in(words)
    assert found == plain


def test_a_word_that_only_begins_like_one_of_studies_is_no_fault() -> None:
    assert list(jargon_in("The trials of life, a database, a date, an outing, a consenting smile.", {"trials"})) == [
        ("consenting", "say yes")
    ]


def test_a_word_that_the_glossary_explains_is_no_fault_and_its_longer_form_is_another_word() -> None:
    assert list(jargon_in("Our research is on data.", {"research", "data"})) == []
    assert [word for word, _ in jargon_in("Ask about data protection.", {"data"})] == ["data protection"]


def test_a_word_is_named_once_with_its_repair() -> None:
    (fault,) = plain_word_faults("pages.x", "The cohort is a cohort.", set())
    assert (fault.code, fault.place) == ("TEXT_JARGON", "pages.x")
    assert fault.repair == "Say 'a group of families', or explain the word in locales/en/glossary.toml."


def test_where_nothing_can_be_explained_only_plain_words_are_a_repair() -> None:
    (fault,) = plain_word_faults("letters.x", "The cohort.", None)
    assert fault.repair == "Say 'a group of families'."
