"""What whoever keeps staff sees of the people: who they are, what they may do where, and what they can be helped with."""

from dataclasses import dataclass
from datetime import date, datetime

from alongside.core.conduct import signing_in, staff_vault
from alongside.core.conduct.own_account import role_and_site
from alongside.core.conduct.people import grants_held
from alongside.core.conduct.services import Services
from alongside.core.conduct.staffing import keeps, sees
from alongside.core.definitions.roles import Duty, sites_for
from alongside.core.storage import staff
from alongside.core.storage.database import Transaction


@dataclass(frozen=True, slots=True)
class RoleSeen:
    """A role that somebody holds at a site ("" = every site), with both titles, and whether it can be ended from here."""

    grant: int
    role: str
    site: str
    role_title: str
    site_title: str
    may_end: bool


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """One member of staff. `is_blind` is None as long as nobody noted it; `trained` is by what it is about, newest day.

    `closed_until` is when tries to sign in are looked at again, after too many wrong ones. `may_change` says that all
    their roles are at sites whose staff the one who looks keeps, and that it is not their own account.
    """

    code: str
    name: str
    email: str
    state: staff.AccountState
    roles: tuple[RoleSeen, ...]
    trained: tuple[tuple[str, date], ...]
    is_blind: bool | None
    closed_until: datetime | None
    may_change: bool
    may_be_given_roles: bool


def people_seen(services: Services, by: str, sites: frozenset[str]) -> tuple[PersonSeen, ...]:
    """Return who has a role at one of these sites, by code; who keeps every site sees everybody."""
    with services.vault.read() as sealed, services.records.read() as tx:
        found = (_seen(services, tx, sealed, account, by, sites) for account in staff.accounts(tx))
        return tuple(person for person in found if person is not None)


def person_seen(services: Services, code: str, by: str, sites: frozenset[str]) -> PersonSeen | None:
    """Return one person; None when there is no such account, or it is not for who looks."""
    with services.vault.read() as sealed, services.records.read() as tx:
        account = staff.account(tx, code)
        return None if account is None else _seen(services, tx, sealed, account, by, sites)


def has_keeper(services: Services) -> bool:
    """Say whether anybody who can sign in, or has been asked to set up an account, keeps staff at every site."""
    everywhere = frozenset(site.code for site in services.study.sites)
    with services.records.read() as tx:
        return any(
            sites_for(grants_held(tx, services.study, account.code), Duty.KEEP_STAFF, tuple(everywhere)) == everywhere
            for account in staff.accounts(tx)
            if account.state in {"invited", "active"}
        )


def _seen(
    services: Services, tx: Transaction, sealed: Transaction, account: staff.Account, by: str, sites: frozenset[str]
) -> PersonSeen | None:
    grants = staff.grants_of(tx, account.code)
    held = [one.site for one in grants]
    if not sees(services, sites, held):
        return None
    kept = staff_vault.fields(services, sealed, account.code)
    noted = staff.statements_of(tx, account.code)
    trained = {one.about: one.on_day for one in noted if one.kind == "training"}
    blind = [one.value for one in noted if one.kind == "assessor_blind"]
    is_there, is_own, email = account.state != "left", account.code == by, kept.get("email", "")
    return PersonSeen(
        code=account.code,
        name=kept.get("name", ""),
        email=email,
        state=account.state,
        roles=tuple(
            RoleSeen(
                one.id,
                one.role,
                one.site,
                *role_and_site(services, one),
                may_end=not is_own and keeps(services, sites, [one.site]),
            )
            for one in grants
        ),
        trained=tuple(sorted(trained.items())),
        is_blind=blind[-1] == "yes" if blind else None,
        closed_until=signing_in.closed_until(tx, email, services.clock.now()) if email else None,
        may_change=is_there and not is_own and keeps(services, sites, held),
        may_be_given_roles=is_there and not is_own,
    )
