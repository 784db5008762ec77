"""What names of files and folders tell."""

import pytest

from musicdb.library.hints import (
    FolderHint,
    clean,
    is_container,
    is_placeholder,
    is_various,
    read_disc_folder,
    read_folder,
    read_stem,
    split_disc,
)


@pytest.mark.parametrize(
    ("stem", "disc", "number", "segments"),
    [
        ("01 - Title", 0, 1, ("Title",)),
        ("01. Title", 0, 1, ("Title",)),
        ("01 Title", 0, 1, ("Title",)),
        ("01_Title_Two", 0, 1, ("Title Two",)),
        ("(07) Title", 0, 7, ("Title",)),
        ("[07] Title", 0, 7, ("Title",)),
        ("1-01 Title", 1, 1, ("Title",)),
        ("2.13 Title", 2, 13, ("Title",)),
        ("01%20Title", 0, 1, ("Title",)),
        ("03 – 曲名", 0, 3, ("曲名",)),
        ("01 Artist - Title", 0, 1, ("Artist", "Title")),
        ("Artist - Title", 0, 0, ("Artist", "Title")),
        ("Artist – Title (feat. Ünïcödé)", 0, 0, ("Artist", "Title (feat. Ünïcödé)")),
        ("Artist - 99 Problems", 0, 0, ("Artist", "99 Problems")),
        ("Title-with-dashes", 0, 0, ("Title-with-dashes",)),
        ("1999 was a year", 0, 0, ("1999 was a year",)),
    ],
)
def test_file_names(stem: str, disc: int, number: int, segments: tuple[str, ...]) -> None:
    hint = read_stem(stem)
    assert (hint.disc, hint.number, hint.segments, hint.lead) == (disc, number, segments, ())
    assert not hint.meaningless


@pytest.mark.parametrize(
    ("stem", "lead", "number", "title"),
    [
        ("Artist - 01 - Title", ("Artist",), 1, "Title"),
        ("Artist - Album - 01 - Title", ("Artist", "Album"), 1, "Title"),
        ("Artist - Album - 12 Title", ("Artist", "Album"), 12, "Title"),
        ("Artist - 01 Title", ("Artist",), 1, "Title"),
    ],
)
def test_names_in_front_of_the_number(stem: str, lead: tuple[str, ...], number: int, title: str) -> None:
    hint = read_stem(stem)
    assert (hint.lead, hint.number, hint.segments) == (lead, number, (title,))


def test_sides_of_records() -> None:
    hint = read_stem("B2. Title")
    assert (hint.side, hint.number, hint.segments) == ("B", 2, ("Title",))


@pytest.mark.parametrize("stem", ["7 Seconds", "99 Luftballons", "50 Ways"])
def test_numbers_that_may_belong_to_the_title_are_weak(stem: str) -> None:
    assert read_stem(stem).weak


@pytest.mark.parametrize(
    ("stem", "number"),
    [
        *(("track1", 1), ("Track 01", 1), ("AudioTrack 03", 3), ("Titel 12", 12), ("rip0001", 1), ("07", 7)),
        *(("untitled", 0), ("01 ", 1), ("Spur-4", 4), ("recording_20240101", 0), ("deadbeefcafe", 0), ("1999", 0)),
        ("Unknown", 0),
    ],
)
def test_names_without_meaning(stem: str, number: int) -> None:
    hint = read_stem(stem)
    assert hint.meaningless
    assert hint.number == number


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Artist - 2004 - Album", FolderHint("Artist", "Album", 2004)),
        ("Artist - Album (2004)", FolderHint("Artist", "Album", 2004)),
        ("Artist - Album [2004] [FLAC]", FolderHint("Artist", "Album", 2004)),
        ("Artist - Album - 2004", FolderHint("Artist", "Album", 2004)),
        ("Artist – Album (Deluxe Edition) (2004) (24bit-96kHz)", FolderHint("Artist", "Album (Deluxe Edition)", 2004)),
        ("2004 - Album", FolderHint("", "Album", 2004)),
        ("1999 - 13 - Live", FolderHint("", "13 - Live", 1999)),
        ("[2004] Album", FolderHint("", "Album", 2004)),
        ("(2004) Album", FolderHint("", "Album", 2004)),
        ("Artist_-_Album_(2004)", FolderHint("Artist", "Album", 2004)),
        ("Prince - 1999", FolderHint("Prince", "1999", 0)),
        ("1984", FolderHint("", "1984", 0)),
        ("Album", FolderHint("", "Album", 0)),
        ("[FLAC]", FolderHint("", "[FLAC]", 0)),
        ("Ænima (Disc 1 + 2)", FolderHint("", "Ænima (Disc 1 + 2)", 0)),
    ],
)
def test_folder_names(name: str, expected: FolderHint) -> None:
    assert read_folder(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *(("CD1", (1, "")), ("CD 2", (2, "")), ("disc_3", (3, "")), ("Disc 3 - Title", (3, "")), ("[CD 10]", (10, ""))),
        *(("Album (CD 2)", (2, "Album")), ("Album [Disc 1]", (1, "Album")), ("Album CD1", (1, "Album"))),
        *(("Album - Disc 1 of 2", (1, "Album")), ("Disk 1/2", (1, "")), ("ABCD1", None), ("Disco 2000", None)),
        *(("CD", None), ("Album (Disc 1 + 2)", None), ("Discography", None), ("LP5", None)),
    ],
)
def test_disc_folders(name: str, expected: tuple[int, str] | None) -> None:
    assert read_disc_folder(name) == expected


def test_discs_in_album_names() -> None:
    assert split_disc("Album [Disc 2]") == ("Album", 2)
    assert split_disc("Album, CD 1") == ("Album", 1)
    assert split_disc("The Battle for Wesnoth OST (Disc 1 + 2)") == ("The Battle for Wesnoth OST (Disc 1 + 2)", 0)


def test_words_for_what_is_not_known() -> None:
    assert is_various("VA")
    assert is_various("various artists")
    assert not is_various("Vanessa")
    assert is_container("Downloads")
    assert not is_container("Rammstein")
    assert is_placeholder("Track 01")
    assert is_placeholder("Unknown Title")
    assert not is_placeholder("Song 2")
    assert not is_placeholder("1979")


def test_texts_are_cleaned() -> None:
    assert clean(" A\0B\n\tC\ud800 ") == "A B C"
