"""Members of staff: who they are, which roles they hold at which sites, what is noted of them."""

import re
from dataclasses import dataclass

from alongside.core.conduct.services import Services
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.roles import ALL_SITES
from alongside.core.storage import audit, staff

CODE = re.compile(r"[a-z][a-z0-9_-]{1,30}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
EMAIL_INDEX = "staff_email"


class StaffError(AlongsideError):
    """An account cannot be made or changed as asked; the message says why."""


@dataclass(frozen=True, slots=True)
class NewStaff:
    """A new member of staff. `roles` are pairs of a role's code and a site's code, "" for every site."""

    code: str
    name: str
    email: str
    roles: tuple[tuple[str, str], ...]


def add_staff(services: Services, new: NewStaff, *, by: str) -> None:
    """Add an account that its owner has still to set up.

    Raises:
        StaffError: the code or the e-mail address is malformed or taken, or a role or a site is not of this study.
    """
    name, email = " ".join(new.name.split()), new.email.strip()
    if not CODE.fullmatch(new.code):
        raise StaffError("The code is 2 to 31 small letters, figures, - or _, and begins with a letter.")
    if not name or not EMAIL.fullmatch(email):
        raise StaffError("A name and an e-mail address are needed.")
    for role, site in new.roles:
        look_at_grant(services, role, site)
    now = services.clock.now()
    subject = staff.vault_subject(new.code)
    with services.records.write() as tx, services.vault.write() as sealed:
        if services.vault.find(sealed, EMAIL_INDEX, email):
            raise StaffError("Another account has this e-mail address.")
        if not staff.add_account(tx, new.code, now):
            raise StaffError(f"The code {new.code!r} is taken.")
        for field, value in (("name", name), ("email", email)):
            services.vault.put(sealed, family=subject, subject=subject, field=field, value=value, at=now)
        services.vault.index(sealed, family=subject, subject=subject, kind=EMAIL_INDEX, value=email)
        for role, site in new.roles:
            staff.grant(tx, staff=new.code, role=role, site=site, by=by, at=now)
        held = ", ".join(f"{role} at {site or 'every site'}" for role, site in new.roles)
        audit.append(tx, audit.AuditEvent("staff_added", by, new.code, {"roles": held}), now)


def look_at_grant(services: Services, role: str, site: str) -> None:
    """Refuse a role or a site that the study does not have.

    Raises:
        StaffError: with the codes that there are.
    """
    if services.study.role(role) is None:
        known = ", ".join(known.code for known in services.study.roles)
        raise StaffError(f"The study has no role {role!r}. Choose from {known}.")
    sites = [known.code for known in services.study.sites]
    if site != ALL_SITES and site not in sites:
        raise StaffError(f"The study has no site {site!r}. Choose from {', '.join(sites)}.")
