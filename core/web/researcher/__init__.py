"""The researcher's page: answers, scores and codebook to download."""

from collections.abc import Callable, Iterator

from flask import Blueprint, Response, abort, render_template

from alongside.core.conduct import exporting
from alongside.core.conduct.people import RESEARCHER
from alongside.core.conduct.services import Services
from alongside.core.web.access import access, acting, services

data_pages = Blueprint("data", __name__, url_prefix="/data")
FILES: dict[str, Callable[[Services], Iterator[str]]] = {
    "answers": exporting.answers_csv,
    "scores": exporting.scores_csv,
    "consents": exporting.consents_csv,
    "codebook": exporting.codebook_csv,
}


@data_pages.get("/")
@access(RESEARCHER)
def home() -> str:
    """Show what can be downloaded."""
    return render_template("data_home.html", files=tuple(FILES), counts=exporting.count_parts(services()))


@data_pages.get("/<name>.csv")
@access(RESEARCHER)
def download(name: str) -> Response:
    """Give one file, after the export was put on record."""
    if name not in FILES:
        abort(404)
    exporting.note_export(services(), acting().subject, name)
    return Response(
        "".join(FILES[name](services())),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
