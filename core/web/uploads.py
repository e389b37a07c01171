"""Files that people send: they stay in memory, and none is ever written to a disk."""

import io
from typing import IO

from flask import Request


class MemoryRequest(Request):
    """A request whose files are held in memory; how large one may be is settled for the whole form."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - werkzeug fixes the arguments
        content_type: str | None,  # noqa: ARG002 - likewise
        filename: str | None = None,  # noqa: ARG002 - likewise
        content_length: int | None = None,  # noqa: ARG002 - likewise
    ) -> IO[bytes]:
        return io.BytesIO()
