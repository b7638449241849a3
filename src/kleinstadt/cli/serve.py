"""`kleinstadt serve`: the atlas on this machine, or behind a proxy for everybody."""

import socket
from typing import Annotated, Final

import typer

from kleinstadt.cli import terminal
from kleinstadt.cli.options import EditionPath
from kleinstadt.memory import all_stays, give_back_freed

OWN_HOSTS: Final = ("127.0.0.1", "localhost", "::1")


def serve(
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="Port to listen on.")] = 8000,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; the default is this machine alone.")
    ] = "127.0.0.1",
    public: Annotated[
        list[str] | None,
        typer.Option(
            "--public",
            help="Name under which a proxy on this machine publishes the atlas (docs/security.md); may be repeated.",
        ),
    ] = None,
    edition: EditionPath = None,
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
    give_back_freed()
    own = host in OWN_HOSTS and not public
    with all_stays():
        import uvicorn

        from kleinstadt.web.app import create_app
        from kleinstadt.web.serving.connections import CLOSING_S, CONNECTIONS, GuardedProtocol
        from kleinstadt.web.serving.standards import hosts_of

        app = create_app(
            edition,
            plans=own if plans is None else plans,
            database=database,
            local=own,
            hosts=hosts_of(host, public or ()),
        )
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=GuardedProtocol,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(public),  # only a proxy on this machine is believed
        forwarded_allow_ips="127.0.0.1,::1",
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=CLOSING_S,
    )
    terminal.be_patient()
    with _listening(host, port) as listener:
        shown = f"[{host}]" if ":" in host else host
        typer.echo(f"The atlas is at http://{shown}:{listener.getsockname()[1]}/ (stop with Ctrl-C)")
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    """A socket bound to the address; ends the command with what to do where it is taken."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        told = f"Cannot listen on {host}:{port} ({error.strerror}). Try another: kleinstadt serve --port 8001"
        typer.echo(told, err=True)
        raise typer.Exit(2) from error
    return listener
