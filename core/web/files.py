"""Files that a page gives. Their names tell nothing about anybody."""

from collections.abc import Iterable

from flask import Response


def pdf(content: bytes, name: str) -> Response:
    """Return a PDF that opens beside the pages."""
    return _file(content, "application/pdf", f'inline; filename="{name}"')


def download(content: bytes | str | Iterable[str], media_type: str, name: str) -> Response:
    """Return a file to be kept."""
    return _file(content, media_type, f'attachment; filename="{name}"')


def _file(content: bytes | str | Iterable[str], media_type: str, disposition: str) -> Response:
    return Response(content, mimetype=media_type, headers={"Content-Disposition": disposition})
