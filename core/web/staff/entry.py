"""Read the page that adds a family: every fault at once, nothing guessed."""

from collections.abc import Mapping, Sequence
from datetime import date

from alongside.core.conduct.enrolment import NewChild, NewFamily
from alongside.core.conduct.services import Services
from alongside.core.definitions.ages import EARLY_AT_MOST, age_on
from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.needs import HELPS
from alongside.core.definitions.safe_contact import AT_ANY_HOUR, SafeContact
from alongside.core.engine.reading import Refused, Values, read_date, read_words
from alongside.core.messages.phones import PhoneNumberError, normalise_phone

CHILDREN_AT_MOST = 8
LONGEST_NAME = 100
LONGEST_WEEKS = 2
FORMATS = frozenset({"standard", "easy"})
CARERS = ("parent", "other_carer")
INTERVIEWED = ("professional", "parent_collaborator")
"""Who is asked for a talk about their work, and not about children."""
Errors = dict[str, tuple[str, Values]]
"""By field: text id and placeholders."""


def read_entry(
    services: Services,
    typed: Mapping[str, str],
    children: int,
    languages: Sequence[str],
    sites: frozenset[str],
) -> NewFamily | Errors:
    """Return the family that was typed, or what is wrong with it, by field."""
    errors: Errors = {}
    first_name = _read_name(typed.get("first_name", ""), "first_name", errors)
    if not first_name and "first_name" not in errors:
        errors["first_name"] = ("errors.parent_needed", {})
    last_name = _read_name(typed.get("last_name", ""), "last_name", errors)
    role, site, language = typed.get("role", ""), typed.get("site", ""), typed.get("language", "")
    if role not in {*CARERS, *INTERVIEWED}:
        errors["role"] = ("staff.error_role", {})
    if site not in sites:
        errors["site"] = ("staff.error_site", {})
    if language not in languages:
        errors["language"] = ("errors.language_offered", {})
    if typed.get("format", "standard") not in FORMATS:
        errors["format"] = ("errors.choose_listed", {})
    phone = _read_phone(typed.get("phone", ""), errors)
    safe = typed.get("safe", "")
    if safe not in {"yes", "no", "unknown"}:
        errors["safe"] = ("staff.error_safe", {})
    elif safe == "yes" and not phone and "phone" not in errors:
        errors["phone"] = ("staff.error_phone_for_safe", {})
    found = _read_children(services, typed, children, errors) if role not in INTERVIEWED else []
    if errors:
        return errors
    return NewFamily(
        first_name=first_name,
        last_name=last_name,
        phone=phone,
        email="",
        safe_contact=_safe_contact(services, safe, shared="shared" in typed),
        language=language,
        children=tuple(found),
        site=site,
        role=role,
        easy_read=typed.get("format") == "easy",
        listens="listen" in typed or "cannot_read" in typed,
        reads="cannot_read" not in typed,
        helps={
            name: answer
            for name, answers in HELPS.items()
            for answer in answers
            if answer != "no" and f"help_{name}_{answer}" in typed
        },
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
        field = f"child{index}_name"
        name = _read_name(typed.get(field, ""), field, errors)
        if field in errors:
            continue
        parts = tuple(typed.get(f"child{index}_{part}", "").strip() for part in ("day", "month", "year"))
        if not name and not any(parts):
            continue
        number: Values = {"number": index + 1}
        if not name or not all(parts):
            errors[field] = ("staff.error_child_incomplete", number)
            continue
        early = read_weeks_early(typed.get(f"child{index}_early", ""), f"child{index}_early", errors)
        born = read_date(parts)
        if isinstance(born, Refused):
            errors[field] = (born.text_id, {})
        elif not _is_in_study(services, born, today):
            errors[field] = ("staff.error_child_old", number)
        else:
            found.append(NewChild(name, born, early))
    if not found and not any(field.startswith("child") for field in errors):
        errors["child0_name"] = ("staff.error_child", {})
    return found


def read_weeks_early(typed: str, field: str, errors: Errors) -> int:
    """Return completed weeks before the day it was due; nothing typed = not early, or not known."""
    weeks = typed.strip() or "0"
    if weeks.isdecimal() and len(weeks) <= LONGEST_WEEKS and int(weeks) <= EARLY_AT_MOST:
        return int(weeks)
    errors[field] = ("staff.error_child_early", {"most": EARLY_AT_MOST})
    return 0


def _is_in_study(services: Services, born: date, today: date) -> bool:
    study = services.study
    return born <= today and study.children_from_months <= age_on(born, today).months < study.children_to_months


def _read_name(typed: str, field: str, errors: Errors) -> str:
    read = read_words(typed, LONGEST_NAME)
    if isinstance(read, Refused):
        errors[field] = (read.text_id, dict(read.values))
        return ""
    return " ".join(read.value.split())
