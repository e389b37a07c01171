"""The one letter form that pages may fetch: Urdu and Arabic, for devices that have none. Its name holds its hash."""

import hashlib
from pathlib import Path

from flask import Blueprint, Response, abort

import alongside.accessibility
from alongside.core.web.access import PUBLIC, access

_CONTENT = (Path(alongside.accessibility.__file__).parent / "fonts" / "NotoNaskhArabic-Regular.woff2").read_bytes()
NAME = hashlib.sha256(_CONTENT).hexdigest()[:16]
FOR_EVER = "public, max-age=31536000, immutable"

type_pages = Blueprint("type", __name__)


@type_pages.get("/type/<name>.woff2")
@access(PUBLIC)
def letters(name: str) -> Response:
    """Give the letters."""
    if name != NAME:
        abort(404)
    return Response(_CONTENT, mimetype="font/woff2", headers={"Cache-Control": FOR_EVER})
