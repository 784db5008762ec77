"""`musicdb results`: shows, exports and draws what is known about the sound of a song."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from musicdb.cli.access import open_house
from musicdb.cli.output import as_json, print_json, print_table
from musicdb.cli.transfers import dump, load
from musicdb.config.reader import load_config
from musicdb.errors import NotAnalyzedError, NotFoundError

if TYPE_CHECKING:
    from musicdb.analysis.result import Result

_MOST_ROWS = 1000
_MOST_SIGNS = 60

_seconds = click.FloatRange(min=0)
_song = click.argument("song", metavar="SONG")


@click.group()
def results() -> None:
    """Shows, exports and draws what is known about the sound of a song.

    SONG is its path in the music directory, or its id.

    \b
    Example:
        musicdb results list "Rammstein/2005 - Rosenrot/01 Benzin.flac"
        musicdb results show 23 chords.names
        musicdb results export 23 chords.names --format elan --output chords.eaf
        musicdb results plot 23 pitch.frequency --over spectrogram_log --output pitch.png
    """


results.add_command(dump)
results.add_command(load)


@results.command(name="list")
@_song
@as_json
@click.pass_obj
def list_results(path: Path | None, *, song: str, as_json: bool) -> None:
    """Lists the results. What is about the whole song is shown, of all others how many rows there are."""
    rows = [
        {
            "id": result.id,
            "name": result.name,
            "time": str(result.time_mode),
            "data": str(result.data_mode),
            "rows": len(result.data),
            "value": _text(result) if result.time_mode == "global" else None,
            "unit": result.unit,
            "version": result.version,
            "parameters": result.parameters,
        }
        for result in _known(path, song)
    ]
    if as_json:
        print_json(rows)
        return
    columns = ("id", "name", "time", "rows", "value", "unit")
    print_table("", columns, ([_cell(row[column]) for column in columns] for row in rows))


@results.command()
@_song
@click.argument("result")
@as_json
@click.pass_obj
def show(path: Path | None, *, song: str, result: str, as_json: bool) -> None:
    """Shows the rows of RESULT: when they begin, how long they last, and what they say."""
    from musicdb.analysis.exports.rows import texts

    (found,) = _named(_known(path, song), (result,))
    begins, lengths = found.times().tolist(), found.durations().tolist()
    sure = found.confidence.tolist() if found.confidence is not None else [None] * len(begins)
    rows = list(zip(begins, lengths, texts(found), sure, strict=True))
    columns = ("time", "duration", "value", "confidence")
    if as_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
        return
    title = f"{found.name}, the first {_MOST_ROWS} of {len(rows)} rows" if len(rows) > _MOST_ROWS else found.name
    shown = (
        (f"{time:.3f}", f"{length:.3f}", text, _percent(certain)) for time, length, text, certain in rows[:_MOST_ROWS]
    )
    print_table(title, columns, shown)


@results.command()
@_song
@click.argument("names", nargs=-1, metavar="[RESULT]…")
@click.option("--format", "format_", default="json", show_default=True, metavar="FORMAT", help="As the manual lists.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Not: stdout.")
@click.pass_obj
def export(path: Path | None, *, song: str, names: Sequence[str], format_: str, output: Path | None) -> None:
    """Writes results, without names all that fit, as hdf5, json, yaml, xml, numpy, csv, sonicvisualiser or elan."""
    from io import BytesIO

    from musicdb.analysis.exports.table import FORMATS
    from musicdb.analysis.exports.table import export as write

    known = _known(path, song)
    fitting = [one for one in known if format_ not in FORMATS or FORMATS[format_].takes(one)]
    file = BytesIO()
    write(_named(known, names) if names else fitting, format_, file)
    if output:
        output.write_bytes(file.getvalue())
    else:
        sys.stdout.buffer.write(file.getvalue())


@results.command()
@_song
@click.argument("result", default="", metavar="[RESULT]")
@click.option("--over", metavar="GRAPHER", help="Draw RESULT over this one. Alone: draw only this.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar="FILE.png")
@click.option("--width", type=click.IntRange(1, 4096), default=1024, show_default=True)
@click.option("--height", type=click.IntRange(1, 4096), default=256, show_default=True)
@click.option("--start", type=_seconds, default=0.0, metavar="SECONDS")
@click.option("--stop", type=_seconds, metavar="SECONDS", help="Not: the end of the song.")
@click.option("--background", default="#10141f", show_default=True, metavar="COLOR")
@click.pass_obj
def plot(path: Path | None, /, *, song: str, output: Path, **given: Any) -> None:
    """Draws RESULT as PNG, as a curve, an image, events or segments, whatever fits."""
    from musicdb.analysis.graphers.canvas import Theme, View
    from musicdb.analysis.graphers.table import draw
    from musicdb.media.drawings import png

    known = _known(path, song)
    stop = given["stop"] if given["stop"] is not None else max(one.audio.start + one.audio.duration for one in known)
    view = View(width=given["width"], height=given["height"], start=given["start"], stop=stop)
    picture = draw(_layers(known, given["result"], given["over"]), view, Theme(background=given["background"]))
    output.write_bytes(png(picture.tobytes(), view.width, view.height))


@results.command()
@as_json
def plugins(*, as_json: bool) -> None:
    """Lists all processors, graphers and models of this installation, and those that were left out, with the reason."""
    from musicdb.analysis import models, table
    from musicdb.analysis.graphers import table as graphers

    processors, drawing, guessing = table.load(), graphers.load(), models.load()
    rows = [
        ("processor", one.id, one.version, one.description.partition("\n")[0]) for one in processors.plugins.values()
    ]
    rows += [("grapher", one.name, "", one.title) for one in drawing.known.values()]
    rows += [("model", one.name, one.version, one.title) for one in guessing.known.values()]
    for kind, left in (("processor", processors), ("grapher", drawing), ("model", guessing)):
        rows += [(kind, one.name, "", f"left out: {one.reason}") for one in left.skipped]
    columns = ("kind", "name", "version", "description")
    if as_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        print_table("", columns, rows)


def _layers(known: Sequence["Result"], name: str, over: str | None) -> list[Any]:
    from musicdb.analysis.graphers.table import Layer, fitting

    layers = [Layer(over, tuple(known))] if over else []
    if name:
        (found,) = _named(known, (name,))
        grapher = fitting(found)
        if grapher is None:
            raise NotFoundError(f"“{name}” is one value for the whole song; there is nothing to draw.")
        layers.append(Layer(grapher, (found,)))
    if not layers:
        raise click.UsageError("Name a result, or a grapher with --over.")
    return layers


def _known(path: Path | None, song: str) -> list["Result"]:
    """All results of a song. NotAnalyzedError when there are none."""
    from musicdb.analysis.results import Results

    config = load_config(path)
    with open_house(config) as house:
        songid = int(song) if song.isdecimal() else _id(house.request("FindEntries", path=song), song)
        soundhash = house.request("GetSongAnalysis", songid=songid)["soundhash"]
    found = Results(config.directories.analysis).all(soundhash) if soundhash else []
    if not found:
        raise NotAnalyzedError(f"Nobody has listened to “{song}” yet. Analyze it first.")
    return found


def _id(entries: Sequence[dict[str, Any]], path: str) -> int:
    if not entries or entries[0]["kind"] != "song":
        raise NotFoundError(f"“{path}” is no song.")
    return int(entries[0]["id"])


def _named(known: Sequence["Result"], names: Sequence[str]) -> list["Result"]:
    """The results of these ids. NotFoundError for one that is not known."""
    by_id = {result.id: result for result in known}
    missing = [name for name in names if name not in by_id]
    if missing:
        raise NotFoundError(f"There is no result “{missing[0]}”. There are: {', '.join(by_id)}.")
    return [by_id[name] for name in names]


def _cell(value: Any) -> Any:
    return f"{value[:_MOST_SIGNS]}…" if isinstance(value, str) and len(value) > _MOST_SIGNS else value


def _percent(certain: float | None) -> str:
    return "" if certain is None else f"{certain:.0%}"


def _text(result: "Result") -> str:
    from musicdb.analysis.exports.rows import texts

    return " ".join(texts(result)).removesuffix(f" {result.unit}")
