"""The verifier is given only a dump, and finds whatever was done to it."""

import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.core.storage.audit import verify
from alongside.core.storage.canonical import NO_RECORD_BEFORE, canonical_json, sha256_of

WORDS = st.text(max_size=8)


def chain(events: list[tuple[str, str, dict[str, str]]]) -> list[str]:
    """Return a whole dump; written here a second time, from the description of the format alone."""
    lines, previous = [], NO_RECORD_BEFORE
    for sequence, (action, subject, details) in enumerate(events, start=1):
        event: dict[str, Any] = {
            "action": action,
            "actor": "staff-1",
            "at": "2026-11-22T12:00:00.000000+00:00",
            "details": details,
            "previous": previous,
            "sequence": sequence,
            "subject": subject,
        }
        text = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        previous = sha256_of(text)
        lines.append(canonical_json(event | {"hash": previous}))
    return lines


CHAINS = st.lists(st.tuples(WORDS, WORDS, st.dictionaries(WORDS, WORDS, max_size=2)), min_size=1, max_size=6).map(chain)


def head_of(lines: list[str]) -> str:
    last: str = json.loads(lines[-1])["hash"]
    return last


@given(CHAINS)
def test_a_whole_chain_has_no_fault(lines: list[str]) -> None:
    assert verify(lines) == []
    assert verify(iter(lines), head=head_of(lines)) == []


@given(CHAINS, st.data())
def test_one_changed_character_is_always_found(lines: list[str], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(lines) - 1))
    place = data.draw(st.integers(0, len(lines[number]) - 1))
    character = data.draw(st.characters(blacklist_characters="\n", blacklist_categories=["Cs"]))
    assume(character != lines[number][place])
    lines[number] = lines[number][:place] + character + lines[number][place + 1 :]

    assert verify(lines)


@given(CHAINS, st.data())
def test_one_flipped_bit_is_always_found(lines: list[str], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(lines) - 1))
    content = bytearray(lines[number].encode())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    lines[number] = content.decode(errors="replace")

    assert verify(lines)


@given(CHAINS, st.data())
def test_a_deleted_event_is_always_found(lines: list[str], data: st.DataObject) -> None:
    head = head_of(lines)
    del lines[data.draw(st.integers(0, len(lines) - 1))]

    assert verify(lines, head=head)


@given(CHAINS, st.data())
def test_a_deletion_before_the_end_is_found_without_the_head(lines: list[str], data: st.DataObject) -> None:
    assume(len(lines) > 1)
    del lines[data.draw(st.integers(0, len(lines) - 2))]

    assert [fault.code for fault in verify(lines)] == ["AUDIT_ORDER"]


@given(CHAINS, st.integers(2, 5))
def test_a_run_of_events_that_was_deleted_is_found(lines: list[str], length: int) -> None:
    assume(len(lines) > length)
    del lines[:length]

    assert [fault.code for fault in verify(lines)] == ["AUDIT_ORDER"]


@given(CHAINS, st.data())
def test_two_events_swapped_are_always_found(lines: list[str], data: st.DataObject) -> None:
    assume(len(lines) > 1)
    one, other = data.draw(st.lists(st.integers(0, len(lines) - 1), min_size=2, max_size=2, unique=True))
    lines[one], lines[other] = lines[other], lines[one]

    assert verify(lines)


@given(CHAINS, st.data())
def test_a_repeated_event_is_always_found(lines: list[str], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(lines) - 1))
    lines.insert(number, lines[number])

    assert verify(lines)


@given(CHAINS, CHAINS)
def test_a_chain_written_anew_is_found_by_the_head_that_was_kept(lines: list[str], forged: list[str]) -> None:
    assume(lines != forged[: len(lines)])

    assert verify(forged) == []
    assert [fault.code for fault in verify(forged, head=head_of(lines))] == ["AUDIT_CUT"]


@given(CHAINS, st.data())
def test_an_edit_with_its_own_hash_mended_breaks_the_next_link(lines: list[str], data: st.DataObject) -> None:
    head = head_of(lines)
    number = data.draw(st.integers(0, len(lines) - 1))
    event = json.loads(lines[number])
    del event["hash"]
    event["subject"] += "x"
    lines[number] = canonical_json(event | {"hash": sha256_of(canonical_json(event))})

    assert verify(lines, head=head)


@given(CHAINS, st.data())
def test_the_head_of_any_earlier_day_is_found_in_what_was_added_since(lines: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.integers(0, len(lines)))
    head = head_of(lines[:kept]) if kept else NO_RECORD_BEFORE

    assert verify(lines, head=head) == []
    for cut in range(kept):
        assert [fault.code for fault in verify(lines[:cut], head=head)] == ["AUDIT_CUT"]


@given(CHAINS, st.data())
def test_a_cut_at_the_end_cannot_be_seen_without_a_head(lines: list[str], data: st.DataObject) -> None:
    assert verify(lines[: data.draw(st.integers(0, len(lines)))]) == []


@given(CHAINS, st.data())
def test_every_byte_of_every_field_counts(lines: list[str], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(lines) - 1))
    event = json.loads(lines[number])
    field = data.draw(st.sampled_from(sorted(event)))
    value = event[field]
    if isinstance(value, int):
        event[field] = data.draw(st.integers().filter(lambda other: other != value))
    elif isinstance(value, str):
        event[field] = data.draw(st.one_of(WORDS, st.just(value + " "), st.just(value.swapcase())))
        assume(event[field] != value)
    else:
        event[field] = data.draw(st.dictionaries(WORDS, WORDS, max_size=3).filter(lambda other: other != value))
    lines[number] = canonical_json(event)

    assert verify(lines)


@given(CHAINS, st.data())
def test_a_forged_event_with_a_right_hash_of_its_own_is_found_wherever_it_is_put(
    lines: list[str], data: st.DataObject
) -> None:
    head = head_of(lines)
    number = data.draw(st.integers(0, len(lines) - 1))
    event = json.loads(lines[number])
    del event["hash"]
    event["action"] += "!"
    lines.insert(number, canonical_json(event | {"hash": sha256_of(canonical_json(event))}))

    assert verify(lines)
    assert verify(lines, head=head)


def test_a_forged_event_after_the_last_is_one_that_was_added_since_the_head_was_kept() -> None:
    lines = chain([("a", "b", {}), ("c", "d", {})])
    forged = {**json.loads(lines[-1]), "sequence": 3, "previous": head_of(lines)}
    del forged["hash"]
    longer = [*lines, canonical_json(forged | {"hash": sha256_of(canonical_json(forged))})]

    assert verify(longer, head=head_of(lines)) == [], "the head of today vouches for nothing that comes after it"
    assert [fault.code for fault in verify(lines, head=head_of(longer))] == ["AUDIT_CUT"]


@given(CHAINS, st.data())
def test_the_newest_events_are_checked_against_the_one_before_them(lines: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.integers(0, len(lines) - 1))
    before = head_of(lines[:kept]) if kept else NO_RECORD_BEFORE

    assert verify(lines[kept:], head=head_of(lines), after=(kept, before)) == []
    assert [fault.code for fault in verify(lines[kept:], after=(kept, "f" * 64))] == ["AUDIT_ORDER"]
    assert [fault.code for fault in verify(lines[kept:], after=(kept + 1, before))] == ["AUDIT_ORDER"]


@pytest.mark.parametrize(
    "line", ["", "no JSON", "[]", "{}", "1", '{"sequence":1}', '"text"', "null", '{"a":1e999}', "[" * 20_000]
)
def test_a_line_that_is_no_event_is_a_fault_and_never_an_error(line: str) -> None:
    assert [fault.code for fault in verify([line])] == ["AUDIT_UNREADABLE"]


@pytest.mark.parametrize("value", ["1e999", '"\\ud800"', "[" * 20_000, "9" * 5_000])
def test_an_event_with_an_impossible_value_is_a_fault_and_never_an_error(value: str) -> None:
    (line,) = chain([("a", "b", {"c": "d"})])

    assert [fault.code for fault in verify([line.replace('"d"', value)])] == ["AUDIT_UNREADABLE"]


def test_a_fault_says_where_and_what_to_do() -> None:
    lines = chain([("a", "b", {}), ("c", "d", {})])
    (fault,) = verify([lines[0], lines[1].replace('"d"', '"e"')])

    assert (fault.code, fault.place) == ("AUDIT_EDITED", "line 2")
    assert fault.cause
    assert fault.repair
