"""A file is decoded once for everybody, and what is wrong with it is told."""

import struct
from pathlib import Path

import pytest

from musicdb.errors import InvalidContentError
from musicdb.media.ffmpeg import find_ffmpeg, run
from musicdb.media.listening import LISTENING_RATE, DecodedSound, DecodingFacts
from tests.sounds import make_song

FFMPEG = find_ffmpeg()


def decoded(path: Path, **options: float) -> tuple[bytes, bytes, int, DecodingFacts]:
    """All samples of both kinds, the channels, and the facts."""
    sound = DecodedSound(path, FFMPEG, **options)  # type: ignore[arg-type]
    pieces = list(sound)
    assert sound.facts is not None
    return b"".join(one.sound for one in pieces), b"".join(one.mono for one in pieces), sound.channels, sound.facts


def made(path: Path, *options: str) -> Path:
    """A file with whatever sound ffmpeg makes."""
    done = run((str(FFMPEG), "-v", "error", "-y", "-f", "lavfi", *options, str(path)), 20.0)
    assert done.code == 0, done.errors
    return path


def test_both_kinds_come_from_one_decoding(tmp_path: Path) -> None:
    sound, mono, channels, facts = decoded(make_song(tmp_path / "one.flac", seconds=3.0))
    assert channels == 1
    assert len(sound) == 3 * LISTENING_RATE * 4
    assert abs(len(mono) // 2 - 3 * 11_025) <= 1
    assert (facts.duration, facts.announced, facts.complaints, facts.truncated) == (3.0, 3.0, 0, False)
    assert max(abs(sample) for (sample,) in struct.iter_unpack("<f", sound)) == pytest.approx(0.125, abs=0.001)


def test_channels_stay_what_they_are_and_rates_do_not(tmp_path: Path) -> None:
    source = "sine=frequency=500:duration=1:sample_rate=96000,pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0"
    sound, _, channels, facts = decoded(made(tmp_path / "six.flac", "-i", source))
    assert channels == 6
    assert len(sound) == LISTENING_RATE * 6 * 4
    assert facts.duration == 1.0


def test_a_stretch_of_a_file(tmp_path: Path) -> None:
    sound, mono, _, facts = decoded(make_song(tmp_path / "one.flac", seconds=3.0), start=1.0, duration=0.5)
    assert len(sound) == LISTENING_RATE // 2 * 4
    assert abs(len(mono) // 2 - 11_025 // 2) <= 1
    assert not facts.truncated


def test_the_sound_of_a_video(tmp_path: Path) -> None:
    path = made(
        tmp_path / "video.mkv",
        "-i",
        "testsrc=duration=1:size=64x64",
        "-f",
        "lavfi",
        "-i",
        "sine=duration=1",
        "-shortest",
    )
    assert decoded(path)[3].duration == pytest.approx(1.0, abs=0.05)


def test_a_file_that_ends_early_says_so(tmp_path: Path) -> None:
    path = make_song(tmp_path / "one.flac", seconds=20.0)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    facts = decoded(path)[3]
    assert facts.truncated
    assert facts.announced == 20.0
    assert facts.duration < 12.0


def test_damage_is_counted_and_gone_over(tmp_path: Path) -> None:
    path = make_song(tmp_path / "one.mp3", seconds=10.0)
    content = bytearray(path.read_bytes())
    for begin in range(5000, len(content) - 5000, 5000):
        content[begin : begin + 1500] = bytes(1500)
    path.write_bytes(content)
    facts = decoded(path)[3]
    assert facts.complaints > 0
    assert facts.messages
    assert facts.duration > 5.0


def test_what_is_no_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "no.mp3"
    path.write_bytes(bytes(range(256)) * 100)
    with pytest.raises(InvalidContentError, match="There is no sound in “no"):
        decoded(path)


def test_a_playlist_opens_nothing_else(tmp_path: Path) -> None:
    make_song(tmp_path / "one.flac")
    path = tmp_path / "list.mp3"
    path.write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/one.flac\n")
    with pytest.raises(InvalidContentError):
        decoded(path)
