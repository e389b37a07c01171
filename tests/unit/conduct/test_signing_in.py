"""Passwords and second ways: what is counted, for how long a door stays shut, and who still gets in."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from alongside.core.conduct import arriving, setting_up, signing_in, staff_vault, staffing
from alongside.core.conduct.services import Services
from alongside.core.conduct.signing_in import NotAdmittedError, NotWaiting, TooMany, Wrong
from alongside.core.conduct.staffing import COMMAND_LINE
from alongside.core.credentials import passwords
from alongside.core.storage import audit
from tests.support.databases import KINDS, Kind
from tests.support.deployment import Moment
from tests.support.staffed import (
    ANOTHER,
    NOBODY,
    PASSWORD,
    Colleague,
    hash_quickly,
    invite,
    join,
    open_workers,
    set_up,
    sign_in,
)

ROLE = ("co_ordinator", "bromley")
STEP = timedelta(seconds=31)
FIVE, TWENTY = 5, 20


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_quickly(monkeypatch)


@dataclass
class Compared:
    """How often a password was compared, which is what takes time and tells something."""

    times: int = 0


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Compared:
    found, compare = Compared(), passwords.matches

    def counting(hashed: str | None, password: str) -> bool:
        found.times += 1
        return compare(hashed, password)

    monkeypatch.setattr(passwords, "matches", counting)
    return found


@dataclass
class Place:
    """One deployment, and Kim, who has set an account up."""

    moment: Moment
    services: Services
    kim: Colleague

    def guess(self, email: str = "kim@example.org", password: str = "not this one") -> object:
        return signing_in.try_password(self.services, NOBODY, email, password)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with open_workers("sqlite", tmp_path) as (moment, (services,)):
        yield Place(moment, services, join(services, moment, "kim", ROLE))


# What is counted


def test_after_five_wrong_passwords_in_a_quarter_of_an_hour_nothing_more_is_looked_at(
    place: Place, compared: Compared
) -> None:
    assert [place.guess() for _ in range(FIVE)] == [Wrong()] * FIVE
    assert [place.guess() for _ in range(10)] == [TooMany()] * 10
    assert place.guess(password=PASSWORD) == TooMany()
    assert compared.times == FIVE
    place.moment.now += timedelta(minutes=15)
    assert isinstance(place.guess(password=PASSWORD), str)


def test_after_twenty_wrong_passwords_in_a_day_the_account_is_closed_until_the_day_is_over(
    place: Place, compared: Compared
) -> None:
    for _ in range(TWENTY // FIVE):
        assert [place.guess() for _ in range(FIVE + 1)] == [*[Wrong()] * FIVE, TooMany()]
        place.moment.now += timedelta(minutes=15)
    assert compared.times == TWENTY
    for _ in range(10):
        assert place.guess(password=PASSWORD) == TooMany()
        place.moment.now += timedelta(minutes=15)
    assert compared.times == TWENTY
    place.moment.now += timedelta(hours=24)
    assert isinstance(place.guess(password=PASSWORD), str)


def closed(place: Place) -> list[tuple[str, str]]:
    """Who was shut out, and by which limit, as the record has it."""
    with place.services.records.read() as tx:
        events = [json.loads(line) for line in audit.dump(tx)]
    return [(event["subject"], event["details"]["tries"]) for event in events if event["action"] == "sign_in_closed"]


def test_a_sign_in_that_is_closed_is_on_record_once_whether_anybody_has_the_address_or_not(place: Place) -> None:
    for email in (place.kim.email, NOBODY):
        for _ in range(3 * FIVE):
            place.guess(email)
    assert closed(place) == [("kim", "5"), ("somebody", "5")]
    for _ in range(3):
        place.moment.now += timedelta(minutes=15)
        for _ in range(FIVE):
            place.guess()
    assert closed(place)[-1] == ("kim", "20")
    assert len(closed(place)) == 6


def test_a_right_password_closes_nothing_and_is_not_on_record_as_if_it_had(place: Place) -> None:
    for _ in range(FIVE - 1):
        place.guess()
    assert isinstance(place.guess(password=PASSWORD), str)
    assert closed(place) == []


def test_nobody_fills_the_record_by_guessing_at_addresses_that_nobody_has_nor_hides_behind_them(place: Place) -> None:
    with place.services.records.write() as tx:
        for _ in range(signing_in.CLOSED_A_DAY + 10):
            signing_in.note_closed(tx, None, ((FIVE, timedelta(minutes=15)),), place.moment.now)
    assert closed(place) == [("somebody", "5")] * signing_in.CLOSED_A_DAY
    for _ in range(FIVE):
        place.guess()
    assert closed(place)[-1] == ("kim", "5")


def test_however_an_address_is_spelled_it_is_counted_as_one(place: Place) -> None:
    spellings = cycle(["kim@example.org", "KIM@Example.Org", " kim@example.org "])
    assert [place.guess(next(spellings)) for _ in range(FIVE + 1)] == [*[Wrong()] * FIVE, TooMany()]


def test_what_was_right_is_not_counted_and_what_was_wrong_stays_counted(place: Place) -> None:
    for _ in range(FIVE - 1):
        place.guess()
    for _ in range(FIVE):
        place.moment.now += STEP
        sign_in(place.services, place.kim)
    assert place.guess() == Wrong()
    assert place.guess() == TooMany()


def test_who_knows_the_password_gets_no_more_tries_at_the_second_way(place: Place) -> None:
    results = []
    for _ in range(FIVE + 1):
        waiting = place.guess(password=PASSWORD)
        results.append(
            signing_in.try_second(place.services, waiting, "ABCDE-FGHJK") if isinstance(waiting, str) else waiting
        )
    assert results == [*[Wrong()] * FIVE, TooMany()]


def test_a_window_that_began_anew_is_not_given_what_was_counted_before_it(place: Place) -> None:
    place.guess()
    counted_at = place.moment.now
    place.moment.now += timedelta(minutes=15)
    place.guess()
    with place.services.records.write() as tx:
        signing_in.give_back(tx, place.kim.email, counted_at)
    assert [place.guess() for _ in range(FIVE)] == [*[Wrong()] * (FIVE - 1), TooMany()]


@pytest.mark.parametrize("kind", KINDS)
def test_guesses_at_the_same_time_through_two_workers_get_no_more_looks(
    kind: Kind, tmp_path: Path, compared: Compared
) -> None:
    with open_workers(kind, tmp_path, 2) as (moment, workers):
        kim = join(workers[0], moment, "kim", ROLE)
        turn = cycle(workers)

        def guess(worker: Services) -> object:
            return signing_in.try_password(worker, NOBODY, kim.email, "not this one")

        with ThreadPoolExecutor(8) as pool:
            results = list(pool.map(guess, [next(turn) for _ in range(40)]))
    assert (results.count(Wrong()), results.count(TooMany())) == (FIVE, 35)
    assert compared.times == FIVE


@pytest.mark.parametrize("kind", KINDS)
def test_one_code_of_the_app_opens_once_however_many_try_it_at_the_same_time(kind: Kind, tmp_path: Path) -> None:
    with open_workers(kind, tmp_path, 2) as (moment, workers):
        kim = join(workers[0], moment, "kim", ROLE)
        moment.now += STEP
        waiting = [signing_in.try_password(worker, NOBODY, kim.email, PASSWORD) for worker in (*workers, *workers)]
        pairs = [
            (worker, token) for worker, token in zip(cycle(workers), waiting, strict=False) if isinstance(token, str)
        ]
        with ThreadPoolExecutor(4) as pool:
            results = list(pool.map(lambda pair: signing_in.try_second(*pair, kim.figures), pairs))
    assert sum(isinstance(result, str) for result in results) == 1
    assert results.count(Wrong()) == len(results) - 1 == 3


def test_ten_thousand_guesses_get_twenty_looks_and_the_rightful_person_gets_in(
    tmp_path: Path, compared: Compared, *, is_full: bool
) -> None:
    many = 10_000 if is_full else 500
    with open_workers("sqlite", tmp_path, 2) as (moment, workers):
        place = Place(moment, workers[0], join(workers[0], moment, "kim", ROLE))
        turn = cycle(workers)

        def guess(number: int) -> object:
            return signing_in.try_password(next(turn), NOBODY, place.kim.email, f"guess {number}")

        with ThreadPoolExecutor(8) as pool:
            for part in range(10):
                place.moment.now += timedelta(minutes=16)
                results = list(pool.map(guess, range(part * many // 10, (part + 1) * many // 10)))
                assert results.count(Wrong()) == (FIVE if part < TWENTY // FIVE else 0)
                assert set(results) <= {Wrong(), TooMany()}
        assert compared.times == TWENTY
        assert place.guess(password=PASSWORD) == TooMany()

        place.kim.link = staffing.reset(place.services, "kim", by=COMMAND_LINE)
        assert [place.guess() for _ in range(3)] == [TooMany()] * 3
        set_up(place.services, place.kim, ANOTHER)
        place.moment.now += STEP
        sign_in(place.services, place.kim)


def test_guesses_that_go_on_after_a_reset_are_counted_anew_and_do_not_end_the_session(place: Place) -> None:
    for _ in range(FIVE + 1):
        place.guess()
    place.kim.link = staffing.reset(place.services, "kim", by=COMMAND_LINE)
    token = set_up(place.services, place.kim)
    assert [place.guess() for _ in range(FIVE + 1)] == [*[Wrong()] * FIVE, TooMany()]
    assert isinstance(arriving.who_is_there(place.services, token), arriving.SignedIn)
    place.moment.now += timedelta(minutes=15)
    sign_in(place.services, place.kim)


# Nothing tells whether an account exists


def never_there(place: Place) -> str:
    return "nobody@example.org"


def not_set_up(place: Place) -> str:
    return invite(place.services, place.moment, "ida").email


def locked(place: Place) -> str:
    staffing.lock(place.services, "kim", by=COMMAND_LINE)
    return place.kim.email


def left(place: Place) -> str:
    staffing.mark_as_left(place.services, "kim", by=COMMAND_LINE)
    return place.kim.email


def in_use(place: Place) -> str:
    return place.kim.email


@pytest.mark.parametrize("account", [never_there, not_set_up, locked, left, in_use])
def test_whatever_is_the_matter_with_an_account_the_answer_and_the_work_are_the_same(
    place: Place, compared: Compared, account: Callable[[Place], str]
) -> None:
    email = account(place)
    password = "not this one" if account is in_use else PASSWORD
    assert [place.guess(email, password) for _ in range(FIVE + 1)] == [*[Wrong()] * FIVE, TooMany()]
    assert compared.times == FIVE


# Second ways and sessions


def test_a_code_of_the_app_is_good_once(place: Place) -> None:
    place.moment.now += STEP
    sign_in(place.services, place.kim)
    waiting = place.guess(password=PASSWORD)
    assert isinstance(waiting, str)
    assert signing_in.try_second(place.services, waiting, place.kim.figures) == Wrong()
    place.moment.now += STEP
    assert isinstance(signing_in.try_second(place.services, waiting, place.kim.figures), str)


def test_a_recovery_code_is_good_once_however_it_is_typed(place: Place) -> None:
    code = place.kim.recovery_codes[0]
    for typed, is_good in ((code.lower().replace("-", " "), True), (code, False)):
        waiting = place.guess(password=PASSWORD)
        assert isinstance(waiting, str)
        assert isinstance(signing_in.try_second(place.services, waiting, typed), str) is is_good


def test_the_second_way_has_to_be_given_within_ten_minutes(place: Place) -> None:
    waiting = place.guess(password=PASSWORD)
    assert isinstance(waiting, str)
    assert signing_in.waiting_for_second(place.services, waiting) == "kim"
    place.moment.now += timedelta(minutes=10)
    assert signing_in.waiting_for_second(place.services, waiting) is None
    assert signing_in.try_second(place.services, waiting, place.kim.figures) == NotWaiting()


def test_a_password_alone_opens_nothing(place: Place) -> None:
    waiting = place.guess(password=PASSWORD)
    assert isinstance(waiting, str)
    assert arriving.who_is_there(place.services, waiting) is None


def test_each_step_gives_another_token_and_the_one_before_is_worth_nothing(place: Place) -> None:
    place.moment.now += STEP
    waiting = place.guess(password=PASSWORD)
    assert isinstance(waiting, str)
    again = signing_in.try_password(place.services, waiting, place.kim.email, PASSWORD)
    assert isinstance(again, str)
    token = signing_in.try_second(place.services, again, place.kim.figures)
    assert isinstance(token, str)
    assert len({waiting, again, token}) == 3
    for old in (waiting, again):
        assert signing_in.waiting_for_second(place.services, old) is None
        assert arriving.who_is_there(place.services, old) is None
    assert isinstance(arriving.who_is_there(place.services, token), arriving.SignedIn)


@pytest.mark.parametrize("change", [staffing.lock, staffing.reset, staffing.mark_as_left])
def test_what_ends_an_account_ends_what_was_begun_with_it(place: Place, change: Callable[..., object]) -> None:
    place.moment.now += STEP
    waiting = place.guess(password=PASSWORD)
    token = sign_in(place.services, place.kim)
    assert isinstance(waiting, str)
    change(place.services, "kim", by=COMMAND_LINE)
    assert arriving.who_is_there(place.services, token) is None
    assert signing_in.try_second(place.services, waiting, place.kim.recovery_codes[0]) == NotWaiting()
    with pytest.raises(NotAdmittedError):
        signing_in.complete(place.services, "kim", token=NOBODY, method="organisation")


def test_nobody_is_let_in_who_has_no_account(place: Place) -> None:
    with pytest.raises(NotAdmittedError):
        signing_in.complete(place.services, "nobody", token=NOBODY, method="organisation")


def test_a_session_ends_after_twenty_minutes_without_use_and_after_twelve_hours_with_it(place: Place) -> None:
    place.moment.now += STEP
    token = sign_in(place.services, place.kim)
    for _ in range(12 * 4 - 1):
        place.moment.now += timedelta(minutes=15)
        assert isinstance(arriving.who_is_there(place.services, token), arriving.SignedIn)
    place.moment.now += timedelta(minutes=16)
    assert arriving.who_is_there(place.services, token) is None
    token = sign_in(place.services, place.kim)
    place.moment.now += timedelta(minutes=21)
    assert arriving.who_is_there(place.services, token) is None


def test_a_password_with_an_old_hash_is_hashed_anew_when_it_is_given(place: Place) -> None:
    weak = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD)
    with place.services.vault.write() as sealed:
        staff_vault.put(place.services, sealed, "kim", {"password": weak}, place.moment.now)
    assert isinstance(place.guess(password=PASSWORD), str)
    with place.services.vault.read() as sealed:
        kept = staff_vault.fields(place.services, sealed, "kim")["password"]
    assert kept != weak
    assert not passwords.needs_new_hash(kept)


# Setting up


def test_a_link_works_for_two_days_and_until_the_account_is_set_up(place: Place) -> None:
    ida = invite(place.services, place.moment, "ida")
    token = ida.link.rpartition("/")[2]
    assert [setting_up.begin(place.services, token, NOBODY) is not None for _ in range(2)] == [True, True]
    set_up(place.services, ida)
    assert setting_up.find_link(place.services, token) is None
    assert setting_up.begin(place.services, token, NOBODY) is None
    ida.link = staffing.reset(place.services, "ida", by=COMMAND_LINE)
    place.moment.now += timedelta(hours=48)
    assert setting_up.begin(place.services, ida.link.rpartition("/")[2], NOBODY) is None


def test_a_new_link_ends_the_one_before_and_what_was_begun_with_it(place: Place) -> None:
    ida = invite(place.services, place.moment, "ida")
    begun = setting_up.begin(place.services, ida.link.rpartition("/")[2], NOBODY)
    assert begun is not None
    staffing.reset(place.services, "ida", by=COMMAND_LINE)
    assert setting_up.begin(place.services, ida.link.rpartition("/")[2], NOBODY) is None
    with pytest.raises(NotAdmittedError):
        setting_up.choose_password(place.services, begun, PASSWORD)


def test_nothing_half_made_is_an_account(place: Place) -> None:
    ida = invite(place.services, place.moment, "ida")
    token = setting_up.begin(place.services, ida.link.rpartition("/")[2], NOBODY)
    assert token is not None
    assert setting_up.choose_password(place.services, token, PASSWORD) == ""
    assert setting_up.confirm(place.services, token, "000000") is None
    with place.services.vault.read() as sealed:
        assert not {"password", "totp"} & set(staff_vault.fields(place.services, sealed, "ida"))
    assert place.guess(ida.email, PASSWORD) == Wrong()
    assert arriving.who_is_there(place.services, token) is None


def test_what_was_chosen_in_one_browser_is_not_completed_in_another(place: Place) -> None:
    ida = invite(place.services, place.moment, "ida")
    link = ida.link.rpartition("/")[2]
    one, other = (setting_up.begin(place.services, link, NOBODY) for _ in range(2))
    assert one is not None
    assert other is not None
    assert setting_up.choose_password(place.services, one, PASSWORD) == ""
    assert setting_up.secret_of(place.services, other) is None
    with pytest.raises(NotAdmittedError):
        setting_up.confirm(place.services, other, "000000")


def test_who_goes_back_to_choose_another_password_keeps_what_the_app_was_told(place: Place) -> None:
    ida = invite(place.services, place.moment, "ida")
    token = setting_up.begin(place.services, ida.link.rpartition("/")[2], NOBODY)
    assert token is not None
    setting_up.choose_password(place.services, token, PASSWORD)
    before = setting_up.secret_of(place.services, token)
    setting_up.choose_password(place.services, token, ANOTHER)
    assert setting_up.secret_of(place.services, token) == before


@pytest.mark.parametrize(
    ("password", "why"), [("short", "too_short"), ("x" * 129, "too_long"), ("ida@example.org", "guessable")]
)
def test_a_password_that_will_not_do_is_refused_with_the_reason(place: Place, password: str, why: str) -> None:
    ida = invite(place.services, place.moment, "ida")
    token = setting_up.begin(place.services, ida.link.rpartition("/")[2], NOBODY)
    assert token is not None
    assert setting_up.choose_password(place.services, token, password) == why


def test_after_an_hour_the_link_has_to_be_opened_again(place: Place) -> None:
    ida = invite(place.services, place.moment, "ida")
    token = setting_up.begin(place.services, ida.link.rpartition("/")[2], NOBODY)
    assert token is not None
    place.moment.now += timedelta(hours=1)
    assert setting_up.who_sets_up(place.services, token) is None
