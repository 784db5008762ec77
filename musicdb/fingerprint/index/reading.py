"""Reads an index that somebody else may have open: nothing is changed, and no thread is started."""

from pathlib import Path

from musicdb.errors import IndexDamagedError, NotFoundError
from musicdb.fingerprint.index.index import Statistics, statistics, verify
from musicdb.fingerprint.index.manifest import read_manifest
from musicdb.fingerprint.index.mapping import Ledger
from musicdb.fingerprint.index.opening import Loaded, load
from musicdb.fingerprint.index.settings import Settings
from musicdb.fingerprint.index.snapshots import write_snapshot


class IndexReader:
    """An index as it was when this was made. Raises NotFoundError and IndexDamagedError."""

    def __init__(self, directory: Path) -> None:
        if not directory.is_dir():
            raise NotFoundError(f"There is no index in {directory}.")
        self._loaded = _load(directory)

    def statistics(self) -> Statistics:
        """How much there is."""
        return statistics(self._loaded.state, self._loaded.manifest.generation)

    def verify(self) -> int:
        """Reads everything, and returns the number of postings in segments. Raises IndexDamagedError."""
        return verify(self._loaded.state)

    def snapshot(self, path: Path) -> None:
        """Writes it into one new file. Raises CollisionError, NoSpaceError and IndexDamagedError."""
        write_snapshot(self._loaded.state, self._loaded.manifest.generation, path)


def _load(directory: Path) -> Loaded:
    while True:
        manifest = read_manifest(directory)
        try:
            return load(directory, Ledger(Settings().mapped))
        except IndexDamagedError:
            # Segments and logs that were merged meanwhile are gone; then there is another manifest.
            if read_manifest(directory) == manifest:
                raise
