"""`musicdb identify`: tells what a file is, by its sound, among the music of the library."""

import sys
from pathlib import Path
from typing import Any

import click

from musicdb.cli.access import House, open_house
from musicdb.cli.output import as_json, print_json, print_table
from musicdb.config.reader import load_config
from musicdb.errors import MusicDBError


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(dir_okay=False, path_type=Path))
@click.option("-l", "--limit", type=click.IntRange(1, 50), default=5, help="How many answers for each file at most.")
@click.option(
    "--tracklist", is_flag=True, help="The files are long mixes: tell which songs are played in them, and when."
)
@as_json
@click.pass_obj
def identify(path: Path | None, /, *, files: tuple[Path, ...], limit: int, tracklist: bool, as_json: bool) -> None:
    """Tells which songs of the library files are, or are a part of, by their sound. Ends with 1 when one is not known.

    \b
    Example:
        musicdb identify /tmp/unknown.mp3
        musicdb identify --tracklist /tmp/mix.mp3
    """
    config = load_config(path)
    answers: dict[str, Any] = {}
    unread: set[str] = set()
    with open_house(config) as house:
        for file in files:
            try:
                answers[str(file)] = _ask(house, str(config.tools.ffmpeg or ""), file, limit, tracklist=tracklist)
            except MusicDBError as error:
                click.echo(f"musicdb: {error.message}", err=True)
                answers[str(file)] = []
                unread.add(str(file))
    if as_json:
        print_json(answers)
    else:
        for name, found in answers.items():
            if name not in unread:
                _print(name, found, tracklist=tracklist)
    if not all(answers.values()):
        sys.exit(1)


def _ask(house: House, tool: str, file: Path, limit: int, *, tracklist: bool) -> Any:
    from musicdb.fingerprint.textformat import encode
    from musicdb.insight.clips import clip_of, hear_clip
    from musicdb.media.ffmpeg import find_ffmpeg

    clip = clip_of(hear_clip(file, find_ffmpeg(tool)))
    if tracklist:
        return house.request("GetTracklist", fingerprint=encode(clip.items))
    shifted = [encode(items) for items in clip.shifted]
    return house.request("IdentifyFingerprint", fingerprint=encode(clip.items), shifted=shifted, limit=limit)


def _print(name: str, found: list[dict[str, Any]], *, tracklist: bool) -> None:
    if not found:
        click.echo(f"{name}: nothing in the library sounds like it.")
        return
    rows = []
    for one in found:
        told = f"{_time(one['start'])}-{_time(one['end'])}" if tracklist else one["match"]["verdict"]
        score = None if tracklist else f"{one['match']['score']:.3f}"
        rows += [
            (told, _time(one["position"]), score, song["artist"], song["album"], song["name"]) for song in one["songs"]
        ]
        rows += [
            (told, _time(one["position"]), score, video["artist"], "(video)", video["name"]) for video in one["videos"]
        ]
    print_table(name, ("", "at", "score", "artist", "album", "song"), rows)


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(abs(seconds)), 60)
    return f"{'-' if seconds <= -1 else ''}{minutes}:{rest:02}"
