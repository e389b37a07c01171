"""Members of staff who come in with an account of their organisation: begun here, proved there, matched with an account."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from alongside.core.conduct import signing_in, staff_vault
from alongside.core.conduct.services import Services
from alongside.core.conduct.setting_up import RESET, SET_UP
from alongside.core.conduct.signing_in import NotAdmittedError
from alongside.core.credentials import organisation
from alongside.core.credentials.organisation import Begun, OrganisationIdentity, OrganisationRefusedError, Provider
from alongside.core.storage import access, audit, challenges, staff
from alongside.core.storage.canonical import canonical_json, sha256_of

__all__ = ["NotAdmittedError", "OrganisationRefusedError", "begin", "finish"]

KIND = "organisation"
INDEX = "organisation"
FIELD = "organisation"
TIME_TO_COME_BACK = timedelta(minutes=10)


def begin(services: Services, *, token: str, redirect_uri: str, back: str) -> str:
    """Return the address at which the organisation asks who is there. `back` is the page that is wanted afterwards.

    Raises:
        OrganisationRefusedError: there is no organisation, or it is away.
    """
    begun = organisation.begin(_provider(services), redirect_uri=redirect_uri)
    now = services.clock.now()
    body = {"nonce": begun.nonce, "verifier": begun.verifier, "back": back}
    with services.records.write() as tx:
        challenges.keep(
            tx, kind=KIND, key=begun.state, token=token, body=body, expires_at=now + TIME_TO_COME_BACK, at=now
        )
    return begun.address


def finish(services: Services, *, token: str, redirect_uri: str, answer: Mapping[str, str]) -> tuple[str, str]:
    """Return the token of a new session, and the page that was wanted, once the organisation said who came back.

    `token` is what the browser holds: another browser than the one that began gets nothing.

    Raises:
        OrganisationRefusedError: nothing was begun here, or the organisation's answer does not hold.
        NotAdmittedError: nobody here has this account of the organisation, or theirs is not in use.
    """
    state = answer.get("state", "")
    with services.records.write() as tx:
        kept = challenges.take(tx, kind=KIND, key=state, token=token, now=services.clock.now())
    if kept is None:
        raise OrganisationRefusedError("no sign-in was begun in this browser, or too long ago")
    identity = organisation.finish(
        _provider(services),
        Begun("", state, kept["nonce"], kept["verifier"]),
        redirect_uri=redirect_uri,
        answer=answer,
        now=datetime.now(UTC),  # the demonstration's clock moves, the organisation's does not
    )
    code = _linked(services, identity) or _link(services, identity)
    return signing_in.complete(services, code, token=token, method="organisation"), kept["back"]


def _provider(services: Services) -> Provider:
    chosen = services.settings.organisation
    if chosen is None:
        raise OrganisationRefusedError("no organisation is set up")
    return Provider(chosen.issuer, chosen.client_id, chosen.client_secret.get_secret_value(), chosen.accepted_levels)


def _name(identity: OrganisationIdentity) -> str:
    """Return one word for somebody at their organisation: the index would not tell "Kim" from "kim"; a provider does."""
    return sha256_of(canonical_json([identity.issuer, identity.subject]))


def _linked(services: Services, identity: OrganisationIdentity) -> str | None:
    """Return who is linked; None also when a link was begun and not brought to its end, so that it is made once more."""
    with services.vault.read() as sealed, services.records.read() as tx:
        found = services.vault.find(sealed, INDEX, _name(identity))
        code = found[0].removeprefix(staff.vault_subject("")) if found else ""
        account = staff.account(tx, code)
    return code if account is not None and account.state != "invited" else None


def _link(services: Services, identity: OrganisationIdentity) -> str:
    """Link somebody who comes for the first time with the account that has their e-mail address, and return its code.

    Whoever was added and has set up nothing needs no password then: the account comes into use. An account that is linked already stays so: an organisation may give an address that became free to somebody else. After a reset whoever holds the account of the organisation may be whom it was to keep out: it is linked again when the account was set up.
    """
    now = services.clock.now()
    if not identity.email or not identity.email_is_verified:
        raise NotAdmittedError("the organisation did not vouch for an e-mail address")
    with services.records.write() as tx, services.vault.write() as sealed:
        code = staff_vault.code_of(services, sealed, identity.email)
        account = staff.account(tx, code, lock=True) if code is not None else None
        if code is None or account is None or account.state not in {"active", "invited"}:
            raise NotAdmittedError("no account that may be used has this e-mail address")
        kept, mine = staff_vault.fields(services, sealed, code), canonical_json([identity.issuer, identity.subject])
        if RESET in kept:
            raise NotAdmittedError("this account was reset and has to be set up first")
        if kept.get(FIELD, mine) != mine:
            raise NotAdmittedError("this account is linked with somebody else of the organisation")
        subject = staff.vault_subject(code)
        staff_vault.put(services, sealed, code, {FIELD: mine}, now)
        services.vault.index(sealed, family=subject, subject=subject, kind=INDEX, value=_name(identity))
        if account.state == "invited":
            staff.set_account_state(tx, code, "active", now)
            access.revoke_links(tx, code, at=now, kind=SET_UP)
            access.end_all(tx, code)
        audit.append(tx, audit.AuditEvent("organisation_linked", code, code, {"account_was": account.state}), now)
    return code
