"""The stream keeps time: what is due is made, silence where there is no music, nothing where nobody listens."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest

from musicdb.errors import MusicUnavailableError
from tests.playback.sounding import sine, write_sound
from tests.playback.studio import FLAC, MP3, OPUS, Studio, decode


@pytest.fixture
def studio() -> Iterator[Studio]:
    opened = Studio()
    yield opened
    opened.engine.serve({})


@pytest.fixture
def song(tmp_path: Path) -> Path:
    return write_sound(tmp_path / "a.flac", sine(20 * 48_000), 48_000)


def test_the_first_listener_has_two_seconds_at_once(studio: Studio, song: Path) -> None:
    studio.desk.play(song)
    ear = studio.listen(FLAC)
    studio.step()
    # An encoder keeps a part of a page until the page is full.
    studio.settle(FLAC, 86_000)
    heard = decode(ear.data)
    assert numpy.abs(heard[4800:80_000] - sine(80_000)[4800:]).max() < 1e-6


def test_time_is_kept(studio: Studio, song: Path) -> None:
    studio.desk.play(song)
    studio.listen(FLAC)
    studio.step()
    assert studio.engine._pace.made == 96_000
    studio.run(1.0)
    assert studio.engine._pace.made == 144_000
    assert studio.desk.turntable.place == ("e0", pytest.approx(3.0))
    assert studio.engine.place == ("e0", pytest.approx(1.0, abs=0.11))
    assert studio.engine.deadline == pytest.approx(studio.clock.now + 0.1)


def test_a_late_stream_says_so_once_in_a_while(studio: Studio, song: Path) -> None:
    studio.desk.play(song)
    studio.listen(FLAC)
    studio.step()
    studio.run(1.0)
    assert studio.strains == []
    studio.clock.now += 0.8
    studio.step()
    studio.clock.now += 0.8
    studio.step()
    assert len(studio.strains) == 1


def test_what_was_missed_while_the_machine_slept_is_not_made_up_for(studio: Studio, song: Path) -> None:
    studio.desk.play(song)
    studio.listen(FLAC)
    studio.step()
    studio.clock.now += 8 * 3600.0
    studio.step()
    assert studio.engine._pace.made == 2 * 96_000


def test_a_pause_is_silence_and_goes_on_where_it_was(studio: Studio, song: Path) -> None:
    studio.desk.play(song)
    ear = studio.listen(FLAC)
    studio.step()
    studio.run(1.0, playing=False)
    paused_at = studio.desk.turntable.place
    studio.run(1.0, playing=False)
    assert studio.desk.turntable.place == paused_at
    studio.run(1.0)
    studio.settle(FLAC, 230_000)
    heard = decode(ear.data)
    assert numpy.abs(heard[96_000 + 2400 : 192_000]).max() == 0.0
    assert numpy.abs(numpy.diff(heard[:, 0])).max() < 0.05
    assert numpy.abs(heard[192_000 + 2400 : 200_000] - sine(110_000)[96_000 + 2400 + 2400 : 106_400]).max() < 1e-4


def test_without_listeners_the_song_stands_still(studio: Studio, song: Path) -> None:
    studio.desk.play(song)
    ear = studio.listen(FLAC)
    studio.step()
    studio.run(2.0)
    studio.audience.leave(FLAC, ear)
    assert studio.engine.deadline is None
    assert studio.encoders.pids == {}
    # What nobody has heard any more is played again.
    assert studio.desk.queue.positions["e0"] == pytest.approx(2.0, abs=0.11)
    studio.clock.now += 3600.0
    studio.listen(FLAC)
    studio.step()
    assert studio.desk.turntable.place == ("e0", pytest.approx(4.0, abs=0.11))


def test_encoders_run_only_for_formats_somebody_listens_to(studio: Studio, song: Path) -> None:
    studio.desk.play(song)
    first, second = studio.listen(MP3), studio.listen(MP3)
    studio.step()
    assert [*studio.encoders.pids] == [MP3]
    third = studio.listen(OPUS)
    assert {*studio.encoders.pids} == {MP3, OPUS}
    studio.audience.leave(MP3, first)
    assert {*studio.encoders.pids} == {MP3, OPUS}
    studio.audience.leave(MP3, second)
    assert {*studio.encoders.pids} == {OPUS}
    studio.audience.leave(OPUS, third)
    studio.audience.leave(OPUS, third)
    assert studio.encoders.pids == {}


def test_a_format_that_comes_later_has_the_last_two_seconds_too(studio: Studio, song: Path) -> None:
    studio.desk.play(song)
    studio.listen(MP3)
    studio.step()
    studio.run(3.0)
    ear = studio.listen(FLAC)
    studio.settle(FLAC, 86_000)
    heard = decode(ear.data)
    assert numpy.abs(heard[:80_000] - sine(80_000, first=3 * 48_000)).max() < 1e-6


def test_a_song_that_does_not_come_is_silence_after_a_second(studio: Studio, tmp_path: Path) -> None:
    hanging = tmp_path / "hanging.flac"
    os.mkfifo(hanging)
    studio.desk.play(hanging)
    studio.listen(FLAC)
    studio.engine.step(playing=True)
    assert studio.engine._pace.made == 0
    assert studio.engine.deadline == studio.clock.now + 1.0
    assert len(studio.engine.descriptors[0]) == 1
    studio.clock.now += 1.0
    studio.engine.step(playing=True)
    assert studio.engine._pace.made == 3 * 48_000
    # Nothing to do before the next block, even if the decoder said something.
    assert studio.engine.deadline == pytest.approx(studio.clock.now + 0.1)
    assert not set(studio.engine.descriptors[0]) & {studio.desk.turntable.waiting_for[0]}


def test_while_the_music_is_away_listeners_hear_silence(studio: Studio, song: Path) -> None:
    studio.desk.play(song)
    studio.desk.songs.away = MusicUnavailableError()
    ear = studio.listen(FLAC)
    for _ in range(30):
        studio.clock.now += 0.1
        studio.engine.step(playing=True)
    studio.desk.songs.away = None
    studio.clock.now += 2.0
    while (studio.desk.turntable.place or ("", 0.0))[1] < 1.0:
        studio.run(0.1)
        studio.wait_for_decoder()
    studio.settle(FLAC, studio.engine._pace.made - 10_000)
    heard = decode(ear.data)
    assert numpy.abs(heard[:100_000]).max() == 0.0
    assert numpy.abs(heard).max() > 0.4
    assert studio.desk.notes.words() == ["interrupted", "began"]


def test_seeking_while_others_listen(studio: Studio, song: Path) -> None:
    studio.desk.line_up(studio.desk.songs.add(song, playtime=20))
    ear = studio.listen(FLAC)
    studio.step()
    studio.engine.seek(10.0)
    studio.run(0.5)
    assert studio.engine.place == ("e0", pytest.approx(10.0, abs=0.11))
    studio.settle(FLAC, 110_000)
    heard = decode(ear.data)
    assert numpy.abs(numpy.diff(heard[:, 0])).max() < 0.08


def test_skipping_while_nobody_listens(studio: Studio, song: Path) -> None:
    studio.desk.play(song, song)
    studio.engine.skip()
    current = studio.desk.queue.current()
    assert current is not None
    assert current.entryid == "e1"
    studio.engine.follow_queue()
    assert studio.engine.deadline is None
