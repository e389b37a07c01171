"""Requests for another host than ours are refused, in a live study: nothing of ours is ever answered under a strange name."""

from urllib.parse import urlsplit

from flask import Flask, abort, request

from alongside.core.settings import Settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""This computer itself: a proxy on it that passes no name on, or somebody who looks whether the server is up."""


def refuse_other_hosts(app: Flask, settings: Settings) -> None:
    """Look at every request's `Host`. The demonstration answers under any name: people reach it in many ways."""
    if settings.demonstration:
        return
    ours = {urlsplit(settings.base_url).netloc.lower(), *LOOPBACK}

    @app.before_request
    def look_at_host() -> None:
        host = request.headers.get("Host", "").lower()
        # A proxy on this computer may pass its own port on; a strange port of our own name is a strange name.
        if host not in ours and host.rpartition(":")[0] not in LOOPBACK:
            abort(400)
