"""`musicdb artwork`: gives albums and videos their pictures."""

import hashlib
import sys
from pathlib import Path

import click

from musicdb.cli.access import House, open_house
from musicdb.cli.output import as_json, print_json, progress
from musicdb.cli.waiting import Outcome, wait_for_tasks
from musicdb.config.reader import load_config


@click.command()
@click.option("-u", "--update", is_flag=True, help="Look at all albums, also those that have a picture.")
@click.option("--album", "target", default="", metavar="PATH", help="Only this album, video or artist.")
@click.option(
    "--artwork",
    "picture",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The picture the album gets.",
)
@as_json
@click.pass_obj
def artwork(path: Path | None, *, update: bool, target: str, picture: Path | None, as_json: bool) -> None:
    """Looks for the pictures of albums and videos that have none, and renders all sizes that are missing.

    With --album and --artwork an album gets the picture in FILE, for good.

    \b
    Example:
        musicdb artwork
        musicdb artwork --album "Rammstein/2005 - Rosenrot" --artwork cover.jpg
    """
    if picture and not target:
        raise click.UsageError("For which album? Name it with --album.")
    with open_house(load_config(path)) as house:
        if picture:
            tasks = [_choose(house, picture, target)]
        else:
            tasks = house.request("UpdateArtworks", path=target, everything=update)
        failures = wait_for_pictures(house, tasks)
    tell_outcome(len(tasks), failures, "albums and videos", as_json=as_json)


def wait_for_pictures(house: House, tasks: list[str]) -> list[str]:
    """Waits until tasks have ended, behind a bar. Returns why some of them failed."""
    failures: list[str] = []
    with progress("Looking for artwork", len(tasks)) as advance:

        def ended(outcome: Outcome) -> None:
            advance("")
            if outcome.failure:
                failures.append(outcome.failure)

        wait_for_tasks(house, tasks, ended)
    return failures


def tell_outcome(tasks: int, failures: list[str], what: str, *, as_json: bool) -> None:
    """Tells what became of tasks, and ends with 1 when some failed."""
    if as_json:
        print_json({"tasks": tasks, "failures": failures})
    else:
        click.echo(f"{tasks - len(failures)} {what} were looked at.")
        for failure in failures:
            click.echo(f"musicdb: {failure}", err=True)
    if failures:
        sys.exit(1)


def _choose(house: House, picture: Path, target: str) -> str:
    """Uploads a picture and has it taken as artwork. Returns the task that does it."""
    content = picture.read_bytes()
    taskid = house.request(
        "InitiateUpload",
        taskid=f"artwork-{hashlib.sha256(content + target.encode()).hexdigest()}",
        mimetype="",
        contenttype="artwork",
        filesize=len(content),
        checksum=hashlib.sha1(content, usedforsecurity=False).hexdigest(),
        filename=picture.name,
    )
    for news in house.news():
        if news["taskid"] != taskid:
            continue
        if news["event"] == "ChunkRequest":
            begin = news["offset"]
            chunk = content[begin : begin + news["chunksize"]]
            house.request("UploadChunk", taskid=taskid, chunkdata=chunk.hex(), offset=begin)
        elif news["state"] == "readyforintegration":
            source = news["task"]["preprocessedpath"] or news["task"]["uploadpath"]
            chosen: str = house.request("InitiateArtworkImport", sourcepath=source, targetpath=target)
            return chosen
        elif news["event"] == "InternalError":
            raise click.ClickException(news["message"])
    raise AssertionError
