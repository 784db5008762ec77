"""An installation of MusicDB 8 is taken over whole, told exactly, and stays as it is."""

import hashlib
from pathlib import Path

import pytest

from musicdb.errors import DatabaseError, TakeoverError
from musicdb.ids import AlbumId, SongId, VideoId
from musicdb.library.takeover import Installation, take_over
from musicdb.model.settings import RandyConfiguration, WebUIConfiguration
from musicdb.model.takeover import TakeoverReport
from musicdb.store.store import Store
from tests.version8 import Version8

SCALES = (150,)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data" / "music.db")


def take(store: Store, old: Version8, tmp_path: Path) -> TakeoverReport:
    return take_over(
        store, Installation(old.music, old.tracker, old.artwork, old.state), tmp_path / "data" / "artwork", SCALES
    )


def dump(store: Store) -> str:
    tables = ("artists", "albums", "songs", "videos", "tags", "songtags", "albumtags", "videotags", "lyrics",
              "playedsongs", "songrelations", "queuedsongs", "playedvideos", "videorelations", "queuedvideos",
               "recentsongs", "tagfilters", "settings")  # fmt: skip
    return "\n".join(repr(row) for table in tables for row in store.rows(f"SELECT * FROM {table}"))  # noqa: S608


def test_the_catalogue_comes_with_everything_said_about_it(store: Store, tmp_path: Path) -> None:
    report = take(store, Version8(tmp_path / "old"), tmp_path)
    one, two, three = store.songs.all()
    assert (one.id, one.likes, one.favorite, one.lyricsstate, one.lastplayed) == (101, 4, 1, 3, 5000)
    assert (two.likes, two.dislikes, two.favorite, two.disabled, two.artistid) == (0, 2, -1, 1, 3)
    assert (three.liverecording, three.cd) == (1, 0)
    assert store.lyrics.get(SongId(101)) == ":: ref\nLa la\n::"
    first, second = store.albums.get(AlbumId(11)), store.albums.get(AlbumId(12))
    assert (first.origin, first.added, first.numofsongs, first.bgcolor) == ("CD", 1000, 2, "#AA0000")
    assert (second.hidden, second.bgcolor, second.artworkpath) == (1, "#101010", "default.jpg")
    assert (tmp_path / "data" / "artwork" / "150x150" / first.artworkpath).is_file()
    video = store.videos.get(VideoId(21))
    assert (video.songid, video.vbegin, video.vend, video.likes) == (101, 5, 80, 2)
    assert (video.thumbnailfile, video.bgcolor != "#101010") == (first.artworkpath, True)
    tags = store.tags.of_song(SongId(101))
    assert [tag.name for tag in tags.genres] == ["Metal"]
    assert (tags.moods[0].icon, tags.moods[0].color, tags.moods[0].confidence) == ("☺", "#FFCC00", 0.5)  # type: ignore[attr-defined]
    assert [tag.name for tag in store.tags.of_album(AlbumId(11)).subgenres] == ["Doom"]
    assert report.taken["songs"] == 3
    assert report.taken["artists"] == 2


def test_what_is_left_is_told_with_the_reason(store: Store, tmp_path: Path) -> None:
    report = take(store, Version8(tmp_path / "old"), tmp_path)
    left = {(entry.kind, entry.name): entry.reason for entry in report.left}
    assert "twice" in left["artists", "Bob"]
    assert ".." in left["artists", "../Evil"]
    assert left["albums", "Nobody/1999 - Orphan"] == "Its artist is not in the database."
    assert left["songs", "Bob/2003 - Lost/01 Lost.mp3"] == "Its album is not in the database."
    assert left["artwork", "gone.jpg"] == "It cannot be read: No such file or directory."
    assert "genre" in left["subgenres", "Nowhere"]
    assert ("tags of songs", "song 101, tag 99") in left
    assert ("lyrics", "song 999") in left
    assert ("song queue", "song 104") in left
    assert ("played videos", "video 99") in left
    assert ("video queue", "video 99") in left
    assert len(left) == len(report.left) == 15


def test_history_relations_queue_filter_and_settings_come_along(store: Store, tmp_path: Path) -> None:
    take(store, Version8(tmp_path / "old"), tmp_path)
    assert [(played.timestamp, played.israndom) for played in store.playedsongs.history(9)] == [
        (5000, True), (4000, False),
    ]  # fmt: skip
    (relation,) = store.songrelations.of_song(SongId(101))
    assert (relation.songid, relation.weight, relation.updated) == (102, 5.0, 5000)
    assert [(entry.entryid, entry.songid, entry.israndom) for entry in store.queuedsongs.all()] == [
        (str(2**128 - 1), 102, False), ("12", 101, True),
    ]  # fmt: skip
    names = {tag.id: tag.name for tag in (*store.tags.all().genres, *store.tags.all().subgenres)}
    assert {names[tagid] for tagid in store.genrefilter.active()} == {"Metal"}
    randy = store.settings.load(RandyConfiguration).constraints
    assert (randy.no_live_music, randy.min_song_length, randy.max_song_length) == (True, 60, 600)
    assert store.settings.load(WebUIConfiguration).webui.videomode == "enabled"


def test_doing_it_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    old = Version8(tmp_path / "old")
    files = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in old.directory.rglob("*") if path.is_file()}
    take(store, old, tmp_path)
    store.albums.set_hidden(AlbumId(12), hidden=False)
    before = dump(store)
    again = take(store, old, tmp_path)
    assert dump(store) == before
    assert again.known["songs"] == 3
    assert set(again.taken) <= {"artwork"}
    assert files == {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    assert {path for path in old.directory.rglob("*") if path.is_file()} == set(files)


def test_what_is_here_already_gets_what_was_said_there(store: Store, tmp_path: Path) -> None:
    artist = store.artists.add("Ada", "Ada")
    album = store.albums.add_or_update(
        artistid=artist.id, name="First", path="Ada/2001 - First", release=2001, origin="internet", added=9000
    )
    store.execute(
        "INSERT INTO songs (albumid, artistid, name, path, likes)"
        " VALUES (?, ?, 'One', 'Ada/2001 - First/01 One.mp3', 9)",
        (album.id, artist.id),
    )
    take(store, Version8(tmp_path / "old"), tmp_path)
    song = store.songs.find("Ada/2001 - First/01 One.mp3")
    assert song is not None
    assert (song.id, song.likes, song.favorite) == (1, 9, 1)
    assert store.lyrics.get(song.id).startswith(":: ref")
    assert (store.albums.get(album.id).origin, store.albums.get(album.id).added) == ("CD", 1000)
    assert [entry.songid for entry in store.queuedsongs.all()] == [102, 1]


def test_version_4_knows_no_videos_and_no_flags(store: Store, tmp_path: Path) -> None:
    report = take(store, Version8(tmp_path / "old", 4), tmp_path)
    assert report.taken["songs"] == 3
    assert store.videos.all() == []
    assert all(song.liverecording == 0 for song in store.songs.all())


def test_version_5_that_was_version_4_has_other_columns(store: Store, tmp_path: Path) -> None:
    report = take(store, Version8(tmp_path / "old", upgraded=True), tmp_path)
    assert report.taken["videos"] == 2
    clip = store.videos.get(VideoId(21))
    assert (clip.liverecording, clip.likes, clip.songid, clip.vbegin) == (1, 2, 101, 0)


def test_what_was_seen_comes_along(store: Store, tmp_path: Path) -> None:
    report = take(store, Version8(tmp_path / "old"), tmp_path)
    assert store.playedvideos.last(with_random=False) == (21, 100)
    assert store.playedvideos.relations(VideoId(21)) == {22: (3.0, 200)}
    first, second = store.queuedvideos.all()
    assert (first.entryid, first.videoid, first.israndom) == ("77", 22, False)
    assert (second.entryid.isdecimal(), second.videoid, second.israndom) == (True, 21, True)
    assert (report.taken["played videos"], report.taken["video relations"], report.taken["video queue"]) == (1, 1, 2)


def test_other_files_are_refused(store: Store, tmp_path: Path) -> None:
    old = Version8(tmp_path / "old", 3)
    with pytest.raises(TakeoverError, match="its version is 3, it should be 4 or 5"):
        take(store, old, tmp_path)
    old.music.write_bytes(b"nothing of the kind" * 100)
    with pytest.raises(DatabaseError):
        take(store, old, tmp_path)
    with pytest.raises(TakeoverError, match="of this MusicDB itself"):
        take_over(store, Installation(store.path, None, None, None), tmp_path, SCALES)
    assert store.songs.all() == []
