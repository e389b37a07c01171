"""Every address of the application: the URL map with a value for each of its parts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from alongside.core.web.type import NAME

VALUES: Mapping[str, str | int] = {
    "address": "x",
    "ask": "hours",
    "change": "lock",
    "child": "BR0001D-1",
    "code": "kim",
    "field": "word",
    "link": "x",
    "module": "taking_part",
    "name": "answers",
    "number": 1,
    "page": 1,
    "place": 1,
    "reference": "K4M-7T9",
    "talk": 1,
    "task": 1,
    "version": "1.0.0",
}
"""Typed here, so that a new part of an address has to be thought about."""


@dataclass(frozen=True, slots=True)
class Address:
    """One method of one route at one address."""

    method: str
    path: str
    endpoint: str
    parts: frozenset[str]


def addresses(app: Flask, *methods: str, **values: str | int) -> Iterator[Address]:
    """Yield every method (or these) of every route, with these values for the parts of its address.

    `family` is a study number, for the pages about one family.
    """
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods or ()):
            if not methods or method in methods:
                yield Address(method, _filled(app, rule, values), rule.endpoint, frozenset(rule.arguments))


def _filled(app: Flask, rule: Rule, values: Mapping[str, str | int]) -> str:
    known = {**VALUES, **({"name": NAME} if rule.rule.startswith("/type/") else {}), **values}
    if "family" in values and rule.rule.startswith("/staff/family/"):
        known |= {"number": values["family"], "child": f"{values['family']}-1"}
    return app.url_map.bind("").build(rule.endpoint, {part: known[part] for part in rule.arguments})
