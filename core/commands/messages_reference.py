"""`alongside messages-reference`: every reason to write to anyone, its rules, and how long its text messages are."""

from collections.abc import Iterator

import click

from alongside.core.commands.deployment import Deployment, pass_deployment
from alongside.core.conduct.services import read_words
from alongside.core.definitions.messages import RULES, Audience, ChannelKind, ContactState, MessageReason, ReasonRule
from alongside.core.languages.textbook import TextBook
from alongside.core.messages.segments import EXCEPTIONS, most_segments
from alongside.core.messages.sms import measure_sms
from alongside.core.messages.templates import find_template, longest_text

_TO = {Audience.FAMILY: "families", Audience.PROFESSIONAL: "professionals"}


def messages_markdown(book: TextBook) -> str:
    """Return the reference of messages as Markdown."""
    languages = _languages(book)
    return "\n".join(
        (
            "# Messages",
            "",
            "Written by `alongside messages-reference`; change `core/definitions/messages.py` and the words in",
            "`locales/en/messages.toml`, not this page.",
            "",
            "There is no other reason to write to anyone. A lower number leaves first. A reason with a cap counts, with all",
            "others that have one, towards so many in a wave. `states` are those in which a family may hear it. Where",
            "hours do not matter, the person asked for the message just now.",
            "",
            "| Reason | To | Ways | Goes at | Cap a wave | Hours | States |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *(_row(reason, rule) for reason, rule in RULES.items()),
            "",
            "## Text messages: how long",
            "",
            "Each with its longest link, number, time and next step; no text message holds a name. `160` is the alphabet of",
            "160 characters a part, `70` the one of 70. More than one part stands only where the list of exceptions",
            "(`core/messages/segments.py`) says why.",
            "",
            f"| Reason | {' | '.join(f'{language}: characters | alphabet | parts' for language in languages)} |",
            f"| --- |{' --- | --- | --- |' * len(languages)}",
            *_sizes(book, languages),
            "",
            "## Exceptions",
            "",
            "| Language | Reasons | Parts | Why |",
            "| --- | --- | --- | --- |",
            *_exceptions(languages),
            "",
        )
    )


def _languages(book: TextBook) -> list[str]:
    """Return the languages that have the words of every text message, English first."""
    bodies = [find_template(reason, ChannelKind.SMS).body_id for reason in _by_text()]
    return [language for language in book.languages if all(book.is_translated(body, language) for body in bodies)]


def _by_text() -> list[MessageReason]:
    return [reason for reason, rule in RULES.items() if ChannelKind.SMS in rule.channels]


def _row(reason: MessageReason, rule: ReasonRule) -> str:
    states = ", ".join(state for state in ContactState if state in rule.states) or "not asked"
    ways = ", ".join(kind for kind in ChannelKind if kind in rule.channels)
    hours = "any" if rule.may_ignore_hours else "safe hours"
    cap = rule.cap_per_wave or "-"
    return f"| `{reason}` | {_TO[rule.audience]} | {ways} | {rule.priority} | {cap} | {hours} | {states} |"


def _sizes(book: TextBook, languages: list[str]) -> Iterator[str]:
    for reason in _by_text():
        template = find_template(reason, ChannelKind.SMS)
        cells = []
        for language in languages:
            # The words as they stand, with their placeholders, so that each can be filled at its longest.
            unfilled = {name: f"{{{name}}}" for name in template.placeholders}
            words = book.say(template.body_id, language, unfilled, isolate=False).words
            size = measure_sms(longest_text(words, language))
            cells.append(f"{size.units} | {160 if size.encoding == 'gsm7' else 70} | {size.segments}")
        yield f"| `{reason}` | {' | '.join(cells)} |"


def _exceptions(languages: list[str]) -> Iterator[str]:
    for language in languages:
        mine = [reason for reason in _by_text() if (language, reason) in EXCEPTIONS]
        for parts, why in sorted(
            {(EXCEPTIONS[language, reason].segments, EXCEPTIONS[language, reason].why) for reason in mine}
        ):
            named = ", ".join(f"`{reason}`" for reason in mine if most_segments(reason, language) == parts)
            yield f"| {language} | {named} | {parts} | {why} |"


@click.command("messages-reference", epilog="\b\nExample:\n  alongside messages-reference > docs/reference/messages.md")
@pass_deployment
def messages_reference(deployment: Deployment) -> None:
    """Print every reason to write, its rules, and the length of its text messages as Markdown."""
    click.echo(messages_markdown(read_words(deployment.catalogue)), nl=False)
