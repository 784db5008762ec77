"""`musicdb analyse`: hears songs of the collection, or files by themselves."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from musicdb.cli.access import ANALYSIS_NEWS, House, open_house
from musicdb.cli.hearing import hear_files, sound_files
from musicdb.cli.output import as_json, print_json, print_table, progress
from musicdb.config.reader import load_config
from musicdb.config.schema import Config
from musicdb.insight.presets import COMPLETE, PRESETS


@click.command()
@click.argument("selection", nargs=-1, metavar="[SELECTION]…")
@click.option("--preset", default="default", show_default=True, help="What to find out, or processors with commas.")
@click.option("--workers", type=click.IntRange(1, 64), help="How many songs to hear at once, without a server.")
@click.option("--watch", is_flag=True, help="Wait until the server is done, and show how far it is.")
@click.option("--pause/--resume", "paused", default=None, help="Hold all work of the server, or let it go on.")
@as_json
@click.pass_obj
def analyse(
    path: Path | None,
    *,
    selection: tuple[str, ...],
    preset: str,
    workers: int | None,
    watch: bool,
    paused: bool | None,
    as_json: bool,
) -> None:
    """Hears songs: how loud they are, how fast, in which key, what they sound like.

    SELECTION is an artist, an album or a song of the collection by its path; without any, all songs are heard that
    nobody has heard yet. Through the server when there is one, else here and now.

    Files and directories outside of the collection are heard by themselves, and nothing about them is kept. With
    --json, there is one object for each, on a line of its own. Ends with 1 when something could not be heard.

    \b
    Example:
        musicdb analyse "Rammstein/2005 - Rosenrot" --watch
        musicdb analyse ~/Downloads/*.flac --json
    """
    config = load_config(path)
    if paused is not None:
        _switch(config, paused=paused, as_json=as_json)
        return
    files = [Path(one) for one in selection if _is_outside(config, one)]
    if files and len(files) < len(selection):
        raise click.UsageError("Name either what is in the collection, or files outside of it.")
    if files:
        well = hear_files(config, [*sound_files(files)], preset, workers or 1, as_json=as_json)
    else:
        well = _hear_songs(_willing(config, workers), selection, preset, watch=watch, as_json=as_json)
    if not well:
        sys.exit(1)


def _switch(config: Config, *, paused: bool, as_json: bool) -> None:
    with open_house(config) as house:
        house.request("PauseAnalysis" if paused else "ResumeAnalysis")
        _tell_state(house.request("GetAnalysisState"), as_json=as_json)


def _is_outside(config: Config, given: str) -> bool:
    place, music = Path(given).absolute(), config.directories.music.absolute()
    return place.exists() and not place.is_relative_to(music)


def _willing(config: Config, workers: int | None) -> Config:
    """Who asks wants it now, whatever the hour, and nothing else."""
    analysis = msgspec.structs.replace(config.analysis, automatic=False, hours="", onbattery=True, maxload=0.0)
    if workers:
        analysis = msgspec.structs.replace(analysis, workers=workers)
    return msgspec.structs.replace(config, analysis=analysis)


def _hear_songs(config: Config, selection: tuple[str, ...], preset: str, *, watch: bool, as_json: bool) -> bool:
    with open_house(config, analysis=True) as house:
        songids = list(dict.fromkeys(songid for given in selection for songid in _songs(house, config, given)))
        runid = _begin(house, songids if selection else None, preset)
        if house.is_remote and not watch:
            state = house.request("GetAnalysisState")
            _tell_state(state, as_json=as_json)
            return True
        failures = _wait(house, set(songids) if selection else None, runid)
        if as_json:
            known = [house.request("GetSongAnalysis", songid=songid) for songid in songids]
            print_json({"songs": known, "failed": failures} if selection else {"failed": failures})
    for failure in failures:
        click.echo(f"musicdb: {failure['path']}: {failure['reason']}", err=True)
    return not failures


def _songs(house: House, config: Config, given: str) -> Iterator[int]:
    place, music = Path(given).absolute(), config.directories.music.absolute()
    inside = place.exists() and place.is_relative_to(music)
    relative = str(place.relative_to(music)) if inside else given.strip("/")
    for entry in house.request("FindEntries", path="" if relative == "." else relative):
        if entry["kind"] == "song":
            yield entry["id"]


def _begin(house: House, songids: list[int] | None, preset: str) -> str | None:
    """Queues songs, or all. When the preset is one somebody has made, that is a run; then returns its id."""
    if preset not in {*PRESETS, COMPLETE} and "," not in preset:
        made = [*house.request("GetExperiences"), *house.request("GetPresets")]
        found = [one["id"] for one in made if one["name"] == preset and not one["builtin"]]
        if found:
            run = house.request("StartRun", definitionid=found[0], songids=songids, new=songids is None)
            return str(run["id"])
    house.request("AnalyseSongs", songids=songids, all=songids is None, preset=preset)
    return None


def _wait(house: House, songids: set[int] | None, runid: str | None) -> list[dict[str, Any]]:
    """Waits for these songs, or for all, and tells why nothing moves. Returns what failed of them."""
    state = house.request("GetAnalysisState")
    hindrance = _tell_hindrance(None, state)
    total = len(songids) if songids is not None else state["waiting"] + len(state["running"])
    left = None if songids is None else set(songids)
    with progress("Hearing", total) as advance:
        for news in house.news(ANALYSIS_NEWS):
            done = news.get("songids", [news["songid"]] if "songid" in news else [])
            for songid in done:
                if left is None or songid in left:
                    advance("")
            if left is not None:
                left -= set(done)
            if left is not None and not left:
                break
            if news["event"] != "onProgress":
                continue
            hindrance = _tell_hindrance(hindrance, news)
            # What was told before we asked says nothing about what we asked for.
            if _is_idle(news) and _is_idle(house.request("GetAnalysisState")):
                break
    if runid is not None:
        failed = house.request("GetRunSongs", runid=runid, state="failed")
        return [{**one, "path": f"song {one['songid']}"} for one in failed]
    failures: list[dict[str, Any]] = house.request("GetAnalysisFailures")
    return [one for one in failures if songids is None or one["songid"] in songids]


def _is_idle(state: dict[str, Any]) -> bool:
    return not state["waiting"] and not state["running"]


def _hindrance_of(state: dict[str, Any]) -> str | None:
    """Why nothing moves; None when it does."""
    return "It is paused; “musicdb analyse --resume” lets it go on." if state["paused"] else state["reason"]


def _tell_hindrance(known: str | None, state: dict[str, Any]) -> str | None:
    """Tells why nothing moves, once for each reason."""
    hindrance = _hindrance_of(state)
    if hindrance is not None and hindrance != known:
        click.echo(f"musicdb: waiting: {hindrance}", err=True)
    return hindrance


def _tell_state(state: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(state)
        return
    print_table(
        "Analysis", ("waiting", "running", "failed"), [(state["waiting"], len(state["running"]), state["failed"])]
    )
    if hindrance := _hindrance_of(state):
        click.echo(hindrance)
