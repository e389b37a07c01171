"""E-mail addresses as people type them."""

import pytest

from alongside.core.messages.email_addresses import EmailAddressError, normalise_email


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("sam@example.org", "sam@example.org"),
        ("  Sam.O'Neil+forms@EXAMPLE.co.uk ", "Sam.O'Neil+forms@example.co.uk"),
        ("سم@مثال.پاک", "سم@مثال.پاک"),
    ],
)
def test_an_address_is_kept_without_space_around_it(typed: str, kept: str) -> None:
    assert normalise_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "sam", "sam@", "@example.org", "sam@example", "sam@@example.org", "sam @example.org", "sam@example..org",
     "sam..o@example.org", "sam@.org", "sam@example.org\nBcc: all@example.org", "a@b.c, d@e.fg", f"{'x' * 250}@example.org",
     "<sam@example.org>"],
)  # fmt: skip
def test_what_cannot_be_an_address_is_refused_and_not_repeated(typed: str) -> None:
    with pytest.raises(EmailAddressError) as caught:
        normalise_email(typed)
    assert caught.value.for_people == "errors.contact_email_wrong"
    assert not typed or typed not in str(caught.value)
