"""Bad answers to questions: refused in plain words, in the person's language, with all that was typed, and nothing stored."""

from dataclasses import dataclass, field, replace

import pytest

from alongside.core.conduct import answering, saving
from alongside.core.conduct.people import FAMILY, Acting
from alongside.core.definitions.needs import NeedsProfile
from tests.support.markup import read_markup
from tests.web.hard.visitor import Fields, Visitor, value_of

DAY, MONTH, YEAR = "answer_day", "answer_month", "answer_year"


@dataclass(frozen=True)
class Bad:
    """A bad answer to one question, and the text that says what is wrong."""

    name: str
    item: str
    fields: Fields
    wrong: str
    values: dict[str, str | int] = field(default_factory=dict)


def _date(name: str, day: str, month: str, year: str, wrong: str, **values: int) -> Bad:
    return Bad(name, "birth_date", {DAY: day, MONTH: month, YEAR: year}, wrong, values)


OUTSIDE = {"low": 1, "high": 92}
BAD = (
    _date("31 February", "31", "2", "1990", "errors.date_unreal"),
    _date("a date in letters", "third", "April", "1990", "errors.date_digits"),
    _date("a year of two figures", "3", "4", "90", "errors.date_year"),
    _date("a year of five figures", "3", "4", "19900", "errors.date_digits"),
    _date("a year to come", "3", "4", "2999", "errors.date_in_future"),
    _date("a date without its month", "3", "", "1990", "errors.date_incomplete"),
    _date("a date of a hundred years", "3", "4", "1901", "errors.date_outside", youngest=16, oldest=99),
    _date("no date", "", "", "", "errors.date_needed"),
    _date("broken letters in a date", "3", "\ufffd", "1990", "errors.unreadable"),
    _date("figures in superscript", "³", "4", "1990", "errors.date_digits"),
    Bad("letters in a number", "times_family_doctor", {"answer": "lots"}, "errors.number_digits"),
    Bad("a number with a point", "times_family_doctor", {"answer": "2.5"}, "errors.number_digits"),
    Bad("an endless number", "times_family_doctor", {"answer": "9" * 5000}, "errors.number_digits"),
    Bad("too low a number", "times_family_doctor", {"answer": "0"}, "errors.number_outside", OUTSIDE),
    Bad("a number below nothing", "times_family_doctor", {"answer": "-3"}, "errors.number_outside", OUTSIDE),
    Bad("too high a number", "times_family_doctor", {"answer": "93"}, "errors.number_outside", OUTSIDE),
    Bad("no number", "times_family_doctor", {"answer": " "}, "errors.number_needed"),
    Bad("two numbers", "times_family_doctor", {"answer": ["2", "3"]}, "errors.choose_listed"),
    Bad("an unknown option", "gender", {"answer": "dragon"}, "errors.choose_listed"),
    Bad("two options of one", "gender", {"answer": ["woman", "man"]}, "errors.choose_listed"),
    Bad("no option", "gender", {}, "errors.choose_one"),
    Bad("an unknown tick", "services_used", {"answer": ["hospital", "dragon"]}, "errors.choose_listed"),
    Bad("none with others", "services_used", {"answer": ["hospital", "none"]}, "errors.none_and_others"),
    Bad("no tick", "services_used", {}, "errors.choose_some"),
    Bad("a step off the ladder", "money_worries", {"answer": "99"}, "errors.number_outside", {"low": 0, "high": 10}),
    Bad("two steps of a ladder", "money_worries", {"answer": ["2", "3"]}, "errors.choose_listed"),
    Bad("nothing written", "anything_else", {"answer": " \r\n "}, "errors.words_needed"),
    Bad("NUL", "anything_else", {"answer": "a\x00b"}, "errors.unreadable"),
    Bad("a control character", "anything_else", {"answer": "a\x1bb"}, "errors.unreadable"),
    Bad("broken letters", "anything_else", {"answer": "a\ufffdb"}, "errors.unreadable"),
    Bad(
        "a megabyte",
        "anything_else",
        {"answer": "m" * 1_000_000},
        "errors.words_too_long",
        {"longest": 4000, "length": 1_000_000},
    ),
    Bad(
        "a megabyte beside an answer",
        "housing",
        {"answer": "own", "comment": "m" * 1_000_000},
        "errors.words_too_long",
        {"longest": 4000, "length": 1_000_000},
    ),
    Bad("broken letters beside an answer", "housing", {"answer": "own", "comment": "\ufffd"}, "errors.unreadable"),
)


@pytest.fixture(autouse=True, scope="module")
def doctor(visitor: Visitor) -> None:
    """A visit to the doctor makes the question about a number come up."""
    visitor.answer("services_used", "family_doctor")


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_a_bad_answer_is_explained_kept_on_the_page_and_not_stored(visitor: Visitor, bad: Bad) -> None:
    before = visitor.values(bad.item)
    response = visitor.send(visitor.address_of(bad.item), {**bad.fields, "action": "keep"})
    assert response.status_code == 422
    assert visitor.page is not None
    assert visitor.page.language == visitor.language
    values: dict[str, str | int] = dict(bad.values.items())
    assert visitor.said(bad.wrong, **values) in visitor.words
    assert visitor.said("pages.error_title") in visitor.page.root.all("title")[0].children[0]
    for name, given in bad.fields.items():
        first = given[0] if isinstance(given, list) else given
        if visitor.page.main.all("input", type="radio", name=name):
            assert visitor.chosen(name) in ([first], [])
        elif visitor.page.main.all("input", type="checkbox", name=name):
            assert set(visitor.chosen(name)) <= set(given)
        else:
            assert visitor.typed(name)[0].replace("\x00", "\ufffd").strip() == first.replace("\x00", "\ufffd").strip()
    assert visitor.values(bad.item) == before


def test_bytes_that_are_no_letters_are_refused(visitor: Visitor) -> None:
    form = visitor.form(address := visitor.address_of("anything_else"))
    before = visitor.values("anything_else")
    body = "&".join(f"{name}={value}" for name, value in form.items()).encode() + b"&action=keep&answer=\xff\xfe"
    response = visitor.ask("POST", address, data=body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert visitor.said("pages.error_form") in visitor.words
    assert visitor.values("anything_else") == before


@pytest.mark.parametrize(
    ("item", "fields", "confirm", "text_id", "values", "kept"),
    [
        ("times_family_doctor", {"answer": "40"}, "40", "errors.number_unusual", {"number": 40}, "40"),
        (
            "birth_date",
            {DAY: "3", MONTH: "4", YEAR: "1940"},
            "1940-04-03",
            "errors.date_unusual",
            {"years": 85},
            "1940-04-03",
        ),
    ],
    ids=["number", "date"],
)
def test_an_unusual_answer_is_asked_about_once_and_taken_when_it_comes_again(
    visitor: Visitor, item: str, fields: Fields, confirm: str, text_id: str, values: dict[str, int], kept: str
) -> None:
    address = visitor.address_of(item)
    before = len(visitor.stored(item))
    response = visitor.send(address, {**fields, "action": "keep"})
    assert response.status_code == 422
    assert visitor.said(text_id, **values) in visitor.words
    assert len(visitor.stored(item)) == before
    assert visitor.page is not None
    again = {control["name"]: control["value"] for control in visitor.page.main.all("input", type="hidden")}
    assert again["confirmed"] == confirm
    assert visitor.post(address, {**again, **fields, "action": "keep"}).status_code == 303
    assert visitor.values(item)[-1] == kept
    assert len(visitor.stored(item)) == before + 1


def test_confirming_one_unusual_number_does_not_confirm_another(visitor: Visitor) -> None:
    address = visitor.address_of("times_family_doctor")
    assert visitor.send(address, {"answer": "41", "action": "keep"}, confirmed="40").status_code == 422
    assert visitor.said("errors.number_unusual", number=41) in visitor.words


@pytest.mark.parametrize("written", ["{{7*7}}", "{% raise %}", "<b>&amp;</b>", "'\"><script>", "${7*7}", "=1+1"])
def test_what_looks_like_a_programme_is_only_text(visitor: Visitor, written: str) -> None:
    address = visitor.address_of("anything_else")
    assert visitor.answer_unseen("anything_else", written).status_code == 303
    root, faults = read_markup(visitor.client.get(address).get_data(as_text=True))
    assert not faults
    assert value_of(root.all("textarea", name="answer")[0]) == written
    root, faults = read_markup(visitor.client.get("/check/1").get_data(as_text=True))
    assert not faults
    (line,) = [one for one in root.all("li") if one.all("a", href=address)]
    assert line.all("bdi")[0].text == written
    visitor.answer_unseen("anything_else", "Nothing")


def test_marks_that_turn_the_writing_are_taken_out(visitor: Visitor) -> None:
    visitor.answer("anything_else", "abc\u202edef\u2066g\u200f ہے")
    assert visitor.values("anything_else")[-1] == "abcdefg\u200f ہے"


def test_a_telephone_that_wraps_a_number_in_marks_is_understood(visitor: Visitor) -> None:
    visitor.answer("times_family_doctor", "\u202d۱۲\u202c")
    assert visitor.values("times_family_doctor")[-1] == "12"


def test_a_row_that_is_not_whole_is_named_and_every_row_stays(visitor: Visitor) -> None:
    fields = {"rows": "3", "r1_people_home_who": "child", "r1_people_home_age": "4", "r2_people_home_age": "lots"}
    response = visitor.send(visitor.address_of("people_home"), {**fields, "action": "keep"})
    assert response.status_code == 422
    assert (
        visitor.said("errors.rows_incomplete", row=visitor.said("about_you.people_home.row", number=3)) in visitor.words
    )
    assert visitor.typed("r1_people_home_age") == ["4"]
    assert visitor.chosen("r1_people_home_who") == ["child"]
    assert visitor.typed("r2_people_home_age") == ["lots"]
    assert not visitor.values("people_home")


@pytest.mark.parametrize("rows", ["99", "-1", "9" * 5000, "٣٣", "", "x"])
def test_a_number_of_rows_that_cannot_be_is_no_trouble(visitor: Visitor, rows: str) -> None:
    for action in ("keep", "add", "remove-" + "9" * 5000, "remove-²", "remove-0"):
        response = visitor.send(
            visitor.address_of("people_home"), {"rows": rows, "action": action, "r0_people_home_age": "x"}
        )
        assert response.status_code in {200, 303, 422}


def test_rows_can_be_added_and_taken_away_with_everything_typed_still_there(visitor: Visitor) -> None:
    address = visitor.address_of("people_home")
    typed = {"r0_people_home_age": "1", "r1_people_home_age": "x", "r2_people_home_age": "<3"}
    visitor.send(address, {**typed, "rows": "3", "action": "add"})
    assert [visitor.typed(f"r{row}_people_home_age") for row in range(4)] == [["1"], ["x"], ["<3"], [""]]
    visitor.send(address, {**typed, "rows": "3", "action": "remove-1"})
    assert [visitor.typed(f"r{row}_people_home_age") for row in range(2)] == [["1"], ["<3"]]


def test_a_question_that_must_be_answered_cannot_be_declined_by_a_made_up_button(visitor: Visitor) -> None:
    services = visitor.deployment.services
    with services.records.read() as tx:
        visit = answering.find_visit(services, tx, visitor.number)
    assert visit is not None
    part, question = visit.find_page(1)
    must = replace(question, may_decline=False)
    acting = Acting(visitor.number, FAMILY, NeedsProfile())
    given = saving.Given((), key="0" * 32, seen=None, declines=True)
    assert isinstance(saving.save_answer(services, acting, part, must, given), saving.NotSaved)


def test_a_comment_can_be_taken_back(visitor: Visitor) -> None:
    visitor.answer("housing", "own", comment="Our roof leaks")
    visitor.get(visitor.address_of("housing"))
    assert visitor.typed("comment") == ["Our roof leaks"]
    visitor.answer("housing", "own", comment="")
    visitor.get(visitor.address_of("housing"))
    assert visitor.typed("comment") == [""]


def test_very_many_and_very_long_fields_do_no_harm(visitor: Visitor) -> None:
    many = {f"field{number}": "x" for number in range(900)} | {"f" * 200_000: "x", "answer": "woman", "action": "keep"}
    assert visitor.send(visitor.address_of("gender"), many).status_code == 303
    assert visitor.values("gender")[-1] == "woman"


def test_more_than_four_megabytes_are_refused_in_plain_words(visitor: Visitor) -> None:
    before = visitor.values("anything_else")
    response = visitor.send(visitor.address_of("anything_else"), {"answer": "m" * 4_100_000, "action": "keep"})
    assert response.status_code == 413
    assert visitor.said("pages.error_too_big") in visitor.words
    assert visitor.values("anything_else") == before
