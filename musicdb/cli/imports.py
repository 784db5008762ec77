"""`musicdb import`: takes what lies in the music directory into the catalogue."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from musicdb.cli.access import House, open_house
from musicdb.cli.output import as_json, print_json, progress
from musicdb.cli.waiting import Outcome, wait_for_tasks
from musicdb.config.reader import load_config
from musicdb.errors import NotFoundError
from musicdb.library.naming import parse_album
from musicdb.library.paths import MusicDirectory


@click.command("import")
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option("--new", is_flag=True, help="Everything that is not in the catalogue yet.")
@as_json
@click.pass_obj
def imports(path: Path | None, *, paths: tuple[str, ...], new: bool, as_json: bool) -> None:
    """Takes albums and videos of the music directory into the catalogue, or brings them up to date.

    PATH is the directory of an album or of an artist, or the file of a video; absolute, or relative to the music
    directory. Ends with 1 when something could not be imported.

    \b
    Example:
        musicdb import "Rammstein/2005 - Rosenrot"
        musicdb import --new
    """
    if not paths and not new:
        raise click.UsageError("Name a PATH, or ask for everything with --new.")
    config = load_config(path)
    music = MusicDirectory(config.directories.music)
    wanted = [entry for given in paths for entry in _contents(music, given)]
    outcomes: dict[str, Outcome] = {}
    with open_house(config) as house:
        if new:
            wanted += _new_ones(house)
        tasks = {
            house.request("InitiateMusicImport", contenttype=kind, contentpath=content): content
            for kind, content in dict.fromkeys(wanted)
        }
        with progress("Importing", len(tasks)) as advance:

            def ended(outcome: Outcome) -> None:
                outcomes[tasks[outcome.taskid]] = outcome
                advance(tasks[outcome.taskid])

            wait_for_tasks(house, tasks, ended)
    _tell(outcomes, as_json=as_json)


def _contents(music: MusicDirectory, given: str) -> Iterator[tuple[str, str]]:
    place = Path(given)
    relative = music.relative(place) if place.is_absolute() else given.strip("/")
    found = music.existing(relative)
    if found.is_file():
        yield "video", relative
    elif "/" in relative:
        yield "album", relative
    else:
        albums = [album for album in sorted(found.iterdir()) if album.is_dir() and parse_album(album.name)]
        if not albums:
            raise NotFoundError(f"There is no album in “{relative}”.")
        yield from (("album", music.relative(album)) for album in albums)


def _new_ones(house: House) -> list[tuple[str, str]]:
    content = house.request("FindNewContent")
    albums = [("album", album["path"]) for album in content["albums"] if album["release"] is not None]
    return albums + [("video", video["path"]) for video in content["videos"] if video["release"] is not None]


def _tell(outcomes: dict[str, Outcome], *, as_json: bool) -> None:
    failures = {path: outcome.failure for path, outcome in outcomes.items() if outcome.failure}
    unreadable: dict[str, Any] = {path: outcome.annotations.get("unreadable", []) for path, outcome in outcomes.items()}
    imported = sorted(outcomes.keys() - failures.keys())
    if as_json:
        print_json({"imported": imported, "failed": failures, "unreadable": {k: v for k, v in unreadable.items() if v}})
    else:
        for path in imported:
            click.echo(path)
        for reason in (sentence for sentences in unreadable.values() for sentence in sentences):
            click.echo(f"musicdb: {reason}", err=True)
        for path, failure in failures.items():
            click.echo(f"musicdb: {path}: {failure}", err=True)
    if failures:
        sys.exit(1)
