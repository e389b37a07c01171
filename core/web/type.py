"""The letter forms that pages may fetch: Urdu and Arabic for devices that have none, and those that a person chose.

The name of each holds its hash. A letter form that somebody may choose is named on no page but theirs.
"""

import hashlib
import tomllib
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort
from markupsafe import Markup

import alongside.accessibility
from alongside.core.web.access import PUBLIC, access

_FOLDER = Path(alongside.accessibility.__file__).parent / "fonts"
_FILES: Final = {"naskh": (_FOLDER / "NotoNaskhArabic-Regular.woff2").read_bytes()}
_CHOICES: Final = tomllib.loads((_FOLDER / "fonts.toml").read_text(encoding="utf-8"))["page_font"]
_FILES.update({one["file"]: (_FOLDER / one["file"]).read_bytes() for one in _CHOICES})
_NAMES: Final = {file: hashlib.sha256(content).hexdigest()[:16] for file, content in _FILES.items()}
_CONTENTS: Final = {_NAMES[file]: content for file, content in _FILES.items()}
NAME = _NAMES["naskh"]
FOR_EVER = "public, max-age=31536000, immutable"
_WEIGHTS: Final = {"regular": "400", "bold": "700"}
_SIZES: Final = {"opendyslexic": 0.9}
"""Where a letter form is drawn much larger than the usual ones, the size at which its small letters are about as high."""

type_pages = Blueprint("type", __name__)


@type_pages.get("/type/<name>.woff2")
@access(PUBLIC)
def letters(name: str) -> Response:
    """Give the letters."""
    content = _CONTENTS.get(name)
    if content is None:
        abort(404)
    return Response(content, mimetype="font/woff2", headers={"Cache-Control": FOR_EVER})


def rules_of(font: str) -> Markup:
    """Return the style rules that bring a chosen letter form; none for the usual one.

    It is there from the second page on, or at once where it comes fast: put in later it moves what is being read.
    """
    return _RULES.get(font, Markup())


def _write_rules(font: str) -> Markup:
    size = _SIZES.get(font, 1)
    rules = [
        f"@font-face{{font-family:Chosen;font-weight:{_WEIGHTS[one['weight']]};font-display:optional;"
        f"size-adjust:{size:.0%};src:url(/type/{_NAMES[one['file']]}.woff2)}}"
        for one in _CHOICES
        if one["font"] == font
    ]
    rules.append("body{font-family:Chosen,system-ui,sans-serif}")
    return Markup("".join(rules))  # noqa: S704 - our own words


_RULES: Final = {one["font"]: _write_rules(one["font"]) for one in _CHOICES}
