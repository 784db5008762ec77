"""Takes in what another installation tells about sounds. Nothing that is known here is overwritten; ids are kept.

First the whole file is compared with its checksums; only then anything is taken.
"""

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from musicdb.analysis.exports import hdf5file
from musicdb.analysis.result import Result
from musicdb.analysis.results import Results, key_of
from musicdb.errors import DumpError, MusicDBError
from musicdb.insight.dumping import DEFINITIONS, MANIFEST, RESULTS, SOUNDS, TRACKS
from musicdb.insight.settling import Settler
from musicdb.model.analysis import HeardBy
from musicdb.model.transfers import (
    FORMAT,
    VERSION,
    DumpedDefinition,
    DumpedSound,
    DumpedTrack,
    LoadReport,
    Manifest,
    Tally,
)
from musicdb.store.store import Store

Record = TypeVar("Record", bound=msgspec.Struct)

_PIECE: Final = 1 << 20
_LONGEST_LINE: Final = 64 << 20
_LARGEST_RESULTS: Final = 1 << 30
_LARGEST_MANIFEST: Final = 256 << 20
_MOST_LEFT: Final = 500


class _Count:
    """Counts what was taken and what was known."""

    def __init__(self) -> None:
        self.taken = 0
        self.known = 0

    def add(self, *, taken: bool, number: int = 1) -> None:
        if taken:
            self.taken += number
        else:
            self.known += number

    def tally(self) -> Tally:
        return Tally(self.taken, self.known)


class Loader:
    """Loads one dump. `directory` is the shelf of results. Loads NumPy."""

    def __init__(self, store: Store, settler: Settler, directory: Path) -> None:
        self._store = store
        self._settler = settler
        self._shelf = Results(directory)
        self._left: list[str] = []
        self._more = 0
        self._results, self._defined, self._tracks, self._notes = _Count(), _Count(), _Count(), _Count()

    def load(self, source: Path) -> LoadReport:
        """Takes everything that is new here.

        :raises DumpError: when this is no dump, is damaged, or was made by a newer MusicDB. Then nothing was taken.
        """
        try:
            with zipfile.ZipFile(source) as archive:
                _check(archive)
                sounds = matched = 0
                for sound in _records(archive, SOUNDS, DumpedSound):
                    self._try(f"The sound {sound.soundhash[:12]}…", partial(self._take, archive, sound))
                    sounds += 1
                    matched += bool(self._store.heardsounds.songs(sound.soundhash))
                self._take_definitions(list(_records(archive, DEFINITIONS, DumpedDefinition)))
                for track in _records(archive, TRACKS, DumpedTrack):
                    self._try(f"The track “{track.track.name}”", partial(self._take_track, track))
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError) as error:
            raise DumpError(f"This dump cannot be read: {error}.") from error
        results, defined = self._results.tally(), self._defined.tally()
        tracks, notes = self._tracks.tally(), self._notes.tally()
        return LoadReport(sounds, matched, results, defined, tracks, notes, self._left, self._more)

    def _take(self, archive: zipfile.ZipFile, sound: DumpedSound) -> None:
        there = set(self._shelf.keys(sound.soundhash))
        name = f"{RESULTS}{sound.soundhash}.h5"
        told: list[Result] = []
        if name in archive.namelist():
            if archive.getinfo(name).file_size > _LARGEST_RESULTS:
                raise DumpError("Its results are too large.")
            told = _results(archive, name)
        if any(result.audio.hash != sound.soundhash for result in told):
            raise DumpError("Its results are those of another sound.")
        added = [result for result in told if key_of(result) not in there]
        self._shelf.put(added)
        keys = there | set(map(key_of, told))
        told_by = {HeardBy(key.processor, key.version, key.parameters) for key in keys}
        # A fingerprint has no results; of everything else, they must be there.
        heard = [(by, when) for by, when in sound.heard if by in told_by or by.processor == "fingerprint"]
        for by, when in heard:
            self._results.add(taken=self._store.heardsounds.take(sound.soundhash, by, when))
        self._store.heardsounds.take_values(sound)
        for by in {one for one, _ in sound.heard} - {one for one, _ in heard}:
            self._leave(f"{by.processor} of the sound {sound.soundhash[:12]}…: its results are not in the file.")

    def _take_definitions(self, waiting: list[DumpedDefinition]) -> None:
        """Parts come before what contains them. What contains itself never gets its turn."""
        while waiting:
            ready = [one for one in waiting if self._settler.missing(one) is None]
            for one in ready:
                self._try(f"The {one.kind} “{one.name}”", partial(self._settle, one))
            if not ready:
                break
            waiting = [one for one in waiting if one not in ready]
        for one in waiting:
            self._leave(f"The {one.kind} “{one.name}”: it needs {self._settler.missing(one)}, which is not there.")

    def _settle(self, definition: DumpedDefinition) -> None:
        taken, without = self._settler.settle(definition)
        self._defined.add(taken=taken)
        if taken and without:
            self._leave(
                f"{without} songs, albums or artists of “{definition.name}”: they are not in this catalogue, or the "
                "songs were not heard yet, and nobody can know them by their sound."
            )

    def _take_track(self, dumped: DumpedTrack) -> None:
        taken, notes = self._settler.settle_track(dumped)
        self._tracks.add(taken=taken)
        self._notes.add(taken=True, number=notes)
        self._notes.add(taken=False, number=len(dumped.notes) - notes)

    def _try(self, what: str, take: Callable[[], None]) -> None:
        try:
            take()
        except MusicDBError as error:
            self._leave(f"{what}: {error.message}")

    def _leave(self, reason: str) -> None:
        if len(self._left) < _MOST_LEFT:
            self._left.append(reason)
        else:
            self._more += 1


def _results(archive: zipfile.ZipFile, name: str) -> list[Result]:
    try:
        with archive.open(name) as file:
            return hdf5file.read(file)
    except (ValueError, TypeError, AttributeError) as error:
        raise DumpError(f"Its results cannot be read: {error}.") from error


def _check(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if MANIFEST not in names or archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise DumpError("This is no dump of MusicDB: it has no manifest.")
    try:
        manifest = msgspec.json.decode(archive.read(MANIFEST), type=Manifest)
    except msgspec.DecodeError as error:
        raise DumpError(f"This is no dump of MusicDB: {error}.") from error
    if manifest.format != FORMAT or manifest.version > VERSION:
        raise DumpError(f"This was made by {manifest.program[:40]}, in a format this MusicDB does not know yet.")
    if set(names) != {MANIFEST, *manifest.files} or not {SOUNDS, DEFINITIONS, TRACKS} <= manifest.files.keys():
        raise DumpError("The dump is damaged: it has not the files its manifest names.")
    for name, expected in manifest.files.items():
        digest = hashlib.sha256()
        with archive.open(name) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
        if digest.hexdigest() != expected:
            raise DumpError(f"The dump is damaged: {name} has another checksum.")


def _records(archive: zipfile.ZipFile, name: str, kind: type[Record]) -> Iterator[Record]:
    decoder = msgspec.json.Decoder(kind)
    with archive.open(name) as file:
        while line := file.readline(_LONGEST_LINE):
            try:
                yield decoder.decode(line)
            except msgspec.DecodeError as error:
                raise DumpError(f"{name} of the dump cannot be read: {error}.") from error
