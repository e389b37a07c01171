"""What a person needs: kept as they chose it or told it in a talk, and looked at again after a year.

Choices are with the person's record; their own words are in the vault, and the audit trail learns only what was changed.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from alongside.core.conduct.people import needs_to_keep
from alongside.core.conduct.services import Services
from alongside.core.definitions.needs import HELPS, NeedsProfile
from alongside.core.storage import audit, families
from alongside.core.storage.families import Preferences

KEPT_ON: Final = "kept_on"
WORDS: Final = "need_"
"""What the vault's fields begin with that hold a person's own words about what helps."""
Change = Callable[[Preferences], Preferences]


def set_needs(
    services: Services, number: str, change: Change = replace, *, by: str, words: Mapping[str, str] | None = None
) -> None:
    """Keep what a person needs, from today, as `change` makes it of what was kept.

    `words` are their own, by the help they are about: new ones replace the old, and empty ones delete them.
    """
    now = services.clock.now()
    with services.records.write() as tx, services.vault.write() as sealed:
        person = families.participant(tx, number)
        if person is None:
            return
        families.lock_participant(tx, number)
        before = families.preferences(tx, number)
        after = change(before)
        changed = _changed(before, after) | set(words or {})
        for name, said in (words or {}).items():
            if said:
                services.vault.put(sealed, family=person.family, subject=number, field=WORDS + name, value=said, at=now)
            else:
                services.vault.forget(sealed, WORDS + name, subject=number)
        families.set_preferences(
            tx,
            number,
            language=after.language,
            easy_read=after.easy_read,
            listens=after.listens,
            needs={**after.needs, KEPT_ON: services.clock.today().isoformat()},
            at=now if changed else before.preferences_at,
        )
        audit.append(tx, audit.AuditEvent("needs_kept", by, number, {"what": _name(changed)}), now)


def _changed(before: Preferences, after: Preferences) -> set[str]:
    """Return the names of what differs."""
    own = {name for name in ("language", "easy_read", "listens") if getattr(before, name) != getattr(after, name)}
    rest = {*before.needs, *after.needs} - {KEPT_ON}
    return own | {name for name in rest if before.needs.get(name) != after.needs.get(name)}


def _name(changed: set[str]) -> str:
    """Return what was changed, as the audit trail names it."""
    helps, looks = changed & HELPS.keys(), changed - HELPS.keys()
    return ("both" if helps else "looks") if looks else ("helps" if helps else "nothing")


def as_chosen(wanted: NeedsProfile) -> Change:
    """Return how pages look and sound for a person, as a change; what helps beside the pages stays."""
    return lambda kept: replace(
        kept,
        language=wanted.language,
        easy_read=wanted.easy_read,
        listens=wanted.listens,
        needs={**kept.needs, **needs_to_keep(wanted)},
    )


def with_helps(answers: Mapping[str, str]) -> Change:
    """Return answers about what helps beside the pages, as a change; an empty one takes the old one back."""
    return lambda kept: replace(kept, needs=helps_in(kept.needs, answers))


def helps_in(kept: Mapping[str, str], answers: Mapping[str, str]) -> dict[str, str]:
    """Return kept needs with these answers about what helps."""
    merged = {**kept, **answers}
    return {name: value for name, value in merged.items() if value or name not in HELPS}


def in_language(language: str) -> Change:
    """Return a language as a change."""
    return lambda kept: replace(kept, language=language)


def words_about_needs(services: Services, number: str) -> dict[str, str]:
    """Return a person's own words about what helps, by what they are about."""
    with services.vault.read() as sealed:
        fields = services.vault.fields(sealed, number)
    return {name: fields[WORDS + name] for name in HELPS if WORDS + name in fields}
