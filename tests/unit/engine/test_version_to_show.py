"""Which version of a consent is shown, and whose signature counts, whatever was released and signed in whatever order."""

from dataclasses import dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as st

from alongside.core.definitions.consent import ConsentModule, InformationPart, Release, Statement, version_faults
from alongside.core.engine.consent import YES, is_in_force, released_material, version_to_show

FIRST = ConsentModule(
    code="agreeing",
    version="1.0.0",
    title="Agreeing",
    information=(InformationPart("what", "What it is", ("We ask.",)),),
    statements=(Statement("take_part", "I want to.", "We ask.", "We do not.", required=True),),
    signature_meaning="I agree.",
    who_may_sign=("parent",),
)
NUMBERS = range(1, 13)
INSTALLED = tuple(
    replace(FIRST, version=f"1.{number - 1}.0", wording=f"agreeing_{number}", what_changed="Something.")
    for number in NUMBERS
)
ANSWERS = {"take_part": YES}


def in_force(module: ConsentModule, version: str | None) -> bool:
    return is_in_force(module, version, ANSWERS)


@dataclass(slots=True)
class Person:
    """Somebody who signed what was shown, and whether a material change came since."""

    signed: str | None = None
    superseded: bool = False


@dataclass(slots=True)
class Story:
    """What was released so far, and who signed what."""

    releases: list[Release] = field(default_factory=list)
    people: list[Person] = field(default_factory=lambda: [Person() for _ in range(4)])

    @property
    def shown(self) -> ConsentModule:
        return version_to_show(INSTALLED, self.releases)


EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("release"), st.integers(1, 3), st.booleans()),
        st.tuples(st.just("sign"), st.integers(0, 3), st.booleans()),
    ),
    max_size=30,
)


@given(EVENTS)
def test_nobody_is_in_force_under_a_superseded_version_and_everybody_else_stays(
    events: list[tuple[str, int, bool]],
) -> None:
    story = Story()
    for what, number, flag in events:
        if what == "sign":
            story.people[number].signed, story.people[number].superseded = story.shown.version, False
            continue
        place = [module.version for module in INSTALLED].index(story.shown.version) + number  # some are never released
        if place >= len(INSTALLED):
            continue
        story.releases.append(Release(INSTALLED[place].version, story.shown.version, is_material=flag))
        for person in story.people:
            person.superseded = person.superseded or (flag and person.signed is not None)
        assert story.shown.version == INSTALLED[place].version
        for person in story.people:
            expected = person.signed is not None and not person.superseded
            assert in_force(story.shown, person.signed) is expected
    assert in_force(story.shown, story.shown.version)


def test_without_a_release_the_first_installed_version_is_shown_and_no_other_counts() -> None:
    shown = version_to_show(INSTALLED, ())
    assert shown.version == "1.0.0"
    assert (in_force(shown, "1.0.0"), in_force(shown, "1.1.0"), in_force(shown, None)) == (True, False, False)


def test_where_the_released_version_is_not_installed_any_more_nothing_counts_but_that_version() -> None:
    shown = version_to_show(INSTALLED[:1], [Release("1.1.0", "1.0.0", is_material=True)])
    assert shown.version == "1.0.0"
    assert (in_force(shown, "1.0.0"), in_force(shown, "1.1.0")) == (False, True)


def test_the_last_material_release_is_the_one_that_people_are_asked_about() -> None:
    first, second = Release("1.1.0", "1.0.0", is_material=True), Release("1.2.0", "1.1.0", is_material=False)
    assert released_material([first, second]) == first
    assert released_material([second]) is None


def test_versions_are_compared_by_their_numbers() -> None:
    ten, nine = replace(FIRST, version="1.10.0"), replace(FIRST, version="1.9.0")
    assert ten.order > nine.order
    assert replace(FIRST, version="one").order == ()


def test_versions_side_by_side_are_checked() -> None:
    newer = replace(FIRST, version="1.1.0", wording="agreeing_2", what_changed="Something.")

    def codes(*modules: ConsentModule) -> list[str]:
        return [fault.code for fault in version_faults(modules)]

    assert codes(FIRST, newer) == []
    assert codes(newer, FIRST) == []
    assert codes(FIRST, replace(newer, version="1.0.0")) == ["CONSENT_VERSION_DUPLICATED"]
    assert codes(FIRST, replace(newer, wording="")) == ["CONSENT_WORDING_SHARED"]
    assert codes(FIRST, replace(newer, what_changed="")) == ["CONSENT_CHANGE_UNTOLD"]
    assert codes(replace(FIRST, version="2026-spring")) == ["CONSENT_VERSION_MALFORMED"]
