"""Reads an index from its directory, without changing a thing there; and makes it anew from a source of truth."""

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
import numpy

from musicdb.fingerprint.index.changes import Items
from musicdb.fingerprint.index.log import LogReader
from musicdb.fingerprint.index.manifest import Manifest, read_manifest
from musicdb.fingerprint.index.mapping import Ledger
from musicdb.fingerprint.index.runs import Run, make_run, merge_runs
from musicdb.fingerprint.index.segments import Segment
from musicdb.fingerprint.index.state import Part, State, part_of

Source = Callable[[], Iterable[tuple[int, Items]]]
"""Tells all documents there should be: ids and items."""
# A run is merged with the one before unless that is so many times as large. More: fewer runs to search, more merging.
_RATIO = 4


class Loaded(msgspec.Struct, frozen=True):
    """An index as it lies on the disk. `log` is the number of the last log, `size` says how much of it is good."""

    manifest: Manifest
    state: State
    log: int
    size: int


def segment_name(number: int) -> str:
    """The name of a segment's file."""
    return f"segment-{number:08}"


def log_name(number: int) -> str:
    """The name of a log's file."""
    return f"log-{number:08}"


def load(directory: Path, ledger: Ledger) -> Loaded:
    """Opens all segments and reads all logs. Raises IndexDamagedError."""
    manifest = read_manifest(directory)
    segments: tuple[Part, ...] = ()
    for info in reversed(manifest.segments):
        segments = (part_of(Segment(directory, info, ledger), segments), *segments)
    state = State(segments, version=manifest.version, metadata=manifest.metadata)
    number = manifest.log
    while True:
        reader = LogReader(directory / log_name(number))
        for record in reader.records(state.version):
            ids, lengths, items, removed = record.numbers()
            run = make_run(ids, lengths, items, record.version, removed)
            state = grown(state.changed(run, record.version, record.metadata))
        if not (directory / log_name(number + 1)).exists():
            return Loaded(manifest, state, number, reader.size)
        number += 1


def grown(state: State) -> State:
    """The same, with the last runs put together when there are many small ones."""
    runs = list(state.runs)
    while len(runs) - state.sealed > 1 and runs[-2].source.size < _RATIO * runs[-1].source.size:
        last = [(part.source, part.dead) for part in runs[-2:] if isinstance(part.source, Run)]
        merged = merge_runs(last)
        runs[-2:] = [Part(merged, numpy.zeros(len(merged.documents), numpy.bool_))]
    return msgspec.structs.replace(state, runs=tuple(runs))
