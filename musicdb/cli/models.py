"""`musicdb models`: what models have learned, how good they are, and what they say."""

from pathlib import Path
from typing import Any

import click

from musicdb.cli.access import open_house
from musicdb.cli.output import as_json, print_json, print_table
from musicdb.config.reader import load_config
from musicdb.errors import NotFoundError

_BATCH = ("model", "version", "state", "sounds", "fresh", "checked", "drifted", "id")


@click.group()
def models() -> None:
    """Shows what models have learned from your tags, how good they are, and what they say about songs.

    \b
    Example:
        musicdb models train
        musicdb models quality
        musicdb models predictions "Rammstein/2005 - Rosenrot/01 Benzin.flac"
    """


@models.command(name="list")
@as_json
@click.pass_obj
def list_models(path: Path | None, *, as_json: bool) -> None:
    """Lists models with their batches: how many sounds, how many of them new, how many features have drifted."""
    with open_house(load_config(path)) as house:
        batches = house.request("GetPredictionBatches")
    _tell(batches, _BATCH, as_json=as_json)


@models.command()
@as_json
@click.pass_obj
def train(path: Path | None, *, as_json: bool) -> None:
    """Lets models learn and predict now, however little has changed, and shows their quality."""
    with open_house(load_config(path)) as house:
        _tell_quality(house.request("TrainModels"), as_json=as_json)


@models.command()
@as_json
@click.pass_obj
def quality(path: Path | None, *, as_json: bool) -> None:
    """Shows how well each tag is recognized in songs of artists the model has not heard."""
    with open_house(load_config(path)) as house:
        _tell_quality(house.request("GetModelQuality"), as_json=as_json)


@models.command()
@click.argument("batch", metavar="BATCH")
@as_json
@click.pass_obj
def drift(path: Path | None, *, batch: str, as_json: bool) -> None:
    """Shows how far the new sounds of BATCH, its id, are from what the model has learned from, the farthest first."""
    with open_house(load_config(path)) as house:
        report = house.request("GetDriftReport", batchid=batch)
    _tell(report, ("feature", "statistic", "pvalue", "reference", "samples", "drifted"), as_json=as_json)


@models.command()
@click.argument("batch", metavar="BATCH")
@as_json
@click.pass_obj
def accept(path: Path | None, *, batch: str, as_json: bool) -> None:
    """Lets everybody see BATCH, which was quarantined because of its drift."""
    with open_house(load_config(path)) as house:
        accepted = house.request("AcceptPredictionBatch", batchid=batch)
    _tell([accepted], _BATCH, as_json=as_json)


@models.command()
@click.argument("song", metavar="SONG")
@click.option("--model", help="Only this model.")
@as_json
@click.pass_obj
def predictions(path: Path | None, *, song: str, model: str | None, as_json: bool) -> None:
    """Shows what models say about SONG, its path in the music directory or its id; suggestions are marked."""
    with open_house(load_config(path)) as house:
        songid = int(song) if song.isdecimal() else _id(house.request("FindEntries", path=song), song)
        found = house.request("GetPredictions", songid=songid, model=model)
        suggested = {one["tag"]["id"] for one in house.request("GetSuggestions", songid=songid)}
        groups = house.request("GetTags")
    names = {tag["id"]: tag["name"] for group in ("genres", "subgenres", "moods") for tag in groups[group]}
    rows = [
        {
            "model": one["model"],
            "label": names.get(one["tagid"], one["label"]),
            "confidence": one["confidence"],
            "suggested": one["tagid"] in suggested,
        }
        for one in found
    ]
    _tell(rows, ("model", "label", "confidence", "suggested"), as_json=as_json)


def _tell_quality(found: list[dict[str, Any]], *, as_json: bool) -> None:
    rows = [{"model": model["name"], **tag} for model in found for tag in model["tags"]]
    columns = ("model", "name", "examples", "counterexamples", "threshold", "precision", "recall")
    _tell(found if as_json else rows, columns, as_json=as_json)


def _tell(rows: list[dict[str, Any]], columns: tuple[str, ...], *, as_json: bool) -> None:
    if as_json:
        print_json(rows)
    else:
        print_table("", columns, ([_shown(row[column]) for column in columns] for row in rows))


def _shown(value: Any) -> Any:
    return f"{value:.2f}" if isinstance(value, float) else value


def _id(entries: list[dict[str, Any]], path: str) -> int:
    if not entries or entries[0]["kind"] != "song":
        raise NotFoundError(f"“{path}” is no song.")
    return int(entries[0]["id"])
