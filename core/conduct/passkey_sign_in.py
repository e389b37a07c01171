"""Passkeys of members of staff: added and removed by their owner, and used as the second step after the password."""

import hmac
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from alongside.core.conduct import own_account, signing_in
from alongside.core.conduct.services import Services
from alongside.core.conduct.signing_in import NotAdmittedError, TooMany, Wrong
from alongside.core.credentials import passkeys
from alongside.core.credentials.passkeys import Asked, PasskeyRefusedError, Place
from alongside.core.storage import audit, challenges, staff

__all__ = ["Asked", "NotAdmittedError", "PasskeyRefusedError"]

KINDS = ("this_device", "phone", "security_key")
"""Where a passkey can be. Its owner chooses one instead of naming it: a name might be a person's."""
AT_MOST = 10
TIME_TO_ANSWER = timedelta(minutes=10)
METHOD = "password_and_passkey"
_NEW, _KNOWN = "passkey_new", "passkey_known"


def place(services: Services) -> Place | None:
    """Return where passkeys of this deployment are for; None where browsers make none."""
    return passkeys.place_of(services.settings.base_url)


def held(services: Services, code: str) -> Sequence[staff.Passkey]:
    """Return a person's passkeys, oldest first."""
    with services.records.read() as tx:
        return staff.passkeys_of(tx, code)


def ask_for_new(
    services: Services, code: str, *, token: str, typed: str
) -> Asked | Wrong | TooMany | own_account.TooLongAgo:
    """Return what the browser of somebody who is signed in, and shows it once more, is asked to make a passkey.

    Raises:
        PasskeyRefusedError: browsers make no passkeys for this address, or the person has too many.
    """
    here, known = _here(services), held(services, code)
    if len(known) >= AT_MOST:
        raise PasskeyRefusedError("somebody wants more passkeys than anybody needs")
    refusal = own_account.show_again(services, code, token, typed)
    if refusal is not None:
        return refusal
    # A device replaces the passkey of the same owner, so this is the same each time, and says nothing of the person.
    owner = hmac.digest(services.secret, f"passkey\0{code}".encode(), "sha256")
    asked = passkeys.ask_for_new(
        here,
        name=services.study.title,
        owner=owner,
        label=f"{code} at {urlsplit(here.origin).netloc}",
        known=[passkey.credential for passkey in known],
    )
    _keep(services, _NEW, asked, token=token, owner=code)
    return asked


def add(services: Services, code: str, *, token: str, challenge: str, answer: str, kind: str) -> None:
    """Keep the passkey that the browser made.

    Raises:
        PasskeyRefusedError: it was not asked for in this session, does not hold, or is known already; or the session was
            ended meanwhile.
    """
    here = _here(services)
    _take(services, _NEW, challenge, token=token, owner=code)
    if kind not in KINDS:
        raise PasskeyRefusedError("a passkey can only be in one of the places that are offered")
    made = passkeys.look_at_new(here, answer, challenge=challenge)
    now = services.clock.now()
    with services.records.write() as tx:
        if own_account.session_here(services, tx, code, token) is None:
            raise PasskeyRefusedError("the session was ended before the passkey was made")
        if not staff.add_passkey(
            tx, staff.Passkey(made.credential, code, made.public_key, made.sign_count, kind, now, None)
        ):
            raise PasskeyRefusedError("this passkey is known already")
        audit.append(tx, audit.AuditEvent("passkey_added", code, code, {"kind": kind}), now)


def remove(services: Services, code: str, credential: str) -> bool:
    """Remove a passkey of a person; return False when it is not theirs, or was removed before."""
    with services.records.write() as tx:
        kinds = {passkey.credential: passkey.label for passkey in staff.passkeys_of(tx, code)}
        if not staff.remove_passkey(tx, code, credential):
            return False
        event = audit.AuditEvent("passkey_removed", code, code, {"kind": kinds[credential]})
        audit.append(tx, event, services.clock.now())
    return True


def waiting(services: Services, token: str) -> str | None:
    """Return who has still to give the second step in this session."""
    return signing_in.waiting_for_second(services, token)


def ask_for_known(services: Services, *, token: str) -> Asked | None:
    """Return what the browser of somebody whose password was right is asked; None when they have no passkey.

    Raises:
        NotAdmittedError: nobody's password was given in this session, or too long ago.
    """
    code, here = _waiting(services, token), _here(services)
    known = held(services, code)
    if not known:
        return None
    asked = passkeys.ask_for_known(here, [passkey.credential for passkey in known])
    _keep(services, _KNOWN, asked, token=token, owner=code)
    return asked


def sign_in(services: Services, *, token: str, challenge: str, answer: str) -> str:
    """Return the token of a new session, once the browser proved that it holds a passkey of the waiting person.

    Raises:
        PasskeyRefusedError: it was not asked for in this session, or does not hold.
        NotAdmittedError: nobody's password was given in this session, it was ended, or the account is not in use.
    """
    code, here = _waiting(services, token), _here(services)
    _take(services, _KNOWN, challenge, token=token, owner=code)
    named = passkeys.named_in(answer)
    used = next((passkey for passkey in held(services, code) if passkey.credential == named), None)
    if used is None:
        raise PasskeyRefusedError("the passkey is not one of this person's")
    count = passkeys.look_at_known(
        here, answer, challenge=challenge, public_key=used.public_key, sign_count=used.sign_count
    )
    with services.records.write() as tx:
        staff.note_passkey_used(tx, used.credential, count, services.clock.now())
    return signing_in.complete(services, code, token=token, method=METHOD, only_if_waiting=True)


def _here(services: Services) -> Place:
    here = place(services)
    if here is None:
        raise PasskeyRefusedError("browsers make no passkeys for the address of this deployment")
    return here


def _waiting(services: Services, token: str) -> str:
    code = waiting(services, token)
    if code is None:
        raise NotAdmittedError("nobody waits for a second step in this browser")
    return code


def _keep(services: Services, kind: str, asked: Asked, *, token: str, owner: str) -> None:
    now = services.clock.now()
    with services.records.write() as tx:
        challenges.keep(
            tx,
            kind=kind,
            key=asked.challenge,
            token=token,
            body={"owner": owner},
            expires_at=now + TIME_TO_ANSWER,
            at=now,
        )


def _take(services: Services, kind: str, challenge: str, *, token: str, owner: str) -> None:
    with services.records.write() as tx:
        kept = challenges.take(tx, kind=kind, key=challenge, token=token, now=services.clock.now())
    if kept is None or kept["owner"] != owner:
        raise PasskeyRefusedError("this was not asked in this session, or too long ago")
