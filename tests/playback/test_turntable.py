"""Songs follow each other without a gap, whatever they are, and the music goes on, whatever happens."""

import os
from pathlib import Path

import msgspec
import numpy
import pytest

from musicdb.errors import MusicUnavailableError
from musicdb.model.stream import Normalization, StreamSound
from musicdb.playback.loudness import Loudness
from musicdb.playback.mixing import CUT
from musicdb.playback.resampling import Resampler, Sound
from musicdb.playback.turntable import PATIENCE
from tests.playback.sounding import Desk, decibels, sine, write_sound


def cut_up(
    directory: Path, sound: Sound, rate: int, *cuts: int, ending: str = "flac", options: tuple[str, ...] = ()
) -> list[Path]:
    """One sound in several files."""
    pieces = numpy.split(sound, cuts)
    return [write_sound(directory / f"{number}.{ending}", piece, rate, *options) for number, piece in enumerate(pieces)]


def resampled(sound: Sound, rate: int) -> Sound:
    resampler = Resampler(rate)
    return numpy.concatenate([resampler.process(sound), resampler.flush()])


def test_a_sine_cut_in_two_is_whole_again_bit_by_bit(tmp_path: Path) -> None:
    desk, sound = Desk(), sine(96_000)
    desk.play(*cut_up(tmp_path, sound, 48_000, 48_123))
    assert numpy.array_equal(desk.pull_all(), sound)
    assert desk.notes.words() == ["began", "heard", "began", "heard"]


@pytest.mark.parametrize("rate", [44_100, 88_200, 22_050])
def test_it_is_at_other_rates_too(tmp_path: Path, rate: int) -> None:
    desk, sound = Desk(), sine(2 * rate, rate)
    desk.play(*cut_up(tmp_path, sound, rate, rate // 2 + 11, rate + 7))
    played, expected = desk.pull_all(480), resampled(sound, rate)
    assert len(played) == len(expected)
    assert decibels(played - expected, expected) < -130


@pytest.mark.parametrize("ending", ["mp3", "ogg", "opus"])
def test_lossy_files_join_without_a_gap(tmp_path: Path, ending: str) -> None:
    desk, sound = Desk(), sine(96_000)
    desk.play(*cut_up(tmp_path, sound, 48_000, 48_123, ending=ending, options=("-b:a", "256k")))
    played = desk.pull_all(1200)
    assert len(played) == len(sound)
    around = slice(48_123 - 2400, 48_123 + 2400)
    # The edges of each file are blurred by its encoder, but there is no hole and no shift.
    assert decibels(played[around] - sound[around], sound) < -15
    beyond = slice(60_000, 90_000)
    assert decibels(played[beyond] - sound[beyond], sound) < -25


def test_formats_and_rates_follow_each_other_sample_after_sample(tmp_path: Path) -> None:
    desk = Desk()
    parts = [
        ("a.flac", 44_100, 44_101),
        ("b.wav", 48_000, 30_000),
        ("c.flac", 96_000, 96_001),
        ("d.mp3", 44_100, 44_100),
    ]
    desk.play(*(write_sound(tmp_path / name, sine(frames, rate), rate) for name, rate, frames in parts))
    played = desk.pull_all(1)
    expected = [-(-frames * 48_000 // rate) for _, rate, frames in parts]
    assert len(played) == sum(expected)
    begin = expected[0]
    assert numpy.array_equal(played[begin : begin + 30_000], sine(30_000))
    third = played[begin + 30_000 : begin + 30_000 + expected[2]]
    assert decibels((third - sine(expected[2]))[200:-200], third) < -80


def test_a_crossfade_overlaps_and_keeps_the_power(tmp_path: Path) -> None:
    desk = Desk(StreamSound(crossfade=1.0))
    paths = [write_sound(tmp_path / f"{f}.flac", sine(3 * 48_000, frequency=f), 48_000) for f in (300, 700)]
    desk.play(*paths)
    played = desk.pull_all()
    assert len(played) == 5 * 48_000
    power = [float(numpy.mean(numpy.square(played[start : start + 4800]))) for start in range(0, 240_000, 4800)]
    assert power == pytest.approx([0.125] * 50, abs=0.01)
    assert numpy.array_equal(played[: 2 * 48_000], sine(2 * 48_000, frequency=300))
    assert numpy.array_equal(played[3 * 48_000 :], sine(2 * 48_000, frequency=700, first=48_000))


def test_an_album_is_never_crossfaded(tmp_path: Path) -> None:
    desk, sound = Desk(StreamSound(crossfade=3.0)), sine(96_000)
    paths = cut_up(tmp_path, sound, 48_000, 50_000)
    desk.line_up(*(desk.songs.add(path, album=7) for path in paths))
    assert numpy.array_equal(desk.pull_all(), sound)


@pytest.mark.parametrize(("album", "crossfade", "seconds"), [(0, 1.0, 4.2), (7, 1.0, 10.0), (0, 0.0, 10.0)])
def test_with_a_crossfade_silence_between_songs_is_left_out(
    tmp_path: Path, album: int, crossfade: float, seconds: float
) -> None:
    desk, quiet = Desk(StreamSound(crossfade=crossfade)), numpy.zeros((96_000, 2), numpy.float32)
    first = numpy.concatenate((sine(96_000), quiet, quiet[:48_000]))
    second = numpy.concatenate((quiet, sine(144_000)))
    paths = [write_sound(tmp_path / f"{n}.flac", one, 48_000) for n, one in enumerate((first, second))]
    songs = [desk.songs.add(path, album=album, playtime=5) for path in paths]
    for songid, cues in zip(songs, ((0.0, 2.0), (2.0, 5.0)), strict=True):
        desk.songs.known[songid] = msgspec.structs.replace(desk.songs.known[songid], cues=cues)
    desk.line_up(*songs)
    played = desk.pull_all()
    assert len(played) == round(seconds * 48_000)
    assert desk.notes.words().count("heard") == 2


def test_songs_shorter_than_the_crossfade(tmp_path: Path) -> None:
    desk = Desk(StreamSound(crossfade=12.0))
    paths = [write_sound(tmp_path / f"{f}.flac", sine(24_000, frequency=f), 48_000) for f in (300, 500, 700)]
    desk.play(*paths)
    played = desk.pull_all(480)
    assert 24_000 <= len(played) <= 72_000
    assert numpy.abs(played).max() <= 1.0
    assert desk.notes.words().count("began") == 3


def test_songs_are_brought_to_the_same_loudness_at_once(tmp_path: Path) -> None:
    desk, sound = Desk(StreamSound(normalization=Normalization.TRACK)), sine(48_000)
    desk.line_up(desk.songs.add(write_sound(tmp_path / "a.flac", sound, 48_000), loudness=Loudness(trackgain=-6.0206)))
    assert decibels(numpy.asarray(desk.pull(4800)) - sound[:4800] / 2, sound) < -80
    desk.turntable.change_sound(StreamSound())
    ramp, after = desk.pull(4800), desk.pull(4800)
    assert ramp is not None
    assert numpy.abs(numpy.diff(ramp[:, 0])).max() < 0.04
    assert numpy.array_equal(numpy.asarray(after), sound[9600:14_400])


def test_the_next_song_is_opened_before_the_end(tmp_path: Path) -> None:
    desk = Desk()
    paths = cut_up(tmp_path, sine(20 * 48_000), 48_000, 18 * 48_000)
    desk.line_up(desk.songs.add(paths[0], playtime=18), desk.songs.add(paths[1], playtime=2))
    desk.pull(2 * 48_000)
    assert desk.opened == paths[:1]
    desk.pull(2 * 48_000)
    assert desk.opened == paths


def test_another_next_song_is_opened_when_the_queue_changes(tmp_path: Path) -> None:
    desk = Desk()
    first, second, third = cut_up(tmp_path, sine(30_000), 48_000, 10_000, 20_000)
    desk.play(first, second, third)
    desk.pull(4800)
    assert desk.opened == [first, second]
    del desk.queue.entries[1]
    desk.turntable.follow_queue(audible=True)
    assert numpy.array_equal(desk.pull_all(200), numpy.concatenate((sine(10_000)[4800:], sine(30_000)[20_000:])))


def test_a_removed_current_song_is_left_with_a_short_fade(tmp_path: Path) -> None:
    desk = Desk()
    desk.play(*cut_up(tmp_path, sine(60_000), 48_000, 30_000))
    desk.pull(4800)
    del desk.queue.entries[0]
    desk.turntable.follow_queue(audible=True)
    played = desk.pull_all(1)
    assert len(played) == CUT + 30_000
    assert numpy.abs(numpy.diff(played[:CUT, 0])).max() < 0.05
    assert numpy.abs(played[CUT - 1]).max() < 0.01
    assert "heard" not in desk.notes.words()[:2]


def test_skipping_and_seeking(tmp_path: Path) -> None:
    desk, sound = Desk(), sine(4 * 48_000)
    path = write_sound(tmp_path / "a.flac", sound, 48_000)
    desk.line_up(desk.songs.add(path, playtime=4), desk.songs.add(path, playtime=4))
    desk.pull(4800)
    desk.turntable.seek(2.0, audible=False)
    assert numpy.array_equal(numpy.asarray(desk.pull(4800)), sound[96_000:100_800])
    assert desk.turntable.place == ("e0", pytest.approx(2.1))
    desk.turntable.skip(audible=False)
    assert numpy.array_equal(numpy.asarray(desk.pull(4800)), sound[:4800])
    desk.turntable.seek(99.0, audible=False)
    assert desk.pull(4800) is None
    assert desk.queue.entries == []
    assert "heard" not in desk.notes.words()


def test_only_the_end_of_a_song_is_no_song(tmp_path: Path) -> None:
    desk = Desk()
    path = write_sound(tmp_path / "a.flac", sine(4 * 48_000), 48_000)
    desk.line_up(desk.songs.add(path, playtime=4))
    desk.queue.set_position("e0", 3.0)
    assert len(desk.pull_all()) == 48_000
    assert desk.notes.words() == ["began"]


def test_it_goes_on_where_it_was_closed(tmp_path: Path) -> None:
    desk, sound = Desk(), sine(2 * 48_000)
    desk.play(write_sound(tmp_path / "a.flac", sound, 48_000))
    desk.pull(48_000)
    desk.turntable.keep_position("e0", 1.0)
    desk.turntable.close()
    assert desk.turntable.place is None
    assert numpy.array_equal(desk.pull_all(), sound[48_000:])


def test_what_cannot_be_played_is_skipped_without_a_gap(tmp_path: Path) -> None:
    desk, sound = Desk(), sine(96_000)
    first, last = cut_up(tmp_path, sound, 48_000, 40_000)
    broken = tmp_path / "broken.mp3"
    broken.write_bytes(b"not a song")
    desk.line_up(*(desk.songs.add(path) for path in (first, broken, tmp_path / "missing.flac", last)), 99)
    desk.queue.entries.insert(1, desk.queue.entries.pop())
    assert numpy.array_equal(desk.pull_all(), sound)
    assert desk.notes.words() == ["began", "heard", "skipped", "began", "skipped", "began", "skipped", "began", "heard"]


def test_when_everything_fails_it_takes_its_time(tmp_path: Path) -> None:
    desk = Desk()
    broken = tmp_path / "broken.mp3"
    broken.write_bytes(b"not a song")
    desk.line_up(*[desk.songs.add(broken)] * 40)
    attempts = []
    for _ in range(120):
        assert desk.pull(4800) is None
        attempts.append(desk.notes.words().count("skipped"))
        desk.clock.now += 1.0
    assert attempts[0] == 4
    assert attempts[:8] == [4, 5, 5, 6, 6, 6, 6, 7]
    assert attempts[-1] <= 12


def test_one_song_that_plays_ends_the_pauses(tmp_path: Path) -> None:
    desk = Desk()
    good = desk.songs.add(write_sound(tmp_path / "a.flac", sine(4800), 48_000))
    desk.line_up(90, 91, 92, 93, good, 94, good)
    assert desk.pull(4800) is None
    desk.clock.now += 1.0
    assert len(desk.pull_all()) == 2 * 4800


def test_while_the_music_is_away_the_song_waits(tmp_path: Path) -> None:
    desk, sound = Desk(), sine(48_000)
    desk.play(write_sound(tmp_path / "a.flac", sound, 48_000))
    desk.songs.away = MusicUnavailableError("The disk is not mounted.")
    for _ in range(10):
        assert desk.pull(4800) is None
        desk.clock.now += 1.0
    assert desk.notes.told == [("interrupted", "The disk is not mounted.")]
    desk.songs.away = None
    desk.clock.now += 30.0
    assert numpy.array_equal(desk.pull_all(), sound)


def test_a_song_whose_disk_goes_away_goes_on_when_it_is_back(tmp_path: Path) -> None:
    desk, sound = Desk(), sine(20 * 48_000)
    whole = write_sound(tmp_path / "a.wav", sound, 48_000)
    torn = tmp_path / "torn.wav"
    torn.write_bytes(whole.read_bytes()[: 44 + 5 * 48_000 * 4])
    desk.line_up(desk.songs.add(torn, playtime=20))
    before = desk.pull(4 * 48_000)
    desk.songs.away = MusicUnavailableError("The disk is not mounted.")
    assert desk.pull(4 * 48_000) is None
    assert [*desk.queue.positions] == ["e0"]
    whole.replace(torn)
    desk.songs.away = None
    desk.clock.now += 30.0
    desk.turntable.change_sound(StreamSound())
    after = desk.pull_all()
    assert before is not None
    assert 0 <= len(sound) - len(before) - len(after) <= 48_000
    assert desk.notes.words() == ["began", "interrupted", "began", "heard"]


def test_a_decoder_that_hangs_is_given_up(tmp_path: Path) -> None:
    desk, sound = Desk(), sine(4800)
    hanging = tmp_path / "hanging.flac"
    os.mkfifo(hanging)
    desk.play(hanging, write_sound(tmp_path / "a.flac", sound, 48_000))
    assert desk.turntable.pull(4800) is None
    desk.clock.now += PATIENCE - 1
    assert desk.turntable.pull(4800) is None
    desk.clock.now += 1.0
    assert numpy.array_equal(numpy.asarray(desk.pull(4800)), sound)
    assert desk.notes.words() == ["began", "skipped", "began"]


def test_an_empty_queue_is_no_reason_to_hurry() -> None:
    desk = Desk()
    assert desk.pull(4800) is None
    assert desk.turntable.waiting_for == (None, desk.clock.now + 30.0)


def test_new_music_is_played_at_once(tmp_path: Path) -> None:
    desk = Desk()
    assert desk.pull(4800) is None
    desk.play(write_sound(tmp_path / "a.flac", sine(4800), 48_000))
    assert desk.pull(4800) is None
    desk.turntable.follow_queue(audible=True)
    assert desk.pull(4800) is not None
