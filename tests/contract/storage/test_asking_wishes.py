"""Who should ask somebody is kept once for each participant, and what was wanted before is replaced."""

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from alongside.core.storage import asking_wishes
from alongside.core.storage.asking_wishes import AskingWish
from alongside.core.storage.database import Database
from alongside.core.storage.records_tables import asking_wishes as table

from .conftest import NOON, add_household


def test_a_wish_comes_back_as_it_was_kept_and_a_later_one_takes_its_place(records: Database) -> None:
    with records.write() as tx:
        home = add_household(tx)
        assert asking_wishes.wish_of(tx, home.parent) is None
        first = AskingWish("woman", same_language=True, same_community=False, times="morning evening")
        asking_wishes.keep(tx, home.parent, first, NOON)
        assert asking_wishes.wish_of(tx, home.parent) == first
        asking_wishes.keep(tx, home.parent, AskingWish(), NOON)
        assert asking_wishes.wish_of(tx, home.parent) == AskingWish()


def test_nobody_else_can_be_asked_for(records: Database) -> None:
    values = {"who": "cousin", "same_language": False, "same_community": False, "times": "", "at": NOON}
    with records.write() as tx:
        home = add_household(tx)
    with pytest.raises(IntegrityError), records.write() as tx:
        tx.connection.execute(insert(table).values(participant=home.parent, **values))
