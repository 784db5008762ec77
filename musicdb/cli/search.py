"""`musicdb search`: finds artists, albums, songs and videos by their names."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from musicdb.cli.access import open_house
from musicdb.cli.output import as_json, print_json, print_table
from musicdb.config.reader import load_config

_GROUPS = {"artist": "artists", "album": "albums", "song": "songs", "video": "videos"}
Row = tuple[Any, ...]
_ROWS: Mapping[str, Callable[[dict[str, Any]], Row]] = {
    "artist": lambda hit: (hit["artist"]["name"],),
    "album": lambda hit: (hit["artist"]["name"], hit["album"]["name"], hit["album"]["release"] or None),
    "song": lambda hit: (hit["artist"]["name"], hit["album"]["name"], hit["song"]["name"]),
    "video": lambda hit: (hit["artist"]["name"], hit["video"]["name"], hit["video"]["release"] or None),
}


@click.command()
@click.option("-t", "--type", "kind", type=click.Choice(["all", *_GROUPS]), default="all", help="What to look for.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["short", "id", "path"]), default="short",
    help="Names, or ids or paths, one a line.",
)  # fmt: skip
@click.option("-l", "--limit", type=click.IntRange(1, 1000), default=20, help="How many of each kind at most.")
@click.argument("text")
@as_json
@click.pass_obj
def search(path: Path | None, /, *, kind: str, form: str, limit: int, text: str, as_json: bool) -> None:
    """Finds artists, albums, songs and videos by their names, typos forgiven, the best first. Ends with 1 for nothing.

    \b
    Example:
        musicdb search rosenrt
        musicdb search --type album --format path rosenrot
        musicdb search --type song --json "rammstein benzin"
    """
    kinds = list(_GROUPS) if kind == "all" else [kind]
    with open_house(load_config(path)) as house:
        answer = house.request("Find", searchstring=text, limit=limit)
    found = {one: answer.get(_GROUPS[one], []) for one in kinds}
    if as_json:
        print_json({_GROUPS[one]: hits for one, hits in found.items()})
    elif form == "short":
        rows = [(one, *_ROWS[one](hit)) for one, hits in found.items() for hit in hits]
        # All rows of a table have as many cells.
        if rows:
            print_table("", ("", "artist", "", ""), ((*row, None, None)[:4] for row in rows))
    else:
        for one, hits in found.items():
            for hit in hits:
                click.echo(hit[one][form])
    if not any(found.values()):
        click.echo(f"musicdb: nothing is called like {text!r}.", err=True)
        sys.exit(1)
