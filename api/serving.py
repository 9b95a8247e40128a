"""An application in; a server that runs it until Ctrl-C, and lets go of open streams first, out."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from typing import Any

import uvicorn


class Server(uvicorn.Server):
    """uvicorn's, which would wait for streams that have no end of their own."""

    def __init__(self, config: uvicorn.Config, before_end: Callable[[], None]) -> None:
        super().__init__(config)
        self._before_end = before_end

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End streams, then what is left."""
        self._before_end()
        await super().shutdown(sockets)


def run(app: Any, before_end: Callable[[], None], **options: Any) -> None:  # noqa: ANN401 - uvicorn's own
    """Serve until Ctrl-C or SIGTERM. Exits with 3 where it cannot start, as uvicorn does."""
    server = Server(uvicorn.Config(app, **options), before_end)
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises it again once all has ended
        server.run()
    if not server.started:
        raise SystemExit(3)
