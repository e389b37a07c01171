"""Families, participants and children under study numbers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from alongside.core.storage import families
from alongside.core.storage.database import Database, Transaction
from alongside.core.storage.errors import SitePrefixError, UnknownSubjectError
from alongside.core.storage.study_numbers import is_study_number


def test_numbers_run_on_for_each_site_and_kind(tx: Transaction, noon: datetime) -> None:
    first = families.add_family(tx, study="bright", site="bristol", site_prefix="BR", at=noon)
    second = families.add_family(tx, study="bright", site="glasgow", site_prefix="GL", at=noon)
    mother = families.add_participant(tx, family=first.number, role="parent", language="ur", easy_read=True, at=noon)
    father = families.add_participant(tx, family=first.number, role="parent", language="en", at=noon)
    other = families.add_participant(tx, family=second.number, role="parent", language="en", at=noon)
    child = families.add_child(tx, participant=mother.number, at=noon)
    sibling = families.add_child(tx, participant=mother.number, at=noon)

    assert [number[:-1] for number in (first.number, second.number)] == ["BRF0001", "GLF0001"]
    assert [person.number[:-1] for person in (mother, father, other)] == ["BR0001", "BR0002", "GL0001"]
    assert [child.number, sibling.number] == [f"{mother.number}-1", f"{mother.number}-2"]
    assert all(is_study_number(number) for number in (first.number, mother.number, sibling.number))


def test_what_was_added_comes_back_equal(tx: Transaction, noon: datetime) -> None:
    family = families.add_family(tx, study="bright", site="bristol", site_prefix="BR", at=noon)
    parent = families.add_participant(
        tx, family=family.number, role="parent", language="ur", easy_read=True, listens=True, at=noon
    )
    child = families.add_child(tx, participant=parent.number, at=noon)

    assert families.family(tx, family.number) == family
    assert families.participant(tx, parent.number) == parent
    assert families.child(tx, child.number) == child
    assert families.children_of(tx, parent.number) == [child]
    assert families.participants(tx, study="bright") == [parent]
    assert families.participants(tx, study="bright", site="bristol", family=family.number) == [parent]
    assert families.participants(tx, study="bright", site="glasgow") == []
    assert families.families_of(tx, study="bright", site="bristol") == [family]
    assert families.families_of(tx, study="other") == []


def test_unknown_numbers_give_nothing_or_are_refused(tx: Transaction, noon: datetime) -> None:
    assert families.family(tx, "BRF0001X") is None
    assert families.participant(tx, "BR0001X") is None
    assert families.child(tx, "BR0001X-1") is None
    with pytest.raises(UnknownSubjectError):
        families.add_participant(tx, family="BRF0001X", role="parent", language="en", at=noon)
    with pytest.raises(UnknownSubjectError):
        families.add_child(tx, participant="BR0001X", at=noon)
    with pytest.raises(UnknownSubjectError):
        families.preferences(tx, "BR0001X")
    with pytest.raises(UnknownSubjectError):
        families.set_preferences(tx, "BR0001X", language="en", easy_read=False, listens=False, needs={}, at=noon)
    with pytest.raises(UnknownSubjectError):
        families.set_state(tx, "BR0001X", "ended", noon)


def test_a_prefix_that_is_not_capital_letters_is_refused(tx: Transaction, noon: datetime) -> None:
    with pytest.raises(SitePrefixError):
        families.add_family(tx, study="bright", site="bristol", site_prefix="b1", at=noon)


def test_preferences_are_kept_with_the_whole_needs_profile(tx: Transaction, noon: datetime) -> None:
    family = families.add_family(tx, study="bright", site="bristol", site_prefix="BR", at=noon)
    parent = families.add_participant(tx, family=family.number, role="parent", language="en", at=noon)
    later = noon + timedelta(minutes=1)
    needs = {"text_size": "large", "colours": "kontrast ż"}
    families.set_preferences(tx, parent.number, language="pl", easy_read=True, listens=True, needs=needs, at=later)

    assert families.preferences(tx, parent.number) == families.Preferences(
        "pl", easy_read=True, listens=True, needs=needs, preferences_at=later
    )
    changed = families.participant(tx, parent.number)
    assert changed is not None
    assert (changed.language, changed.easy_read, changed.listens) == ("pl", True, True)


def test_that_it_is_open_who_decides_is_kept_for_the_family_and_each_change_once(
    tx: Transaction, noon: datetime
) -> None:
    family = families.add_family(tx, study="bright", site="bristol", site_prefix="BR", at=noon)
    other = families.add_family(tx, study="bright", site="bristol", site_prefix="BR", at=noon)
    assert not family.is_disputed
    assert families.set_disputed(tx, family.number, is_disputed=True)
    assert not families.set_disputed(tx, family.number, is_disputed=True)
    kept = families.family(tx, family.number)
    assert kept is not None
    assert kept.is_disputed
    assert families.family(tx, other.number) == other
    assert families.set_disputed(tx, family.number, is_disputed=False)
    assert families.family(tx, family.number) == family


def test_each_change_of_state_is_kept(tx: Transaction, noon: datetime) -> None:
    family = families.add_family(tx, study="bright", site="bristol", site_prefix="BR", at=noon)
    parent = families.add_participant(tx, family=family.number, role="parent", language="en", at=noon)
    child = families.add_child(tx, participant=parent.number, at=noon)
    later = noon + timedelta(days=1)
    for number in (family.number, parent.number, child.number):
        families.set_state(tx, number, "consented", noon)
        families.set_state(tx, number, "withdrawn", later)

        events = families.states_of(tx, number)
        assert [(event.state, event.at) for event in events] == [
            ("invited", noon),
            ("consented", noon),
            ("withdrawn", later),
        ]
    changed = families.participant(tx, parent.number)
    assert changed is not None
    assert changed.state == "withdrawn"


def test_study_numbers_are_unique_under_many_writers(records: Database, noon: datetime) -> None:
    def join(_: int) -> list[str]:
        with records.write() as tx:
            family = families.add_family(tx, study="bright", site="bristol", site_prefix="BR", at=noon)
            people = [
                families.add_participant(tx, family=family.number, role="parent", language="en", at=noon).number
                for _ in range(2)
            ]
        return [family.number, *people]

    with ThreadPoolExecutor(8) as pool:
        numbers = [number for joined in pool.map(join, range(40)) for number in joined]

    assert len(set(numbers)) == len(numbers) == 120
    assert sorted(int(number[2:6]) for number in numbers if number[2] != "F") == list(range(1, 81))


def test_children_of_one_parent_are_numbered_under_many_writers(records: Database, noon: datetime) -> None:
    with records.write() as tx:
        family = families.add_family(tx, study="bright", site="bristol", site_prefix="BR", at=noon)
        parent = families.add_participant(tx, family=family.number, role="parent", language="en", at=noon)

    def add(_: int) -> str:
        with records.write() as tx:
            return families.add_child(tx, participant=parent.number, at=noon).number

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(add, range(16)))

    assert sorted(numbers) == sorted(f"{parent.number}-{position}" for position in range(1, 17))
