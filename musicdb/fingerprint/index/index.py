"""The public face: an index of the items of all fingerprints, on the disk, that is searched while it is changed."""

import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Self

import msgspec
import numpy

from musicdb.errors import IndexDamagedError
from musicdb.fingerprint.index.changes import Change, Insert, Items, as_items, gather
from musicdb.fingerprint.index.documents import Ids
from musicdb.fingerprint.index.files import TEMPORARY, disk_errors
from musicdb.fingerprint.index.keeper import Keeper
from musicdb.fingerprint.index.log import EMPTY, create_log
from musicdb.fingerprint.index.manifest import NAME, Manifest, write_manifest
from musicdb.fingerprint.index.mapping import Ledger
from musicdb.fingerprint.index.matching import Candidates, match
from musicdb.fingerprint.index.opening import Source, load, log_name
from musicdb.fingerprint.index.segments import Segment
from musicdb.fingerprint.index.settings import Settings
from musicdb.fingerprint.index.snapshots import write_snapshot
from musicdb.fingerprint.index.state import State

_REBUILD = 1000
"""Documents that are added at once when an index is made anew."""


class Statistics(msgspec.Struct, frozen=True):
    """How much there is. `size` is bytes on the disk of all segments, `memory` of what is not in segments yet."""

    version: int
    generation: int
    documents: int
    items: int
    segments: int
    runs: int
    size: int
    memory: int
    lowest: int
    highest: int


class FingerprintIndex:
    """Finds the documents that hold given items, and where. Safe to use from any thread.

    A search sees one state of the index from its begin to its end, and waits for nobody. An update waits for the disk,
    for other updates, and, when it comes faster than segments are written, for that. One thread writes and merges.
    Whatever happens to the process or the power, an index has all updates that returned, and none by half.
    """

    def __init__(self, directory: Path, settings: Settings | None = None, generation: int | None = None) -> None:
        self._directory = directory
        self._settings = settings or Settings()
        ledger = Ledger(self._settings.mapped)
        _create(directory, generation)
        loaded = load(directory, ledger)
        if not loaded.size:
            create_log(directory / log_name(loaded.log), loaded.state.version).close()
            loaded = load(directory, ledger)
        keep = {NAME, *(info.name for info in loaded.manifest.segments)}
        keep |= {log_name(number) for number in range(loaded.manifest.log, loaded.log + 1)}
        for path in directory.iterdir():
            if path.name not in keep:
                path.unlink()
        self._generation = loaded.manifest.generation
        self._keeper = Keeper(directory, loaded, self._settings, ledger)

    @classmethod
    def open(cls, directory: Path, settings: Settings | None = None, source: Source | None = None) -> Self:
        """Opens the index of a directory, or begins one.

        Raises IndexDamagedError when it is not as it was written. With a `source` it is made anew then.
        """
        try:
            return cls(directory, settings)
        except IndexDamagedError:
            if source is None:
                raise
            rebuild(directory, source, settings)
            return cls(directory, settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return self._keeper.state.documents

    @property
    def version(self) -> int:
        """How many updates there were."""
        return self._keeper.state.version

    @property
    def file_version(self) -> int:
        """The last version that is in segments, and needs no log any more."""
        return self._keeper.file_version

    @property
    def generation(self) -> int:
        """Tells this index from another one that had its name before."""
        return self._generation

    @property
    def metadata(self) -> dict[str, str]:
        """What was last said about the whole index."""
        return dict(self._keeper.state.metadata)

    def update(
        self, changes: Iterable[Change], expected_version: int | None = None, metadata: dict[str, str] | None = None
    ) -> int:
        """Makes changes, all or none, and returns the new version. Of several for one id the last one counts.

        Raises BadArgumentError, NoSpaceError, and IndexVersionError when the index is not at `expected_version`.
        """
        return self._keeper.update(gather(changes), expected_version, metadata)

    def search(self, items: Items, limit: int = 10, *, by_votes: bool = True, tolerant: bool = False) -> Candidates:
        """Documents that share items with a query, at most `limit` of them, the best first.

        The best have the most pairs of equal items that agree in where the query begins (`by_votes`), or the most
        different items in common, whatever their order. With `tolerant` an item of which one bit is wrong is as good
        as an equal one: that finds songs a fifth of whose bits are wrong, takes 30 times as long, and more are chance.
        Raises BadArgumentError and IndexDamagedError.
        """
        query = as_items(items)
        wanted = query
        if tolerant:
            wanted = numpy.concatenate((query, *(query ^ numpy.uint32(1 << bit) for bit in range(32))))
        return match(self._keeper.state, wanted, len(query), limit, self._settings.effort, by_votes=by_votes)

    def get(self, number: int) -> int | None:
        """The version of the update that brought a document; None when there is none of this id."""
        return self._keeper.state.version_of(number)

    def ids(self) -> Ids:
        """The ids of all documents, ascending."""
        return self._keeper.state.ids()

    def statistics(self) -> Statistics:
        """How much there is."""
        return statistics(self._keeper.state, self._generation)

    def verify(self) -> int:
        """Reads all that is on the disk, and returns the number of postings there. Raises IndexDamagedError."""
        return verify(self._keeper.state)

    def snapshot(self, path: Path) -> None:
        """Writes the index as it is now into one new file, while it is used. Raises CollisionError and NoSpaceError."""
        write_snapshot(self._keeper.state, self._generation, path)

    def settle(self) -> None:
        """Waits until everything that is to be merged is merged. Raises what went wrong with it."""
        self._keeper.settle()

    def close(self) -> None:
        """Ends the thread. Everything is on the disk already."""
        self._keeper.close()


def statistics(state: State, generation: int) -> Statistics:
    """How much there is in a state."""
    ids = state.ids()
    return Statistics(
        version=state.version,
        generation=generation,
        documents=len(ids),
        items=state.items,
        segments=len(state.segments),
        runs=len(state.runs),
        size=sum(part.source.size for part in state.segments),
        memory=sum(part.source.size for part in state.runs),
        lowest=int(ids[0]) if len(ids) else 0,
        highest=int(ids[-1]) if len(ids) else 0,
    )


def verify(state: State) -> int:
    """Reads all segments of a state, and returns the number of postings. Raises IndexDamagedError."""
    return sum(part.source.verify() for part in state.segments if isinstance(part.source, Segment))


def rebuild(directory: Path, source: Source, settings: Settings | None = None) -> int:
    """Makes an index anew, and returns the number of documents. Nobody may have it open.

    What was there is replaced when the new one is complete, so that a rebuild that fails leaves it.
    """
    beside = directory.with_name(directory.name + TEMPORARY)
    shutil.rmtree(beside, ignore_errors=True)
    with FingerprintIndex(beside, settings) as index:
        batch: list[Insert] = []
        for number, items in source():
            batch.append(Insert(number, items))
            if len(batch) == _REBUILD:
                index.update(batch)
                batch = []
        index.update(batch)
        count = len(index)
    replace_directory(beside, directory)
    return count


def replace_directory(new: Path, directory: Path) -> None:
    """Puts a complete directory in the place of another one."""
    old = _old(directory)
    shutil.rmtree(old, ignore_errors=True)
    with disk_errors(directory):
        if directory.exists():
            directory.rename(old)
        new.rename(directory)
    shutil.rmtree(old, ignore_errors=True)


def _create(directory: Path, generation: int | None) -> None:
    """Begins an index where there is none. Ends what a crash interrupted while one began or was replaced."""
    old = _old(directory)
    with disk_errors(directory):
        if old.exists() and not directory.exists():
            old.rename(directory)
        directory.mkdir(parents=True, exist_ok=True)
    manifest = Manifest(generation or int(time.time()))
    first = directory / log_name(manifest.log)
    begun = first.stat().st_size <= EMPTY if first.exists() else True
    if begun and {path.name for path in directory.iterdir()} <= {first.name, NAME + TEMPORARY}:
        create_log(first, 0).close()
        write_manifest(directory, manifest)


def _old(directory: Path) -> Path:
    return directory.with_name(f"{directory.name}.old")
