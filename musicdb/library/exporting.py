"""Export: keeps the music on a device like a selection of the catalogue.

New and changed songs are copied, songs that are not selected any more are removed; what is as it should be is not
touched, so an export that was interrupted goes on where it was. A song whose file is missing at the moment stays on the
device. Nothing is removed from, or written over, what MusicDB has not put there.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import msgspec

from musicdb.errors import DeviceError, InvalidContentError, NotFoundError, PictureError
from musicdb.library.devicenames import DeviceNames, device_path
from musicdb.library.devices import Device
from musicdb.library.paths import MusicDirectory
from musicdb.library.playlists import Playlists
from musicdb.library.selecting import select
from musicdb.media.devicefiles import Wording, make_mp3, small_picture, tag_m4a, tag_mp3
from musicdb.model.exports import ExportPlan, ExportResult
from musicdb.store.placedsongs import PlacedSong
from musicdb.store.store import Store

_DEFAULT_PICTURE = "default.jpg"
_M4A = frozenset((".m4a", ".m4b"))

Told = Callable[[int, int, str, float], None]
"""Is told how many of how many songs are done, which one is under way, and how much of it. What it raises ends all."""


class Wanted(msgspec.Struct, frozen=True):
    """A song that belongs on the device, where, and what it is made of."""

    placed: PlacedSong
    path: str
    stamp: str

    @property
    def source(self) -> str:
        """The path in the catalogue."""
        return self.placed.song.path


class Work(msgspec.Struct, frozen=True):
    """All there is to do for a device."""

    selected: int
    todo: tuple[Wanted, ...]
    gone: tuple[str, ...]
    kept: tuple[str, ...]
    missing: tuple[str, ...]
    toolong: tuple[str, ...]


class Exporter:
    """Plans and does exports.

    `artwork` is where the pictures are, copies are made in `workspace`, and nothing at `taken` can be a device.
    """

    def __init__(
        self,
        store: Store,
        music: MusicDirectory,
        playlists: Playlists,
        artwork: Path,
        workspace: Path,
        ffmpeg: Path,
        taken: Iterable[Path],
    ) -> None:
        self._store = store
        self._music = music
        self._playlists = playlists
        self._artwork = artwork
        self._workspace = workspace
        self._ffmpeg = ffmpeg
        self._taken = tuple(taken)

    def checked(self, path: str) -> Path:
        """The place of a device. It is never where the music or the data of MusicDB are.

        :raises DeviceError: when it is.
        """
        root = Path(path)
        if not root.is_absolute() or "\0" in path:
            raise DeviceError("Say where the device is mounted, beginning with a slash.")
        root = root.resolve()
        for taken in (place.resolve() for place in self._taken):
            if root == taken or taken in root.parents or root in taken.parents:
                raise DeviceError(f"{root} holds the collection or the data of MusicDB; it cannot be a device.")
        return root

    def plan(self, root: Path) -> ExportPlan:
        """What an export to the device at `root` would do. Nothing is changed.

        :raises DeviceError: when there is no initialized device.
        :raises ConfigError: when its configuration has mistakes.
        :raises NotFoundError: when nothing is selected.
        """
        device = Device(root)
        work = self._work(device)
        return ExportPlan(
            path=str(root),
            selected=work.selected,
            new=tuple(one.source for one in work.todo if one.source not in device.records),
            changed=tuple(one.source for one in work.todo if one.source in device.records),
            removed=tuple(device.records[source].path for source in work.gone),
            missing=work.missing,
            toolong=work.toolong,
        )

    def export(self, root: Path, told: Told) -> ExportResult:
        """Brings the device at `root` up to date.

        :raises DeviceError: when it is not there, or goes away.
        :raises NoSpaceError: when it is full. What is there is whole.
        """
        device = Device(root)
        failed: dict[str, str] = {}
        with device.working():
            work = self._work(device)
            removed = sum(device.remove(source) for source in work.gone)
            for done, wanted in enumerate(work.todo):
                told(done, len(work.todo), wanted.source, 0.0)
                try:
                    self._put(device, wanted, partial(told, done, len(work.todo), wanted.source))
                except InvalidContentError as error:
                    failed[wanted.source] = error.message
            told(len(work.todo), len(work.todo), "", 0.0)
        return ExportResult(
            copied=len(work.todo) - len(failed),
            removed=removed,
            kept=work.kept,
            failed=failed,
            missing=work.missing,
            toolong=work.toolong,
        )

    def _work(self, device: Device) -> Work:
        self._music.require()
        songs = select(self._store, self._playlists, device.config.selection)
        if not songs:
            raise NotFoundError("No song is selected, so nothing is changed. Look at [selection] in its config.ini.")
        missing = [placed.song.path for placed in songs if not self._music.has(placed.song.path)]
        lost = set(missing)
        wanted = list(self._wanted(device, [placed for placed in songs if placed.song.path not in lost]))
        selected = {placed.song.path for placed in songs}
        limit = device.config.constraints.pathlen
        states = {one.source: _is_due(device, one) for one in wanted}
        return Work(
            selected=len(songs),
            todo=tuple(one for one in wanted if states[one.source]),
            gone=tuple(source for source in device.records if source not in selected),
            kept=tuple(one.path for one in wanted if states[one.source] is None),
            missing=tuple(missing),
            toolong=tuple(one.path for one in wanted if limit and len(one.path) > limit),
        )

    def _wanted(self, device: Device, songs: list[PlacedSong]) -> Iterator[Wanted]:
        names = DeviceNames(device.is_foreign)
        wishes = {placed.song.path: device_path(placed.song.path, device.config) for placed in songs}
        kept = {
            source: record.path
            for source, record in device.records.items()
            if source in wishes and names.keep(record.path, wishes[source])
        }
        for placed in songs:
            path = kept.get(placed.song.path) or names.give(wishes[placed.song.path])
            yield Wanted(placed, path, self._stamp(device, placed))

    def _stamp(self, device: Device, placed: PlacedSong) -> str:
        """Changes whenever the file on the device would become another one."""
        status = self._music.existing(placed.song.path).stat()
        config, song = device.config, placed.song
        recipe = (
            config.constraints.forcemp3, config.mp3tags, config.m4atags, _wording(placed), placed.album.artworkpath
        )  # fmt: skip
        content = msgspec.json.encode((status.st_size, status.st_mtime_ns, song.path, recipe))
        return hashlib.sha256(content).hexdigest()[:16]

    def _put(self, device: Device, wanted: Wanted, told: Callable[[float], None]) -> None:
        source = self._music.existing(wanted.source)
        try:
            source.open("rb").close()
        except OSError as error:
            raise InvalidContentError(f"“{wanted.source}” cannot be read: {error.strerror}.") from error
        with self._made(device, wanted, source, told) as content:
            before = device.records.get(wanted.source)
            if before and before.path != wanted.path:
                device.remove(wanted.source)
            device.put(content, wanted.source, wanted.path, wanted.stamp, lambda: told(1.0))

    @contextmanager
    def _made(self, device: Device, wanted: Wanted, source: Path, told: Callable[[float], None]) -> Iterator[Path]:
        """The file that is to be copied: the one of the collection, or one that is made of it."""
        config, extension = device.config, source.suffix.lower()
        becomes_mp3 = config.constraints.forcemp3 and extension != ".mp3"
        is_mp3 = extension == ".mp3" or becomes_mp3
        tagged = (config.mp3tags.optimize or becomes_mp3) if is_mp3 else extension in _M4A and config.m4atags.optimize
        if not tagged:
            yield source
            return
        self._workspace.mkdir(parents=True, exist_ok=True)
        copy = self._workspace / f"export{'.mp3' if is_mp3 else extension}"
        try:
            if becomes_mp3:
                make_mp3(self._ffmpeg, source, copy, wanted.placed.song.playtime, told)
            else:
                shutil.copyfile(source, copy)
            wording, picture = _wording(wanted.placed), self._picture(device, wanted.placed)
            if is_mp3:
                tag_mp3(copy, wording, picture, old_version=config.mp3tags.forceID3v230)
            else:
                tag_m4a(copy, wording, picture)
            yield copy
        finally:
            copy.unlink(missing_ok=True)

    def _picture(self, device: Device, placed: PlacedSong) -> bytes | None:
        settings, name = device.config.mp3tags, placed.album.artworkpath
        if settings.noartwork or name == _DEFAULT_PICTURE:
            return None
        width, _, height = settings.prescale.partition("x")
        try:
            return small_picture(self._artwork / name, (int(width), int(height)) if height else None)
        except PictureError:
            return None


def _is_due(device: Device, wanted: Wanted) -> bool | None:
    """Whether a song has to be copied. None: somebody else changed its file on the device."""
    record = device.records.get(wanted.source)
    if record is None or record.path != wanted.path or (size := device.size_of(wanted.path)) is None:
        return True
    return record.stamp != wanted.stamp if size in record.sizes else None


def _wording(placed: PlacedSong) -> Wording:
    song, album = placed.song, placed.album
    return Wording(song.name, placed.artist.name, album.name, album.release, song.number, song.cd)
