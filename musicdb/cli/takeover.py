"""`musicdb import-v8`: takes an installation of MusicDB 8 over."""

from collections import Counter
from pathlib import Path

import click

from musicdb.cli.output import as_json, print_json, print_table, progress
from musicdb.config.datalock import DataLock
from musicdb.config.reader import load_config
from musicdb.model.takeover import TakeoverReport

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_DIRECTORY = click.Path(exists=True, file_okay=False, path_type=Path)
_SHOWN = 20


@click.command("import-v8")
@click.option("--music-db", "music", type=_FILE, required=True, metavar="FILE", help="The database music.db.")
@click.option("--tracker-db", "tracker", type=_FILE, metavar="FILE", help="The database tracker.db.")
@click.option("--artwork", type=_DIRECTORY, metavar="DIR", help="The directory webdata/artwork.")
@click.option("--state", type=_DIRECTORY, metavar="DIR", help="The directory state; config is expected beside it.")
@click.option("--all", "everything", is_flag=True, help="Show all that was left, however much it is.")
@as_json
@click.pass_obj
def takeover(
    path: Path | None,
    *,
    music: Path,
    tracker: Path | None,
    artwork: Path | None,
    state: Path | None,
    everything: bool,
    as_json: bool,
) -> None:
    """Takes an installation of MusicDB 8 over, and tells what it took, and what it left and why.

    Nothing is changed there, and no music is touched. Either all is taken over or nothing; doing it again adds what is
    new. The server must not run meanwhile, and the directory of the music must be the same.

    \b
    Example:
        musicdb import-v8 --music-db /old/music.db --tracker-db /old/tracker.db \\
            --artwork /old/webdata/artwork --state /old/state
    """
    config = load_config(path)
    from musicdb.library.takeover import Installation, take_over
    from musicdb.store.store import Store

    directories = config.directories
    with DataLock(directories.data), progress("Rendering artwork", 0) as advance:
        store = Store(directories.database)
        try:
            installation = Installation(music, tracker, artwork, state)
            report = take_over(store, installation, directories.artwork, config.albumcover.scales, advance)
        finally:
            store.close()
    if as_json:
        print_json(report)
    else:
        _tell(report, everything=everything)


def _tell(report: TakeoverReport, *, everything: bool) -> None:
    left = Counter(entry.kind for entry in report.left)
    kinds = dict.fromkeys((*report.taken, *report.known, *left))
    rows = ((kind, report.taken.get(kind, 0), report.known.get(kind, 0), left[kind]) for kind in kinds)
    print_table("Taken over", ("", "taken", "known before", "left"), rows)
    if report.left:
        shown = report.left if everything else report.left[:_SHOWN]
        print_table("\nLeft", ("what", "name", "why"), ((entry.kind, entry.name, entry.reason) for entry in shown))
        if len(shown) < len(report.left):
            click.echo(f"… and {len(report.left) - len(shown)} more; --all shows them.")
    click.echo("The files themselves were not looked at. `musicdb database check` tells which are missing.", err=True)
