"""Whatever pieces an encoder writes, listeners get whole frames, and can begin at each of them."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy
import pytest

from musicdb.model.stream import StreamFormat
from musicdb.playback.encoding import Coding, codings
from musicdb.playback.framing import Cut, Cutter
from tests.playback.sounding import FFMPEG, sine

CODINGS = codings(320_000, 160_000)
FORMATS = [pytest.param(CODINGS[name], id=name) for name in StreamFormat]
FRAMES = 5 * 48_000


def encode(coding: Coding) -> bytes:
    source = ["-f", "f32le", "-ar", "48000", "-ac", "2", "-i", "pipe:0"]
    command = [str(FFMPEG), "-v", "error", *source, *coding.arguments, "pipe:1"]
    return subprocess.run(command, input=sine(FRAMES).tobytes(), capture_output=True, check=True).stdout


def decode(data: bytes, directory: Path) -> numpy.ndarray:
    """As a player does it: from a file without a helpful name."""
    path = directory / "stream"
    path.write_bytes(data)
    command = [str(FFMPEG), "-v", "error", "-xerror", "-i", str(path), "-f", "f32le", "-ac", "2", "pipe:1"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    return numpy.frombuffer(done.stdout, numpy.float32).reshape(-1, 2)


def cuts(cutter: Callable[[], Cutter], data: bytes, length: int) -> list[Cut]:
    made = cutter()
    return [made.cut(data[start : start + length]) for start in range(0, len(data), length)]


@pytest.mark.parametrize("coding", FORMATS)
@pytest.mark.parametrize("length", [7, 1000, 65_536])
def test_pieces_make_no_difference(coding: Coding, length: int) -> None:
    data = encode(coding)
    whole, pieces = coding.cutter().cut(data), cuts(coding.cutter, data, length)
    assert b"".join(piece.body for piece in pieces) == whole.body
    assert [piece.head for piece in pieces if piece.head is not None] == [whole.head]
    assert next(index for index, piece in enumerate(pieces) if piece.head is not None) == next(
        index for index, piece in enumerate(pieces) if piece.body
    )
    assert sum(piece.samples for piece in pieces) == whole.samples
    assert FRAMES <= whole.samples <= FRAMES + 5000


@pytest.mark.parametrize("coding", FORMATS)
def test_a_listener_may_begin_anywhere(coding: Coding, tmp_path: Path) -> None:
    pieces = [piece for piece in cuts(coding.cutter, encode(coding), 999) if piece.body]
    head, later = pieces[0].head, pieces[len(pieces) // 2 :]
    assert head is not None
    heard = decode(head + b"".join(piece.body for piece in later), tmp_path)
    # Opus leaves 312 samples away at every beginning.
    assert 0 <= sum(piece.samples for piece in later) - len(heard) < 3000
    # The second harmonic and everything else together is far below the tone itself.
    spectrum = numpy.abs(numpy.fft.rfft(heard[4800 : 4800 + 48_000, 0] * numpy.hanning(48_000))) ** 2
    tone = spectrum[435:446].sum()
    assert 10 * numpy.log10((spectrum.sum() - tone) / tone) < -40


@pytest.mark.parametrize("coding", FORMATS)
def test_the_whole_stream_can_be_played(coding: Coding, tmp_path: Path) -> None:
    whole = coding.cutter().cut(encode(coding))
    assert whole.head is not None
    heard = decode(whole.head + whole.body, tmp_path)
    assert FRAMES - 400 <= len(heard) <= FRAMES + 5000


def test_flac_comes_without_ogg() -> None:
    whole = CODINGS[StreamFormat.FLAC].cutter().cut(encode(CODINGS[StreamFormat.FLAC]))
    assert whole.head is not None
    assert (whole.head[:5], len(whole.head), whole.body[:1]) == (b"fLaC\x80", 42, b"\xff")
