"""A sound that was cut into songs of many formats plays in the browser as if it had never been cut."""

import base64
from pathlib import Path

import numpy
import numpy.typing as npt
from playwright.sync_api import expect

from tests.journeys.screens import OpenScreen, Screen
from tests.playback.sounding import write_sound
from tests.running import Daemon

RATE = 44_100
FIRST, REST = 3.017, 1.231
SONGS = ("mp3", "mp3", "m4a", "m4a", "opus", "opus", "flac", "flac", "mp3")
WINDOW = 2048
ATTEMPTS = 3
# Lossy songs are not quite themselves where they were cut. After a gap nothing would be alike any more.
ALIKE = 0.95
# Everything that goes to the loudspeakers is kept.
RECORDER = """
window.recorded = [];
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (target, ...rest) {
  if (target instanceof AudioDestinationNode) {
    const tap = this.context.createScriptProcessor(16384, 1, 1);
    tap.onaudioprocess = ({ inputBuffer }) => recorded.push(inputBuffer.getChannelData(0).slice());
    connect.call(this, tap);
    connect.call(tap, target);
  }
  return connect.call(this, target, ...rest);
};
"""
READ = """
() => {
  const all = new Uint8Array(recorded.length * 65536);
  recorded.forEach((piece, index) => all.set(new Uint8Array(piece.buffer), index * 65536));
  let text = "";
  for (let at = 0; at < all.length; at += 32768) text += String.fromCharCode(...all.subarray(at, at + 32768));
  return btoa(text);
}
"""

Samples = npt.NDArray[numpy.float32]


def rising_tone(frames: int) -> Samples:
    """A tone from 300 to 1500 Hz: each moment of it is like no other."""
    time = numpy.arange(frames) / RATE
    phase = 2 * numpy.pi * (300 * time + 600 * time * time / time[-1])
    return (0.5 * numpy.sin(phase)).astype(numpy.float32)


def place(heard: Samples, sound: Samples, around: int, reach: int) -> tuple[int, float]:
    """Where in a sound a window of what was heard comes from, and how alike both are there."""
    begin = max(0, around - reach)
    stretch = sound[begin : around + reach + WINDOW]
    products = numpy.correlate(stretch, heard, "valid")
    at = int(numpy.argmax(products))
    original = stretch[at : at + WINDOW]
    return begin + at, float(products[at] / numpy.sqrt(numpy.sum(original**2) * numpy.sum(heard**2)))


def listen(screen: Screen) -> Samples:
    """Plays the whole album, and returns what was to be heard."""
    screen.page.reload()
    screen.open_album("Tone")
    screen.song("Part 1").click()
    player = screen.page.get_by_test_id("player-song")
    expect(player).to_have_text("Part 1")
    expect(player).to_have_text(f"Part {len(SONGS)}")
    screen.wait_until_heard(REST - 0.3)
    return numpy.frombuffer(base64.b64decode(screen.page.evaluate(READ)), numpy.float32)


def missing(heard: Samples, sound: Samples, cuts: list[int]) -> list[float]:
    """Seconds before which something of the sound is missing.

    A busy machine may stumble when the first song begins; from its middle on, everything has to be where it belongs.
    """
    begin = int(numpy.flatnonzero(numpy.abs(heard) > 0.05)[0])
    middle = cuts[1] // 2
    begin -= place(heard[begin + middle :][:WINDOW], sound, middle, RATE)[0] - middle
    windows = range(middle, cuts[-2] + RATE // 2, WINDOW)
    return [at / RATE for at in windows if place(heard[begin + at :][:WINDOW], sound, at, 3)[1] <= ALIKE]


def test_songs_join_without_a_gap(daemon: Daemon, open_screen: OpenScreen) -> None:
    cuts = [0, *(round((FIRST + number * REST) * RATE) for number in range(len(SONGS)))]
    sound = rising_tone(cuts[-1])
    path = Path("Tones/2001 - Tone")
    for number, ending in enumerate(SONGS):
        song = numpy.repeat(sound[cuts[number] : cuts[number + 1], None], 2, axis=1)
        write_sound(daemon.music / path / f"{number + 1:02} Part {number + 1}.{ending}", song, RATE, "-b:a", "192k")
    with daemon.client() as client:
        client.request("InitiateMusicImport", contenttype="album", contentpath=str(path))
        client.until_idle()
    screen = open_screen(daemon, prepared=RECORDER)
    # A gap is there every time; a machine that has too much to do stumbles here and there.
    found: list[list[float]] = []
    while len(found) < ATTEMPTS and [] not in found:
        found.append(missing(listen(screen), sound, cuts))
    assert [] in found, f"something is missing before these seconds: {found}"
    assert [each for each in screen.problems if "ScriptProcessor" not in each] == []
