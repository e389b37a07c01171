"""A consent that is said to a member of the team, by telephone or face to face, and written down while it is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from alongside.core.conduct import consenting, signing
from alongside.core.conduct.helping import SAY_IT
from alongside.core.conduct.people import FAMILY, Acting
from alongside.core.conduct.services import Services
from alongside.core.conduct.signing import Receiver, Signature
from alongside.core.definitions.consent import ConsentModule
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.engine.consent import YES, required_refused
from alongside.core.storage import audit, choices, consents, families, tasks

MODES = ("face_to_face", "by_phone", "by_video")
"""How somebody says it; kept with each answer and with the record."""
READ = "read"
TAKEN_IN = ("spoken", "audio", "interpreter", READ)
"""How the words reached the person: read aloud, listened to, through an interpreter, or read by themselves."""
Outcome = Literal["signed", "refused", "already"]


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said, and how. `tries` holds the choice for each question about what was told, "" = not answered."""

    needs: NeedsProfile
    mode: str
    answers: Mapping[str, str]
    tries: Mapping[str, str]
    signature: Signature
    receiver: Receiver


def as_person(number: str, needs: NeedsProfile, mode: str) -> Acting:
    """Return the person who says it, with the language and the form in which they are told."""
    return Acting(number, FAMILY, needs, mode)


def modules_to_take(services: Services, number: str) -> tuple[tuple[int, ConsentModule, bool], ...]:
    """Return what this person can say yes or no to now, with its place in addresses and whether it was signed."""
    with services.records.read() as tx:
        modules = consenting.modules_of(services, tx, number)
        stands = [consenting.standing(tx, number, module).in_force for module in modules]
    open_now = [is_signed or place == 1 or stands[0] for place, is_signed in enumerate(stands, 1)]
    rows = zip(range(1, len(modules) + 1), modules, stands, strict=True)
    return tuple(row for row, is_open in zip(rows, open_now, strict=True) if is_open)


def write_down(
    services: Services, number: str, module: ConsentModule, said: Said, *, by: str, request_key: str
) -> Outcome:
    """Keep what a person said, with the signature that stands for it; once, however often the form is sent.

    Who says no to something that taking part needs does not take part: their answers are kept and nothing is signed.

    Raises:
        NeedsHearingError: the person cannot read, and did not hear the words.
    """
    person = as_person(number, said.needs, said.mode)
    now = services.clock.now()
    with services.records.write() as tx, services.vault.write() as sealed:
        families.lock_participant(tx, number)
        if consenting.standing(tx, number, module).in_force or any(
            one.consent.request_key == request_key for one in consents.consents_of(tx, number)
        ):
            return "already"
        told_in = said.receiver.format_of(said.needs)
        for statement in module.statements:
            choices.append_choice(
                tx,
                choices.NewChoice(
                    participant=number,
                    module=module.code,
                    module_version=module.version,
                    statement=statement.code,
                    answer="yes" if said.answers[statement.code] == YES else "no",
                    language=said.needs.language,
                    format=told_in,
                    text_hash=consenting.digest(
                        consenting.say(services, person, f"{module.owner}.{statement.code}.text")
                    ),
                    request_key=f"{request_key}:{statement.code}",
                ),
                now,
            )
        for question in module.understanding:
            choice = said.tries[question.code]
            choices.append_attempt(
                tx,
                choices.NewAttempt(
                    participant=number,
                    module=module.code,
                    module_version=module.version,
                    question=question.code,
                    choice=choice,
                    understood=choice == question.right,
                    language=said.needs.language,
                    format=told_in,
                    mode=said.mode,
                    request_key=f"{request_key}:{question.code}",
                ),
                now,
            )
        if required_refused(module, said.answers):
            if module.code == consenting.modules_of(services, tx, number)[0].code:
                families.set_state(tx, number, "declined", now)
                audit.append(tx, audit.AuditEvent("no_taken", by, number, {}), now)
            return "refused"
        for task in tasks.open_tasks_of(tx, number):
            if task.request_key.startswith(f"help:{number}:{SAY_IT}:"):
                tasks.finish(tx, task.id, by=by, at=now)
        is_new = signing.write_signature(
            services, tx, sealed, person, module, said.signature, request_key, said.receiver
        )
    return "signed" if is_new else "already"
