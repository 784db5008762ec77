"""Tracks: which recordings the library has, by ids other programs may keep.

A song that is part of a recording is known by the id of the recording, any other by an id made of its sound. What was
told once leads to the same sound for ever, also when recordings were joined or split. A track that is not in the
library is known by the id it got when it was submitted.
"""

from collections.abc import Iterable

from musicdb.ids import RecordingId, SongId
from musicdb.model.acoustid import Track
from musicdb.store.soundtracks import track_of_sound
from musicdb.store.store import Store


class Tracks:
    """Finds tracks by their songs and by their ids."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_song(self, songid: SongId) -> Track | None:
        """The track of a song; None as long as it is not known by its sound."""
        table, recordings = self._store.soundtracks, self._store.recordings
        soundhash = table.sound_of_song(songid)
        if soundhash is None:
            return None
        recording = recordings.of_song(songid)
        if recording is not None:
            songids = recordings.songs(recording)
        else:
            songids = [one for one in table.songs_of_sound(soundhash) if recordings.of_song(one) is None]
        trackid = recording or track_of_sound(soundhash)
        table.tell(trackid, soundhash)
        return Track(trackid, tuple(table.ids_of_songs(songids)), tuple(songids))

    def of_songs(self, songids: Iterable[SongId]) -> list[Track]:
        """The tracks of songs, each once."""
        found = (self.of_song(songid) for songid in songids)
        return list({track.id: track for track in found if track}.values())

    def find(self, trackid: str) -> Track | None:
        """The track with this id, whether it is its own or one it had before."""
        songids = self._store.recordings.songs(RecordingId(trackid))
        soundhash = self._store.soundtracks.sound_of(trackid)
        if not songids and soundhash is not None:
            songids = self._store.soundtracks.songs_of_sound(soundhash)
        track = self.of_song(songids[0]) if songids else None
        if track is None and (soundhash is not None or self._store.submissions.of_tracks([trackid])):
            return Track(trackid, (trackid,))
        return track

    def with_mbid(self, mbid: str) -> list[Track]:
        """The tracks the tags of songs or submissions link with a recording of MusicBrainz, sorted by their ids."""
        tracks = self.of_songs(self._store.soundtracks.songs_with_mbid(mbid))
        submitted = (self.find(trackid) for trackid in self._store.submissions.tracks_with_mbid(mbid))
        found = {track.id: track for track in (*tracks, *submitted) if track}
        return [found[trackid] for trackid in sorted(found)]
