"""The player finds the file of a song, and knows whether one song is missing or all of them."""

import shutil
from pathlib import Path

import pytest

from musicdb.errors import MusicUnavailableError, NotFoundError
from musicdb.ids import SongId
from musicdb.model.analysis import SoundValues
from musicdb.playback.loudness import Loudness
from musicdb.playback.sources import Sources
from musicdb.store.store import Store
from tests.playback.shelf import add_album


class Shelf:
    """A music directory with one album, one song of which has a file."""

    def __init__(self, store: Store, directory: Path) -> None:
        self.directory = directory
        tags = {"replaygain_track_gain": ("-7.5 dB",), "replaygain_track_peak": ("0.9",)}
        album = add_album(store, "Artist", "Album", songs=2, name="Song", metadata=tags)
        self.songs = store.songs.of_album(album.id)
        (directory / self.songs[0].path).parent.mkdir(parents=True)
        (directory / self.songs[0].path).touch()
        self.sources = Sources(store, directory, self.locate)

    def locate(self, path: str) -> Path:
        if not (self.directory / path).exists():
            raise NotFoundError("There is no such file.")
        return self.directory / path


@pytest.fixture
def shelf(store: Store, tmp_path: Path) -> Shelf:
    return Shelf(store, tmp_path / "music")


def test_a_song(shelf: Shelf) -> None:
    song = shelf.songs[0]
    source = shelf.sources.find(song.id)
    assert (source.songid, source.albumid, source.playtime) == (song.id, song.albumid, 200.0)
    assert (source.path, source.title) == (shelf.directory / song.path, "Artist - Song")
    assert source.loudness == Loudness(trackgain=-7.5, trackpeak=0.9)


def test_a_song_that_was_measured(shelf: Shelf, store: Store) -> None:
    song = shelf.songs[0]
    store.analyses.set_soundhash(song.checksum, "sound")
    values = SoundValues(duration=200.0, loudness=-12.0, trackgain=-6.0, trackpeak=0.8)
    store.analyses.keep("sound", "digest", (), values)
    assert shelf.sources.find(song.id).loudness == Loudness(-7.5, 0.9, -6.0, 0.8)
    sources = Sources(store, shelf.directory, shelf.locate, measured=True)
    assert sources.find(song.id).loudness == Loudness(-6.0, 0.8, -6.0, 0.8)


def test_a_missing_file_and_an_unknown_song(shelf: Shelf) -> None:
    with pytest.raises(NotFoundError):
        shelf.sources.find(shelf.songs[1].id)
    with pytest.raises(NotFoundError):
        shelf.sources.find(SongId(4711))


def test_a_disk_that_is_not_mounted(shelf: Shelf) -> None:
    shutil.rmtree(shelf.directory / "Artist")
    with pytest.raises(MusicUnavailableError, match="mounted"):
        shelf.sources.find(shelf.songs[0].id)
    shelf.directory.rmdir()
    with pytest.raises(MusicUnavailableError, match="cannot be read"):
        shelf.sources.find(shelf.songs[0].id)
