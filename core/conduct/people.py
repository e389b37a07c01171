"""Who is acting: a family member or a member of staff with their duties, and what pages look like for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alongside.core.definitions.needs import HELPS, NeedsProfile
from alongside.core.definitions.roles import Duty, Grant, sites_for
from alongside.core.definitions.study import Study
from alongside.core.languages.formats import uk_time
from alongside.core.storage import staff
from alongside.core.storage.database import Transaction
from alongside.core.storage.families import Preferences

FAMILY = "family"
STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Acting:
    """The person behind a request. `subject` is a study number or a staff code; `mode` is how answers are given.

    `duties` is what a member of staff may do, with the sites at which they may; it is empty for a family.
    """

    subject: str
    role: str
    needs: NeedsProfile
    mode: str = "self"
    duties: tuple[tuple[Duty, frozenset[str]], ...] = ()

    def may(self, duty: Duty) -> bool:
        """Say whether this person may do this at any site."""
        return bool(self.sites(duty))

    def sites(self, duty: Duty) -> frozenset[str]:
        """Return the sites at which this person may do this."""
        return dict(self.duties).get(duty, frozenset())


def grants_held(tx: Transaction, study: Study, code: str) -> tuple[Grant, ...]:
    """Return the roles that a member of staff holds; a role that the study does not have any more is not one."""
    held = [(study.role(kept.role), kept.site) for kept in staff.grants_of(tx, code)]
    return tuple(Grant(role, site) for role, site in held if role is not None)


def duties_of(study: Study, grants: Sequence[Grant]) -> tuple[tuple[Duty, frozenset[str]], ...]:
    """Return each duty that these grants come with, and the sites at which."""
    sites = [site.code for site in study.sites]
    found = ((duty, sites_for(grants, duty, sites)) for duty in Duty)
    return tuple((duty, where) for duty, where in found if where)


def staff_acting(tx: Transaction, study: Study, code: str) -> Acting | None:
    """Return a member of staff with their duties; None unless the account is in use."""
    account = staff.account(tx, code)
    if account is None or account.state != "active":
        return None
    return Acting(code, STAFF, NeedsProfile(), duties=duties_of(study, grants_held(tx, study, code)))


def needs_from(preferences: Preferences) -> NeedsProfile:
    """Return the needs profile as it was kept; what is not there has its default."""
    kept = preferences.needs
    return NeedsProfile(
        language=preferences.language,
        easy_read=preferences.easy_read,
        listens=preferences.listens,
        text_size=int(kept.get("text_size", "100")),
        colours=kept.get("colours", "light"),
        spacing=kept.get("spacing", "normal"),
        font=kept.get("font", "usual"),
        calm=kept.get("calm") == "yes",
        reads_aloud=preferences.listens and kept.get("reads_aloud") == "yes",
        reads=kept.get("reads") != "no",
        helps={name: kept[name] for name in HELPS if name in kept},
        kept_on=date.fromisoformat(kept["kept_on"])
        if "kept_on" in kept
        else uk_time(preferences.preferences_at).date(),
    )


def needs_to_keep(needs: NeedsProfile) -> dict[str, str]:
    """Return how pages look and sound for a person, as names and values; what helps beside the pages is not in it."""
    return {
        "text_size": str(needs.text_size),
        "colours": needs.colours,
        "spacing": needs.spacing,
        "font": needs.font,
        "calm": "yes" if needs.calm else "no",
        "reads_aloud": "yes" if needs.reads_aloud else "no",
        "reads": "yes" if needs.reads else "no",
    }
