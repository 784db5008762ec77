"""Plays the songs of the queue one after the other as one flow of sound, sample after sample.

Where two songs meet, nothing is put between them and nothing is lost; with a crossfade they overlap, and the silence
between them is left out as far as it was measured, unless both are of the same album. Nothing here waits: when the
sound is not there yet, `pull` says so, and `waiting_for` what to wait for.
"""

from collections.abc import Callable

import msgspec
import numpy

from musicdb.errors import NotFoundError
from musicdb.model.queue import QueueEntry
from musicdb.model.stream import StreamSound
from musicdb.playback.faces import FindsSongs, Queue, Reports
from musicdb.playback.lineup import Lineup
from musicdb.playback.loudness import factor
from musicdb.playback.mixing import CUT, amplify, crossfade
from musicdb.playback.pcm import RATE
from musicdb.playback.resampling import Resampler, Sound
from musicdb.playback.track import OpenDecoder, Track

PREPARATION = 15.0
"""How long before the end of a song the next one is opened, in seconds. Disks that sleep need ten to wake up."""
PATIENCE = 15.0
"""How long a decoder may say nothing, in seconds."""


Place = tuple[str, float]
"""The id of an entry, and seconds of its song."""


class _Fade(msgspec.Struct):
    """A song on its way out; `done` of the `length` samples it still has are over."""

    track: Track
    length: int
    done: int = 0


class Turntable:
    """One song on it, the next one ready. `clock` tells seconds that only grow."""

    def __init__(
        self,
        queue: Queue,
        songs: FindsSongs,
        open_decoder: OpenDecoder,
        reports: Reports,
        clock: Callable[[], float],
        sound: StreamSound,
    ) -> None:
        self._sound = sound
        self._queue = queue
        self._songs = songs
        self._clock = clock
        self._lineup = Lineup(queue, songs, open_decoder, reports, clock)
        self._current: Track | None = None
        self._fade: _Fade | None = None
        self._loose: Resampler | None = None
        self._ready: list[Sound] = []
        self._silent_since: float | None = None

    @property
    def place(self) -> Place | None:
        """Which entry is being played, and how many seconds of it were; None when no song is opened."""
        return None if self._current is None else (self._current.entry.entryid, self._current.position)

    @property
    def waiting_for(self) -> tuple[int | None, float | None]:
        """After `pull` gave nothing: the descriptor and the time to wait for, whichever comes first."""
        if self._current is None:
            return None, self._lineup.retry
        return self._current.descriptor, (self._silent_since or self._clock()) + PATIENCE

    def pull(self, frames: int) -> Sound | None:
        """The next samples of the music, or None when they are not there yet."""
        while sum(map(len, self._ready)) < frames:
            if not self._advance(frames - sum(map(len, self._ready))):
                return None
        sound = numpy.concatenate(self._ready)
        self._ready = [sound[frames:]] if len(sound) > frames else []
        return sound[:frames]

    def skip(self, *, audible: bool) -> None:
        """Goes on to the next song."""
        entry = self._entry
        self._cut(audible=audible)
        if entry is not None:
            self._lineup.over(entry, heard=False)

    def seek(self, seconds: float, *, audible: bool) -> None:
        """Goes to another place of the current song, at most to its end.

        :raises NotFoundError: when there is no song, or not any more.
        """
        entry = self._entry
        if entry is None:
            raise NotFoundError("The song queue is empty; there is nothing to seek in.")
        playtime = self._songs.find(entry.songid).playtime
        self._cut(audible=audible)
        self._queue.set_position(entry.entryid, min(max(0.0, seconds), playtime or seconds))

    def follow_queue(self, *, audible: bool) -> None:
        """The queue changed: maybe another song is the current one by now, or another one is next."""
        if self._lineup.changed(None if self._current is None else self._current.entry):
            self._cut(audible=audible)

    def try_again(self) -> None:
        """There is new music: maybe it can be played."""
        self._lineup.retry = None

    def change_sound(self, sound: StreamSound) -> None:
        """Sounds different from now on."""
        self._sound = sound

    def keep_position(self, entryid: str, seconds: float) -> None:
        """Writes down how much of an entry was played."""
        self._queue.set_position(entryid, seconds)

    def close(self) -> None:
        """Closes everything. The next `pull` begins at the position that was written down last."""
        self._cut(audible=False)
        self._lineup.forget_next()

    @property
    def _entry(self) -> QueueEntry | None:
        return self._queue.current() if self._current is None else self._current.entry

    @property
    def _overlap(self) -> int:
        return round(self._sound.crossfade * RATE)

    def _advance(self, needed: int) -> bool:
        """Makes some more sound ready. False when there is something to wait for."""
        track = self._current or self._begin()
        if track is None:
            return self._lineup.retry is None or self._play_out()
        progress = track.fill(needed + self._overlap)
        if self._overlap and track.is_silent_from_here() and self._fades_into_next(track):
            track.end_with_sound()
        if track.failure is not None:
            self._give_up(track, track.failure)
            return True
        available = track.buffered - self._kept_back(track)
        if available > 0:
            self._play(track, min(needed, available))
            return True
        if track.ended:
            self._turn_over(track)
            return True
        return self._loses_patience(track, progress=progress)

    def _begin(self) -> Track | None:
        track = self._lineup.begin()
        if track is not None:
            track.follow(self._loose)
            if self._fade is not None:
                track.begin_with_sound()
            self._loose = None
            self._current = track
        return track

    def _play_out(self) -> bool:
        """Nothing follows: plays the last samples of the last song. False when that is done."""
        if self._loose is None:
            return False
        self._ready.append(self._loose.flush())
        self._loose = None
        return True

    def _kept_back(self, track: Track) -> int:
        """How much of the end of a song is not played before the next one begins."""
        if not track.ended or not self._overlap:
            return self._overlap
        if not self._fades_into_next(track):
            return 0
        track.finish()
        return self._overlap

    def _fades_into_next(self, track: Track) -> bool:
        following = self._lineup.next()
        return following is not None and following.source.albumid != track.source.albumid

    def _play(self, track: Track, frames: int) -> None:
        self._ready.append(self._take(track, frames))
        self._lineup.succeeded()
        self._silent_since = None
        if track.ended or track.position > track.source.playtime - PREPARATION:
            self._lineup.next()

    def _take(self, track: Track, frames: int) -> Sound:
        sound = track.take(frames, self._factor(track))
        fade = self._fade
        if fade is None:
            return sound
        common = min(frames, fade.length - fade.done)
        outgoing = fade.track.take(common, self._factor(fade.track))
        mixed = crossfade(outgoing, sound[:common], fade.done, fade.length)
        fade.done += common
        if fade.done == fade.length:
            self._drop_fade()
        return numpy.concatenate((mixed, sound[common:]))

    def _factor(self, track: Track) -> float:
        return factor(track.source.loudness, self._sound.normalization)

    def _turn_over(self, track: Track) -> None:
        """A song is over: its last samples fade out, or the next song goes on directly behind them."""
        reason = self._lineup.is_away(track) if track.fell_short else None
        if reason is not None:
            self.keep_position(track.entry.entryid, track.position)
            self._cut(audible=False)
            self._lineup.hold(reason)
            return
        self._drop_fade()
        self._current = None
        self._lineup.over(track.entry, heard=track.complete)
        if track.buffered:
            self._fade = _Fade(track, track.buffered)
        else:
            self._loose = track.hand_over()
            track.close()

    def _give_up(self, track: Track, reason: str) -> None:
        """The next song goes on where this one failed."""
        self._loose = track.hand_over()
        self._close_current()
        self._lineup.give_up(track.entry, reason)

    def _loses_patience(self, track: Track, *, progress: bool) -> bool:
        now = self._clock()
        if progress or self._silent_since is None:
            self._silent_since = now
        elif now - self._silent_since >= PATIENCE:
            self._give_up(track, f"nothing came out of it for {PATIENCE:.0f} seconds")
            return True
        return False

    def _cut(self, *, audible: bool) -> None:
        """Leaves the song where it is, with a short fade when somebody hears it."""
        if not audible:
            self._ready.clear()
        elif self._current is not None:
            self._current.fill(CUT)
            frames = min(CUT, self._current.buffered)
            self._ready.append(amplify(self._take(self._current, frames), 1.0, 0.0))
        self._drop_fade()
        self._loose = None
        self._lineup.retry = None
        self._close_current()

    def _close_current(self) -> None:
        self._silent_since = None
        if self._current is not None:
            self._current.close()
            self._current = None

    def _drop_fade(self) -> None:
        if self._fade is not None:
            self._fade.track.close()
            self._fade = None
