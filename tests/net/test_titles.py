"""Titles between the bytes of a stream, as radios expect them."""

import pytest

from musicdb.net.streams import METADATA_INTERVAL, Titles


def test_titles_come_in_the_same_distance_however_the_music_comes() -> None:
    music = bytes(range(256)) * 300
    expected = Titles().weave(music, "One")
    titles = Titles()
    assert b"".join(titles.weave(music[start : start + 999], "One") for start in range(0, len(music), 999)) == expected
    assert expected[:METADATA_INTERVAL] == music[:METADATA_INTERVAL]
    block = b"\x02StreamTitle='One';".ljust(33, b"\0")
    assert expected[METADATA_INTERVAL : METADATA_INTERVAL + 33] == block
    assert len(expected) == len(music) + len(block) + len(music) // METADATA_INTERVAL - 1


@pytest.mark.parametrize("title", ["", "It's", "a'; b", "日本語" * 500, "x" * 5000])
def test_no_title_breaks_the_stream(title: str) -> None:
    woven = Titles().weave(bytes(METADATA_INTERVAL), title)
    length = woven[METADATA_INTERVAL] * 16
    block = woven[METADATA_INTERVAL + 1 :]
    assert len(block) == length
    if title:
        text = block.rstrip(b"\0").decode()
        assert text.startswith("StreamTitle='")
        assert text.index("';") == len(text) - 2
