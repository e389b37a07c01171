"""Who is acting: a family member or a member of staff, and what pages look like for them."""

from dataclasses import dataclass

from alongside.core.definitions.needs import NeedsProfile
from alongside.core.storage.families import Preferences

FAMILY = "family"
CO_ORDINATOR = "co_ordinator"
RESEARCHER = "researcher"
STAFF_ROLES = frozenset({CO_ORDINATOR, RESEARCHER})


@dataclass(frozen=True, slots=True)
class Acting:
    """The person behind a request. `subject` is a study number or a staff code; `mode` is how answers are given."""

    subject: str
    role: str
    needs: NeedsProfile
    mode: str = "self"


def needs_from(preferences: Preferences) -> NeedsProfile:
    """Return the needs profile as it was kept; what is not there has its default."""
    kept = preferences.needs
    return NeedsProfile(
        language=preferences.language,
        easy_read=preferences.easy_read,
        listens=preferences.listens,
        text_size=int(kept.get("text_size", "100")),
        colours=kept.get("colours", "light"),
        large_print=kept.get("large_print") == "yes",
    )


def needs_to_keep(needs: NeedsProfile) -> dict[str, str]:
    """Return the part of a needs profile that is kept as names and values."""
    return {
        "text_size": str(needs.text_size),
        "colours": needs.colours,
        "large_print": "yes" if needs.large_print else "no",
    }
