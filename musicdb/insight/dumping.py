"""Writes what is known about sounds into one file, without the sound: for another installation."""

import hashlib
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final

import msgspec

from musicdb import __version__
from musicdb.errors import NotFoundError
from musicdb.ids import DefinitionId, SongId
from musicdb.insight.definitions import content_of
from musicdb.insight.selections import Selections
from musicdb.model.experiments import (
    AlbumMember,
    ArtistMember,
    DefinitionKind,
    ExperienceContent,
    Member,
    PlaylistMember,
    PresetContent,
    RulesMember,
    SelectionContent,
    SelectionMember,
    SongMember,
)
from musicdb.model.transfers import (
    FORMAT,
    VERSION,
    DumpedDefinition,
    DumpedMember,
    DumpedSelection,
    DumpedTrack,
    DumpReport,
    Manifest,
)
from musicdb.store.definitions import KeptDefinition
from musicdb.store.store import Store

MANIFEST: Final = "manifest.json"
SOUNDS: Final = "sounds.jsonl"
DEFINITIONS: Final = "definitions.jsonl"
TRACKS: Final = "tracks.jsonl"
RESULTS: Final = "results/"
_PIECE = 1 << 20


class Dumper:
    """Writes dumps. `directory` is the shelf of results. For any thread; memory does not grow with the catalogue."""

    def __init__(self, store: Store, selections: Selections, directory: Path) -> None:
        self._store = store
        self._selections = selections
        self._directory = directory

    def dump(self, target: Path, selectionid: DefinitionId | None = None) -> DumpReport:
        """Writes everything, or what belongs to the songs of a selection; definitions are always all there.

        :raises NotFoundError: when there is no such selection.
        """
        chosen = None if selectionid is None else self._sounds_of(self._selections.songs(selectionid))
        sounds = self._store.heardsounds.all_sounds() if chosen is None else sorted(chosen)
        files: dict[str, str] = {}
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            known = _write(archive, files, SOUNDS, (self._store.heardsounds.dumped(one) for one in sounds))
            defined = _write(archive, files, DEFINITIONS, self._definitions())
            tracks = _write(archive, files, TRACKS, self._tracks(chosen))
            for soundhash in sounds:
                self._copy(archive, files, soundhash)
            manifest = Manifest(FORMAT, VERSION, f"MusicDB {__version__}", int(time.time()), files)
            archive.writestr(MANIFEST, msgspec.json.encode(manifest))
        return DumpReport(known, defined, tracks, target.stat().st_size)

    def _copy(self, archive: zipfile.ZipFile, files: dict[str, str], soundhash: str) -> None:
        path = self._directory / soundhash[:2] / f"{soundhash}.h5"
        name = f"{RESULTS}{soundhash}.h5"
        try:
            source: IO[bytes] = path.open("rb")
        except FileNotFoundError:
            return
        # It is compressed already.
        entry = zipfile.ZipInfo(name, time.gmtime()[:6])
        with source, archive.open(entry, "w", force_zip64=True) as inside:
            digest = hashlib.sha256()
            while piece := source.read(_PIECE):
                digest.update(piece)
                inside.write(piece)
        files[name] = digest.hexdigest()

    def _definitions(self) -> Iterator[DumpedDefinition]:
        for kind in DefinitionKind:
            for kept in self._store.definitions.all(kind):
                yield self._dumped(kept)

    def _dumped(self, kept: KeptDefinition) -> DumpedDefinition:
        dumped = DumpedDefinition(
            kept.id, kept.kind, kept.name, kept.description, kept.version, kept.created, kept.changed
        )
        match content_of(kept):
            case PresetContent() as preset:
                return msgspec.structs.replace(dumped, preset=preset)
            case ExperienceContent() as experience:
                return msgspec.structs.replace(dumped, experience=experience)
            case SelectionContent(members):
                told = [one for member in members for one in self._members(member)]
                return msgspec.structs.replace(dumped, selection=DumpedSelection(told))

    def _members(self, member: Member) -> list[DumpedMember]:
        try:
            match member:
                case RulesMember(rules):
                    return [DumpedMember("rules", rules=rules)]
                case SelectionMember(selectionid):
                    return [DumpedMember("selection", id=selectionid)]
                case ArtistMember(artistid):
                    return [DumpedMember("artist", artist=self._store.artists.get(artistid).name)]
                case AlbumMember(albumid):
                    album = self._store.albums.get(albumid)
                    artist = self._store.artists.get(album.artistid)
                    return [DumpedMember("album", artist=artist.name, album=album.name)]
                case SongMember() | PlaylistMember():
                    sounds = self._sounds_of(self._selections.songs_of(member))
                    return [DumpedMember("song", soundhash=one) for one in sounds]
        except NotFoundError:
            # It has left the catalogue.
            return []

    def _tracks(self, chosen: dict[str, None] | None) -> Iterator[DumpedTrack]:
        for _, track in self._store.annotations.tracks(None):
            if chosen is None or track.soundhash in chosen:
                yield DumpedTrack(track, [note for _, note in self._store.annotations.of_track(track.id)])

    def _sounds_of(self, songids: Iterable[SongId]) -> dict[str, None]:
        """The sounds of songs, each once, in order."""
        found = (self._store.analyses.soundhash_of_song(songid) for songid in songids)
        return {soundhash: None for soundhash in found if soundhash is not None}


def _write(archive: zipfile.ZipFile, files: dict[str, str], name: str, records: Iterable[msgspec.Struct]) -> int:
    digest, count = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as inside:
        for record in records:
            line = msgspec.json.encode(record) + b"\n"
            digest.update(line)
            inside.write(line)
            count += 1
    files[name] = digest.hexdigest()
    return count
