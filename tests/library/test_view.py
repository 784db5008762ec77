"""What proposals are told about the music there is."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from musicdb.library.naming import AlbumName
from musicdb.library.paths import MusicDirectory
from musicdb.library.proposal import propose
from musicdb.library.view import CatalogueView
from musicdb.media.checksums import checksum
from musicdb.store.store import Store
from tests.library.uploading import only_album, upload

ALBUM = "Björk/1993 - Debut"


@pytest.fixture
def music(tmp_path: Path) -> MusicDirectory:
    (tmp_path / "music" / ALBUM).mkdir(parents=True)
    return MusicDirectory(tmp_path / "music")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "music.db")
    yield opened
    opened.close()


@pytest.fixture
def view(store: Store, music: MusicDirectory) -> CatalogueView:
    return CatalogueView(store, music)


def test_artists_are_known_from_disk_and_catalogue(view: CatalogueView, store: Store, music: MusicDirectory) -> None:
    store.artists.add("AC∕DC", "AC∕DC")
    (music.root / ".trash").mkdir()
    assert view.artists() == {"björk": "Björk", "ac/dc": "AC∕DC"}


def test_albums_are_known_by_name(view: CatalogueView, music: MusicDirectory) -> None:
    (music.root / "Björk" / "2003 - debut").mkdir()
    assert view.albums("Björk", "Debut") == [AlbumName(1993, "Debut"), AlbumName(2003, "debut")]
    assert view.albums("Björk", "Post") == []
    assert view.albums("Nobody", "Debut") == []
    assert view.albums("", "Debut") == []


def test_directories_are_known_as_they_are_written(view: CatalogueView, music: MusicDirectory) -> None:
    decomposed = unicodedata.normalize("NFD", "Été/2001 - Ö")
    (music.root / decomposed).mkdir(parents=True)
    assert view.directory("Été/2001 - Ö") == decomposed
    assert view.directory("Été/2002 - Ö") is None
    assert view.directory("../x") is None


def test_discs_are_counted(view: CatalogueView, music: MusicDirectory) -> None:
    assert view.discs(ALBUM) == 0
    assert view.discs("Nobody") == 0
    (music.root / ALBUM / "01 A.mp3").write_bytes(b"x")
    assert view.discs(ALBUM) == 1
    (music.root / ALBUM / "3-01 A.mp3").write_bytes(b"x")
    assert view.discs(ALBUM) == 3


def test_files_are_described(view: CatalogueView, music: MusicDirectory) -> None:
    path = f"{ALBUM}/cover.jpg"
    assert view.file(path) is None
    for content in (b"picture", b"other picture"):
        (music.root / path).write_bytes(content)
        details = view.file(path)
        assert details is not None
        assert (details.path, details.filesize) == (path, len(content))
        assert details.checksum == checksum(music.root / path)
    (music.root / ALBUM / "01 Broken.mp3").write_bytes(b"no music")
    broken = view.file(f"{ALBUM}/01 Broken.mp3")
    assert broken is not None
    assert (broken.filesize, broken.codec) == (8, "")
    directory = view.file(ALBUM)
    assert directory is not None
    assert directory.filesize == 0


def test_an_upload_to_an_album_that_is_there(view: CatalogueView, music: MusicDirectory) -> None:
    (music.root / ALBUM / "2-01 A.mp3").write_bytes(b"x")
    (music.root / ALBUM / "cover.jpg").write_bytes(b"x")
    song = upload("x/a.mp3", title="T", track=3, artists="björk", album="debut", release=1993)
    album = only_album(propose("group", [song, upload("x/cover.jpg")], True, view))  # noqa: FBT003
    assert album.artistname == "Björk"
    assert album.artistknown
    assert album.albumknown
    assert [file.path for file in album.files] == [f"{ALBUM}/1-03 T.mp3", f"{ALBUM}/cover.jpg"]
    assert [file.collision is not None for file in album.files] == [False, True]
