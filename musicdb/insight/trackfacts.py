"""What is known about a track: from the tags of its files, and from submissions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from musicdb.ids import SongId
from musicdb.model.acoustid import Submission, Track
from musicdb.store.store import Store

RECORDING = "musicbrainz_trackid"


class Credit(msgspec.Struct, frozen=True):
    """An artist; the id is that of MusicBrainz, or empty."""

    name: str
    id: str = ""


class SongFacts(msgspec.Struct, frozen=True):
    """What a file says. `tags` by their canonical names; `duration` in seconds; `year` is 0 when it is not known.

    `discs` and `tracks` are those of the album as the library has it.
    """

    title: str
    artists: tuple[Credit, ...]
    album: str
    albumartists: tuple[Credit, ...]
    duration: int
    number: int
    disc: int
    year: int
    discs: int
    tracks: int
    tags: Mapping[str, Sequence[str]]

    def tag(self, name: str) -> str:
        """The first value of a tag, or an empty text."""
        return next(iter(self.tags.get(name, ())), "")


class TrackFacts(msgspec.Struct, frozen=True):
    """Everything known about a track. `sources` counts, for each recording of MusicBrainz, who says that it is this."""

    songs: tuple[SongFacts, ...]
    submissions: tuple[Submission, ...]
    sources: Mapping[str, int]

    def songs_with(self, mbid: str) -> list[SongFacts]:
        """The songs whose tags name a recording."""
        return [song for song in self.songs if mbid in song.tags.get(RECORDING, ())]


def facts_of(store: Store, track: Track) -> TrackFacts:
    """Gathers what is known about a track."""
    songs = tuple(_facts_of_song(store, songid) for songid in track.songids)
    submissions = tuple(store.submissions.of_tracks(track.ids))
    sources = Counter(mbid for song in songs for mbid in song.tags.get(RECORDING, ()))
    sources.update(submission.mbid for submission in submissions if submission.mbid)
    return TrackFacts(songs, submissions, dict(sorted(sources.items(), key=lambda source: (-source[1], source[0]))))


def _facts_of_song(store: Store, songid: SongId) -> SongFacts:
    song = store.songs.get(songid)
    album, tags = store.albums.get(song.albumid), store.songs.metadata(song.id)
    artist = store.artists.get(song.artistid).name
    return SongFacts(
        title=next(iter(tags.get("title", ())), "") or song.name,
        artists=_credits(tags.get("artists") or (artist,), tags.get("musicbrainz_artistid", ())),
        album=next(iter(tags.get("album", ())), "") or album.name,
        albumartists=_credits(tags.get("albumartists") or (artist,), tags.get("musicbrainz_albumartistid", ())),
        duration=song.playtime,
        number=song.number,
        disc=song.cd,
        year=album.release,
        discs=album.numofcds,
        tracks=album.numofsongs,
        tags=tags,
    )


def _credits(names: Iterable[str], ids: Sequence[str]) -> tuple[Credit, ...]:
    """Names and ids belong together only when there are as many of both."""
    named = tuple(names)
    known = ids if len(ids) == len(named) else [""] * len(named)
    return tuple(Credit(name, one) for name, one in zip(named, known, strict=True))
