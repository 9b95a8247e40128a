"""`rapport serve`: settings in, a server of the API and the explorer out."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from api.cli.terminal import MISUSED, StoreOption, fail


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    store: StoreOption = None,
    host: Annotated[
        str | None,
        typer.Option(
            help="Address to listen on; others than loopback need RAPPORT_TOKEN. [default: 127.0.0.1]"
        ),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port. [default: RAPPORT_PORT or 8000]")
    ] = None,
) -> None:
    """Serve GraphQL, the explorer, reports and /health until Ctrl-C."""
    from api.app import serve as serve_app
    from api.security import BindError
    from api.settings import Settings

    changes = {"store": store, "host": host, "port": port}
    settings = Settings().model_copy(
        update={name: value for name, value in changes.items() if value is not None}
    )
    _check_port(settings.host, settings.port)
    try:
        serve_app(settings)
    except BindError as error:
        raise fail(error.reason, error.remedy, MISUSED) from error


def _check_port(host: str, port: int) -> None:
    """Find out before anything is started whether the port is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = f"cannot listen on {host}:{port}: {error.strerror or error}."
            raise fail(
                reason, f"Take another port: rapport serve --port {port + 1} (or make run PORT={port + 1})"
            ) from error
