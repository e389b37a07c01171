from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from alongside import (
    OWN_WORDING,
    STANDARD_ROLES,
    Asked,
    CalendarDate,
    Choice,
    Condition,
    ConsentModule,
    Form,
    InformationPart,
    Instrument,
    Item,
    Ladder,
    LongText,
    Mean,
    MissingReason,
    MissingRule,
    ResponseScale,
    Rows,
    SeveralOf,
    ShortText,
    Site,
    Statement,
    Study,
    StudyVersion,
    Subscale,
    Text,
    Visit,
    WholeNumber,
    answer,
)
from alongside.testing import (
    AnswerSheet,
    answer_sheet,
    answers_to,
    check_consent_module,
    check_instrument,
    check_scores,
    check_study,
    score,
)

HOW_OFTEN = ResponseScale("how_often", (Choice("never", 0, "Never"), Choice("often", 1, "Often")))
WHICH = SeveralOf("which", (Choice("bath", 1, "A bath"), Choice("song", 1, "A song")), none=Choice("none", 0, "None"))


def make_instrument(*items: Item | Rows, **changes: object) -> Instrument:
    instrument = Instrument(
        code="evenings",
        version="1.0.0",
        title="Evenings",
        citation="Made up.",
        why_we_ask=Text("To know how evenings are.", picture="ask"),
        licence=OWN_WORDING,
        about="participant",
        respondents=("parent",),
        minutes=1,
        items=items,
    )
    return replace(instrument, **changes)  # type: ignore[arg-type]  # whatever a test changes


MODULE = ConsentModule(
    code="agreeing",
    version="1.0.0",
    title="Taking part",
    information=(InformationPart("what", "What it is", ("We ask one question.",)),),
    statements=(Statement("take_part", "I want to take part.", "We ask you.", "We do not ask you.", required=True),),
    signature_meaning="I agree.",
    who_may_sign=("parent",),
)
EVERY_KIND = make_instrument(
    Item("wakes", "How often?", HOW_OFTEN),
    Item("helps", "Which help?", WHICH, ask_when=answer("wakes").is_("often")),
    Item("times", "How many times?", WholeNumber("times", 0, 400), ask_when=answer("helps").includes("song")),
    Item("why", "Why so often?", ShortText("few_words"), ask_when=answer("times").at_least(37)),
    Item("more", "Tell us more.", LongText("words"), ask_when=answer("why").answered() & ~answer("times").is_(0)),
    Item(
        "since", "Since when?", CalendarDate("since"), ask_when=answer("wakes").is_("often") | answer("why").answered()
    ),
    Item("rest", "How rested?", Ladder("rest", "Not at all", "Very"), ask_when=answer("since").answered()),
    Rows("home", "Who is at home?", (Item("age", "Age?", WholeNumber("age", 0, 99)),), row_name="Person"),
    Item("full", "Is it full?", HOW_OFTEN, ask_when=answer("home").more_than(3) & answer("rest").less_than(2)),
    scores=(
        Subscale("worn", ("wakes", "times"), Mean(), missing=MissingRule.at_most(1), higher_is="worse nights"),
        Subscale("rested", ("rest",), Mean(), missing=MissingRule.none_missing(), higher_is="more rested"),
    ),
)


def test_a_sound_instrument_with_long_routes_passes() -> None:
    check_instrument(EVERY_KIND)


def test_every_fault_of_an_instrument_is_listed_at_once() -> None:
    item = Item("wakes", "How often?", HOW_OFTEN)
    with pytest.raises(AssertionError, match="not sound") as caught:
        check_instrument(make_instrument(item, item, minutes=0, citation=""))
    for code in ("ITEM_DUPLICATED", "MINUTES_MISSING", "FIELD_EMPTY"):
        assert code in str(caught.value)


@pytest.mark.parametrize(
    "never",
    [
        answer("wakes").is_("sometimes"),
        answer("wakes").is_("never") & answer("wakes").is_("often"),
        answer("times").more_than(400),
        answer("times").at_least(5) & answer("wakes").at_most(-1),
        answer("helps").includes("tea"),
    ],
)
def test_an_item_to_which_no_answers_lead_is_named(never: Condition) -> None:
    instrument = make_instrument(
        Item("wakes", "How often?", HOW_OFTEN),
        Item("times", "How many times?", WholeNumber("times", 0, 400)),
        Item("helps", "Which help?", WHICH),
        Item("hidden", "Can anyone see this?", HOW_OFTEN, ask_when=never),
    )
    with pytest.raises(AssertionError, match=r"evenings\.all\.hidden: no answers lead to this item"):
        check_instrument(instrument)


def test_an_item_that_hangs_on_one_never_asked_is_named_too() -> None:
    instrument = make_instrument(
        Item("wakes", "How often?", HOW_OFTEN),
        Item("times", "How many?", WholeNumber("times", 0, 9), ask_when=answer("wakes").is_("sometimes")),
        Item("why", "Why?", ShortText("why"), ask_when=answer("times").answered()),
    )
    with pytest.raises(AssertionError) as caught:
        check_instrument(instrument)
    assert str(caught.value).count("no answers lead") == 2


def test_a_sound_consent_module_passes() -> None:
    check_consent_module(MODULE)


def test_the_faults_of_a_consent_module_are_listed() -> None:
    with pytest.raises(AssertionError) as caught:
        check_consent_module(replace(MODULE, code="Agreeing", who_may_sign=()))
    assert "SIGNER_MISSING" in str(caught.value)
    assert "CODE_MALFORMED" in str(caught.value)


def make_study(**changes: object) -> Study:
    study = Study(
        code="evening_study",
        title="A study",
        name_for_families="Our study",
        sites=(Site("north", "North", "N", "England"),),
        versions=(
            StudyVersion(
                code="1.0",
                in_force_from=date(2025, 1, 1),
                consent_modules=("agreeing",),
                visits=(Visit("start", "Start", 0, 30, (Asked("evenings", per="participant"),)),),
                journey=(),
                reminders=(),
            ),
        ),
        languages=("en",),
        roles=STANDARD_ROLES,
        contact="Ask us.",
    )
    return replace(study, **changes)  # type: ignore[arg-type]  # whatever a test changes


def test_a_study_passes_with_what_it_names() -> None:
    check_study(make_study(), instruments=(EVERY_KIND,), consent_modules=(MODULE,))


def test_a_study_fails_without_what_it_names() -> None:
    with pytest.raises(AssertionError) as caught:
        check_study(make_study(sites=()))
    for code in ("STUDY_INSTRUMENT_UNKNOWN", "STUDY_CONSENT_UNKNOWN", "STUDY_SITE_MISSING"):
        assert code in str(caught.value)


def test_a_worked_case_is_scored() -> None:
    sheet = score(EVERY_KIND, {"wakes": "often", "times": 4, "rest": MissingReason.PREFERS_NOT_TO_SAY})
    assert sheet.result("worn").value is not None
    assert sheet.result("rested").value is None
    assert sheet.result("rested").reason


def test_a_worked_case_with_a_wrong_item_or_without_its_form_is_refused() -> None:
    with pytest.raises(KeyError, match="no item 'sleep'"):
        score(EVERY_KIND, {"sleep": "often"})
    two = make_instrument(Item("wakes", "How often?", HOW_OFTEN), forms=(Form("a", ("wakes",)), Form("b", ("wakes",))))
    with pytest.raises(ValueError, match="say which form: a, b"):
        answer_sheet(two, {})
    assert answer_sheet(two, {"wakes": "often"}, form="b").form == "b"


@given(answers_to(EVERY_KIND))
def test_made_up_answers_are_answers_that_the_items_can_have(sheet: AnswerSheet) -> None:
    check_scores(sheet)


def test_a_score_out_of_range_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alongside.testing.score_range", lambda *_: (0, 1))
    with pytest.raises(AssertionError, match=r"worn: 400 is not between 0 and 1"):
        check_scores(answer_sheet(EVERY_KIND, {"times": 400}))
