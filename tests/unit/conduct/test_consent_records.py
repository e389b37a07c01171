"""Every consent record holds all that an auditor asks for, and no change of the ledger stays hidden from a dump."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.commands.audit import verify_dump
from alongside.core.conduct import recording
from alongside.core.conduct.signing import COPY
from alongside.core.definitions.consent import ConsentModule, InformationPart, Statement
from alongside.core.storage import audit, consents, ledger
from alongside.core.storage.consents import ChangeRecord, ConsentRecord, NewConsent
from alongside.plugins.studies.partnership_for_change import PARTNERSHIP_FOR_CHANGE
from tests.support.consent import DRAWING, choose_all, copy_of, open_record, records_of, sign_with, write_down
from tests.support.deployment import Deployment, choose, fill, open_deployment
from tests.support.family import Entry, Person, come_in, enter_family, staff

ETHICS = "26/TEST/0001"
HEX = frozenset("0123456789abcdef")
FREE = ConsentModule(
    code="free_choice",
    version="1.0.0",
    title="Something else",
    information=(InformationPart("what", "What it is", ("You can say yes or no.",)),),
    statements=(Statement("may_ring", "You may ring me.", "We may ring.", "We do not ring.", required=False),),
    signature_meaning="I chose this.",
    who_may_sign=("parent", "other_carer"),
    signature_methods=frozenset({"affirmed"}),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What three people signed: by typing, by drawing, to a member of staff; and a free choice. Both dumps beside them."""

    deployment: Deployment
    records: Mapping[str, ConsentRecord]
    ledger: tuple[str, ...]
    trail: tuple[str, ...]
    head: str


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    versions = tuple(
        replace(one, ethics_reference=ETHICS, consent_modules=(one.consent_modules[0], FREE.code))
        for one in PARTNERSHIP_FOR_CHANGE.versions
    )
    study = replace(PARTNERSHIP_FOR_CHANGE, versions=versions)
    with open_deployment(tmp_path_factory.mktemp("kept"), study, newer=[FREE]) as deployment:
        yield agree_in_each_way(deployment)


def agree_in_each_way(deployment: Deployment) -> Kept:
    kim = staff(deployment, "Kim")
    people = {
        name: enter_family(kim, Entry(name, f"07700 90020{number}", (("Leo", 9),)))
        for number, name in enumerate(("Amy", "Bea", "Cem"), 1)
    }
    deployment.send()
    for name in ("Amy", "Bea"):
        come_in(people[name])
        choose_all(people[name])
    sign_with(people["Amy"], "typed", name="Amy Example")
    sign_with(people["Bea"], "drawn", name="Bea Example", strokes=DRAWING)
    choose_all(people["Amy"], place=2)
    people["Amy"].browser.send(people["Amy"].page.main.all("button")[-1])
    say_it(staff(deployment, "Kim"), people["Cem"].number)
    typed, free = records_of(deployment, people["Amy"].number)
    (drawn,) = records_of(deployment, people["Bea"].number)
    (said,) = records_of(deployment, people["Cem"].number)
    records = tuple(line.rstrip("\n") for line in recording.take_ledger(deployment.services))
    trail = tuple(line.rstrip("\n") for line in recording.take_record(deployment.services, "test"))
    with deployment.services.records.read() as tx:
        head = audit.head(tx)
    return Kept(deployment, {"typed": typed, "drawn": drawn, "witnessed": said, "free": free}, records, trail, head)


def say_it(kim: Person, number: str) -> None:
    page = open_record(kim, number)
    fill(page.main.all("input", id="witness_name")[0], "Wanda Wit")
    choose(page, page.main.all("input", id="impartial")[0])
    fill(page.main.all("textarea", id="questions")[0], "Can I stop? Kim said yes.")
    choose(page, page.main.all("input", name="answered_by", value="kim")[0])
    write_down(kim, name="Cem Example")
    kim.browser.press(value="record")


def is_digest(words: str) -> bool:
    return len(words) == 64 and set(words) <= HEX


FIELDS: dict[str, Callable[[ConsentRecord], bool]] = {
    "consent id": lambda record: record.id > 0 and is_digest(record.record_hash),
    "participant pseudonym": lambda record: record.consent.participant.startswith("BR"),
    "role": lambda record: record.consent.role == "parent",
    "on behalf of whom": lambda record: record.consent.on_behalf_of == (f"{record.consent.participant}-1",),
    "study": lambda record: record.consent.study == "partnership_for_change",
    "site": lambda record: record.consent.site == "bromley",
    "protocol version": lambda record: record.consent.protocol_version == "1.0",
    "ethics reference": lambda record: record.consent.ethics_reference == ETHICS,
    "consent version": lambda record: bool(record.consent.module and record.consent.module_version),
    "content hash": lambda record: is_digest(record.consent.content_hash),
    "language": lambda record: record.consent.language == "en",
    "format": lambda record: record.consent.format.partition("+")[0] == "standard",
    "statement and answer": lambda record: all(
        one.statement and one.answer in {"yes", "no"} for one in record.consent.statements
    ),
    "exact words and what follows": lambda record: all(
        is_digest(one.text_hash) and is_digest(one.if_yes_hash) and is_digest(one.if_no_hash)
        for one in record.consent.statements
    ),
    "time of each answer": lambda record: all(
        one.answered_at.utcoffset() is not None for one in record.consent.statements
    ),
    "questions about what was told": lambda record: isinstance(record.consent.understanding, tuple),
    "first viewed to signed": lambda record: record.consent.first_viewed_at <= record.recorded_at,
    "signature method": lambda record: record.consent.signature_method in {"typed", "drawn", "witnessed", "affirmed"},
    "signature": lambda record: is_digest(record.consent.signature_digest),
    "meaning": lambda record: bool(record.consent.meaning),
    "printed name": lambda record: is_digest(record.consent.printed_name_digest),
    "time in UTC and offset": lambda record: (
        record.consent.utc_offset == "+00:00" and record.recorded_at.utcoffset() is not None
    ),
    "sign-in method": lambda record: bool(record.consent.sign_in_method),
    "mode": lambda record: record.consent.given_by_mode in {"self", "by_phone"},
    "receiver": lambda record: bool(record.consent.received_by),
    "record before": lambda record: is_digest(record.previous_hash),
}
"""Each field of the record, typed here by what it is for and not read from the code."""
OF_A_TALK: dict[str, Callable[[NewConsent], bool]] = {
    "who was there": lambda new: [(one.role, one.is_impartial) for one in new.supporters] == [("witness", True)],
    "names sealed": lambda new: all(is_digest(one.name_digest) for one in new.supporters),
    "questions asked": lambda new: is_digest(new.questions_asked),
    "who answered": lambda new: new.questions_answered_by == "kim",
    "the receiver's signature": lambda new: new.receiver_declaration.startswith("I declare"),
    "how it was heard": lambda new: new.format == "standard+spoken",
}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("way", ["typed", "drawn", "witnessed", "free"])
def test_a_record_holds(kept: Kept, way: str, field: str) -> None:
    assert FIELDS[field](kept.records[way])


@pytest.mark.parametrize("field", OF_A_TALK)
def test_a_record_of_a_talk_holds(kept: Kept, field: str) -> None:
    assert OF_A_TALK[field](kept.records["witnessed"].consent)


@pytest.mark.parametrize("way", ["typed", "drawn", "witnessed", "free"])
def test_each_record_has_its_copy_in_the_ledger_from_the_same_moment(kept: Kept, way: str) -> None:
    record = kept.records[way]
    with kept.deployment.services.records.read() as tx:
        copies = [one for one in consents.changes_of(tx, record.consent.participant) if one.change.item == COPY]
        assert not consents.verify_consents(tx, record.consent.participant)
    (copy,) = [one for one in copies if one.change.details["record"] == record.record_hash]
    assert isinstance(copy, ChangeRecord)
    assert (copy.recorded_at, copy.previous_hash) == (record.recorded_at, record.record_hash)
    assert copy.change.details["channel"] == "page"
    words = copy_of(kept.deployment, record).to_json()
    assert copy.change.details["copy"] == consents.sha256_of(words)


def test_the_role_and_the_declaration_that_one_may_decide_are_on_record(kept: Kept) -> None:
    for way in ("typed", "drawn", "witnessed"):
        consent = kept.records[way].consent
        answers = {one.statement: one.answer for one in consent.statements}
        assert (consent.role, answers["may_decide"]) == ("parent", "yes")


def test_who_cannot_read_needs_to_have_heard_the_words_with_somebody_there(kept: Kept) -> None:
    new = kept.records["typed"].consent
    wanted = {"participant": new.participant, "request_key": "other", "can_read": False}
    alone = replace(new, **wanted, format="standard+audio")
    silent = replace(kept.records["witnessed"].consent, **wanted, format="standard")
    services = kept.deployment.services
    for refused in (alone, silent):
        with pytest.raises(consents.NeedsHearingError), services.records.write() as tx:
            consents.append_consent(tx, refused, services.clock.now())


def faults(records: tuple[str, ...], trail: tuple[str, ...], head: str) -> list[str]:
    return [fault.code for fault in (*audit.verify(trail, head=head), *ledger.verify(records, trail))]


def test_what_was_written_is_whole(kept: Kept) -> None:
    assert len(kept.ledger) == 8
    assert faults(kept.ledger, kept.trail, kept.head) == []


@given(st.data())
def test_a_changed_byte_is_found(kept: Kept, data: st.DataObject) -> None:
    lines = list(kept.ledger)
    number = data.draw(st.integers(0, len(lines) - 1))
    place = data.draw(st.integers(0, len(lines[number]) - 1))
    other = data.draw(st.characters(codec="utf-8", exclude_characters=lines[number][place] + "\n"))
    lines[number] = lines[number][:place] + other + lines[number][place + 1 :]
    assert faults(tuple(lines), kept.trail, kept.head)


@given(st.data())
def test_a_record_that_was_taken_out_is_found_even_the_newest(kept: Kept, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(kept.ledger) - 1))
    left = kept.ledger[:number] + kept.ledger[number + 1 :]
    assert "LEDGER_CUT" in faults(left, kept.trail, kept.head)


@given(st.data())
def test_records_in_another_order_are_found(kept: Kept, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(kept.ledger))))
    found = faults(tuple(kept.ledger[number] for number in order), kept.trail, kept.head)
    assert bool(found) == (list(order) != sorted(order))


@given(st.data())
def test_an_event_that_was_changed_taken_out_or_moved_is_found(kept: Kept, data: st.DataObject) -> None:
    trail = list(kept.trail)
    number = data.draw(st.integers(0, len(trail) - 1))
    match data.draw(st.sampled_from(["change", "take out", "swap"])):
        case "change":
            place = data.draw(st.integers(0, len(trail[number]) - 1))
            other = data.draw(st.characters(codec="utf-8", exclude_characters=trail[number][place] + "\n"))
            trail[number] = trail[number][:place] + other + trail[number][place + 1 :]
        case "take out":
            del trail[number]
        case _:
            second = (number + data.draw(st.integers(1, len(trail) - 1))) % len(trail)
            trail[number], trail[second] = trail[second], trail[number]
    assert faults(kept.ledger, tuple(trail), kept.head)


def test_a_record_that_nobody_signed_is_found(kept: Kept) -> None:
    twice = (*kept.ledger, kept.ledger[-1])
    assert "LEDGER_ORDER" in faults(twice, kept.trail, kept.head)
    without_its_event = tuple(line for line in kept.trail if '"consent_taken"' not in line)
    assert "LEDGER_UNNAMED" in faults(kept.ledger, without_its_event, kept.head)


def test_the_command_checks_a_ledger_beside_its_trail(kept: Kept, tmp_path: Path) -> None:
    (trail := tmp_path / "audit.jsonl").write_text("".join(f"{line}\n" for line in kept.trail), encoding="utf-8")
    (records := tmp_path / "ledger.jsonl").write_text("".join(f"{line}\n" for line in kept.ledger), encoding="utf-8")
    asked = [str(trail), "--head", kept.head, "--ledger", str(records)]
    whole = CliRunner().invoke(verify_dump, asked)
    assert (whole.exit_code, whole.output) == (
        0,
        f"The audit trail in {trail} is whole, and so is the ledger in {records}.\n",
    )
    records.write_text("".join(f"{line}\n" for line in kept.ledger[:-1]), encoding="utf-8")
    cut = CliRunner().invoke(verify_dump, asked)
    assert cut.exit_code == 1
    assert "LEDGER_CUT" in cut.output
