"""`musicdb server`: runs the daemon until it is told to stop."""

import sys
from pathlib import Path

import click

from musicdb.config.reader import load_config
from musicdb.config.schema import Config

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
    from musicdb.cli.logs import open_log

    def load() -> Config:
        config = load_config(path, overrides)
        open_log(config.log)
        return config

    config = load()
    from musicdb.daemon import run

    sys.exit(run(config, load))
