"""The exact length of MP4 sound, however the file tells it."""

import subprocess
from pathlib import Path

import imageio_ffmpeg
import pytest
from mutagen.mp4 import MP4, MP4FreeForm

from musicdb.media.gapless import SoundLength, sound_length

SAMPLES = 100_000


def make(path: Path, *options: str) -> Path:
    """A tone of 100,000 samples at 44.1 kHz."""
    source = ["-f", "lavfi", "-i", f"sine=sample_rate=44100,atrim=end_sample={SAMPLES}"]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *source, *options, str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path


def without_edits(path: Path) -> Path:
    """As older programs write it."""
    path.write_bytes(path.read_bytes().replace(b"edts", b"free"))
    return path


def tell_as_itunes(path: Path, text: str) -> Path:
    tagged = MP4(path)
    tagged["----:com.apple.iTunes:iTunSMPB"] = [MP4FreeForm(text.encode())]
    tagged.save()
    return path


def test_an_edit_list(tmp_path: Path) -> None:
    length = sound_length(make(tmp_path / "a.m4a"))
    assert length is not None
    # The edit list counts thousandths of a second.
    assert abs(length.samples - SAMPLES) <= 44
    assert length.rate == 44_100


def test_what_itunes_tells_is_exact(tmp_path: Path) -> None:
    path = without_edits(make(tmp_path / "a.m4a"))
    assert sound_length(path) is None
    tell_as_itunes(path, f" 00000000 00000400 0000025F {SAMPLES:016X} 00000000 00000000")
    assert sound_length(path) == SoundLength(SAMPLES, 44_100)


def test_lossless_sound_in_mp4(tmp_path: Path) -> None:
    length = sound_length(make(tmp_path / "a.m4a", "-c:a", "alac"))
    assert length is None or abs(length.samples - SAMPLES) <= 44


@pytest.mark.parametrize("text", ["", "one two three four", "00000000 00000400 0000025F 00000001", "0 0 0 FFFFFFFF"])
def test_nonsense_is_not_believed(tmp_path: Path, text: str) -> None:
    assert sound_length(tell_as_itunes(without_edits(make(tmp_path / "a.m4a")), text)) is None


def test_other_files_tell_nothing(tmp_path: Path) -> None:
    assert sound_length(make(tmp_path / "a.flac")) is None
    assert sound_length(tmp_path / "missing.m4a") is None
    broken = tmp_path / "broken.m4a"
    broken.write_bytes(b"\0\0\0\x08moov" * 3)
    assert sound_length(broken) is None
    whole = make(tmp_path / "a.m4a").read_bytes()
    for length in range(0, len(whole), 997):
        broken.write_bytes(whole[:length])
        found = sound_length(broken)
        assert found is None or abs(found.samples - SAMPLES) <= 44
