"""`musicdb certificate`: makes a TLS certificate for this machine."""

import socket
from pathlib import Path

import click
import msgspec

from musicdb.cli.output import as_json, print_json
from musicdb.config.reader import load_config
from musicdb.config.schema import Config

_EVERYWHERE = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - compared with, not bound to


@click.command()
@click.option(
    "-n", "--name", "names", multiple=True, metavar="NAME", help="A further name or address; may be repeated."
)
@as_json
@click.pass_obj
def certificate(path: Path | None, *, names: tuple[str, ...], as_json: bool) -> None:
    """Makes a TLS certificate, signed by itself, for all names this machine goes by.

    These are localhost, its host name, the address of [websocket] bind and the names in allowedhosts. The key is for
    the user who runs this. An older certificate is replaced; the server takes the new one when it starts again.

    \b
    Example:
        sudo -u musicdb musicdb certificate --name music.example.org --name 192.168.1.20
    """
    config = load_config(path)
    from musicdb.config.certificate import make_certificate

    made = make_certificate(config.directories.config, (*_own_names(config), *names))
    if as_json:
        print_json({**msgspec.structs.asdict(made), "cert": str(made.cert), "key": str(made.key)})
        return
    click.echo(f"A certificate for {', '.join(made.names)}, good until {made.until}.")
    if (config.websocket.cert, config.websocket.key) != (made.cert, made.key):
        click.echo(f"To use it, write into musicdb.ini:\n\n[websocket]\ncert = {made.cert}\nkey = {made.key}")


def _own_names(config: Config) -> tuple[str, ...]:
    host = socket.gethostname()
    bind = () if config.websocket.bind in _EVERYWHERE else (config.websocket.bind,)
    hosts = (host, f"{host}.local") if host and "." not in host else (host,)
    return ("localhost", "127.0.0.1", "::1", *(name for name in hosts if name), *bind, *config.websocket.allowedhosts)
