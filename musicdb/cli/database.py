"""`musicdb database`: checks or removes entries of the catalogue. No music is touched."""

import sys
from pathlib import Path

import click

from musicdb.cli.access import open_house
from musicdb.cli.output import as_json, print_json, print_table
from musicdb.config.reader import load_config

_REMOVERS = {
    "artist": ("RemoveArtistEntry", "artistid"),
    "album": ("RemoveAlbumEntry", "albumid"),
    "song": ("RemoveSongEntry", "songid"),
    "video": ("RemoveVideoEntry", "videoid"),
}


@click.group()
def database() -> None:
    """Checks or removes entries of the catalogue. Files stay as they are.

    PATH is relative to the music directory.

    \b
    Example:
        musicdb database check Rammstein
        musicdb database remove "Rammstein/2005 - Rosenrot"
    """


@database.command()
@click.argument("target", default="", metavar="[PATH]")
@as_json
@click.pass_obj
def check(path: Path | None, *, target: str, as_json: bool) -> None:
    """Looks for entries whose files are missing or not named as they should. Ends with 1 when there are some."""
    with open_house(load_config(path)) as house:
        findings = house.request("CheckPaths", path=target)
    if as_json:
        print_json(findings)
    elif findings:
        print_table("", ("path", "finding"), ((found["path"], found["finding"]) for found in findings))
    else:
        click.echo("All is well.")
    if findings:
        sys.exit(1)


@database.command()
@click.argument("target", metavar="PATH")
@as_json
@click.pass_obj
def remove(path: Path | None, *, target: str, as_json: bool) -> None:
    """Forgets an artist, an album, a song or a video, with everything that belongs to it. Files stay as they are."""
    with open_house(load_config(path)) as house:
        entries = house.request("FindEntries", path=target)
        first = entries[0]
        function, argument = _REMOVERS[first["kind"]]
        house.request(function, **{argument: first["id"]})
    if as_json:
        print_json(entries)
    else:
        click.echo(f"The {first['kind']} {first['path']} is forgotten, {len(entries)} entries in all.")
