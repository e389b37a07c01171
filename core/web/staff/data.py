"""Answers, scores and codebook to take away."""

from flask import Blueprint, Response, abort, render_template

from alongside.core.conduct import exporting
from alongside.core.definitions.roles import Duty
from alongside.core.web import files
from alongside.core.web.access import access, acting, services

data_pages = Blueprint("data", __name__, url_prefix="/data")


@data_pages.get("/")
@access(Duty.TAKE_DATA)
def home() -> str:
    """Show what can be downloaded."""
    counts = exporting.count_parts(services(), acting().sites(Duty.TAKE_DATA))
    return render_template("data_home.html", files=tuple(exporting.FILES), counts=counts)


@data_pages.post("/<name>.csv")
@access(Duty.TAKE_DATA)
def download(name: str) -> Response:
    """Give one file, after the export was put on record."""
    if name not in exporting.FILES:
        abort(404)
    sites = acting().sites(Duty.TAKE_DATA)
    exporting.note_export(services(), acting().subject, name, sites)
    return files.download("".join(exporting.FILES[name](services(), sites)), "text/csv", f"{name}.csv")
