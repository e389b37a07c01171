"""Thousands of guesses at codes, links and passwords, from as many addresses, at several workers over one database."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from alongside.core.conduct import arriving, families, signing_in, staffing
from alongside.core.conduct.arriving import CODES_AN_HOUR, WRONG_CODES_A_DAY
from alongside.core.conduct.clock import Clock
from alongside.core.conduct.demonstration import demonstration_settings
from alongside.core.conduct.enrolment import NewChild, NewFamily, enrol_family
from alongside.core.conduct.sending import CODE_PURPOSE, SPOKEN_PURPOSE
from alongside.core.conduct.services import Services
from alongside.core.conduct.staffing import COMMAND_LINE
from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.safe_contact import AT_ANY_HOUR, SafeContact
from alongside.core.storage import access, audit
from alongside.core.web.application import create_app
from tests.support.databases import KINDS, Kind, fresh_url
from tests.support.deployment import PORT, Moment, path_of
from tests.support.family import born
from tests.support.staffed import PASSWORD, Colleague, hash_quickly, join, set_up
from tests.web.guessing.guesser import Plan, open_worker

GUESSES, GUESSES_IN_FULL = 1_200, 10_000
"""On each of the two databases."""
SHARES = {"texted": 0.35, "spoken": 0.2, "link": 0.2, "password": 0.2, "one-time code": 0.05}
WORKERS = 3
WRONG_AT_ONCE = 5
"""Wrong passwords and one-time codes of one account within a quarter of an hour."""
UNKNOWN = "lena@example.org"


@dataclass(frozen=True, slots=True)
class Place:
    """A live study with the people whom somebody wants to be."""

    services: Services
    plan: Plan
    texted: dict[str, str]
    """The links by study number."""
    spoken: dict[str, str]
    staff: dict[str, Colleague]


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    kind: Kind = request.param
    hash_quickly(monkeypatch)
    with ExitStack() as stack:
        urls = {f"{which}_url": stack.enter_context(fresh_url(kind, which, tmp_path)) for which in ("records", "vault")}
        demonstration_settings(tmp_path, PORT)  # makes the keys, before the workers look for them
        plan = Plan(
            folder=str(tmp_path),
            started=datetime.now(UTC).isoformat(),
            seed=0,
            texted=[],
            spoken=[],
            known="kim@example.org",
            unknown=UNKNOWN,
            stolen=("nina@example.org", PASSWORD),
            guesses={},
            **urls,
        )
        services = open_worker(plan)
        stack.callback(services.close)
        moment = Moment(services.clock.now())
        staff = {code: join(services, moment, code, ("co_ordinator", "")) for code in ("kim", "nina")}
        numbers = [enter(services, f"+44770090030{count}") for count in range(4)]
        links = {number: path_of(families.make_spoken_way_in(services, number, by="kim")[0]) for number in numbers}
        texted, spoken = dict(list(links.items())[:3]), dict(list(links.items())[3:])
        yield Place(
            services, replace(plan, texted=[*texted.values()], spoken=[*spoken.values()]), texted, spoken, staff
        )


def enter(services: Services, phone: str) -> str:
    safe = SafeContact(
        known=True,
        channels=(ChannelKind.SMS,),
        phone_is_safe=True,
        windows=AT_ANY_HOUR,
        verified_at=services.clock.now(),
    )
    new = NewFamily(
        first_name="Amy",
        phone=phone,
        email="",
        safe_contact=safe,
        language="en",
        children=(NewChild("Leo", born(services.clock.today(), 9)),),
        site="bromley",
    )
    return enrol_family(services, new, by="kim")


def start_guessing(place: Place, guesses: int, root: Path) -> "list[subprocess.Popen[str]]":
    started = []
    for worker in range(WORKERS):
        each = {kind: round(share * guesses / WORKERS) for kind, share in SHARES.items()}
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.web.guessing.guesser"],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdin is not None
        process.stdin.write(json.dumps(asdict(replace(place.plan, seed=worker, guesses=each))))
        process.stdin.close()
        process.stdin = None
        started.append(process)
    return started


def outcome_of(processes: "list[subprocess.Popen[str]]") -> dict[str, Any]:
    whole: dict[str, Any] = {name: Counter() for name in ("guesses", "statuses", "compared", "led_to")}
    whole["told"] = {"known": set(), "unknown": set()}
    for process in processes:
        printed, errors = process.communicate(timeout=1500)
        assert process.returncode == 0, errors[-3000:]
        told = json.loads(printed)
        for name in ("guesses", "statuses", "compared", "led_to"):
            whole[name].update(told[name])
        for who, answers in told["told"].items():
            whole["told"][who] |= set(answers)
    return whole


def come_in_by_the_co_ordinator(services: Services, number: str) -> None:
    """Ring Kim, who reads a code out, open the link and type it."""
    link, code = families.make_spoken_way_in(services, number, by="kim")
    found = arriving.find_link(services, path_of(link).removeprefix("/s/"))
    assert isinstance(found, access.Link)
    waiting = arriving.begin_waiting(services, found)
    token = arriving.try_code(services, waiting, number, f" {code[:4].lower()} {code[4:]} ")
    assert isinstance(token, str), token
    present = arriving.who_is_there(services, token)
    assert isinstance(present, arriving.SignedIn)
    assert present.acting.subject == number


def events_of(services: Services) -> list[dict[str, Any]]:
    with services.records.read() as tx:
        lines = list(audit.dump(tx))
        assert audit.verify(lines, head=audit.head(tx)) == []
    return [json.loads(line) for line in lines]


def test_guesses_from_everywhere_open_nothing_and_keep_nobody_out_who_rings(
    place: Place, root: Path, *, is_full: bool
) -> None:
    services, everybody = place.services, {**place.texted, **place.spoken}
    processes = start_guessing(place, GUESSES_IN_FULL if is_full else GUESSES, root)
    for number in everybody:  # while guesses go on
        come_in_by_the_co_ordinator(services, number)
    for number in place.spoken:  # so that there is one to guess at
        families.make_spoken_way_in(services, number, by="kim")
    whole = outcome_of(processes)
    print("\nguesses", dict(whole["guesses"]), "\ncompared", dict(whole["compared"]))  # noqa: T201 - the figures are wanted
    print("answers", dict(whole["statuses"]))  # noqa: T201 - likewise
    compared = whole["compared"]

    # Locked as the rules say: of all guesses so many were compared, in all workers together.
    assert sum(whole["guesses"].values()) >= 0.99 * (GUESSES_IN_FULL if is_full else GUESSES)
    for number in place.texted:
        assert compared[f"{CODE_PURPOSE} {number}"] == WRONG_CODES_A_DAY
    assert 0 < compared["password somebody"] <= WRONG_AT_ONCE
    assert 0 < compared["password nobody"] <= WRONG_AT_ONCE
    assert compared["one-time code"] <= WRONG_AT_ONCE
    for number in place.spoken:
        assert compared[f"{SPOKEN_PURPOSE} {number}"] < len(set("ABCDEFGHJKMNPQRSTVWXYZ23456789")) ** 8 / 1_000_000
    sent = [message for message in box(services) if len(message) == 6 and message.isdecimal()]
    assert 0 < len(sent) <= CODES_AN_HOUR * len(place.texted)

    # Nobody got in, and nothing broke.
    assert set(whole["statuses"]) <= {
        "link 404",
        "texted 422",
        "spoken 422",
        *("password 422", "password 429"),
        *("one-time code 303", "one-time code 422", "one-time code 429"),
    }
    assert {led.split()[-1].partition("?")[0] for led in whole["led_to"]} <= {"/staff/sign-in"}
    signed_in = Counter(event["subject"] for event in events_of(services) if event["action"] == "signed_in")
    assert {subject: signed_in[subject] for subject in everybody} == dict.fromkeys(everybody, 1)
    assert set(signed_in) <= {*everybody, "kim", "nina"}
    assert max(signed_in["kim"], signed_in["nina"]) <= 1, "they signed in when they set their accounts up"

    # Nothing tells whether there is an account.
    assert whole["told"]["known"] == whole["told"]["unknown"]
    assert len(whole["told"]["known"]) == 2

    # It is seen, once for each, by who answers for it.
    guessed_at = Counter(event["subject"] for event in events_of(services) if event["action"] == "code_guessing")
    with services.records.read() as tx:
        closed = {number for number in everybody if arriving.is_guessed_at(tx, number, services.clock.now())}
    assert guessed_at == dict.fromkeys(closed, 1)
    assert closed == set(place.texted)

    # Whoever has the right to get in still can.
    for number in everybody:
        come_in_by_the_co_ordinator(services, number)
    later = services.with_clock(Clock(None, lambda: services.clock.now() + timedelta(minutes=1)))
    for colleague in place.staff.values():
        assert signing_in.try_password(services, "", colleague.email, PASSWORD) == signing_in.TooMany()
        colleague.link = staffing.reset(services, colleague.code, by=COMMAND_LINE)
        colleague.moment.now = later.clock.now()
        client = create_app(later).test_client()
        client.set_cookie("s", set_up(later, colleague))
        assert client.get("/staff/").status_code == 200


def box(services: Services) -> list[str]:
    folder = services.settings.instance / "post_box"
    return [str(json.loads(file.read_text(encoding="utf-8")).get("body", "")) for file in folder.rglob("*.json")]
