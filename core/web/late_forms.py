"""Forms of staff that come after their session ran out: kept for their writer, and known when they come again."""

from flask import current_app, request, session

from alongside.core.conduct.services import Services
from alongside.core.conduct.unsent import forget_unsent, keep_unsent, whose_ran_out

MARK = "was_unsent"
OURS = frozenset({"csrf_token", MARK})
NOTHING_TYPED = frozenset({"key", "action"})


def keep_what_was_typed(services: Services) -> None:
    """Keep the form of this request for the person whose session ran out; a form without words is not worth it."""
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in OURS]
    code = whose_ran_out(services, getattr(session, "token", ""))
    if code is None or not {name for name, value in typed if value} - NOTHING_TYPED:
        return
    current_app.extensions["csrf"].protect()
    keep_unsent(services, code, request.path, typed)


def note_sent(services: Services, code: str) -> None:
    """Forget the form when it is the one that comes now."""
    if request.form.get(MARK) == "yes":
        current_app.extensions["csrf"].protect()
        forget_unsent(services, code)
