"""What is proposed for uploads, and what is left open."""

import pytest

from tests.library.uploading import Library, only_album, opens, paths, proposed, upload

TAGS = {"album": "Rosenrot", "albumartists": "Rammstein", "artists": "Rammstein", "release": 2005}


def test_a_well_tagged_album_leaves_nothing_open() -> None:
    proposal = proposed(
        upload("x/a.mp3", title="Benzin", track=1, **TAGS), upload("x/b.mp3", title="Mann gegen Mann", track=2, **TAGS)
    )
    assert paths(proposal) == {
        "x/a.mp3": "Rammstein/2005 - Rosenrot/01 Benzin.mp3",
        "x/b.mp3": "Rammstein/2005 - Rosenrot/02 Mann gegen Mann.mp3",
    }
    assert opens(proposal) == {}
    assert proposal.ready
    album = only_album(proposal)
    assert (album.artistknown, album.albumknown) == (False, False)
    assert (album.files[0].playtime, album.files[0].bitrate) == (62, 192000)


@pytest.mark.parametrize(
    ("folder", "directory"),
    [
        ("Rammstein/2005 - Rosenrot", "Rammstein/2005 - Rosenrot"),
        ("Music/Rammstein/2005 - Rosenrot", "Rammstein/2005 - Rosenrot"),
        ("Rammstein - 2005 - Rosenrot", "Rammstein/2005 - Rosenrot"),
        ("Rammstein - Rosenrot (2005)", "Rammstein/2005 - Rosenrot"),
        ("Rammstein - Rosenrot (2005) [FLAC]", "Rammstein/2005 - Rosenrot"),
        ("Rammstein/[2005] Rosenrot", "Rammstein/2005 - Rosenrot"),
        ("Rammstein/Rosenrot (2005)", "Rammstein/2005 - Rosenrot"),
        ("Rammstein/2005 - Rosenrot/CD1", "Rammstein/2005 - Rosenrot"),
    ],
)
def test_untagged_albums_are_named_by_their_folders(folder: str, directory: str) -> None:
    proposal = proposed(upload(f"{folder}/01 - Benzin.mp3"), upload(f"{folder}/02 - Mann.mp3"))
    assert set(paths(proposal).values()) == {f"{directory}/01 Benzin.mp3", f"{directory}/02 Mann.mp3"}
    assert opens(proposal) == {}


def test_untagged_albums_are_named_by_their_files() -> None:
    proposal = proposed(upload("A - B - 01 - C.mp3", loose=True), upload("A - B - 02 - D.mp3", loose=True))
    assert set(paths(proposal).values()) == {"A/0000 - B/01 C.mp3", "A/0000 - B/02 D.mp3"}
    assert opens(proposal) == {"B": ("release",)}


@pytest.mark.parametrize(
    ("first", "second"),
    [("CD1", "CD 2"), ("Disc 1 - Sun", "Disc 2 - Moon"), ("Double (CD 1)", "Double (CD 2)"), ("Disk1", "Disk2")],
)
def test_discs_are_merged(first: str, second: str) -> None:
    tags = {"album": "Double", "albumartists": "A", "release": 2001}
    proposal = proposed(
        upload(f"Double/{first}/01 Sun.mp3", title="Sun", track=1, **tags),
        upload(f"Double/{second}/01 Moon.mp3", title="Moon", track=1, **tags),
        upload("Double/Scans/front.jpg"),
        upload(f"Double/{first}/cover.jpg"),
        upload(f"Double/{second}/cover.jpg"),
        upload(f"Double/{second}/rip.log"),
    )
    assert set(paths(proposal).values()) == {
        f"A/2001 - Double/{name}"
        for name in ("1-01 Sun.mp3", "2-01 Moon.mp3", "front.jpg", "CD1 - cover.jpg", "CD2 - cover.jpg", "rip.log")
    }
    assert opens(proposal) == {}


def test_discs_are_told_by_tags() -> None:
    tags = {"album": "Double", "albumartists": "A", "release": 2001}
    proposal = proposed(
        upload("x/a.mp3", title="Sun", track=1, disc=1, discs=2, **tags),
        upload("x/b.mp3", title="Moon", track=1, disc=2, discs=2, **tags),
    )
    assert set(paths(proposal).values()) == {"A/2001 - Double/1-01 Sun.mp3", "A/2001 - Double/2-01 Moon.mp3"}


def test_the_first_of_two_discs_is_named_as_one_of_them() -> None:
    song = upload("x/a.mp3", title="Sun", track=1, disc=1, discs=2, album="Double", albumartists="A", release=2001)
    assert paths(proposed(song)) == {"x/a.mp3": "A/2001 - Double/1-01 Sun.mp3"}


def test_discs_are_told_by_album_names() -> None:
    tags = {"albumartists": "A", "release": 2001}
    proposal = proposed(
        upload("x/1/01 Sun.mp3", title="Sun", track=1, album="Double [Disc 1]", **tags),
        upload("x/2/01 Moon.mp3", title="Moon", track=1, album="Double [Disc 2]", **tags),
    )
    assert set(paths(proposal).values()) == {"A/2001 - Double/1-01 Sun.mp3", "A/2001 - Double/2-01 Moon.mp3"}
    assert opens(proposal) == {}


def test_discs_are_told_by_file_names() -> None:
    names = ("101 Sun", "102 Sky", "201 Moon", "202 Stars")
    proposal = proposed(*(upload(f"A - 2001 - Double/{name}.mp3") for name in names))
    assert [(file.cd, file.number) for file in only_album(proposal).files] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert opens(proposal) == {}


def test_several_artists_make_various_artists() -> None:
    proposal = proposed(
        *(
            upload(f"x/{n}.mp3", title=f"T{n}", track=n, artists=f"Artist {n}", album="Hits", release=1999)
            for n in range(1, 5)
        )
    )
    assert only_album(proposal).path == "Various Artists/1999 - Hits"
    assert opens(proposal) == {}


def test_various_artists_in_file_names() -> None:
    proposal = proposed(*(upload(f"1999 - Hits/0{n} - Artist {n} - Title {n}.mp3") for n in range(1, 5)))
    assert only_album(proposal).path == "Various Artists/1999 - Hits"
    assert only_album(proposal).open == ("artistname",)
    assert [file.name for file in only_album(proposal).files] == ["Title 1", "Title 2", "Title 3", "Title 4"]


def test_guests_do_not_make_various_artists() -> None:
    artists = ("Eminem", "Eminem feat. Dido", "Eminem & Guest", "eminem")
    proposal = proposed(
        *(
            upload(f"x/{n}.mp3", title=f"T{n}", track=n, artists=artist, album="LP", release=2000)
            for n, artist in enumerate(artists, 1)
        )
    )
    assert only_album(proposal).artistname.casefold() == "eminem"
    assert opens(proposal) == {}


def test_a_song_of_somebody_else_leaves_the_artist_open() -> None:
    tags = {"album": "LP", "release": 2000}
    songs = [upload(f"x/{n}.mp3", title=f"T{n}", track=n, artists="A", **tags) for n in range(1, 5)]
    proposal = proposed(*songs, upload("x/5.mp3", title="T5", track=5, artists="B", **tags))
    assert only_album(proposal).artistname == "A"
    assert only_album(proposal).open == ("artistname",)


def test_compilations_are_by_various_artists() -> None:
    tags = {"album": "Duets", "release": 2000, "compilation": True}
    proposal = proposed(
        upload("x/1.mp3", title="T1", track=1, artists="A", **tags),
        upload("x/2.mp3", title="T2", track=2, artists="B", **tags),
    )
    assert only_album(proposal).artistname == "Various Artists"
    assert opens(proposal) == {}


def test_known_spellings_are_kept() -> None:
    song = upload("x/a.mp3", title="T", track=1, artists="guns n' roses", album="A/B", release=1991)
    proposal = proposed(song, library=Library("Guns N’ Roses"))
    assert paths(proposal) == {"x/a.mp3": "Guns N’ Roses/1991 - A∕B/01 T.mp3"}
    assert only_album(proposal).artistknown


def test_years_that_differ_are_open_unless_the_album_is_known() -> None:
    songs = [
        upload(f"x/{n}.mp3", title=f"T{n}", track=n, artists="A", album="Best", release=year)
        for n, year in enumerate((1990, 1990, 1995), 1)
    ]
    assert only_album(proposed(*songs)).release == 1990
    assert only_album(proposed(*songs)).open == ("release",)
    known = only_album(proposed(*songs, library=Library("A/2001 - Best")))
    assert (known.release, known.open, known.albumknown) == (2001, (), True)


def test_a_folder_that_says_another_year_leaves_it_open() -> None:
    song = upload("A/1980 - B/01 T.mp3", title="T", track=1, artists="A", album="B", release=2004)
    assert only_album(proposed(song)).open == ("release",)


def test_neighbors_fill_the_only_gap() -> None:
    tags = {"artists": "A", "album": "B", "release": 2000}
    songs = [upload(f"x/{n}.mp3", title=f"T{n}", track=n, **tags) for n in (1, 2, 4)]
    proposal = proposed(*songs, upload("x/lost.mp3", title="Lost", **tags))
    assert paths(proposal)["x/lost.mp3"] == "A/2000 - B/03 Lost.mp3"
    assert opens(proposal) == {}


def test_a_number_nobody_knows_is_open() -> None:
    tags = {"artists": "A", "album": "B", "release": 2000}
    songs = [upload(f"x/{n}.mp3", title=f"T{n}", track=n, **tags) for n in (2, 5)]
    assert opens(proposed(*songs, upload("x/lost.mp3", title="Lost", **tags))) == {"x/lost.mp3": ("number",)}


def test_file_names_give_numbers_the_tags_lack() -> None:
    tags = {"artists": "A", "album": "B", "release": 2000}
    proposal = proposed(upload("x/01 T.mp3", title="T", track=1, **tags), upload("x/07 U.mp3", title="U", **tags))
    assert paths(proposal)["x/07 U.mp3"] == "A/2000 - B/07 U.mp3"
    assert opens(proposal) == {}


def test_the_same_number_twice_is_open() -> None:
    tags = {"artists": "A", "album": "B", "release": 2000, "track": 3}
    proposal = proposed(upload("x/a.mp3", title="T", **tags), upload("x/b.mp3", title="U", **tags))
    assert opens(proposal) == {"x/a.mp3": ("number",), "x/b.mp3": ("number",)}


def test_unnumbered_songs_are_counted_and_open() -> None:
    tags = {"artists": "A", "album": "B", "release": 2000}
    proposal = proposed(*(upload(f"x/{name}.mp3", title=name, **tags) for name in ("Ten", "Nine")))
    assert set(paths(proposal).values()) == {"A/2000 - B/01 Nine.mp3", "A/2000 - B/02 Ten.mp3"}
    assert all(fields == ("number",) for fields in opens(proposal).values())


def test_sides_of_a_record_are_counted_through() -> None:
    proposal = proposed(*(upload(f"A - 1970 - B/{name}.mp3") for name in ("A1 One", "A2 Two", "B1 Three")))
    assert [file.number for file in only_album(proposal).files] == [1, 2, 3]
    assert opens(proposal) == {}


def test_titles_that_begin_with_numbers_stay_whole() -> None:
    tags = {"artists": "Nena", "album": "Nena", "release": 1983, "track": 1}
    assert paths(proposed(upload("99 Luftballons.mp3", **tags))) == {
        "99 Luftballons.mp3": "Nena/1983 - Nena/01 99 Luftballons.mp3"
    }


@pytest.mark.parametrize("name", ["rip0001", "track1", "01", "Track 01"])
def test_meaningless_file_names_leave_the_title_open(name: str) -> None:
    proposal = proposed(upload(f"A - 2000 - B/{name}.mp3"))
    assert "name" in opens(proposal)[f"A - 2000 - B/{name}.mp3"]


def test_placeholders_in_tags_are_no_titles() -> None:
    song = upload("x/01 Real.mp3", title="Track 1", track=1, artists="A", album="B", release=2000)
    assert paths(proposed(song)) == {"x/01 Real.mp3": "A/2000 - B/01 Real.mp3"}


def test_a_lonely_file_without_tags_needs_a_person() -> None:
    proposal = proposed(upload("rip0001.mp3", loose=True))
    assert paths(proposal) == {"rip0001.mp3": ""}
    assert only_album(proposal).open == ("artistname", "albumname", "release")


def test_a_lonely_song_is_proposed_as_a_single() -> None:
    proposal = proposed(upload("x.mp3", loose=True, title="Song", artists="A", release=2000))
    assert paths(proposal) == {"x.mp3": "A/2000 - Song/01 Song.mp3"}
    assert only_album(proposal).open == ("albumname",)


def test_a_lonely_file_is_named_by_its_name() -> None:
    proposal = proposed(upload("Jeremy – Pursuit (feat. X).opus", loose=True))
    album = only_album(proposal)
    assert (album.artistname, album.files[0].name) == ("Jeremy", "Pursuit (feat. X)")
    assert "artistname" in album.open
