"""The demonstration's own pages: the post box, where every message can be read, and the clock that can be moved."""

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct.reminding import queue_reminders
from alongside.core.conduct.sending import send_due
from alongside.core.definitions.messages import ReadableChannel
from alongside.core.languages.formats import format_date
from alongside.core.web.access import PUBLIC, access, services

demonstration_pages = Blueprint("demonstration", __name__)
A_MONTH = 31


@demonstration_pages.get("/post-box")
@access(PUBLIC)
def post_box() -> str:
    """Show every message, newest first."""
    boxes = [channel for channel in services().catalogue.channels if isinstance(channel, ReadableChannel)]
    messages = boxes[0].read_all() if boxes else ()
    today = format_date(services().clock.today(), g.words.language)
    return render_template("post_box.html", messages=messages, today=today)


@demonstration_pages.post("/post-box/month")
@access(PUBLIC)
def let_a_month_pass() -> Response:
    """Move the clock on by a month, queue what is due and send it."""
    services().clock.move(A_MONTH)
    queue_reminders(services())
    send_due(services(), worker="post-box")
    return redirect(url_for("demonstration.post_box"), 303)
