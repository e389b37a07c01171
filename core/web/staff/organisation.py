"""Sign-in with the organisation's own accounts: leading the browser there, and receiving it when it comes back."""

import logging

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import organisation_sign_in
from alongside.core.conduct.organisation_sign_in import NotAdmittedError, OrganisationRefusedError
from alongside.core.web.access import PUBLIC, access, services
from alongside.core.web.sessions import take_token
from alongside.core.web.staff.signing_in import BACK, token_here

LOG = logging.getLogger(__name__)
pages = Blueprint("organisation", __name__, url_prefix="/staff")
LONGEST = 4000


@pages.post("/organisation")
@access(PUBLIC)
def begin() -> Response | tuple[str, int]:
    """Lead to the organisation's own page.

    By a page and not by a redirect: browsers hold every redirect after a form to `form-action`, and an organisation
    sends on to hosts that nobody here can list.
    """
    wanted = request.form.get("back", "")
    try:
        address = organisation_sign_in.begin(
            services(),
            token=token_here(),
            redirect_uri=_redirect_uri(),
            back=wanted if BACK.fullmatch(wanted) else "",
        )
    except OrganisationRefusedError as error:
        return _failed(error)
    response = make_response(render_template("staff_organisation.html", address=address, name=_name()))
    response.headers["Refresh"] = f"0;url={address}"
    return response


@pages.get("/organisation/back")
@access(PUBLIC)
def back() -> Response | tuple[str, int]:
    """Let in whom the organisation sent back. OpenID Connect makes this a GET that writes."""
    answer = {name: value[:LONGEST] for name, value in request.args.items()}
    try:
        token, wanted = organisation_sign_in.finish(
            services(), token=token_here(), redirect_uri=_redirect_uri(), answer=answer
        )
    except (OrganisationRefusedError, NotAdmittedError) as error:
        return _failed(error)
    take_token(token)
    return redirect(wanted or url_for("arriving.home"), 303)


def _redirect_uri() -> str:
    return services().settings.base_url.rstrip("/") + url_for("organisation.back")


def _name() -> str:
    chosen = services().settings.organisation
    return chosen.name if chosen is not None else ""


def _failed(error: Exception) -> tuple[str, int]:
    """The same words whatever went wrong: they tell nobody who has an account here."""
    LOG.warning("sign-in with the organisation: %s", error)
    return render_template("staff_organisation_failed.html"), 403
