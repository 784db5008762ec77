"""What is made of a song for an app that wants this or that."""

from pathlib import Path

import pytest

from musicdb.playback.transcoding import Source, Wish, decide


@pytest.mark.parametrize(
    ("suffix", "bitrate", "wish", "made"),
    [
        ("flac", 900, Wish(), None),
        ("flac", 900, Wish("raw", 64, 5), None),
        ("flac", 900, Wish("flac"), None),
        ("flac", 900, Wish("flac", 0, 5), ("flac", 0)),
        ("flac", 900, Wish("", 320), ("mp3", 320)),
        ("flac", 900, Wish("mp3"), ("mp3", 192)),
        ("flac", 900, Wish("OPUS", 100), ("opus", 96)),
        ("flac", 0, Wish("", 320), ("mp3", 320)),
        ("mp3", 128, Wish("mp3", 128), None),
        ("mp3", 128, Wish("", 320), None),
        ("mp3", 128, Wish("", 100), ("mp3", 96)),
        ("mp3", 128, Wish("", 8), ("mp3", 32)),
        ("mp3", 130, Wish("", 0, 5), ("mp3", 160)),
        ("mp3", 64, Wish("aac"), ("aac", 64)),
        ("m4a", 256, Wish("m4a", 128), ("aac", 128)),
        ("ogg", 192, Wish("", 64), ("opus", 64)),
        ("wma", 192, Wish(), None),
        ("wma", 192, Wish("wma", 64), ("mp3", 64)),
    ],
)
def test_what_is_made(suffix: str, bitrate: int, wish: Wish, made: tuple[str, int] | None) -> None:
    found = decide(Source(Path(f"/music/One.{suffix}"), bitrate, 100), wish)
    assert (found and (found.target.suffix, found.bitrate)) == made
    if found:
        assert found.size is None or found.size == (102 - wish.start) * found.bitrate * 1000 // 8
