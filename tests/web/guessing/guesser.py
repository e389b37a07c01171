"""One worker of a live study, and somebody who guesses at it from a new address each time; prints, as JSON, what came of it.

Usage: python -m tests.web.guessing.guesser, with a `Plan` as JSON on standard input
"""

import json
import random
import re
import secrets
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from alongside.core.conduct import signing_in
from alongside.core.conduct.clock import Clock
from alongside.core.conduct.demonstration import demonstration_settings
from alongside.core.conduct.services import Services, open_services
from alongside.core.credentials import passwords
from alongside.core.storage import access
from alongside.core.web.application import create_app
from tests.support.deployment import BEGIN, PORT
from tests.support.staffed import hash_quickly

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
NEVER_THE_SAME = re.compile(r'nonce="[^"]*"|name="csrf_token" value="[^"]*"')
LOCKED = (422, 429)
SLOWER = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """What one guesser knows, and how often each kind of thing is guessed."""

    folder: str
    records_url: str
    vault_url: str
    started: str
    seed: int
    texted: list[str]
    """Links of families whose texted codes are guessed."""
    spoken: list[str]
    """Links of families whose code that was read out is guessed."""
    known: str
    """The e-mail address of an account whose password is guessed."""
    unknown: str
    """An e-mail address that no account has."""
    stolen: tuple[str, str]
    """An e-mail address with its right password: the one-time code is guessed."""
    guesses: Mapping[str, int]


def open_worker(plan: Plan) -> Services:
    """Open a live deployment. A slow machine must not see a quarter of an hour pass, so its clock is slow as well."""
    given = {"records_url": plan.records_url, "vault_url": plan.vault_url}
    settings = demonstration_settings(Path(plan.folder), PORT, **given).model_copy(update={"demonstration": False})
    started = datetime.fromisoformat(plan.started)
    return open_services(settings, clock=Clock(None, lambda: BEGIN + (datetime.now(UTC) - started) / SLOWER))


@dataclass(slots=True)
class Outcome:
    """What this guesser did, was answered, and how often the server really compared."""

    guesses: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    compared: Counter[str] = field(default_factory=Counter)
    led_to: Counter[str] = field(default_factory=Counter)
    told: dict[str, list[str]] = field(default_factory=dict)

    def note(self, kind: str, response: TestResponse) -> None:
        """Keep what came of a guess."""
        self.guesses[kind] += 1
        self.statuses[f"{kind} {response.status_code}"] += 1
        if "Location" in response.headers:
            self.led_to[f"{kind} {response.headers['Location']}"] += 1


def count_comparisons(outcome: Outcome, patch: pytest.MonkeyPatch) -> None:
    """Count what is really compared, where it is compared."""
    judge, matches, take = access._judge_code, passwords.matches, signing_in.take_one_time_code

    def judging(row: Any, digest: str, now: datetime) -> Any:
        result = judge(row, digest, now)
        if digest and isinstance(result, access.CodeWrong | access.CodeAccepted):
            outcome.compared[f"{row['purpose']} {row['subject']}"] += 1
        return result

    def matching(hashed: str | None, password: str) -> bool:
        is_right = matches(hashed, password)
        if not is_right:
            outcome.compared["password nobody" if hashed is None else "password somebody"] += 1
        return is_right

    def taking(*given: Any) -> bool:
        outcome.compared["one-time code"] += 1
        return take(*given)

    patch.setattr(access, "_judge_code", judging)
    patch.setattr(passwords, "matches", matching)
    patch.setattr(signing_in, "take_one_time_code", taking)


class Guesser:
    """Somebody with a browser for each thing that is guessed."""

    def __init__(self, services: Services, plan: Plan, outcome: Outcome) -> None:
        self.app = create_app(services)
        self.plan, self.outcome = plan, outcome
        self.draw = random.Random(plan.seed)
        self.browsers: dict[str, tuple[Client, str]] = {}

    def guess_all(self) -> None:
        """Guess everything, in no order."""
        ways: dict[str, Callable[[], None]] = {
            "link": self.guess_link,
            "texted": self.guess_texted,
            "spoken": self.guess_spoken,
            "password": self.guess_password,
            "one-time code": self.guess_one_time_code,
        }
        order = [ways[kind] for kind, times in self.plan.guesses.items() for _ in range(times)]
        self.draw.shuffle(order)
        for guess in order:
            guess()

    def guess_link(self) -> None:
        """Open a link that was never given out, or ask it for a code."""
        address = f"/s/{secrets.token_urlsafe(24)}"
        client, token = self.browser("link", "/help")
        sent = {"csrf_token": token} if self.draw.random() < 0.5 else None
        self.outcome.note("link", self.open(client, address, sent))

    def guess_texted(self) -> None:
        """Guess six figures; one guesser asks for another code when this one is locked, as often as that is given."""
        link = self.draw.choice(self.plan.texted)
        asks = self.plan.seed == 0
        client, token = self.at_code(link, "send" if asks else "have")
        code = f"{self.draw.randrange(1_000_000):06}"
        response = self.open(client, "/code", {"csrf_token": token, "code": code, "action": "open"})
        self.outcome.note("texted", response)
        if asks and "Ask for a new" in response.get_data(as_text=True):
            self.open(client, "/code", {"csrf_token": token, "action": "again"})

    def guess_spoken(self) -> None:
        """Guess eight letters."""
        client, token = self.at_code(self.draw.choice(self.plan.spoken), "have")
        code = "".join(self.draw.choices(access.CODE_LETTERS, k=8))
        self.outcome.note("spoken", self.open(client, "/code", {"csrf_token": token, "code": code, "action": "open"}))

    def guess_password(self) -> None:
        """Guess the password of an account, and as often that of one that there is not."""
        client, token = self.browser("password", "/staff/sign-in")
        email = self.draw.choice((self.plan.known, self.plan.unknown))
        sent = {"csrf_token": token, "email": email, "password": secrets.token_hex(8)}
        response = self.open(client, "/staff/sign-in", sent)
        self.outcome.note("password", response)
        page = NEVER_THE_SAME.sub("", response.get_data(as_text=True)).replace(email, "")
        told = f"{response.status_code} {sha256(page.encode()).hexdigest()[:12]}"
        kept = self.outcome.told.setdefault("known" if email == self.plan.known else "unknown", [])
        if told not in kept:
            kept.append(told)

    def guess_one_time_code(self) -> None:
        """Guess the six figures of an app behind a password that was stolen."""
        client, token = self.browser("one-time code", "/staff/sign-in")
        email, password = self.plan.stolen
        sent = {"csrf_token": token, "code": f"{self.draw.randrange(1_000_000):06}"}
        response = self.open(client, "/staff/second", sent)
        self.outcome.note("one-time code", response)
        if response.status_code not in LOCKED:
            self.open(client, "/staff/sign-in", {"csrf_token": token, "email": email, "password": password})
            self.browsers["one-time code"] = client, self.token(client, "/staff/second")

    def at_code(self, link: str, action: str) -> tuple[Client, str]:
        """Return a browser that waits for a code, with its form's token."""
        if f"code {link}" not in self.browsers:
            client, token = self.browser(f"link {link}", link)
            self.open(client, link, {"csrf_token": token, "action": action})
            self.browsers[f"code {link}"] = client, self.token(client, "/code")
        return self.browsers[f"code {link}"]

    def browser(self, purpose: str, address: str) -> tuple[Client, str]:
        """Return the browser for a purpose, with the token of the form at an address."""
        if purpose not in self.browsers:
            client = self.app.test_client()
            self.browsers[purpose] = client, self.token(client, address)
        return self.browsers[purpose]

    def token(self, client: Client, address: str) -> str:
        """Return the token of the form at an address, or wherever that leads."""
        found = TOKEN.search(client.get(address, follow_redirects=True).get_data(as_text=True))
        if found is None:
            raise AssertionError(f"{address} has no form")
        return found[1]

    def open(self, client: Client, address: str, sent: Mapping[str, str] | None) -> TestResponse:
        """Send a request from an address that nobody used before."""
        origin = ".".join(str(self.draw.randrange(1, 255)) for _ in range(4))
        return client.open(
            address,
            method="GET" if sent is None else "POST",
            data=sent,
            environ_overrides={"REMOTE_ADDR": origin},
            headers={"X-Forwarded-For": origin, "User-Agent": secrets.token_hex(4)},
        )


def main() -> None:
    """Guess as planned."""
    plan = Plan(**json.load(sys.stdin))
    outcome, patch = Outcome(), pytest.MonkeyPatch()
    hash_quickly(patch)
    count_comparisons(outcome, patch)
    services = open_worker(plan)
    Guesser(services, plan, outcome).guess_all()
    services.close()
    sys.stdout.write(
        json.dumps(
            {
                "guesses": outcome.guesses,
                "statuses": outcome.statuses,
                "compared": outcome.compared,
                "led_to": outcome.led_to,
                "told": outcome.told,
            }
        )
    )


if __name__ == "__main__":
    main()
