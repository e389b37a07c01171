"""`alongside gallery`: every component in every state, to look at in a browser or to keep as files."""

from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import waitress

from alongside.core.conduct.demonstration import demonstration_settings
from alongside.core.conduct.services import Services, open_services
from alongside.core.definitions.errors import AlongsideError
from alongside.core.web.gallery import gallery_app, shapes

THREADS = 4


class GalleryError(AlongsideError):
    """A page of the gallery cannot be drawn."""


@click.command(epilog="\b\nExamples:\n  alongside gallery --port 8001\n  alongside gallery --to gallery")
@click.option("--port", default=8001, show_default=True, help="The port to serve on, on this computer only.")
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write the pages here instead.")
def gallery(port: int, folder: Path | None) -> None:
    """Show developers every component in every state, language, form and colour. It keeps no data."""
    with TemporaryDirectory(prefix="alongside-gallery-") as instance:
        services = open_services(demonstration_settings(Path(instance), port))
        try:
            if folder is not None:
                click.echo(f"{_write(services, folder)} pages written to {folder}")
                return
            click.echo(f"The gallery: http://127.0.0.1:{port}/gallery/family\nCtrl+C ends it.")
            waitress.serve(gallery_app(services), host="127.0.0.1", port=port, threads=THREADS, ident=None)
        finally:
            services.close()


def _write(services: Services, folder: Path) -> int:
    """Write each page as a file of its own and return how many there are."""
    visitor = gallery_app(services).test_client()
    folder.mkdir(parents=True, exist_ok=True)
    wanted = list(shapes(services))
    for shape in wanted:
        name = f"{shape.subject}-{shape.language}-{shape.form}-{shape.colours}.html"
        answer = visitor.get(shape.address)
        if answer.status_code != HTTPStatus.OK:
            raise GalleryError(f"{shape.address} answered {answer.status}")
        (folder / name).write_text(answer.get_data(as_text=True), encoding="utf-8")
    return len(wanted)
