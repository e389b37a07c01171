"""What the vault keeps of a member of staff: name and e-mail address, and the secrets with which they sign in."""

from collections.abc import Mapping
from datetime import datetime

from alongside.core.conduct.services import Services
from alongside.core.storage import staff
from alongside.core.storage.database import Transaction
from alongside.core.storage.vault import normalise

EMAIL_INDEX = "staff_email"
WHO = ("name", "email")
"""The fields that say who somebody is; all others are ways to sign in."""


def put(services: Services, sealed: Transaction, code: str, values: Mapping[str, str], at: datetime) -> None:
    """Seal fields of one person; the others stay as they are."""
    subject = staff.vault_subject(code)
    for field, value in values.items():
        services.vault.put(sealed, family=subject, subject=subject, field=field, value=value, at=at)
    if "email" in values:
        services.vault.unindex(sealed, subject=subject, kind=EMAIL_INDEX)
        services.vault.index(sealed, family=subject, subject=subject, kind=EMAIL_INDEX, value=values["email"])


def fields(services: Services, sealed: Transaction, code: str) -> dict[str, str]:
    """Open everything that is kept of one person."""
    return services.vault.fields(sealed, staff.vault_subject(code))


def keep_only(services: Services, sealed: Transaction, code: str, values: Mapping[str, str], at: datetime) -> None:
    """Keep these fields of a person and delete every other one."""
    services.vault.remove(sealed, staff.vault_subject(code))
    put(services, sealed, code, values, at)


def code_of(services: Services, sealed: Transaction, email: str) -> str | None:
    """Return whose e-mail address this is."""
    found = services.vault.find(sealed, EMAIL_INDEX, email)
    return found[0].removeprefix(staff.vault_subject("")) if found else None


def same_for_all_spellings(email: str) -> str:
    """Return an e-mail address as it is compared."""
    return normalise(EMAIL_INDEX, email)
