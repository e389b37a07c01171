"""Somebody tells us what is wrong, or asks about their data: on a page, or in another way that staff enter for them.

What it is about is kept in `records` under a reference. The words, and how its writer may be reached, are in the vault.
The 30 days begin on the day in the UK on which it came to us.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alongside.core.conduct.arriving import SOMEBODY
from alongside.core.conduct.clock import A_DAY, STUDY_ZONE
from alongside.core.conduct.contact_log import KeptOtherwiseError
from alongside.core.conduct.queueing import queue_to_staff
from alongside.core.conduct.services import Services
from alongside.core.conduct.who_answers import answering_in
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.messages import MessageReason
from alongside.core.definitions.requests import CameBy, ReplyBy, RequestKind, last_day_to_acknowledge
from alongside.core.storage import audit, families, guesses, requests
from alongside.core.storage.database import Transaction
from alongside.core.storage.errors import UnknownSubjectError
from alongside.core.storage.requests import Request

WORDS, REPLY, NAME, REACH = "words", "reply", "name", "reach"
"""The fields of the vault: what they wrote, how they want to be answered, who they are and where they can be reached."""
AN_HOUR = timedelta(hours=1)
UNSIGNED_AN_HOUR = 60
"""So many an hour may come from people who are not signed in, all together: no program can bury what people tell us."""
SIGNED_A_DAY = 20


class TooManyError(AlongsideError):
    """So much was told lately that this was not taken; nothing was written."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells us. `about_team` = it is about somebody of the team; `reach` is as they wrote it."""

    kind: RequestKind
    words: str
    reply: ReplyBy
    about_team: bool = False
    name: str = ""
    reach: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """How it came: by which way, when, for whom if that is known, at which site ("" = not known), and who noted it."""

    came_by: CameBy = CameBy.PAGE
    received_at: datetime | None = None
    participant: str | None = None
    site: str = ""
    noted_by: str = requests.NOBODY


def tell_us(services: Services, told: Told, arrival: Arrival, *, request_key: str) -> Request:
    """Keep what somebody told us, once, and let those who answer know of it; return what was kept.

    Raises:
        TooManyError: too much came lately from people who are not signed in, or from this person.
        KeptOtherwiseError: the same form came before with other words; nothing was written now.
        UnknownSubjectError: the study number names nobody.
    """
    now = services.clock.now()
    with services.records.write() as tx, services.vault.write() as sealed:
        key_owner, arrival = _whose(tx, arrival, request_key)
        new = _new_request(services, told, arrival, request_key, now)
        before = requests.request_of_key(tx, request_key)
        if before is not None:
            if _as_kept(services, sealed, before) != (told, before.participant):
                raise KeptOtherwiseError("a form came again with other words")
            return before
        _count(tx, arrival, now)
        requests.add_request(tx, new, now)
        for field, value in ((WORDS, told.words), (REPLY, told.reply), (NAME, told.name), (REACH, told.reach)):
            if value:
                subject = requests.words_subject(request_key)
                services.vault.put(sealed, family=key_owner, subject=subject, field=field, value=value, at=now)
        kept = requests.request_of_key(tx, request_key)
        if kept is None:
            raise UnknownSubjectError("what was told was not kept")
        _let_know(services, tx, kept)
        details = {"reference": kept.reference, "kind": kept.kind, "came": kept.came_by}
        audit.append(tx, audit.AuditEvent("request_received", arrival.noted_by or SOMEBODY, kept.subject, details), now)
    return kept


def told_by(services: Services, participant: str) -> list[Request]:
    """Return what a participant told us, newest first; the words stay in the vault."""
    with services.records.read() as tx:
        return sorted(requests.requests_of(tx, participant), key=lambda one: one.id, reverse=True)


def _whose(tx: Transaction, arrival: Arrival, request_key: str) -> tuple[str, Arrival]:
    """Return whose key seals the words, and the arrival with the site of the family."""
    if arrival.participant is None:
        return requests.words_subject(request_key), arrival
    person = families.participant(tx, arrival.participant)
    family = families.family(tx, person.family) if person else None
    if family is None:
        raise UnknownSubjectError("something was told for a study number that names nobody")
    return family.number, replace(arrival, site=family.site)


def _new_request(
    services: Services, told: Told, arrival: Arrival, request_key: str, now: datetime
) -> requests.NewRequest:
    received_at = arrival.received_at or now
    return requests.NewRequest(
        study=services.study.code,
        participant=arrival.participant,
        site=arrival.site,
        kind=told.kind.value,
        about_team=told.about_team,
        came_by=arrival.came_by.value,
        received_at=received_at,
        acknowledge_by=last_day_to_acknowledge(received_at.astimezone(STUDY_ZONE).date()),
        noted_by=arrival.noted_by,
        request_key=request_key,
    )


def _as_kept(services: Services, sealed: Transaction, kept: Request) -> tuple[Told, str | None]:
    fields = services.vault.fields(sealed, requests.words_subject(kept.request_key))
    told = Told(
        RequestKind(kept.kind),
        fields.get(WORDS, ""),
        ReplyBy(fields.get(REPLY, ReplyBy.NONE)),
        kept.about_team,
        fields.get(NAME, ""),
        fields.get(REACH, ""),
    )
    return told, kept.participant


def _count(tx: Transaction, arrival: Arrival, now: datetime) -> None:
    """Count what people send from pages; what staff enter is not counted."""
    if arrival.came_by is not CameBy.PAGE:
        return
    if arrival.participant is None:
        counted, most = guesses.count_guess(tx, "told by somebody", AN_HOUR, now), UNSIGNED_AN_HOUR
    else:
        counted, most = guesses.count_guess(tx, f"told by:{arrival.participant}", A_DAY, now), SIGNED_A_DAY
    if counted > most:
        raise TooManyError("so much was told lately that this was not taken")


def _let_know(services: Services, tx: Transaction, kept: Request) -> None:
    """Tell everybody who may answer that something came, and by when its writer has to hear of us."""
    for code in answering_in(tx, services.study).who(kept) - {kept.noted_by}:
        queue_to_staff(
            services,
            tx,
            code,
            MessageReason.TASK_DUE,
            period=f"request:{kept.reference}",
            site=kept.site,
            due_on=kept.acknowledge_by,
        )
