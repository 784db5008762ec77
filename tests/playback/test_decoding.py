"""What is in a file comes out of the decoder: every sample, at its own rate, and nothing else."""

import select
from pathlib import Path

import numpy
import pytest
from mutagen.mp4 import MP4, MP4FreeForm

from musicdb.media.gapless import sound_length
from musicdb.playback.decoding import Decoder
from musicdb.playback.resampling import Sound, silence
from tests.playback.sounding import FFMPEG, PATIENCE, decibels, sine, write_sound


def decode(path: Path, start: float = 0.0) -> tuple[Sound, Decoder]:
    """Everything that comes out."""
    decoder = Decoder(FFMPEG, path, start, sound_length(path))
    pieces = [silence(0)]
    while True:
        assert select.select([decoder.descriptor], [], [], PATIENCE)[0]
        piece = decoder.receive()
        if piece is None:
            decoder.close()
            return numpy.concatenate(pieces), decoder
        pieces.append(piece)


@pytest.mark.parametrize("name", ["a.flac", "a.wav", "a.wv", "a.aiff"])
@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
def test_lossless_is_lossless(tmp_path: Path, name: str, rate: int) -> None:
    sound = sine(rate + 123, rate)
    decoded, decoder = decode(
        write_sound(tmp_path / name, sound, rate, *(["-sample_fmt", "s16p"] if "wv" in name else []))
    )
    assert (decoder.rate, decoder.broken, decoder.failure) == (rate, False, None)
    assert numpy.array_equal(decoded, sound)


@pytest.mark.parametrize("name", ["a.mp3", "a.opus", "a.ogg", "a.m4a"])
def test_what_encoders_add_at_the_ends_is_taken_off(tmp_path: Path, name: str) -> None:
    sound = sine(48_000 + 777)
    decoded, _ = decode(write_sound(tmp_path / name, sound, 48_000, "-b:a", "256k"))
    # MP4 keeps the length in thousandths of a second.
    assert abs(len(decoded) - len(sound)) <= (48 if name == "a.m4a" else 0)
    common = min(len(decoded), len(sound))
    assert decibels(decoded[2000 : common - 2000] - sound[2000 : common - 2000], sound) < -25


@pytest.mark.parametrize("start", [0.0, 1.0])
def test_what_only_itunes_tells_is_taken_off(tmp_path: Path, start: float) -> None:
    sound = sine(2 * 44_100 + 777, 44_100)
    path = write_sound(tmp_path / "a.m4a", sound, 44_100, "-b:a", "256k")
    path.write_bytes(path.read_bytes().replace(b"edts", b"free"))
    tagged = MP4(path)
    text = f" 00000000 00000400 00000000 {len(sound):016X}"
    tagged["----:com.apple.iTunes:iTunSMPB"] = [MP4FreeForm(text.encode())]
    tagged.save()
    decoded, _ = decode(path, start)
    assert abs(len(decoded) - (len(sound) - round(start * 44_100))) <= (0 if start == 0 else 1024)


def test_mono_is_as_loud_on_both_sides(tmp_path: Path) -> None:
    sound = sine(10_000)
    decoded, _ = decode(write_sound(tmp_path / "mono.flac", sound[:, :1], 48_000))
    assert numpy.array_equal(decoded, sound)


def test_more_channels_are_mixed_down_without_clipping(tmp_path: Path) -> None:
    sound = numpy.repeat(sine(10_000)[:, :1] * numpy.float32(1.9), 6, axis=1)
    decoded, decoder = decode(write_sound(tmp_path / "six.wav", sound, 44_100, "-c:a", "pcm_f32le"))
    assert (decoder.rate, decoded.shape) == (44_100, (10_000, 2))
    assert 0.5 < numpy.abs(decoded).max() <= 1.0


def test_odd_rates_come_at_the_rate_of_the_stream(tmp_path: Path) -> None:
    decoded, decoder = decode(write_sound(tmp_path / "odd.wav", sine(44_056, 44_056), 44_056))
    assert (decoder.rate, len(decoded)) == (48_000, 48_000)
    assert decibels(decoded[500:-500] - sine(48_000)[500:-500], decoded) < -60


def test_it_begins_where_it_shall(tmp_path: Path) -> None:
    sound = sine(3 * 48_000)
    path = write_sound(tmp_path / "a.flac", sound, 48_000)
    decoded, _ = decode(path, 1.5)
    assert numpy.array_equal(decoded, sound[72_000:])
    decoded, decoder = decode(path, 60.0)
    assert (len(decoded), decoder.broken) == (0, False)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "No such file"),
        (b"", "Invalid"),
        (b"These are the lyrics, not the song.\n" * 100, "Invalid"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", ""),
        (b"ffconcat version 1.0\nfile '/etc/passwd'\n", ""),
    ],
)
def test_what_is_no_song_is_broken(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "song.mp3"
    if content is not None:
        path.write_bytes(content)
    decoded, decoder = decode(path)
    assert (len(decoded), decoder.broken) == (0, True)
    assert reason in str(decoder.failure)


def test_a_playlist_that_calls_itself_a_song_is_not_followed(tmp_path: Path) -> None:
    write_sound(tmp_path / "other.wav", sine(48_000), 48_000)
    path = tmp_path / "song.mp3"
    path.write_text(f"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/{tmp_path / 'other.wav'}\n#EXT-X-ENDLIST\n")
    decoded, decoder = decode(path)
    assert (len(decoded), decoder.broken) == (0, True)


def test_a_cut_off_file_plays_as_far_as_it_goes(tmp_path: Path) -> None:
    generator = numpy.random.default_rng(1)
    sound = (generator.standard_normal((48_000, 2)) * 0.1).astype(numpy.float32)
    path = write_sound(tmp_path / "a.flac", sound, 48_000)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    decoded, decoder = decode(path)
    assert 10_000 < len(decoded) < 30_000
    assert not decoder.broken


def test_it_works_ahead_only_as_far_as_its_pipe_is_wide(tmp_path: Path) -> None:
    decoder = Decoder(FFMPEG, write_sound(tmp_path / "long.wav", sine(60 * 48_000), 48_000))
    received = 0
    while received < 48_000:
        assert select.select([decoder.descriptor], [], [], PATIENCE)[0]
        piece = decoder.receive()
        assert piece is not None
        received += len(piece)
    assert received < 8 * 48_000
    decoder.close()
