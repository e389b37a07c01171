"""A deployment of a test, behind a real port, with some settings changed: for browsers that are not ours."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from werkzeug.serving import make_server

from alongside.core.web.application import create_app
from tests.support.deployment import Deployment


@contextmanager
def live(deployment: Deployment, *, host: str = "localhost", **changes: object) -> Iterator[Deployment]:
    """Serve the deployment's data with changed settings; its `base_url` says where. The clock stays the deployment's."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        settings = deployment.services.settings.model_copy(update={"base_url": f"http://{host}:{port}", **changes})
        services = replace(deployment.services, settings=settings)
        app = create_app(services)
        server = make_server("127.0.0.1", port, app, threaded=True, fd=listening.fileno())
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield replace(deployment, services=services, app=app)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
