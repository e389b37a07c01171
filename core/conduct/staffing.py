"""Members of staff: who they are, which roles they hold at which sites, and everything that is changed about them.

Nobody changes their own roles or account on a page, so that whoever keeps staff last cannot shut the door behind them,
and nobody vouches for their own training or blindness; the command line can do everything. Who keeps the staff of some sites changes only people who work nowhere else.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from alongside.core.conduct import organisation_sign_in, setting_up, staff_vault
from alongside.core.conduct.arriving import SOMEBODY
from alongside.core.conduct.people import staff_acting
from alongside.core.conduct.services import Services
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.roles import ALL_SITES, Duty
from alongside.core.storage import access, audit, staff
from alongside.core.storage.database import Transaction

CODE = re.compile(r"[a-z][a-z0-9_-]{1,30}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
RESERVED = frozenset({SOMEBODY, "demonstration"})
"""Words by which the record names who is nobody in particular, beside the study's code and the command line."""
WAYS_IN = frozenset({"password", organisation_sign_in.FIELD})
GOOD_CLINICAL_PRACTICE = "good_clinical_practice"
"""What a training can be about, beside the instruments of the study."""


class StaffError(AlongsideError):
    """An account cannot be made or changed as asked; the message says why."""


class NotKeptError(StaffError):
    """Whoever asks does not keep this person's account, or it is their own."""

    for_people = "staff_people.error_not_kept"


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who changes an account: a member of staff by code, or something that keeps all of them, as the command line does."""

    code: str
    keeps_all: bool = False


COMMAND_LINE = Keeper("command line", keeps_all=True)


@dataclass(frozen=True, slots=True)
class NewStaff:
    """A new member of staff. `roles` are pairs of a role's code and a site's code, "" for every site."""

    code: str
    name: str
    email: str
    roles: tuple[tuple[str, str], ...]


def add_staff(services: Services, new: NewStaff, *, by: Keeper) -> str:
    """Add an account that its owner has still to set up, and return the address with which they do.

    Raises:
        StaffError: the code or the e-mail address is malformed or taken, or a role or a site is not of this study.
        NotKeptError: a role is at a site whose staff `by` does not keep.
    """
    name, email = " ".join(new.name.split()), new.email.strip()
    _look_at_code(services, new.code)
    if not name:
        raise StaffError("A name is needed.", for_people="staff_people.error_name")
    if not EMAIL.fullmatch(email):
        raise StaffError("An e-mail address is needed.", for_people="staff_people.error_email")
    for role, site in new.roles:
        look_at_grant(services, role, site)
    now = services.clock.now()
    with services.records.write() as tx, services.vault.write() as sealed:
        staff.lock_accounts(tx)
        sites = _sites_kept(services, tx, by)
        if not keeps(services, sites, [site for _, site in new.roles]):
            raise NotKeptError("roles can be given only at sites whose staff one keeps")
        owner = staff_vault.code_of(services, sealed, email)
        if owner is not None and staff.account(tx, owner) is not None:
            raise StaffError("Another account has this e-mail address.", for_people="staff_people.error_email_taken")
        if not staff.add_account(tx, new.code, now):
            raise StaffError(f"The code {new.code!r} is taken.", for_people="staff_people.error_code_taken")
        for without_account in {new.code} | ({owner} if owner is not None else set()):
            # The vault is written first: this was left when the account did not follow.
            services.vault.remove(sealed, staff.vault_subject(without_account))
        staff_vault.put(services, sealed, new.code, {"name": name, "email": email}, now)
        for role, site in new.roles:
            staff.grant(tx, staff=new.code, role=role, site=site, by=by.code, at=now)
        link = setting_up.make_link(services, tx, new.code, now)
        held = ", ".join(f"{role} at {site or 'every site'}" for role, site in new.roles)
        audit.append(tx, audit.AuditEvent("staff_added", by.code, new.code, {"roles": held}), now)
    return link


def _look_at_code(services: Services, code: str) -> None:
    if not CODE.fullmatch(code):
        raise StaffError(
            "The code is 2 to 31 small letters, figures, - or _, and begins with a letter.",
            for_people="staff_people.error_code",
        )
    if code in RESERVED | {services.study.code} or code.startswith("command"):
        raise StaffError(f"The record uses {code!r} for something else.", for_people="staff_people.error_code_reserved")


def look_at_grant(services: Services, role: str, site: str) -> None:
    """Refuse a role or a site that the study does not have.

    Raises:
        StaffError: with the codes that there are.
    """
    if services.study.role(role) is None:
        known = ", ".join(known.code for known in services.study.roles)
        raise StaffError(f"The study has no role {role!r}. Choose from {known}.", for_people="staff_people.error_role")
    sites = [known.code for known in services.study.sites]
    if site != ALL_SITES and site not in sites:
        raise StaffError(
            f"The study has no site {site!r}. Choose from {', '.join(sites)}.", for_people="staff_people.error_site"
        )


def reset(services: Services, code: str, *, by: Keeper) -> str:
    """Forget every way in of a person, end their sessions, and return the address with which they set up anew.

    Tries that were counted against the account are forgotten when they have done so.

    Raises:
        StaffError: there is no such account, or its owner has left.
        NotKeptError: `by` does not keep it.
    """
    with _changing(services, code, by) as (tx, sealed, now):
        _shut(services, tx, sealed, code, now)
        staff_vault.put(services, sealed, code, {setting_up.RESET: "yes"}, now)
        staff.set_account_state(tx, code, "invited", now)
        link = setting_up.make_link(services, tx, code, now)
        audit.append(tx, audit.AuditEvent("staff_reset", by.code, code), now)
    return link


def lock(services: Services, code: str, *, by: Keeper) -> None:
    """Keep a person out until the account is opened again; their sessions end at once.

    Raises:
        StaffError: there is no such account, or its owner has left.
        NotKeptError: `by` does not keep it.
    """
    with _changing(services, code, by) as (tx, _, now):
        access.end_all(tx, code)
        access.revoke_links(tx, code, at=now, kind=setting_up.SET_UP)
        staff.set_account_state(tx, code, "locked", now)
        audit.append(tx, audit.AuditEvent("staff_locked", by.code, code), now)


def open_again(services: Services, code: str, *, by: Keeper) -> None:
    """Let a person in again whose account was locked, with the ways in that they had.

    Raises:
        StaffError: there is no such account, it is not locked, or it was never set up and has to be reset.
        NotKeptError: `by` does not keep it.
    """
    with _changing(services, code, by) as (tx, sealed, now):
        account = staff.account(tx, code)
        kept = staff_vault.fields(services, sealed, code)
        if account is None or account.state != "locked":
            raise StaffError("The account is not locked.", for_people="staff_people.error_not_locked")
        staff.set_account_state(tx, code, "invited" if WAYS_IN.isdisjoint(kept) else "active", now)
        audit.append(tx, audit.AuditEvent("staff_opened", by.code, code), now)


def mark_as_left(services: Services, code: str, *, by: Keeper) -> None:
    """Note that a person works here no more: roles end, and all is erased but the name, so that the record can be read.

    Raises:
        StaffError: there is no such account, or its owner has left before.
        NotKeptError: `by` does not keep it.
    """
    with _changing(services, code, by) as (tx, sealed, now):
        name = staff_vault.fields(services, sealed, code)["name"]
        _shut(services, tx, sealed, code, now)
        staff_vault.keep_only(services, sealed, code, {"name": name}, now)
        for held in staff.grants_of(tx, code):
            staff.end_grant(tx, held.id, staff=code, by=by.code, at=now)
        staff.set_account_state(tx, code, "left", now)
        audit.append(tx, audit.AuditEvent("staff_left", by.code, code), now)


def give_role(services: Services, code: str, role: str, site: str, *, by: Keeper) -> None:
    """Give a person a role at a site ("" = every site); a role that they hold there already is not given twice.

    Raises:
        StaffError: there is no such account, role or site, or the account's owner has left.
        NotKeptError: `by` does not keep the staff of this site, or nothing of this person's, or it is their own account.
    """
    look_at_grant(services, role, site)
    with _changing(services, code, by, at_site=site) as (tx, _, now):
        if any((held.role, held.site) == (role, site) for held in staff.grants_of(tx, code)):
            return
        staff.grant(tx, staff=code, role=role, site=site, by=by.code, at=now)
        details = {"role": role, "site": site or "every site"}
        audit.append(tx, audit.AuditEvent("role_given", by.code, code, details), now)


def end_role(services: Services, code: str, grant_id: int, *, by: Keeper) -> bool:
    """End one role of a person; return False when they do not hold it. What they do from now on is without it.

    Raises:
        StaffError: there is no such account.
        NotKeptError: `by` does not keep the staff of its site, or it is their own account.
    """
    with services.records.read() as tx:
        held = next((one for one in staff.grants_of(tx, code) if one.id == grant_id), None)
    if held is None:
        return False
    with _changing(services, code, by, at_site=held.site) as (tx, _, now):
        ended = staff.end_grant(tx, grant_id, staff=code, by=by.code, at=now)
        if ended:
            details = {"role": held.role, "site": held.site or "every site"}
            audit.append(tx, audit.AuditEvent("role_ended", by.code, code, details), now)
    return ended


def trainings(services: Services) -> tuple[str, ...]:
    """Return what a training can be about: good clinical practice, and each instrument that the study asks."""
    asked = (one.instrument for version in services.study.versions for visit in version.visits for one in visit.asked)
    return (GOOD_CLINICAL_PRACTICE, *dict.fromkeys(asked))


def note_training(services: Services, code: str, about: str, on: date, *, by: Keeper) -> None:
    """Note that a person was trained on a day.

    Raises:
        StaffError: the training is not of this study, the day is still to come, or there is no such account.
        NotKeptError: `by` does not keep it, or it is their own: nobody vouches for themselves.
    """
    if about not in trainings(services):
        raise StaffError(
            f"Choose from {', '.join(trainings(services))}.", for_people="staff_people.error_training_about"
        )
    if on > services.clock.today():
        raise StaffError("The day is still to come.", for_people="staff_people.error_training_day")
    _note(services, code, "training", about, "done", on, by)


def note_blind(services: Services, code: str, *, is_blind: bool, by: Keeper) -> None:
    """Note whether a person assesses without knowing to which arm a family belongs.

    Raises:
        StaffError: there is no such account.
        NotKeptError: `by` does not keep it, or it is their own: nobody vouches for themselves.
    """
    _note(services, code, "assessor_blind", "", "yes" if is_blind else "no", services.clock.today(), by)


def _note(
    services: Services, code: str, kind: staff.StatementKind, about: str, value: str, on: date, by: Keeper
) -> None:
    with _changing(services, code, by) as (tx, _, now):
        staff.note(tx, staff.StaffStatement(code, kind, about, value, on, by.code, now))
        details = {"about": about or kind, "value": value, "day": on.isoformat()}
        audit.append(tx, audit.AuditEvent("staff_noted", by.code, code, details), now)


@contextmanager
def _changing(
    services: Services, code: str, by: Keeper, *, at_site: str | None = None
) -> Iterator[tuple[Transaction, Transaction, datetime]]:
    """Open both databases to change one account, for who keeps it; one change of accounts comes after another.

    `at_site` asks only for what a change at this site needs.
    """
    with services.records.write() as tx, services.vault.write() as sealed:
        staff.lock_accounts(tx)
        account = staff.account(tx, code)
        sites = _sites_kept(services, tx, by)
        held = [one.site for one in staff.grants_of(tx, code)]
        if account is None or not sees(services, sites, held):
            raise StaffError(f"There is no account {code!r}.", for_people="staff_people.error_no_account")
        is_kept = keeps(services, sites, held if at_site is None else [at_site])
        if not is_kept or by.code == code:
            raise NotKeptError("this account is not kept by whoever asks")
        if account.state == "left":
            raise StaffError(f"{code!r} has left; make a new account.", for_people="staff_people.error_left")
        yield tx, sealed, services.clock.now()


def _sites_kept(services: Services, tx: Transaction, by: Keeper) -> frozenset[str]:
    """Return the sites whose staff somebody keeps now: the page that they look at may be of before it changed."""
    if by.keeps_all:
        return frozenset(site.code for site in services.study.sites)
    acting = staff_acting(tx, services.study, by.code)
    return acting.sites(Duty.KEEP_STAFF) if acting is not None else frozenset()


def sees(services: Services, sites: frozenset[str], held: list[str]) -> bool:
    """Say whether who keeps the staff of these sites may look at a person with roles at the sites `held`."""
    return _is_all(services, sites) or not sites.isdisjoint(held)


def keeps(services: Services, sites: frozenset[str], held: list[str]) -> bool:
    """Say whether who keeps the staff of these sites may change what holds at `held`: none may reach beyond them.

    Only who keeps every site keeps somebody who works at none.
    """
    return _is_all(services, sites) or (bool(held) and sites.issuperset(held))


def _is_all(services: Services, sites: frozenset[str]) -> bool:
    return sites >= {site.code for site in services.study.sites}


def _shut(services: Services, tx: Transaction, sealed: Transaction, code: str, now: datetime) -> None:
    """Forget every way in of a person, and end what they opened."""
    kept = staff_vault.fields(services, sealed, code)
    staff_vault.keep_only(
        services, sealed, code, {field: kept[field] for field in staff_vault.WHO if field in kept}, now
    )
    staff.forget_ways_in(tx, code)
    access.end_all(tx, code)
    access.revoke_links(tx, code, at=now, kind=setting_up.SET_UP)
