"""Who may change whose account, what each change ends, and what stays on record."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from alongside.core.conduct import arriving, own_account, setting_up, signing_in, staff_vault, staffing
from alongside.core.conduct.people import staff_acting
from alongside.core.conduct.services import Services
from alongside.core.conduct.signing_in import TooMany, Wrong
from alongside.core.conduct.staff_seen import has_keeper, people_seen, person_seen
from alongside.core.conduct.staffing import COMMAND_LINE, Keeper, NewStaff, NotKeptError, StaffError
from alongside.core.definitions.roles import Duty
from alongside.core.storage import audit, staff
from tests.support.databases import KINDS, Kind
from tests.support.deployment import Moment
from tests.support.staffed import ANOTHER, NOBODY, Colleague, hash_quickly, invite, join, open_workers, set_up, sign_in

STEP = timedelta(seconds=31)
EVERYWHERE = frozenset({"bromley", "glasgow"})
BROMLEY = frozenset({"bromley"})
TESS, GWEN = Keeper("tess"), Keeper("gwen")


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_quickly(monkeypatch)


@dataclass
class Place:
    """Tess keeps all staff, Gwen those of Bromley; Kim works at Bromley, Nina at both sites."""

    moment: Moment
    services: Services
    people: dict[str, Colleague]

    def state(self, code: str) -> str:
        with self.services.records.read() as tx:
            found = staff.account(tx, code)
        assert found is not None
        return found.state

    def roles(self, code: str) -> list[tuple[str, str]]:
        with self.services.records.read() as tx:
            return [(held.role, held.site) for held in staff.grants_of(tx, code)]

    def grant(self, code: str, number: int = 0) -> int:
        with self.services.records.read() as tx:
            return staff.grants_of(tx, code)[number].id

    def record(self) -> list[str]:
        with self.services.records.read() as tx:
            return list(audit.dump(tx))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with open_workers("sqlite", tmp_path) as (moment, (services,)):
        people = {
            "tess": join(services, moment, "tess", ("trial_manager", "")),
            "gwen": join(services, moment, "gwen", ("trial_manager", "bromley")),
            "kim": join(services, moment, "kim", ("co_ordinator", "bromley")),
            "nina": join(services, moment, "nina", ("nurse", "bromley"), ("nurse", "glasgow")),
        }
        yield Place(moment, services, people)


# Who may


CHANGES: list[Callable[[Services, str, Keeper], object]] = [
    lambda services, code, by: staffing.lock(services, code, by=by),
    lambda services, code, by: staffing.reset(services, code, by=by),
    lambda services, code, by: staffing.mark_as_left(services, code, by=by),
    lambda services, code, by: staffing.note_blind(services, code, is_blind=True, by=by),
    lambda services, code, by: staffing.note_training(
        services, code, "good_clinical_practice", date(2026, 3, 1), by=by
    ),
]


@pytest.mark.parametrize("change", CHANGES)
def test_who_keeps_one_site_changes_people_who_work_there_only(
    place: Place, change: Callable[[Services, str, Keeper], object]
) -> None:
    change(place.services, "kim", GWEN)
    with pytest.raises(NotKeptError):
        change(place.services, "nina", GWEN)
    with pytest.raises(StaffError, match="There is no account"):
        change(place.services, "glen", GWEN)
    change(place.services, "nina", TESS)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("by", ["kim", "nina", "nobody"])
def test_who_keeps_no_staff_changes_nobody(
    place: Place, change: Callable[[Services, str, Keeper], object], by: str
) -> None:
    before = place.record()
    with pytest.raises(StaffError):
        change(place.services, "gwen", Keeper(by))
    assert place.record() == before


def test_who_works_nowhere_or_at_every_site_is_kept_by_who_keeps_every_site(place: Place) -> None:
    for colleague in (
        invite(place.services, place.moment, "ida"),
        invite(place.services, place.moment, "ravi", ("researcher", "")),
    ):
        with pytest.raises(StaffError):
            staffing.lock(place.services, colleague.code, by=GWEN)
        staffing.lock(place.services, colleague.code, by=TESS)


def test_roles_are_given_and_ended_only_at_sites_whose_staff_one_keeps(place: Place) -> None:
    staffing.give_role(place.services, "nina", "co_ordinator", "bromley", by=GWEN)
    for site in ("glasgow", ""):
        with pytest.raises(NotKeptError):
            staffing.give_role(place.services, "nina", "co_ordinator", site, by=GWEN)
    with pytest.raises(NotKeptError):
        staffing.end_role(place.services, "nina", place.grant("nina", 1), by=GWEN)
    assert staffing.end_role(place.services, "nina", place.grant("nina", 0), by=GWEN)
    assert place.roles("nina") == [("nurse", "glasgow"), ("co_ordinator", "bromley")]


def test_a_role_of_somebody_else_is_not_ended_in_passing(place: Place) -> None:
    assert not staffing.end_role(place.services, "kim", place.grant("nina"), by=TESS)
    assert len(place.roles("nina")) == 2


def test_people_are_added_only_with_roles_at_sites_whose_staff_one_keeps(place: Place) -> None:
    def add(code: str, *roles: tuple[str, str]) -> str:
        return staffing.add_staff(place.services, NewStaff(code, code, f"{code}@example.org", roles), by=GWEN)

    assert "/staff/set-up/" in add("bea", ("nurse", "bromley"))
    wrong: list[tuple[tuple[str, str], ...]] = [
        (("nurse", "glasgow"),),
        (("nurse", ""),),
        (("nurse", "bromley"), ("nurse", "glasgow")),
        (),
    ]
    for roles in wrong:
        with pytest.raises(NotKeptError):
            add("cara", *roles)


@pytest.mark.parametrize("change", CHANGES[:3])
def test_nobody_shuts_themselves_out(place: Place, change: Callable[[Services, str, Keeper], object]) -> None:
    with pytest.raises(NotKeptError):
        change(place.services, "tess", TESS)
    with pytest.raises(NotKeptError):
        staffing.end_role(place.services, "tess", place.grant("tess"), by=TESS)
    assert (place.state("tess"), place.roles("tess")) == ("active", [("trial_manager", "")])


def test_nobody_gives_themselves_a_role(place: Place) -> None:
    with pytest.raises(NotKeptError):
        staffing.give_role(place.services, "tess", "researcher", "", by=TESS)


@pytest.mark.parametrize("note", CHANGES[3:])
def test_nobody_notes_their_own_training_or_blindness(
    place: Place, note: Callable[[Services, str, Keeper], object]
) -> None:
    with pytest.raises(NotKeptError):
        note(place.services, "tess", TESS)
    seen = person_seen(place.services, "tess", "tess", EVERYWHERE)
    assert seen is not None
    assert not seen.may_change
    note(place.services, "tess", COMMAND_LINE)


def test_what_somebody_kept_when_their_page_was_made_does_not_count(place: Place) -> None:
    staffing.end_role(place.services, "gwen", place.grant("gwen"), by=TESS)
    with pytest.raises(StaffError):
        staffing.lock(place.services, "kim", by=GWEN)


@pytest.mark.parametrize("kind", KINDS)
def test_of_two_who_lock_each_other_at_the_same_time_one_stays(kind: Kind, tmp_path: Path) -> None:
    with open_workers(kind, tmp_path, 2) as (moment, workers):
        for code in ("tess", "vera"):
            join(workers[0], moment, code, ("trial_manager", ""))

        def lock(worker: Services, code: str, by: str) -> bool:
            try:
                staffing.lock(worker, code, by=Keeper(by))
            except StaffError:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(lock, workers, ("tess", "vera"), ("vera", "tess")))
        assert sorted(done) == [False, True]
        assert has_keeper(workers[0])


def test_the_command_line_can_lock_even_the_last_one_who_keeps_staff(place: Place) -> None:
    assert has_keeper(place.services)
    staffing.lock(place.services, "tess", by=COMMAND_LINE)
    assert not has_keeper(place.services)


# What is seen


def test_who_keeps_one_site_sees_who_works_there_and_nobody_else(place: Place) -> None:
    join(place.services, place.moment, "glen", ("nurse", "glasgow"))
    seen = people_seen(place.services, "gwen", BROMLEY)
    assert {person.code: person.may_change for person in seen} == {"gwen": False, "kim": True, "nina": False}
    assert person_seen(place.services, "glen", "gwen", BROMLEY) is None
    assert person_seen(place.services, "tess", "gwen", BROMLEY) is None
    assert len(people_seen(place.services, "tess", EVERYWHERE)) == 5


def test_the_newest_note_counts(place: Place) -> None:
    for day in (1, 2):
        staffing.note_training(place.services, "kim", "sdq", date(2026, 3, day), by=TESS)
    for is_blind in (True, False):
        staffing.note_blind(place.services, "kim", is_blind=is_blind, by=TESS)
    seen = person_seen(place.services, "kim", "tess", EVERYWHERE)
    assert seen is not None
    assert (seen.trained, seen.is_blind) == ((("sdq", date(2026, 3, 2)),), False)


@pytest.mark.parametrize(("about", "day"), [("juggling", 1), ("sdq", 11)])
def test_a_training_is_of_this_study_and_not_still_to_come(place: Place, about: str, day: int) -> None:
    with pytest.raises(StaffError):
        staffing.note_training(place.services, "kim", about, date(2026, 3, day), by=TESS)


def test_whoever_keeps_staff_sees_that_somebody_was_closed_out_and_until_when(place: Place) -> None:
    for _ in range(5):
        signing_in.try_password(place.services, NOBODY, place.people["kim"].email, "not this one")
    seen = person_seen(place.services, "kim", "tess", EVERYWHERE)
    assert seen is not None
    assert seen.closed_until == place.moment.now + timedelta(minutes=15)


# What a change ends


def test_a_locked_person_is_out_at_once_and_in_again_with_what_they_had(place: Place) -> None:
    place.moment.now += STEP
    token = sign_in(place.services, place.people["kim"])
    staffing.lock(place.services, "kim", by=TESS)
    assert arriving.who_is_there(place.services, token) is None
    staffing.open_again(place.services, "kim", by=TESS)
    assert arriving.who_is_there(place.services, token) is None
    place.moment.now += STEP
    sign_in(place.services, place.people["kim"])


def test_only_a_locked_account_is_opened_and_one_never_set_up_still_has_to_be(place: Place) -> None:
    with pytest.raises(StaffError, match="not locked"):
        staffing.open_again(place.services, "kim", by=TESS)
    invite(place.services, place.moment, "ida")
    staffing.lock(place.services, "ida", by=TESS)
    staffing.open_again(place.services, "ida", by=TESS)
    assert place.state("ida") == "invited"


def test_who_comes_in_with_the_organisation_only_is_let_in_again(place: Place) -> None:
    invite(place.services, place.moment, "ida")
    with place.services.records.write() as tx, place.services.vault.write() as sealed:
        staff_vault.put(place.services, sealed, "ida", {"organisation": "somebody there"}, place.moment.now)
        staff.set_account_state(tx, "ida", "active", place.moment.now)
    staffing.lock(place.services, "ida", by=TESS)
    staffing.open_again(place.services, "ida", by=TESS)
    assert place.state("ida") == "active"


def test_a_reset_forgets_every_way_in_and_keeps_the_roles(place: Place) -> None:
    kim = place.people["kim"]
    old = list(kim.recovery_codes)
    with place.services.records.write() as tx:
        staff.add_passkey(tx, staff.Passkey("c", "kim", "p", 0, "phone", place.moment.now, None))
    kim.link = staffing.reset(place.services, "kim", by=TESS)
    with place.services.records.read() as tx:
        assert (staff.recovery_codes_left(tx, "kim"), staff.passkeys_of(tx, "kim")) == (0, [])
    with place.services.vault.read() as sealed:
        assert set(staff_vault.fields(place.services, sealed, "kim")) == {"name", "email", setting_up.RESET}
    assert place.roles("kim") == [("co_ordinator", "bromley")]
    set_up(place.services, kim, ANOTHER)
    waiting = signing_in.try_password(place.services, NOBODY, kim.email, ANOTHER)
    assert isinstance(waiting, str)
    assert signing_in.try_second(place.services, waiting, old[0]) == Wrong()
    with place.services.vault.read() as sealed:
        assert setting_up.RESET not in staff_vault.fields(place.services, sealed, "kim")


def test_a_set_up_forgets_a_passkey_that_slipped_past_the_reset(place: Place) -> None:
    kim = place.people["kim"]
    kim.link = staffing.reset(place.services, "kim", by=TESS)
    with place.services.records.write() as tx:
        staff.add_passkey(tx, staff.Passkey("c", "kim", "p", 0, "phone", place.moment.now, None))
    set_up(place.services, kim, ANOTHER)
    with place.services.records.read() as tx:
        assert (staff.passkeys_of(tx, "kim"), staff.recovery_codes_left(tx, "kim")) == ([], 10)


def test_of_who_has_left_only_the_name_stays(place: Place) -> None:
    email = place.people["kim"].email
    staffing.mark_as_left(place.services, "kim", by=TESS)
    with place.services.vault.read() as sealed:
        assert staff_vault.fields(place.services, sealed, "kim") == {"name": "Kim"}
        assert staff_vault.code_of(place.services, sealed, email) is None
    assert (place.state("kim"), place.roles("kim")) == ("left", [])
    for change in CHANGES:
        with pytest.raises(StaffError, match="has left"):
            change(place.services, "kim", TESS)
    again = NewStaff("kim2", "Kim", email, (("co_ordinator", "bromley"),))
    assert staffing.add_staff(place.services, again, by=TESS)


def test_a_role_is_given_once_and_what_was_ended_can_no_longer_be_done(place: Place) -> None:
    for _ in range(2):
        staffing.give_role(place.services, "kim", "researcher", "", by=TESS)
    assert place.roles("kim") == [("co_ordinator", "bromley"), ("researcher", "")]
    staffing.end_role(place.services, "kim", place.grant("kim", 0), by=TESS)
    with place.services.records.read() as tx:
        acting = staff_acting(tx, place.services.study, "kim")
    assert acting is not None
    assert not acting.may(Duty.SEE_FAMILIES)
    assert acting.sites(Duty.TAKE_DATA) == EVERYWHERE


# What is on record


def test_every_change_is_on_record_by_codes_and_names_nobody(place: Place) -> None:
    before = len(place.record())
    staffing.lock(place.services, "kim", by=TESS)
    staffing.open_again(place.services, "kim", by=TESS)
    staffing.give_role(place.services, "kim", "researcher", "", by=TESS)
    staffing.end_role(place.services, "kim", place.grant("kim", 1), by=TESS)
    staffing.note_training(place.services, "kim", "sdq", date(2026, 3, 1), by=TESS)
    staffing.note_blind(place.services, "kim", is_blind=True, by=TESS)
    staffing.reset(place.services, "kim", by=TESS)
    staffing.mark_as_left(place.services, "kim", by=TESS)
    lines = place.record()
    assert len(lines) - before == 8
    assert all('"actor":"tess"' in line and '"subject":"kim"' in line for line in lines[before:])
    assert not any("@" in line or "Kim" in line for line in lines)
    assert audit.verify(lines) == []


def test_the_records_hold_no_name_no_address_and_no_secret(place: Place) -> None:
    staffing.lock(place.services, "kim", by=TESS)
    with place.services.records.read() as tx:
        run = tx.connection.exec_driver_sql
        tables = run("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
        rows = [str(row) for table in tables for row in run(f'SELECT * FROM "{table}"')]
    assert len(rows) > len(place.people)
    kim = place.people["kim"]
    for word in ("Kim", "example.org", kim.secret, kim.password, *kim.recovery_codes, kim.link.rpartition("/")[2]):
        assert not any(word in row for row in rows), word


@pytest.mark.parametrize(
    ("code", "name", "email", "why"),
    [
        ("Kim", "Kim", "k@example.org", "small letters"),
        ("k", "Kim", "k@example.org", "small letters"),
        ("kim2", " ", "k@example.org", "name"),
        ("kim2", "Kim", "k.example.org", "e-mail"),
        ("kim2", "Kim", "KIM@example.org", "Another account"),
        ("kim", "Kim", "k@example.org", "taken"),
        ("somebody", "Kim", "k@example.org", "something else"),
        ("demonstration", "Kim", "k@example.org", "something else"),
        ("command", "Kim", "k@example.org", "something else"),
        ("command_line", "Kim", "k@example.org", "something else"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_the_reason(
    place: Place, code: str, name: str, email: str, why: str
) -> None:
    with pytest.raises(StaffError, match=why):
        staffing.add_staff(place.services, NewStaff(code, name, email, ()), by=TESS)


def test_a_code_that_is_the_name_of_the_study_is_refused(place: Place) -> None:
    new = NewStaff(place.services.study.code, "Kim", "k@example.org", ())
    with pytest.raises(StaffError, match="something else"):
        staffing.add_staff(place.services, new, by=TESS)


# What is left when the second of two databases was not written


@pytest.mark.parametrize("code", ["ida", "ida2"])
def test_what_was_left_of_an_account_that_was_not_made_is_in_nobodys_way(place: Place, code: str) -> None:
    left = {"name": "Ida", "email": "ida@example.org", "password": "of nobody"}
    with place.services.vault.write() as sealed:
        staff_vault.put(place.services, sealed, "ida", left, place.moment.now)
    staffing.add_staff(place.services, NewStaff(code, "Ida", "IDA@example.org", ()), by=TESS)
    with place.services.vault.read() as sealed:
        assert staff_vault.code_of(place.services, sealed, "ida@example.org") == code
        kept = {one: staff_vault.fields(place.services, sealed, one) for one in ("ida", "ida2")}
    assert kept == {"ida": {}, "ida2": {}} | {code: {"name": "Ida", "email": "IDA@example.org"}}


def test_who_was_marked_as_left_in_the_vault_only_is_marked_again(place: Place) -> None:
    with place.services.vault.write() as sealed:
        staff_vault.keep_only(place.services, sealed, "kim", {"name": "Kim"}, place.moment.now)
    staffing.mark_as_left(place.services, "kim", by=TESS)
    assert (place.state("kim"), place.roles("kim")) == ("left", [])


# One's own account


def test_a_new_password_needs_the_present_one_and_ends_every_other_session(place: Place) -> None:
    kim = place.people["kim"]
    place.moment.now += STEP
    elsewhere = sign_in(place.services, kim)
    place.moment.now += STEP
    here = sign_in(place.services, kim)
    assert own_account.change_password(place.services, "kim", here, "not this one", ANOTHER) == Wrong()
    assert own_account.change_password(place.services, "kim", here, kim.password, "kim") == "too_short"
    assert own_account.change_password(place.services, "kim", here, kim.password, ANOTHER) == ""
    assert arriving.who_is_there(place.services, elsewhere) is None
    assert isinstance(arriving.who_is_there(place.services, here), arriving.SignedIn)
    assert signing_in.try_password(place.services, NOBODY, kim.email, kim.password) == Wrong()
    assert isinstance(signing_in.try_password(place.services, NOBODY, kim.email, ANOTHER), str)


def test_guesses_at_an_open_page_are_counted_with_all_others(place: Place) -> None:
    results = [own_account.change_password(place.services, "kim", NOBODY, "not this one", ANOTHER) for _ in range(3)]
    codes = [own_account.make_recovery_codes(place.services, "kim", NOBODY, "000000") for _ in range(3)]
    assert results == [Wrong()] * 3
    assert codes == [Wrong(), Wrong(), TooMany()]


def test_new_recovery_codes_need_a_code_of_the_app_and_end_the_old_ones(place: Place) -> None:
    kim = place.people["kim"]
    place.moment.now += STEP
    here = sign_in(place.services, kim)
    place.moment.now += STEP
    assert own_account.make_recovery_codes(place.services, "kim", here, "000000") == Wrong()
    made = own_account.make_recovery_codes(place.services, "kim", here, kim.figures)
    assert isinstance(made, tuple)
    for code, is_good in ((kim.recovery_codes[0], False), (made[0], True)):
        waiting = signing_in.try_password(place.services, NOBODY, kim.email, kim.password)
        assert isinstance(waiting, str)
        assert isinstance(signing_in.try_second(place.services, waiting, code), str) is is_good


def test_sessions_are_listed_as_long_as_they_are_open_and_ended_by_name(place: Place) -> None:
    kim = place.people["kim"]
    place.moment.now += timedelta(minutes=30)  # the session of the set-up has run out
    first = sign_in(place.services, kim)
    place.moment.now += STEP
    second = sign_in(place.services, kim)
    seen = own_account.own_account(place.services, "kim", second)
    assert [(one.way, one.is_this) for one in seen.sessions] == [
        ("password_and_code", True),
        ("password_and_code", False),
    ]
    assert not own_account.end_session(place.services, "nina", seen.sessions[1].name)
    assert own_account.end_session(place.services, "kim", seen.sessions[1].name)
    assert arriving.who_is_there(place.services, first) is None
    own_account.end_other_sessions(place.services, "kim", second)
    assert isinstance(arriving.who_is_there(place.services, second), arriving.SignedIn)


def test_a_session_that_was_ended_makes_no_recovery_codes(place: Place) -> None:
    kim = place.people["kim"]
    place.moment.now += STEP
    here = sign_in(place.services, kim)
    own_account.end_other_sessions(place.services, "kim", NOBODY)
    place.moment.now += STEP
    assert own_account.make_recovery_codes(place.services, "kim", here, kim.figures) == Wrong()
    with place.services.records.read() as tx:
        assert staff.recovery_codes_left(tx, "kim") == 10
