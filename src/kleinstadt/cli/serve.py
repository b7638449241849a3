"""`kleinstadt serve`: the atlas on this machine."""

from pathlib import Path
from typing import Annotated, Final

import typer

OWN_HOSTS: Final = ("127.0.0.1", "localhost", "::1")


def serve(
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="Port to listen on.")] = 8000,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; the default is this machine alone.")
    ] = "127.0.0.1",
    edition: Annotated[
        Path | None, typer.Option("--edition", help="Folder of an edition; by default the embedded one.")
    ] = None,
    database: Annotated[
        str | None,
        typer.Option("--database", help="Where plans are kept: sqlite:///file or postgresql://host/name."),
    ] = None,
    plans: Annotated[
        bool | None,
        typer.Option("--plans/--no-plans", help="With plans to write; by default on this machine alone. No login yet."),
    ] = None,
) -> None:
    """Serve the atlas: maps, profiles, comparisons and the API, in the browser."""
    import socket

    import uvicorn

    from kleinstadt.web.app import create_app

    own = host in OWN_HOSTS
    app = create_app(edition, plans=own if plans is None else plans, database=database, local=own)
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            typer.echo(
                f"Cannot listen on {host}:{port} ({error.strerror}). Try another: kleinstadt serve --port 8001",
                err=True,
            )
            raise typer.Exit(2) from error
        shown = f"[{host}]" if ":" in host else host
        typer.echo(f"The atlas is at http://{shown}:{listener.getsockname()[1]}/ (stop with Ctrl-C)")
        uvicorn.Server(config).run(sockets=[listener])
