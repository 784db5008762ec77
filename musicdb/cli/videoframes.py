"""`musicdb videoframes`: gives videos their frames and previews."""

from pathlib import Path

import click

from musicdb.cli.access import open_house
from musicdb.cli.artwork import tell_outcome, wait_for_pictures
from musicdb.cli.output import as_json
from musicdb.config.reader import load_config


@click.command()
@click.option("-u", "--update", is_flag=True, help="Look at all videos, also those that have frames.")
@click.option("--video", "target", default="", metavar="PATH", help="Only this video, or those of this artist.")
@as_json
@click.pass_obj
def videoframes(path: Path | None, *, update: bool, target: str, as_json: bool) -> None:
    """Renders frames, animated previews and thumbnails of videos that have none, in all sizes of the configuration.

    With other options in [videoframes], --update renders all anew.

    \b
    Example:
        musicdb videoframes
        musicdb videoframes --update --video "Rammstein/2001 - Sonne.m4v"
    """
    with open_house(load_config(path)) as house:
        tasks = house.request("UpdateArtworks", path=target, everything=update, kind="video")
        failures = wait_for_pictures(house, tasks)
    tell_outcome(len(tasks), failures, "videos", as_json=as_json)
