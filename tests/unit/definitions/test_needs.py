"""What follows from what a person needs."""

from datetime import date

import pytest

from alongside.core.definitions.needs import NeedsProfile


@pytest.mark.parametrize(
    ("size", "said", "is_large"),
    [(100, None, False), (125, None, True), (200, None, True), (100, "yes", True), (200, "no", False)],
)
def test_large_print_is_as_said_and_else_for_who_has_big_words(size: int, said: str | None, *, is_large: bool) -> None:
    helps = {} if said is None else {"large_print": said}
    assert NeedsProfile(text_size=size, helps=helps).large_print is is_large


@pytest.mark.parametrize(
    ("kept_on", "review_on"),
    [
        (date(2026, 3, 10), date(2027, 3, 10)),
        (date(2026, 12, 31), date(2027, 12, 31)),
        (date(2028, 2, 29), date(2029, 3, 1)),
    ],
)
def test_needs_are_looked_at_again_after_twelve_months(kept_on: date, review_on: date) -> None:
    needs = NeedsProfile(kept_on=kept_on)
    assert needs.review_on == review_on
    assert needs.is_due_again(review_on)
    assert not needs.is_due_again(date.fromordinal(review_on.toordinal() - 1))


def test_needs_that_were_never_kept_are_never_due() -> None:
    assert not NeedsProfile().is_due_again(date(2099, 1, 1))
