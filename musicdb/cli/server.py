"""`musicdb server`: runs the daemon until it is told to stop."""

import sys
from pathlib import Path

import click

from musicdb.config.reader import load_config

# Each option stands for one of the configuration, and wins.
_OPTIONS = {
    "music": ("directories", "music"),
    "data": ("directories", "data"),
    "bind": ("websocket", "bind"),
    "port": ("websocket", "port"),
}


@click.command()
@click.option("--music", metavar="DIR", help="The music directory.")
@click.option("--data", metavar="DIR", help="The directory for everything else MusicDB keeps.")
@click.option("--bind", metavar="ADDRESS", help="The address to listen at.")
@click.option("--port", metavar="N", help="The port to listen at; 0 takes any free one, and the ready line tells.")
@click.pass_obj
def server(path: Path | None, /, **given: str | None) -> None:
    """Runs MusicDB. The options win over the configuration."""
    overrides: dict[str, dict[str, str]] = {}
    for name, text in given.items():
        if text is not None:
            section, option = _OPTIONS[name]
            overrides.setdefault(section, {})[option] = text
    config = load_config(path, overrides)
    from musicdb.cli.logs import open_log
    from musicdb.daemon import run

    open_log(config.log)
    sys.exit(run(config))
