"""Where providers call back: with what became of a message, and with what people replied. Signed, and it tells nothing."""

import logging

from flask import Blueprint, request

from alongside.core.conduct import callbacks
from alongside.core.definitions.messages import CallbackRefusedError
from alongside.core.web.access import PUBLIC, access, services

LOG = logging.getLogger(__name__)
LARGEST_CALLBACK = 16_384
"""Bytes. The longest text that a phone can send, with all that a provider says about it, is far shorter."""

callback_pages = Blueprint("callbacks", __name__)


@callback_pages.post("/callbacks/<name>")
@access(PUBLIC)
def receive(name: str) -> tuple[str, int]:
    """Take a callback of a channel. What is signed is thanked for, whether or not it speaks of anybody we know."""
    channel = callbacks.receiving_channel(services(), name)
    if channel is None:
        return "", 404
    request.max_content_length = LARGEST_CALLBACK
    headers = {header.lower(): value for header, value in request.headers.items()}
    try:
        callbacks.receive(services(), channel, headers, request.get_data())
    except CallbackRefusedError as refused:
        LOG.warning("%s", refused)
        return "", 401
    return "", 204
