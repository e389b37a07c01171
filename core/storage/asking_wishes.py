"""Who should ask somebody the questions, and when: choices only. Words of their own are in the vault."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select

from alongside.core.storage.database import Transaction
from alongside.core.storage.records_tables import WHO_MAY_ASK, asking_wishes
from alongside.core.storage.rows import columns_for, insert_into

Who = Literal["woman", "man", "any"]
WHO = WHO_MAY_ASK
"""Who may be asked for; None = nothing was said of it."""


@dataclass(frozen=True, slots=True)
class AskingWish:
    """What one participant chose. `times` holds codes of times of the day, parted by blanks."""

    who: Who | None = None
    same_language: bool = False
    same_community: bool = False
    times: str = ""


def keep(tx: Transaction, participant: str, wish: AskingWish, at: datetime) -> None:
    """Keep what a participant wants now, in place of what they wanted before."""
    values = asdict(wish) | {"at": at}
    statement = insert_into(tx, asking_wishes).values(participant=participant, **values)
    tx.connection.execute(statement.on_conflict_do_update(index_elements=["participant"], set_=values))


def wish_of(tx: Transaction, participant: str) -> AskingWish | None:
    """Return what a participant wants; None when they have not said anything."""
    statement = select(*columns_for(AskingWish, asking_wishes)).where(asking_wishes.c.participant == participant)
    row = tx.connection.execute(statement).mappings().first()
    return None if row is None else AskingWish(**row)
