"""Encoders come back when they die, and never hold anybody up."""

import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from musicdb.playback.encoding import Encoder
from tests.playback.sounding import FFMPEG, sine, write_sound
from tests.playback.studio import FLAC, FORMATS, MP3, OPUS, Studio, decode


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    opened = Studio()
    opened.desk.play(write_sound(tmp_path / "a.flac", sine(60 * 48_000), 48_000))
    yield opened
    opened.engine.serve({})


def program(path: Path, text: str) -> Path:
    """Something in the place of ffmpeg."""
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def kill_encoder(studio: Studio) -> None:
    """Kills the only encoder as the kernel does, and waits until the engine sees it."""
    (pid,) = studio.encoders.pids.values()
    os.kill(pid, signal.SIGKILL)
    studio.until(lambda: pid not in studio.encoders.pids.values())


@pytest.mark.parametrize("name", [MP3, OPUS, FLAC])
def test_listeners_stay_when_an_encoder_dies(studio: Studio, name: str) -> None:
    ear = studio.listen(name)  # type: ignore[arg-type]
    studio.step()
    studio.settle(name, 70_000)  # type: ignore[arg-type]
    kill_encoder(studio)
    before = studio.samples[name]  # type: ignore[index]
    studio.run(3.0)
    assert len(studio.encoders.pids) == 1
    studio.settle(name, before + 100_000)  # type: ignore[arg-type]
    assert len(decode(ear.data)) > before + 80_000
    assert ear.data.count(b"OpusHead") == (2 if name == OPUS else 0)
    assert ear.data.count(b"fLaC") == (name == FLAC)


def test_an_encoder_that_dies_again_and_again_gets_pauses(studio: Studio, tmp_path: Path) -> None:
    dying = Studio(program(tmp_path / "ffmpeg", f"echo started >> {tmp_path / 'starts'}; exit 3"))
    dying.desk.play(tmp_path / "nothing.flac")
    dying.listen(MP3)
    for _ in range(300):
        dying.clock.now += 0.1
        dying.engine.step(playing=False)
        dying.until(lambda: not dying.encoders.pids)
    starts = (tmp_path / "starts").read_text().count("started")
    assert 4 <= starts <= 8


def test_a_missing_ffmpeg_is_tried_again_later(tmp_path: Path) -> None:
    studio = Studio(tmp_path / "ffmpeg")
    studio.listen(MP3)
    studio.engine.step(playing=False)
    assert studio.encoders.pids == {}
    (tmp_path / "ffmpeg").symlink_to(FFMPEG)
    studio.run(3.0, playing=False)
    assert len(studio.encoders.pids) == 1
    studio.engine.serve({})


def test_an_encoder_that_takes_nothing_is_started_again(tmp_path: Path) -> None:
    studio = Studio(program(tmp_path / "ffmpeg", "exec sleep 60"))
    studio.listen(MP3)
    studio.engine.step(playing=False)
    (first,) = studio.encoders.pids.values()
    studio.run(15.0, playing=False)
    assert first not in studio.encoders.pids.values()
    studio.engine.serve({})


def test_a_burst_does_not_wait_for_a_slow_pipe() -> None:
    encoder = Encoder(FFMPEG, FORMATS[MP3])
    for _ in range(40):
        encoder.feed(sine(4800).tobytes())
    encoder.exchange()
    assert encoder.wants_to_read is not None
    encoder.close()


def test_no_process_stays_behind(studio: Studio) -> None:
    ears = {name: studio.listen(name) for name in (MP3, OPUS, FLAC)}
    studio.step()
    pids = [*studio.encoders.pids.values()]
    assert len(pids) == 3
    for name, ear in ears.items():
        studio.audience.leave(name, ear)
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
