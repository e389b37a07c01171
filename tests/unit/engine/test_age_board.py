"""The age board and the minutes: true for any study, and equal to what a visit opens."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside import (
    OWN_WORDING,
    STANDARD_ROLES,
    AdjustAge,
    Asked,
    Choice,
    Fault,
    Form,
    FormAges,
    Instrument,
    Item,
    ResponseScale,
    Site,
    Study,
    StudyVersion,
    Text,
    Visit,
    not_asked,
    overlap_settled,
)
from alongside.core.definitions.ages import age_counted
from alongside.core.engine.age_board import BOARD_MONTHS, Place, Standing, age_board, board_months, stretches_of
from alongside.core.engine.ages import FormDue, FormNotAsked, form_due_on
from alongside.core.engine.burden import Minutes, burden_of, order_warnings

YES_NO = ResponseScale("yes_no", (Choice("no", 0, "No"), Choice("yes", 1, "Yes")))
AGES = st.integers(0, BOARD_MONTHS)
LIVED = st.integers(0, 6570)
"""Days, up to the one before the 18th birthday at the latest."""


def instrument(
    code: str,
    *forms: Form,
    about: str = "child",
    minutes: int = 4,
    respondents: tuple[str, ...] = ("parent",),
    warns: str = "",
) -> Instrument:
    return Instrument(
        code=code,
        version="1.0.0",
        title=code.title(),
        citation="Made up.",
        why_we_ask=Text("To try.", picture="ask"),
        licence=OWN_WORDING,
        about=about,
        respondents=respondents,
        minutes=minutes,
        items=(Item("one", "One?", YES_NO),),
        forms=forms,
        sensitive_warning=warns,
        overlap_settled_by_study=True,
    )


def form(code: str, low: int, high: int, minutes: int | None = None) -> Form:
    return Form(code, ("one",), low, high, minutes)


def study(*visits: Visit, low: int = 0, high: int = BOARD_MONTHS) -> Study:
    return Study(
        code="s",
        title="S",
        name_for_families="S",
        sites=(Site("a", "A", "A", "England"),),
        versions=(StudyVersion("1.0", date(2025, 1, 1), (), visits, (), ()),),
        languages=("en",),
        roles=STANDARD_ROLES,
        contact="Ask us.",
        children_from_months=low,
        children_to_months=high,
    )


def visit(*asked: Asked, code: str = "v", after: int = 0) -> Visit:
    return Visit(code, code, after, 30, asked)


def child(code: str, **given: object) -> Asked:
    return replace(Asked(code, per="child"), **given)  # type: ignore[arg-type]  # fields of Asked, by name


def place_at(made: Study, measure: Instrument, months: int) -> Place:
    rows = board_months(made, made.versions[0], {measure.code: measure})
    return next(row.places[0] for row in rows if row.from_months == months)


def warnings_of(made: Study, instruments: dict[str, Instrument]) -> list[Fault]:
    return [fault for version in made.versions for _, fault in order_warnings(made, version, instruments)]


@st.composite
def plans(draw: st.DrawFn) -> tuple[Study, Instrument]:
    """Return a study with one instrument of a few forms at any ages, with or without words for gaps and overlaps."""
    spans = draw(st.lists(st.tuples(AGES, AGES).filter(lambda span: span[0] < span[1]), min_size=1, max_size=4))
    forms = [form(f"f{number}", *span) for number, span in enumerate(spans)]
    why = st.sampled_from(["", " ", "Because."])
    gaps = tuple(not_asked(low, high, draw(why)) for low, high in draw(st.lists(st.tuples(AGES, AGES), max_size=3)))
    settled = tuple(
        overlap_settled(low, high, draw(why)) for low, high in draw(st.lists(st.tuples(AGES, AGES), max_size=3))
    )
    chosen = draw(st.lists(st.tuples(st.sampled_from(forms), AGES, AGES), max_size=3))
    ages = tuple(FormAges(one.code, low, high) for one, low, high in chosen if low < high)
    rule = draw(st.sampled_from([None, AdjustAge(24), AdjustAge(0)]))
    low, high = sorted((draw(st.integers(0, 100)), draw(st.integers(101, BOARD_MONTHS))))
    asked = Asked("m", "child", ages=ages, gaps=gaps, overlaps=settled, adjust_for_early=rule)
    return study(visit(asked), low=low, high=high), instrument("m", *forms)


@settings(max_examples=300, deadline=None)
@given(plan=plans())
def test_the_board_marks_a_fault_exactly_where_the_study_is_refused(plan: tuple[Study, Instrument]) -> None:
    made, measure = plan
    faults = [fault.code for fault in made.faults({"m": measure}, {})]
    rows = age_board(made, made.versions[0], {"m": measure})
    codes = {"STUDY_AGES_GAP", "STUDY_AGES_OVERLAP", "STUDY_OVERLAP_UNEXPLAINED"}
    assert any(row.is_faulty for row in rows) == bool(codes & set(faults))
    standings = {place.standing for row in rows for place in row.places}
    assert (Standing.GAP in standings) == ("STUDY_AGES_GAP" in faults)


@st.composite
def sound_plans(draw: st.DrawFn) -> tuple[Study, Instrument]:
    """Return a sound study: every stretch of ages has one form, of several that may be made for it, or a declared gap."""
    inner = draw(st.lists(st.integers(1, BOARD_MONTHS - 1), unique=True, max_size=6))
    edges = sorted({0, BOARD_MONTHS, *inner})
    forms, ages, gaps = [form("spare", 0, draw(st.integers(1, 40)))], [], []
    for number, (low, high) in enumerate(pairwise(edges)):
        if number and draw(st.booleans()):  # without any ages of its own the study would ask the instrument's
            gaps.append(not_asked(low, high, "Because."))
        else:
            wider = draw(st.integers(0, 12))
            forms.append(form(f"f{number}", max(0, low - wider), high + wider))
            ages.append(FormAges(f"f{number}", low, high))
    rule = draw(st.sampled_from([None, AdjustAge(24), AdjustAge(60, from_weeks=3), AdjustAge(0)]))
    words = (overlap_settled(0, BOARD_MONTHS, "Because."),)
    asked = child("m", ages=tuple(ages), gaps=tuple(gaps), overlaps=words, adjust_for_early=rule)
    return study(visit(asked)), instrument("m", *forms)


@settings(max_examples=300, deadline=None)
@given(plan=sound_plans(), born=st.dates(date(2000, 1, 1), date(2010, 12, 31)), lived=LIVED, weeks=st.integers(0, 18))
def test_in_a_sound_study_every_day_has_exactly_one_form_or_words_that_say_why_not(
    plan: tuple[Study, Instrument], born: date, lived: int, weeks: int
) -> None:
    made, measure = plan
    (asked,) = made.versions[0].visits[0].asked
    assert made.faults({"m": measure}, {}) == []
    today = born + timedelta(days=lived)
    counted = age_counted(born, today, weeks_early=weeks, adjust=asked.adjust_for_early)
    due = [span.form for span in asked.ages if span.from_months <= counted.months < span.to_months]
    gaps = [gap.why for gap in asked.gaps if gap.from_months <= counted.months < gap.to_months]
    assert len(due) + len(gaps) == 1
    found = form_due_on(asked, measure, born=born, on=today, weeks_early=weeks)
    assert found == (FormDue(due[0]) if due else FormNotAsked("Because."))
    place = place_at(made, measure, counted.months)
    assert place.forms == tuple(due)
    assert not place.standing.is_fault


@settings(max_examples=100, deadline=None)
@given(plan=plans())
def test_rows_put_together_say_the_same_as_every_month(plan: tuple[Study, Instrument]) -> None:
    made, measure = plan
    months = list(board_months(made, made.versions[0], {"m": measure}))
    rows = age_board(made, made.versions[0], {"m": measure})
    assert [row.from_months for row in months] == list(range(BOARD_MONTHS))
    assert [row.places for row in months] == [row.places for row in rows for _ in range(row.from_months, row.to_months)]
    assert all(one.places != two.places for one, two in pairwise(rows))
    assert [(one.from_months, one.to_months) for one in stretches_of(rows, "m")] == [
        (row.from_months, row.to_months) for row in rows
    ]


def test_a_form_for_children_born_early_is_looked_for_below_the_ages_of_the_study() -> None:
    measure = replace(instrument("m", form("a", 6, 216)), adjust_for_early=AdjustAge(24))
    made = study(visit(child("m")), low=6)
    (fault,) = [fault for fault in made.faults({"m": measure}, {}) if fault.code == "STUDY_AGES_GAP"]
    assert "1 to 5 months" in fault.cause  # 18 weeks are up to five completed months
    never = study(visit(child("m", adjust_for_early=AdjustAge(0))), low=6)
    assert [fault.code for fault in never.faults({"m": measure}, {}) if "AGES" in fault.code] == []
    assert place_at(made, measure, 0).standing is Standing.OUTSIDE
    assert place_at(made, measure, 3).standing is Standing.GAP


def test_minutes_are_counted_again_for_each_child_and_grow_with_them() -> None:
    instruments = {
        "adult": instrument("adult", about="participant", minutes=5),
        "small": instrument("small", form("baby", 0, 12, 2), form("older", 12, 216, 7)),
    }
    made = study(visit(Asked("adult", "participant"), child("small")), visit(child("small"), code="w", after=6))
    found = burden_of(made, made.versions[0], instruments)
    assert [(one.instrument, one.form, one.minutes) for one in found.forms] == [
        ("adult", "all", 5),
        ("small", "baby", 2),
        ("small", "older", 7),
    ]
    first, second = found.sittings
    assert (first.about_adult, first.about_child) == (5, Minutes(2, 7))
    assert first.with_children(3) == Minutes(11, 26)
    assert (second.about_adult, second.about_child) == (0, Minutes(2, 7))
    # Who turns 18 before the second visit is not asked then; a baby at both visits has the short form twice.
    assert [one.minutes for one in found.families] == [Minutes(9, 19), Minutes(13, 33), Minutes(17, 47)]


def test_who_is_asked_other_things_has_a_sitting_of_their_own() -> None:
    instruments = {
        "both": instrument("both", form("a", 0, 216), respondents=("parent", "other_carer"), minutes=3),
        "one": instrument("one", form("a", 0, 216), respondents=("parent",), minutes=4),
    }
    made = study(visit(child("both"), child("one")))
    sittings = burden_of(made, made.versions[0], instruments).sittings
    assert [(one.respondents, one.about_child) for one in sittings] == [
        (("parent",), Minutes(7, 7)),
        (("other_carer",), Minutes(3, 3)),
    ]


@pytest.mark.parametrize(
    ("minutes", "is_late"), [((4, 4), False), ((5, 4), True), ((3, 4), False), ((1, 1), False), ((9, 1), True)]
)
def test_a_primary_outcome_that_begins_in_the_middle_is_not_late(minutes: tuple[int, int], *, is_late: bool) -> None:
    instruments = {
        code: instrument(code, form("a", 0, 216), minutes=one) for code, one in zip("ab", minutes, strict=True)
    }
    made = study(visit(child("a"), child("b", is_primary=True)))
    assert [fault.code for fault in warnings_of(made, instruments)] == (["PRIMARY_LATE"] if is_late else [])
    assert all(fault.is_warning for fault in warnings_of(made, instruments))


def test_a_warning_names_the_ages_at_which_it_holds() -> None:
    instruments = {
        "hard": instrument("hard", form("a", 0, 216), warns="It is hard."),
        "easy": instrument("easy", form("a", 6, 12), form("b", 24, 216)),
    }
    gaps = (not_asked(0, 6, "Young."), not_asked(12, 24, "Between."))
    made = study(visit(child("hard"), child("easy", gaps=gaps)))
    (warning,) = warnings_of(made, instruments)
    assert (warning.code, warning.place) == ("SENSITIVE_FIRST", "s.1.0.v.hard")
    assert "for children of 6 to 11 and 24 to 215 months" in warning.cause
