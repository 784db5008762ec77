"""Playlists come in from files, and go out as files."""

import os

from musicdb.errors import BadArgumentError, InvalidContentError, NotFoundError
from musicdb.ids import PlaylistId
from musicdb.library.paths import MusicDirectory
from musicdb.library.playlistfiles import SongFinder, parse, write
from musicdb.library.playlists import Playlists
from musicdb.media.texts import decoded
from musicdb.model.playlists import PathStyle, PlaylistExport, PlaylistImport
from musicdb.store.store import Store

_LARGEST_FILE = 16 * 1024 * 1024
_UNNAMED = "Playlist"
_EXTENSIONS = (".m3u", ".m3u8")


class PlaylistTransfer:
    """Reads and writes playlist files. Nothing is ever written into the music directory."""

    def __init__(self, store: Store, music: MusicDirectory, playlists: Playlists) -> None:
        self._store = store
        self._music = music
        self._playlists = playlists

    def import_text(self, text: str, name: str = "", directory: str = "") -> PlaylistImport:
        """Makes a playlist of the text of a playlist file that lies in a directory of the music directory.

        Without a name it gets the one it gives itself.

        :raises InvalidContentError: when there are no songs in it.
        :raises NotFoundError: when not one of them is in the catalogue.
        """
        file = parse(text)
        if not file.lines:
            raise InvalidContentError("There is no song in this file. It should be an M3U or M3U8 playlist.")
        self._store.foldednames.complete()
        with self._store.read():
            finder = SongFinder(
                self._store.songs.paths(), self._store.foldednames.titles(), os.fspath(self._music.root)
            )
        found = finder.find_all(file.lines, directory)
        if not found.songids:
            raise NotFoundError(
                f"None of the {len(file.lines)} songs of this playlist is in the catalogue. The first is "
                f"“{found.missing[0].text[:200]}”. Paths should be relative to the music directory, or lead into it."
            )
        playlist = self._playlists.create(name or file.name[:200] or _UNNAMED, songids=found.songids)
        return PlaylistImport(playlist, len(found.songids), found.missing)

    def import_file(self, path: str, name: str = "") -> PlaylistImport:
        """Makes a playlist of a playlist file in the music directory. Without a name it gets the one of the file.

        :raises PathError: when the path leads out of the music directory.
        :raises NotFoundError: when there is no such file, or none of its songs is in the catalogue.
        :raises BadArgumentError: when it is not called like a playlist.
        :raises InvalidContentError: when it cannot be read, or there are no songs in it.
        """
        place = self._music.existing(path)
        if place.suffix.lower() not in _EXTENSIONS:
            raise BadArgumentError(f"“{place.name}” is no playlist; those end in {' or '.join(_EXTENSIONS)}.")
        try:
            with place.open("rb") as stream:
                text = decoded(stream.read(_LARGEST_FILE))
        except OSError as error:
            raise InvalidContentError(f"“{place.name}” cannot be read: {error.strerror or error}.") from error
        return self.import_text(text, name or parse(text).name[:200] or place.stem, path.rpartition("/")[0])

    def export(self, playlistid: PlaylistId, style: PathStyle) -> PlaylistExport:
        """A playlist as the text of an M3U8 file, with paths relative to the music directory, or absolute.

        :raises NotFoundError: when there is no such playlist.
        """
        songids = self._playlists.songs(playlistid)
        with self._store.read():
            name = self._store.playlists.get(playlistid).name
            placed = self._store.placedsongs.get(set(songids))
        songs = [placed[songid] for songid in songids if songid in placed]
        filename = "".join("_" if character in '/\\:*?"<>|' or character < " " else character for character in name)
        return PlaylistExport(f"{filename}.m3u8", write(name, songs, style, os.fspath(self._music.root)))
