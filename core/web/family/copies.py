"""Whether a copy is genuine: by the code that is printed on it, and by its file. Nothing is said about anybody."""

from flask import Blueprint, render_template, request

from alongside.core.conduct.copies import CHECK_PATH, is_genuine
from alongside.core.conduct.seals import Verdict, check_document
from alongside.core.web.access import PUBLIC, access, services

pages = Blueprint("copies", __name__)
ERRORS = {Verdict.UNREADABLE: "copies.file_unreadable", Verdict.CANNOT_CHECK: "copies.file_cannot"}


@pages.get(f"{CHECK_PATH}/<code>")
@access(PUBLIC)
def code(code: str) -> str:
    """Say whether the code is that of a copy of ours; it is one page with one of two answers."""
    return render_template("copy_code.html", is_genuine=is_genuine(services(), code))


@pages.get(CHECK_PATH)
@access(PUBLIC)
def file() -> str:
    """Ask for the file of a copy."""
    return render_template("copy_file.html", error="")


@pages.post(CHECK_PATH)
@access(PUBLIC)
def look() -> str | tuple[str, int]:
    """Say whether a file is a copy as we sealed it. It is looked at and forgotten."""
    sent = request.files.get("file")
    content = sent.read() if sent is not None else b""
    if not content:
        return render_template("copy_file.html", error="copies.file_missing"), 422
    verdict = check_document(services().settings, content).verdict
    if verdict in ERRORS:
        return render_template("copy_file.html", error=ERRORS[verdict]), 422
    return render_template("copy_found.html", is_genuine=verdict is Verdict.GENUINE)
