"""`alongside serve` and `alongside demo`: the web server in the foreground."""

import json
import logging
import shutil
import threading
from pathlib import Path

import click
import waitress

from alongside.core.commands.check import settings_faults
from alongside.core.commands.deployment import BadInputError, Deployment, pass_deployment
from alongside.core.conduct.demonstration import (
    FILES_OF_THE_DEMONSTRATION,
    FOLDERS_OF_THE_DEMONSTRATION,
    demonstration_settings,
    prepare_demonstration,
    write_demonstration_file,
)
from alongside.core.conduct.reminding import queue_reminders
from alongside.core.conduct.sending import send_due
from alongside.core.conduct.services import Services, open_services
from alongside.core.conduct.staff_seen import has_keeper
from alongside.core.conduct.texts import OfferedLanguages, flow_texts
from alongside.core.conduct.versions import codes_in_study, shown_versions
from alongside.core.web.application import create_app

LOG = logging.getLogger(__name__)
LOOK_EVERY_SECONDS = 2.0
THREADS = 8


@click.command(epilog="\b\nExample:\n  alongside demo --port 8000")
@click.option("--port", default=8000, show_default=True, help="The port to serve on.")
@click.option(
    "--instance",
    type=click.Path(path_type=Path),
    default=Path("instance"),
    show_default=True,
    help="The folder for its data.",
)
@click.option("--reset", is_flag=True, help="Forget everything and start afresh.")
@click.option("--json", "as_json", is_flag=True, help="Print what is in demo.json instead of words.")
def demo(port: int, instance: Path, *, reset: bool, as_json: bool) -> None:
    """Serve the demonstration study with invented families, on this computer only."""
    if reset:
        _forget(instance)
    services = open_services(demonstration_settings(instance, port))
    told = write_demonstration_file(services, people := prepare_demonstration(services))
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        click.echo(f"\nAlongside, the demonstration: {told['url']}\nPost box (every message): {told['post_box']}\n")
        for person in people:
            click.echo(f"  {person.who}\n    link  {person.link}\n    code  {person.code}\n")
        for pack in services.catalogue.packs:
            if pack.pack is None:
                click.echo(f"The text pack {pack.name} is refused: `alongside licences check` says why.\n")
        click.echo("Three things to try: change the language, press Listen, stop and come back in another browser.")
        click.echo("Ctrl+C ends it; the data is kept. `make demo-reset` starts afresh.\n")
    _serve(services, "127.0.0.1", port)


@click.command(epilog="\b\nExamples:\n  alongside serve --port 8000\n  alongside --settings study.toml serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on, behind your proxy.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@pass_deployment
def serve(deployment: Deployment, host: str, port: int) -> None:
    """Serve a live study. Refused while `alongside check settings` finds anything unsafe."""
    faults = list(settings_faults(deployment.settings, deployment.catalogue))
    for fault in faults:
        click.echo(str(fault), err=True)
    if not all(fault.is_warning for fault in faults):
        raise BadInputError(
            "These settings are not safe for a live study. `alongside check settings` lists them again."
        )
    services = open_services(deployment.settings, catalogue=deployment.catalogue)
    if not has_keeper(services):
        click.echo("Nobody keeps staff at every site. `alongside staff add` makes such an account.", err=True)
    _serve(services, host, port)


def _forget(instance: Path) -> None:
    """Delete the demonstration's own files by name, and nothing else in the folder."""
    for name in FILES_OF_THE_DEMONSTRATION:
        for file in instance.glob(f"{name}*"):
            file.unlink()
    for name in FOLDERS_OF_THE_DEMONSTRATION:
        shutil.rmtree(instance / name, ignore_errors=True)


def _serve(services: Services, host: str, port: int) -> None:
    app = create_app(services)
    stopped = threading.Event()
    if services.settings.demonstration:
        threading.Thread(target=_keep_sending, args=(services, stopped), name="sender", daemon=True).start()
    if services.settings.warm_sounds:
        with services.records.read() as tx:
            shown = shown_versions(services, tx)
        consents = [shown[code] for code in codes_in_study(services)]
        wanted = flow_texts(services.study, services.catalogue, services.book, consents)
        app.extensions["alongside_sounds"].warm(OfferedLanguages(services).now(), wanted)
    try:
        waitress.serve(app, host=host, port=port, threads=THREADS, ident=None, clear_untrusted_proxy_headers=True)
    finally:
        stopped.set()
        services.close()


def _keep_sending(services: Services, stopped: threading.Event) -> None:
    """Send the demonstration's messages as they fall due; a live study runs `alongside remind` from a timer."""
    while not stopped.wait(LOOK_EVERY_SECONDS):
        try:
            queue_reminders(services)
            send_due(services, worker="demonstration")
        except Exception:
            LOG.exception("the demonstration's sender failed and tries again")
