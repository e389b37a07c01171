"""Somebody who saves answers while the server dies again and again, and notes which were acknowledged."""

import http.client
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.kill.server import Server
from tests.support.markup import Element, read_markup

PAUSE = 0.02
QUESTIONS, STATEMENTS = 5, 6
"""How many questions about what was told, and how many statements, taking part has."""
AWAY = (OSError, http.client.HTTPException)
Sent = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """One answer of which the server said that it is stored."""

    key: str
    words: str


class UnexpectedError(AssertionError):
    """The server answered something that no person should see."""


@dataclass(slots=True)
class Client:
    """One browser of one person; only this one answers its `pages`, so nothing is ever overtaken."""

    server: Server
    person: dict[str, Any]
    pages: Sequence[int] = ()
    cookie: str = ""
    told: list[Acknowledged] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def come_in(self) -> None:
        """Open the link, ask for a code and type it."""
        link = "/s/" + self.person["link"].partition("/s/")[2]
        self.send(link, self.form(link))
        self.send("/code", {**self.form("/code"), "code": [self.person["code"]], "action": ["open"]})

    def agree(self) -> None:
        """Say yes to everything, sign, and begin the questions."""
        for number in range(1, QUESTIONS + 1):
            self.send(f"/understand/{number}", {**self.form(f"/understand/{number}"), "action": ["leave_out"]})
        for number in range(1, STATEMENTS + 1):
            self.send(f"/choose/{number}", {**self.form(f"/choose/{number}"), "answer": ["yes"]})
        self.send("/sign", {**self.form("/sign"), "method": ["typed"], "name": ["Sam"]})
        self.send("/start", self.form("/path"))

    def save_until(self, stopped: threading.Event) -> None:
        """Save one answer after the other. A form whose fate is not known is sent again, with the same key."""
        number = 0
        while not stopped.is_set():
            for page in self.pages:
                number += 1
                self._save(f"/q/{page}", f"{page} {number}", stopped)
                if stopped.is_set():
                    return

    def _save(self, address: str, words: str, stopped: threading.Event) -> None:
        while not stopped.is_set():
            try:
                sent = _filled_in(self._page(address), words)
                break
            except AWAY:
                time.sleep(PAUSE)
        while not stopped.is_set():
            try:
                status = self.ask("POST", address, sent)[0]
            except AWAY:
                time.sleep(PAUSE)
                continue
            if status == http.client.SEE_OTHER:
                self.told.append(Acknowledged(sent["key"][0], words))
            else:
                self.refused.append(f"{address} answered {status}")
            return

    def form(self, address: str) -> Sent:
        """Return the hidden fields of a page, filled in."""
        hidden = self._page(address).all("main")[0].all("input", type="hidden")
        return {one["name"]: [one["value"]] for one in hidden}

    def send(self, address: str, sent: Sent) -> None:
        """Send a form that must be taken."""
        status, _ = self.ask("POST", address, sent)
        if status != http.client.SEE_OTHER:
            raise UnexpectedError(f"{address} answered {status}")

    def ask(self, method: str, address: str, sent: Sent | None = None) -> tuple[int, str]:
        """Send one request over a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, address, urlencode(sent or {}, doseq=True) or None, headers)
            response = connection.getresponse()
            body = response.read().decode()
        finally:
            connection.close()
        if cookie := response.headers.get("Set-Cookie"):
            self.cookie = cookie.partition(";")[0]
        return response.status, body

    def _page(self, address: str) -> Element:
        status, body = self.ask("GET", address)
        if status != http.client.OK:
            raise UnexpectedError(f"{address} answered {status}")
        return read_markup(body)[0]


def _filled_in(root: Element, words: str) -> Sent:
    """Fill in a question: another option than before, or new words; beside an answer, new words as a comment."""
    main = root.all("main")[0]
    sent: Sent = {one["name"]: [one["value"]] for one in main.all("input", type="hidden")}
    options = main.all("input", name="answer")
    if main.all("input", name="rows"):
        return {
            **sent,
            "rows": ["2"],
            "r0_people_home_who": ["child"],
            "r0_people_home_age": [str(len(words))],
            "r1_people_home_who": ["partner"],
            "r1_people_home_age": ["34"],
            "action": ["keep"],
        }
    if options and options[0]["type"] in {"radio", "checkbox"}:
        other = next(one for one in options if "checked" not in one.attributes)
        sent["answer"] = [other["value"]]
    else:
        sent["answer"] = [words]
    if main.all("textarea", name="comment"):
        sent["comment"] = [words]
    return {**sent, "action": ["keep"]}
