"""Forms of staff that come after their session ran out: kept for their writer, and known when they come again."""

import re

from flask import Response, current_app, g, request, session

from alongside.core.conduct.services import Services
from alongside.core.conduct.unsent import forget_unsent, keep_unsent, unsent_of, whose_ran_out

MARK = "was_unsent"
NAME = re.compile(r"[0-9a-f]{16}")
OURS = frozenset({"csrf_token", MARK})
NOTHING_TYPED = frozenset({"key", "action"})
SHOWN_AGAIN = 422
"""The page of an error shows everything that was typed: nothing needs to be kept beside it."""
REFUSED = 400


def keep_what_was_typed(services: Services) -> None:
    """Keep the form of this request for the person whose session ran out; a form without words is not worth it."""
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in OURS]
    code = whose_ran_out(services, getattr(session, "token", ""))
    if code is None or not {name for name, value in typed if value} - NOTHING_TYPED:
        return
    current_app.extensions["csrf"].protect()
    keep_unsent(services, code, request.path, typed)


def waits(services: Services) -> bool:
    """Say whether a form waits for the person whose session ran out in this browser."""
    code = whose_ran_out(services, getattr(session, "token", ""))
    return code is not None and bool(unsent_of(services, code))


def settle(services: Services, response: Response) -> Response:
    """Forget the form that came once more, now that it was taken or stands on the page again."""
    if response.status_code >= REFUSED and response.status_code != SHOWN_AGAIN:
        return response  # it may be a form that cannot be read at all
    name = request.form.get(MARK, "") if request.method == "POST" and g.get("acting") is not None else ""
    if NAME.fullmatch(name):
        forget_unsent(services, g.acting.subject, name)
    return response
