"""Names on devices: what FAT takes, none twice, and the same ones the next time."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from musicdb.config.deviceschema import Constraints, DeviceConfig, DevicePaths
from musicdb.library.devicenames import DeviceNames, device_path, numbered

FAT = DeviceConfig()
PLAIN = DeviceConfig(constraints=Constraints(charset="default"))
PARTS = some.text(some.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=300)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("AC:DC/2001 - What?/01 A*B.mp3", "Music/AC_DC/2001 - What_/01 A_B.mp3"),
        ("Björk/2001 - Größe/01 Ä.mp3", "Music/Bjork/2001 - Grosse/01 A.mp3"),
        ("R.E.M./2001 - Up.../01 Hm....mp3", "Music/R.E.M/2001 - Up/01 Hm....mp3"),
        ("CON/2001 - aux.x/01 One.MP3", "Music/_CON/2001 - aux.x/01 One.MP3"),
        ("坂本龍一/2001 - ∕/01 音.flac", "Music/坂本龍一/2001 - ∕/01 音.flac"),
    ],
)
def test_fat_names(path: str, wanted: str) -> None:
    assert device_path(path, FAT) == wanted


def test_long_paths_lose_the_title_and_keep_the_number() -> None:
    config = DeviceConfig(constraints=Constraints(charset="default", pathlen=40, forcemp3=True))
    assert device_path("Ada/2001 - B/2-07 A rather long title.flac", config) == "Music/Ada/2001 - B/2-07.mp3"
    assert device_path("Ada/2001 - B/2-07 Short.flac", config) == "Music/Ada/2001 - B/2-07 Short.mp3"
    assert device_path("A/B/1 C.mp3", DeviceConfig(paths=DevicePaths(musicdir="/../x/"))) == "x/A/B/1 C.mp3"


def test_no_name_is_given_twice_and_each_is_kept() -> None:
    paths = ["A?/01 x.mp3", "A*/01 X.mp3", "a:/01 x.flac", "A_/01 x.mp3"]
    names = DeviceNames(lambda path: path == "Music/A_/01 x.flac")
    given_away = [names.give(device_path(path, FAT)) for path in paths]
    assert given_away == [
        "Music/A_/01 x.mp3", "Music/A_/01 X (2).mp3", "Music/A_/01 x (2).flac", "Music/A_/01 x (3).mp3",
    ]  # fmt: skip
    again = DeviceNames(lambda _: False)
    assert all(again.keep(name, device_path(path, FAT)) for name, path in zip(given_away, paths, strict=True))
    assert not again.keep(given_away[0], device_path(paths[0], FAT))
    assert not DeviceNames(lambda _: False).keep("Music/A_/01 y.mp3", device_path(paths[0], FAT))


@given(some.lists(some.tuples(PARTS, PARTS, PARTS), max_size=8))
def test_whatever_the_names_are_the_device_takes_them(songs: list[tuple[str, str, str]]) -> None:
    names = DeviceNames(lambda _: False)
    found = [names.give(device_path("/".join(parts), FAT)) for parts in songs]
    assert len({path.casefold() for path in found}) == len(songs)
    for part in (part for path in found for part in path.split("/")):
        assert not re.search(r'[?<>\\:*|"\x00-\x1f]', part)
        assert part.strip() not in {"", ".", ".."}
        assert len(part.encode("utf-16-le")) <= 2 * 255 + 8
    assert numbered("a/b.mp3", 1) == "a/b.mp3"
