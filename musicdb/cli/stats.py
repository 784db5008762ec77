"""`musicdb stats`: how much there is."""

from pathlib import Path

import click

from musicdb.cli.access import open_house
from musicdb.cli.output import as_json, print_json, print_table
from musicdb.config.reader import load_config

_BAR = 40


@click.command()
@as_json
@click.pass_obj
def stats(path: Path | None, *, as_json: bool) -> None:
    """Shows how much there is: artists, albums, songs, and how they are distributed.

    \b
    Example:
        musicdb stats --json
    """
    with open_house(load_config(path)) as house:
        numbers = house.request("GetCollectionStatistics")
    if as_json:
        print_json(numbers)
        return
    charts = {name: value for name, value in numbers.items() if isinstance(value, list)}
    rows: list[tuple[str, object]] = [
        (name, value) for name, value in numbers.items() if name not in charts and name != "playtime"
    ]
    rows.append(("hours of music", numbers["playtime"] // 3600))
    rows.append(("albums per artist", _ratio(numbers["albums"], numbers["artists"])))
    rows.append(("songs per album", _ratio(numbers["songs"], numbers["albums"])))
    print_table("Collection", ("", "number"), rows)
    for name, counts in charts.items():
        if counts:
            most = max(count["number"] for count in counts)
            bars = ((count["name"], count["number"], "━" * (_BAR * count["number"] // most)) for count in counts)
            print_table(f"\n{name.capitalize()}", ("", "number", ""), bars)


def _ratio(number: int, by: int) -> str:
    return f"{number / by:.1f}" if by else "–"
