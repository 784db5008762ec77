"""Walks through the music directory: artists, the albums and videos inside, the songs inside of those.

What cannot be used is told and passed by, so that one broken name or one locked directory never hides the rest.
"""

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from musicdb.config.schema import Music
from musicdb.errors import MusicDBError, PathError
from musicdb.library.naming import SONG_EXTENSIONS, VIDEO_EXTENSIONS
from musicdb.library.paths import MusicDirectory, check_component, readable
from musicdb.media.kinds import recognize, split_extension
from musicdb.model.media import Kind

log = logging.getLogger(__name__)

Report = Callable[[str], None]


class Found(msgspec.Struct, frozen=True):
    """Something in the music directory: its path as clients know it, exactly as on disk, and its place."""

    path: str
    place: Path


class Walker:
    """Lists the music directory level by level, each level sorted by name."""

    def __init__(self, music: MusicDirectory, config: Music, report: Report = log.warning) -> None:
        self._music = music
        self._config = config
        self._report = report

    def artists(self) -> list[Found]:
        """The directories of artists.

        :raises PathError: when the music directory cannot be read.
        """
        self._music.require()
        return list(self._directories(Found("", self._music.root), self._config.ignoreartists))

    def albums(self, artist: Found) -> list[Found]:
        """The directories of albums of an artist, whatever is in them."""
        return list(self._directories(artist, self._config.ignorealbums))

    def videos(self, artist: Found) -> list[Found]:
        """The videos of an artist."""
        return [
            file
            for file in self._files(artist, self._config.ignoresongs)
            if split_extension(file.place.name)[1] in VIDEO_EXTENSIONS
        ]

    def songs(self, album: Found) -> list[Found]:
        """The songs of an album."""
        return [file for file in self._files(album, self._config.ignoresongs) if is_song(file.place)]

    def files(self, album: Found) -> list[Found]:
        """All files of an album."""
        return list(self._files(album, self._config.ignoresongs))

    def _directories(self, parent: Found, ignored: tuple[str, ...]) -> Iterator[Found]:
        return (found for found in self._entries(parent, ignored) if found.place.is_dir())

    def _files(self, parent: Found, ignored: tuple[str, ...]) -> Iterator[Found]:
        return (found for found in self._entries(parent, ignored) if found.place.is_file())

    def _entries(self, parent: Found, ignored: tuple[str, ...]) -> Iterator[Found]:
        try:
            with os.scandir(parent.place) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            self._report(f"“{readable(parent.place)}” cannot be read: {error.strerror}.")
            return
        for entry in entries:
            # Hidden files are never music; a Mac, for instance, leaves `._01 Song.mp3` beside `01 Song.mp3`.
            if entry.name.startswith(".") or entry.name in ignored:
                continue
            path = f"{parent.path}/{entry.name}" if parent.path else entry.name
            try:
                check_component(entry.name)
                if entry.is_symlink():
                    self._music.resolve(path)
            except PathError as error:
                self._report(f"“{readable(entry.path)}” is left out: {error.message}")
                continue
            yield Found(path, Path(entry.path))


def is_song(place: Path) -> bool:
    """Whether a file inside an album is a song. Containers of videos have to be looked into: they may be either."""
    extension = split_extension(place.name)[1]
    if extension not in SONG_EXTENSIONS:
        return False
    if extension not in VIDEO_EXTENSIONS:
        return True
    try:
        return recognize(place, place.name) is Kind.SONG
    except MusicDBError:
        return False
