"""Which uploads belong together, and what becomes of all that is no song."""

import msgspec
import pytest

from musicdb.model.proposals import FileDetails
from tests.library.uploading import Library, only_album, opens, paths, proposed, upload

TAGS = {"album": "Rosenrot", "albumartists": "Rammstein", "artists": "Rammstein", "release": 2005}


def test_loose_files_are_grouped_by_their_tags() -> None:
    proposal = proposed(
        upload("1.mp3", loose=True, title="T", track=1, album="One", artists="A", release=2000),
        upload("2.mp3", loose=True, title="U", track=1, album="Two", artists="A", release=2001),
        upload("3.mp3", loose=True, title="V", track=2, album="One", artists="A", release=2000),
        upload("4.mp3", loose=True, title="W", track=1, album="One", artists="B", release=1999),
    )
    assert set(paths(proposal).values()) == {
        "A/2000 - One/01 T.mp3",
        "A/2000 - One/02 V.mp3",
        "A/2001 - Two/01 U.mp3",
        "B/1999 - One/01 W.mp3",
    }
    assert opens(proposal) == {}


def test_a_folder_full_of_albums_is_taken_apart() -> None:
    proposal = proposed(
        *(
            upload(f"stuff/{a}{n}.mp3", title=f"T{n}", track=n, album=f"Album {a}", artists="A", release=2000)
            for a in "XYZ"
            for n in (1, 2)
        )
    )
    assert [album.path for album in proposal.albums] == [f"A/2000 - Album {a}" for a in "XYZ"]


def test_two_albums_of_one_name_stay_apart() -> None:
    proposal = proposed(
        upload("Peter Gabriel/1977 - Peter Gabriel/01 A.mp3"), upload("Peter Gabriel/1978 - Peter Gabriel/01 B.mp3")
    )
    assert len(proposal.albums) == 2
    assert opens(proposal) == {}


def test_the_same_album_twice_is_open() -> None:
    tags = {"artists": "A", "album": "B", "release": 2000, "track": 1, "title": "T"}
    proposal = proposed(upload("B [FLAC]/01 T.flac", **tags), upload("B [MP3]/01 T.mp3", **tags))
    assert [album.open for album in proposal.albums] == [("albumname",), ("albumname",)]


def test_pictures_go_to_the_only_album_or_need_a_person() -> None:
    one = {"album": "One", "artists": "A", "release": 2000, "track": 1, "title": "T"}
    two = {"album": "Two", "artists": "A", "release": 2000, "track": 1, "title": "T"}
    assert paths(proposed(upload("1.mp3", loose=True, **one), upload("front.png", loose=True)))["front.png"] == (
        "A/2000 - One/front.png"
    )
    both = proposed(
        upload("1.mp3", loose=True, **one),
        upload("2.mp3", loose=True, **two),
        upload("front.png", loose=True),
        upload("Two (front).jpg", loose=True),
    )
    assert paths(both)["front.png"] == ""
    assert paths(both)["Two (front).jpg"] == "A/2000 - Two/Two (front).jpg"


def test_lyrics_are_named_like_their_song() -> None:
    proposal = proposed(
        upload("A - 2000 - B/CD1/01 - x.mp3", title="Title", track=1),
        upload("A - 2000 - B/CD2/01 - x.mp3", title="Other", track=1),
        upload("A - 2000 - B/CD1/01 - x.lrc"),
        upload("A - 2000 - B/CD2/01 - x.txt"),
        upload("A - 2000 - B/CD2/info.txt"),
    )
    assert {path.rpartition("/")[2] for path in paths(proposal).values()} == {
        *("1-01 Title.mp3", "1-01 Title.lrc", "2-01 Other.mp3", "2-01 Other.txt", "info.txt")
    }


def test_collisions_tell_both_files() -> None:
    tags = {"artists": "A", "album": "B", "release": 2000, "title": "T"}
    same = FileDetails(path="A/2000 - B/01 T.mp3", filesize=1000, checksum="sha256 of x/a.mp3")
    other = FileDetails(path="A/2000 - B/02 T.mp3", filesize=7, checksum="other")
    library = Library(files={same.path: same, other.path: other})
    album = only_album(
        proposed(upload("x/a.mp3", track=1, **tags), upload("x/b.mp3", track=2, **tags), library=library)
    )
    assert album.albumknown
    collisions = [file.collision for file in album.files]
    assert collisions[0] is not None
    assert collisions[1] is not None
    assert (collisions[0].identical, collisions[1].identical) == (True, False)
    assert collisions[1].existing == other
    assert collisions[1].uploaded.path == "b.mp3"
    assert collisions[1].uploaded.playtime == 62


@pytest.mark.parametrize(
    ("name", "path", "fields"),
    [
        ("Doug Kaufman - 2007 - Battle Epic.mp4", "Doug Kaufman/2007 - Battle Epic.mp4", ()),
        ("Doug Kaufman - Battle Epic (2007) [1080p].mkv", "Doug Kaufman/2007 - Battle Epic.mkv", ()),
        ("Doug Kaufman - Battle Epic.mp4", "Doug Kaufman/0000 - Battle Epic.mp4", ("release",)),
        ("Doug Kaufman/2007 - Battle Epic.webm", "Doug Kaufman/2007 - Battle Epic.webm", ()),
        ("videos/Battle Epic.mp4", "", ("artistname", "release")),
    ],
)
def test_videos_are_named_by_their_names(name: str, path: str, fields: tuple[str, ...]) -> None:
    proposal = proposed(upload(name))
    assert paths(proposal) == {name: path}
    assert proposal.videos[0].open == fields


def test_videos_are_named_by_their_tags() -> None:
    proposal = proposed(upload("x.mp4", title="Sonne", artists="Rammstein", release=2001), library=Library("rammstein"))
    assert paths(proposal) == {"x.mp4": "rammstein/2001 - Sonne.mp4"}
    assert proposal.videos[0].artistknown
    assert opens(proposal) == {}


def test_a_video_beside_songs_is_by_their_artist() -> None:
    song = upload("x/a.mp3", title="T", track=1, artists="A", album="B", release=2000)
    assert paths(proposed(song, upload("x/clip of T.mp4")))["x/clip of T.mp4"] == "A/0000 - clip of T.mp4"


@pytest.mark.parametrize("relativepath", ["B\\CD2\\x.mp3", "B/CD2/x.mp3", "B/CD2", "./B/CD2/x.mp3", "../B/CD2/x.mp3"])
def test_relative_paths_in_every_fashion(relativepath: str) -> None:
    song = upload("x.mp3", artists="A", album="B", release=2000, title="T", track=1)
    proposal = proposed(msgspec.structs.replace(song, relativepath=relativepath))
    assert paths(proposal) == {"x.mp3": "A/2000 - B/2-01 T.mp3"}
