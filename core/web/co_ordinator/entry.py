"""Read the page that adds a family: every fault at once, nothing guessed."""

from collections.abc import Mapping, Sequence
from datetime import date

from alongside.core.conduct.enrolment import NewChild, NewFamily
from alongside.core.conduct.services import Services
from alongside.core.definitions.ages import age_on
from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.safe_contact import AT_ANY_HOUR, SafeContact
from alongside.core.engine.reading import Refused, read_date
from alongside.core.messages.phones import PhoneNumberError, normalise_phone

CHILDREN_AT_MOST = 8
ROLES = ("parent", "other_carer")
Errors = dict[str, tuple[str, dict[str, int]]]
"""By field: text id and placeholders."""


def read_entry(
    services: Services, typed: Mapping[str, str], children: int, languages: Sequence[str]
) -> NewFamily | Errors:
    """Return the family that was typed, or what is wrong with it, by field."""
    errors: Errors = {}
    first_name = " ".join(typed.get("first_name", "").split())
    if not first_name:
        errors["first_name"] = ("errors.parent_needed", {})
    elif _unreadable(first_name):
        errors["first_name"] = ("errors.unreadable", {})
    role, site, language = typed.get("role", ""), typed.get("site", ""), typed.get("language", "")
    if role not in ROLES:
        errors["role"] = ("staff.error_role", {})
    if site not in {known.code for known in services.study.sites}:
        errors["site"] = ("staff.error_site", {})
    if language not in languages:
        errors["language"] = ("errors.language_offered", {})
    phone = _read_phone(typed.get("phone", ""), errors)
    safe = typed.get("safe", "")
    if safe not in {"yes", "no", "unknown"}:
        errors["safe"] = ("staff.error_safe", {})
    elif safe == "yes" and not phone and "phone" not in errors:
        errors["phone"] = ("staff.error_phone_for_safe", {})
    found = _read_children(services, typed, children, errors)
    if errors:
        return errors
    return NewFamily(
        first_name=first_name,
        phone=phone,
        email="",
        safe_contact=_safe_contact(services, safe, shared="shared" in typed),
        language=language,
        children=tuple(found),
        site=site,
        role=role,
        easy_read=typed.get("format") == "easy",
        listens="listen" in typed,
    )


def _safe_contact(services: Services, safe: str, *, shared: bool) -> SafeContact:
    if safe == "unknown":
        return SafeContact()
    return SafeContact(
        known=True,
        channels=(ChannelKind.SMS,) if safe == "yes" else (),
        phone_is_safe=safe == "yes",
        shared_phone=shared,
        windows=AT_ANY_HOUR if services.settings.demonstration else (),
        verified_at=services.clock.now(),
    )


def _read_phone(typed: str, errors: Errors) -> str:
    if not typed.strip():
        return ""
    try:
        return normalise_phone(typed)
    except PhoneNumberError:
        errors["phone"] = ("errors.phone_number", {})
        return ""


def _read_children(services: Services, typed: Mapping[str, str], children: int, errors: Errors) -> list[NewChild]:
    found: list[NewChild] = []
    today = services.clock.today()
    for index in range(children):
        name = " ".join(typed.get(f"child{index}_name", "").split())
        parts = tuple(typed.get(f"child{index}_{part}", "").strip() for part in ("day", "month", "year"))
        if not name and not any(parts):
            continue
        number = {"number": index + 1}
        if not name or not all(parts):
            errors[f"child{index}_name"] = ("staff.error_child_incomplete", number)
            continue
        born = read_date(parts)
        if _unreadable(name) or isinstance(born, Refused):
            errors[f"child{index}_name"] = (
                born.text_id if isinstance(born, Refused) else "errors.unreadable",
                {},
            )
        elif not _is_in_study(services, born, today):
            errors[f"child{index}_name"] = ("staff.error_child_old", number)
        else:
            found.append(NewChild(name, born))
    if not found and not any(field.startswith("child") for field in errors):
        errors["child0_name"] = ("staff.error_child", {})
    return found


def _is_in_study(services: Services, born: date, today: date) -> bool:
    study = services.study
    return born <= today and study.children_from_months <= age_on(born, today).months < study.children_to_months


def _unreadable(words: str) -> bool:
    return "\ufffd" in words or "\x00" in words
