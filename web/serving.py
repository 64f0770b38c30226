"""``compendium serve``: the pages and the API under waitress, one process, several threads."""

import signal
import sys
import threading
from types import FrameType
from typing import TYPE_CHECKING, NoReturn, Protocol

import click

from web.session import Session, pass_session, setting_option

if TYPE_CHECKING:
    from flask import Flask

    from web.settings import Settings

READY_SECONDS = 600.0


class Server(Protocol):
    """What is used of a waitress server."""

    def run(self) -> None:
        """Answer requests until SystemExit or KeyboardInterrupt."""

    def close(self) -> None:
        """Let go of the port."""


@click.command(short_help="Serve the pages and the JSON interface.")
@setting_option("host")
@setting_option("port")
@setting_option("threads")
@setting_option("title")
@setting_option("data")
@pass_session
def serve(session: Session) -> None:
    """Serve the pages and the JSON interface until Ctrl-C.

    Nothing is imported or built: run `compendium sample` and `compendium reindex` first.

    Forms are signed with a key that is made once and kept in the data folder, or with the one in the
    environment variable COMPENDIUM_SECRET_KEY.
    """
    from web.application import create_app
    from web.terminal import first_use_shown

    settings = session.settings()
    knowledge_base = session.knowledge_base(progress=first_use_shown())
    app = create_app(settings, knowledge_base=knowledge_base, warm_up=False)
    server = _server(app, settings)
    address = f"http://{_for_address(settings.host)}:{_port(server)}"
    click.echo(f"Listening on {address}; loading the model.", err=True)
    app.extensions["readiness"].start()  # not before the port is ours: what is told next is told in order
    threading.Thread(target=_tell_when_ready, args=(app, address), daemon=True).start()
    _run_until_stopped(server)


def _server(app: "Flask", settings: "Settings") -> Server:
    from waitress.server import create_server

    try:
        server: Server = create_server(
            app,
            host=settings.host,
            port=settings.port,
            threads=settings.threads,
            ident=None,
            clear_untrusted_proxy_headers=True,
        )
        return server
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise click.ClickException(
            f"Cannot listen on {settings.host} port {settings.port}: {reason}. "
            "Choose another with --port or --host."
        ) from error


def _port(server: Server) -> int:
    """The port it listens on; a host name with several addresses has one socket for each."""
    listening = getattr(server, "effective_listen", None)
    return int(listening[0][1] if listening else getattr(server, "effective_port", 0))


def _for_address(host: str) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"[{shown}]" if ":" in shown and not shown.startswith("[") else shown


def _tell_when_ready(app: "Flask", address: str) -> None:
    """Say when questions are answered; why they are not is logged where it is found out."""
    if app.extensions["readiness"].wait(READY_SECONDS):
        click.echo(f"Ready: {address}  (Ctrl-C stops)", err=True)
    else:
        click.echo(f"Pages are served at {address}, searches are not answered yet.", err=True)


def _run_until_stopped(server: Server) -> None:
    """Answer requests until SIGTERM or Ctrl-C: both are a clean end, as a server is stopped like that."""
    interrupted = False

    def stop(number: int, _frame: FrameType | None) -> NoReturn:
        nonlocal interrupted
        interrupted = number == signal.SIGINT
        sys.exit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    server.run()  # waitress ends its threads on SystemExit and returns
    server.close()
    if interrupted:
        click.echo("Stopped.", err=True)
