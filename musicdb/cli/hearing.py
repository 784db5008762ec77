"""Hears files by themselves, for commands: without a catalogue, and without a server."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from musicdb.cli.output import print_table, progress
from musicdb.config.schema import Config

_COLUMNS = {
    "duration": "seconds",
    "loudness.integrated": "LUFS",
    "loudness.range": "LU",
    "loudness.true_peak": "dBTP",
    "tempo.bpm": "BPM",
    "key.name": "key",
}


def sound_files(places: Iterable[Path]) -> Iterator[Path]:
    """Files as they are, and of directories the songs and videos in them."""
    from musicdb.media.kinds import kind_of
    from musicdb.model.media import Kind

    for place in places:
        if not place.is_dir():
            yield place
            continue
        for directory, names, files in os.walk(place):
            names.sort()
            yield from (Path(directory, one) for one in sorted(files) if kind_of(one) in {Kind.SONG, Kind.VIDEO})


def hear_files(config: Config, files: list[Path], preset: str, workers: int, *, as_json: bool) -> bool:
    """Hears files, and tells about each. Whether all of them could be heard."""
    from musicdb.insight.crew import Crew
    from musicdb.insight.desk import FileDesk
    from musicdb.insight.workers import Limits, Worker
    from musicdb.media.ffmpeg import find_ffmpeg

    ffmpeg = find_ffmpeg(str(config.tools.ffmpeg or ""))
    # Somebody waits for it: the priority is that of other programs.
    limits = Limits(memory=config.analysis.memory, pace=config.analysis.pace, niceness=0)
    with progress("Hearing", len(files)) as advance:
        desk = FileDesk(files, preset, lambda file: advance(file.name))
        Crew(desk, lambda: Worker(ffmpeg, limits), workers, lambda _: None, lambda: None).work()
    facts = [_facts(file, desk.outcomes[number]) for number, file in enumerate(files)]
    failures = [one for one in facts if "error" in one]
    if as_json:
        _print_lines(facts)
        return not failures
    rows = [
        (Path(one["path"]).name, *(_cell(one.get(name)) for name in _COLUMNS)) for one in facts if "error" not in one
    ]
    print_table("", ("file", *_COLUMNS.values()), rows)
    for one in failures:
        click.echo(f"musicdb: {one['path']}: {one['error']}", err=True)
    return not failures


def _facts(file: Path, outcome: Any) -> dict[str, Any]:
    if isinstance(outcome, str):
        return {"path": str(file), "error": outcome}
    values = outcome.values
    decoding = {"errors": values.decodeerrors, "truncated": values.truncated, "messages": outcome.messages}
    more = {"failures": outcome.failures} if outcome.failures else {}
    return {
        "path": str(file),
        "duration": values.duration,
        **outcome.numbers,
        **_guesses(outcome),
        **{f"decoding.{name}": value for name, value in decoding.items()},
        **more,
    }


def _guesses(outcome: Any) -> dict[str, Any]:
    """Tempo and key as a listener takes them: none where there is none, how sure they are, and names."""
    from musicdb.model.keys import KEYS

    values, numbers = outcome.values, outcome.numbers
    guesses: dict[str, Any] = {}
    if "tempo.bpm" in numbers:
        guesses |= {"tempo.bpm": values.bpm, "tempo.confidence": values.tempoconfidence}
    if "key.name" in numbers:
        guesses |= {"key.name": values.key, "key.confidence": values.keyconfidence}
    if "key.alternatives" in numbers:
        guesses["key.alternatives"] = [KEYS[int(one)] for one in numbers["key.alternatives"]]
    return guesses


def _print_lines(values: Iterable[Any]) -> None:
    import msgspec

    for value in values:
        click.echo(msgspec.json.encode(value).decode())


def _cell(value: Any) -> Any:
    return f"{value:.1f}" if isinstance(value, float) else value
