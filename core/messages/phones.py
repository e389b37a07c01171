"""Telephone numbers as people type them, and as networks want them."""

import re

import phonenumbers

from alongside.core.definitions.errors import AlongsideError

# "Possible" alone takes a UK mobile number that was typed only halfway. Short landline numbers are a few, and old.
_UK = "+44"
_UK_NUMBER = re.compile(r"\+44(7\d{9}|[1-35689]\d{8,9})")


class PhoneNumberError(AlongsideError):
    """What was typed cannot be a telephone number. The number itself is not repeated, in no log."""

    for_people = "errors.phone_number"


def normalise_phone(typed: str, region: str = "GB") -> str:
    """Return the number in E.164 form (+447700900123), whatever spaces, brackets, dashes or digits it was typed with.

    Raises:
        PhoneNumberError: it has letters or an extension, or too few or too many digits for its country.
    """
    if any(character.isalpha() for character in typed):
        raise PhoneNumberError("The telephone number has letters in it.")
    try:
        number = phonenumbers.parse(" ".join(typed.split()), region)
    except phonenumbers.NumberParseException:
        raise PhoneNumberError("The telephone number cannot be read.") from None
    # Not is_valid_number: the range kept for tests and films, 07700 900xxx, is possible but belongs to nobody.
    possible = phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    normalised = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if not possible or number.extension or (normalised.startswith(_UK) and not _UK_NUMBER.fullmatch(normalised)):
        raise PhoneNumberError("The telephone number is too short or too long for its country.")
    return normalised


def show_phone(normalised: str, region: str = "GB") -> str:
    """Return a number as people of the region write it: 07700 900123 at home, +353 ... abroad."""
    number = phonenumbers.parse(normalised, None)
    at_home = number.country_code == phonenumbers.country_code_for_region(region)
    style = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)
