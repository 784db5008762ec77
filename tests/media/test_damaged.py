"""Files that are damaged, or made to keep a reader busy: the only answers are tags and InvalidContentError."""

import os
import random
import struct
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from musicdb.errors import InvalidContentError
from musicdb.media.kinds import recognize
from musicdb.media.tags import read_picture, read_tags
from tests.media.conftest import SONG_NAMES

ALL_NAMES = (*SONG_NAMES, "alac.m4a", "sound.webm", "h264.mp4", "vp9.webm", "h264.mkv")
MILLION = 1_000_000


def damaged(data: bytes, chance: random.Random) -> Iterator[bytes]:
    """The data cut, with other bytes in it, and with parts that moved."""
    head = min(len(data), 4000)
    for _ in range(12):
        yield data[: chance.randrange(head)]
        yield data[: chance.randrange(len(data))]
        changed = bytearray(data)
        for _ in range(chance.choice((1, 10, 60))):
            changed[chance.randrange(head)] = chance.choice((0, 1, 127, 128, 255, chance.randrange(256)))
        yield bytes(changed)
        place, other = chance.randrange(len(data)), chance.randrange(len(data))
        yield data[:place] + data[other : other + chance.randrange(300)] + data[place + chance.randrange(300) :]


@pytest.mark.parametrize("name", ALL_NAMES)
def test_damage_never_leads_to_another_error(sounds: Path, videos: Path, tmp_path: Path, name: str) -> None:
    source = sounds / name if (sounds / name).exists() else videos / name
    place = tmp_path / "damaged"
    outcomes = set()
    for data in damaged(source.read_bytes(), random.Random(name)):
        place.write_bytes(data)
        for read in (read_tags, read_picture, lambda path: recognize(path, name)):
            try:
                msgspec.json.encode(read(place))
                outcomes.add("read")
            except InvalidContentError:
                outcomes.add("refused")
    assert "read" in outcomes


def syncsafe(number: int) -> bytes:
    """A number in the 7 bits per byte of ID3."""
    return bytes(number >> shift & 127 for shift in (21, 14, 7, 0))


def id3(frames: bytes) -> bytes:
    """A tag of ID3v2.4."""
    return b"ID3\x04\0\0" + syncsafe(len(frames)) + frames


def busy_files(sounds: Path) -> Iterator[tuple[str, bytes]]:
    """Small for what they ask for."""
    mp3, wav = (sounds / "tone.mp3").read_bytes(), (sounds / "tone.wav").read_bytes()
    yield "a.m4a", struct.pack(">I4s8x", 16, b"ftyp") + b"\0\0\0\x08free" * MILLION
    yield "a.flac", b"fLaC" + b"\x01\0\0\0" * MILLION
    yield "a.wav", wav[:36] + b"abcd\0\0\0\0" * MILLION
    yield "a.mkv", b"\x1a\x45\xdf\xa3\x80" + b"\xec\x80" * MILLION
    yield "a.mp3", id3((b"TXXX" + syncsafe(1) + b"\0\0\0") * MILLION) + mp3
    yield "a.mp3", id3((b"ABCD" + syncsafe(1) + b"\0\0\0") * MILLION) + mp3
    yield "a.mp3", id3(b"TIT2" + syncsafe(4 * MILLION) + b"\0\0" + b"\0" * 4 * MILLION) + mp3
    bomb = zlib.compress(bytes(200 * MILLION), 9)
    yield "a.mp3", id3(b"TXXX" + syncsafe(len(bomb) + 4) + b"\0\x08\0\0\0\0" + bomb) + mp3


def test_files_made_to_keep_a_reader_busy_do_not(sounds: Path, tmp_path: Path) -> None:
    place = tmp_path / "busy"
    for name, data in busy_files(sounds):
        place.write_bytes(data)
        try:
            tags = read_tags(place)
            assert tags.title == ""
        except InvalidContentError:
            assert not name.endswith("mp3")


def test_tags_larger_than_music_are_not_read(sounds: Path, tmp_path: Path) -> None:
    place = tmp_path / "large.mp3"
    with place.open("wb") as file:
        file.write(b"ID3\x04\0\0" + syncsafe(200 * MILLION) + b"PRIV" + syncsafe(200 * MILLION - 10) + b"\0\0x\0")
        file.truncate(200 * MILLION + 10)
        file.seek(0, os.SEEK_END)
        file.write((sounds / "tone.mp3").read_bytes())
    tracemalloc.start()
    assert read_tags(place).title == ""
    assert tracemalloc.get_traced_memory()[1] < 10 * MILLION
    tracemalloc.stop()
