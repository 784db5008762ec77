"""`musicdb`: the commands, and the door where errors become a sentence on stderr and an exit code.

A command is a file in this folder with a click command of the same name; it is imported when it is asked for.
Exit codes: 0 done, 1 it went wrong, 2 the command line or the configuration is wrong.
"""

import errno
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from musicdb import __version__
from musicdb.errors import ConfigError, MusicDBError

COMMANDS: Mapping[str, str] = {
    "server": "Runs MusicDB.",
    "search": "Finds music by its names.",
    "user": "Sets who may use MusicDB.",
    "certificate": "Makes a TLS certificate for this machine.",
    "config": "Prints the configuration, or what is wrong with it.",
    "check": "Finds what is wrong with this installation, and mends it.",
    "backup": "Copies everything MusicDB keeps, while it runs.",
    "restore": "Puts a backup back.",
    "import": "Takes albums and videos of the music directory in.",
    "import-v8": "Takes an installation of MusicDB 8 over.",
    "tasks": "Shows what is under way, and ends it.",
    "artwork": "Gives albums and videos their pictures.",
    "videoframes": "Gives videos their frames and previews.",
    "extern": "Brings music to a player or a card.",
    "database": "Checks or removes entries of the catalogue.",
    "metadata": "Shows what the tags of a file say.",
    "results": "Shows, exports and draws what is known about the sound of a song.",
    "models": "Shows what models have learned from your tags, and what they say.",
    "identify": "Tells what files are, by their sound.",
    "duplicates": "Shows songs that are there twice, and asks what to do.",
    "fingerprint": "Prints acoustic fingerprints of files, as fpcalc does.",
    "analyse": "Hears songs, to know what they sound like.",
    "stats": "Shows how much there is.",
    "index": "Looks after the index of fingerprints.",
    "tags": "Shows and changes genres, subgenres and moods.",
}
# A command has the file and function of its name, unless that is no name for Python.
_FUNCTIONS = {"import": "imports", "import-v8": "takeover"}


class LazyGroup(click.Group):
    """Knows its commands by name and sentence, and imports the one that runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        function = _FUNCTIONS.get(cmd_name, cmd_name)
        command: click.Command = getattr(import_module(f"musicdb.cli.{function}"), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands without importing one."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command that is asked for. An error ends the program."""
        try:
            return super().invoke(ctx)
        except MusicDBError as error:
            click.echo(f"musicdb: {error.message}", err=True)
            sys.exit(2 if isinstance(error, ConfigError) else 1)
        except OSError as error:
            if error.errno == errno.EPIPE:
                # Nobody reads what is told any more: click ends the program without a word.
                raise
            place = "" if error.filename is None else f"{error.filename}: "
            click.echo(f"musicdb: {place}{error.strerror or error}.", err=True)
            sys.exit(1)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-v", "--version", message="MusicDB %(version)s")
@click.option("--config", "path", type=click.Path(path_type=Path), help="The configuration file.")
@click.pass_context
def main(ctx: click.Context, path: Path | None) -> None:
    """MusicDB is a home music server that treats a music collection as sacred.

    Commands find the server by its data directory. When it was started with --music or --data, say the same in
    $MUSICDB_MUSIC and $MUSICDB_DATA, or in the configuration file, which may be named by $MUSICDB_CONFIG, too.

    \b
    Example:
        MUSICDB_DATA=/srv/musicdb musicdb stats
    """
    ctx.obj = path
