"""Songs that sound alike, told to people: what they have in common, which file is better, and why."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from musicdb.errors import NotFoundError
from musicdb.ids import SongId, VideoId
from musicdb.insight.quality import Qualities, compare
from musicdb.insight.recordings import is_one_recording
from musicdb.model.identified import IdentifiedSound, SongName, TracklistEntry, Twin, VideoName
from musicdb.model.recordings import Duplicate, DuplicateList, DuplicateSong, FileQuality, RecordingView
from musicdb.model.records import Tag
from musicdb.model.soundmatches import MixedSong, SoundHit, SoundMatch, Verdict
from musicdb.store.soundmatches import SoundPair
from musicdb.store.store import Store

_SECOND = 2
ALIKE = (Verdict.SAME, Verdict.EXCERPT, Verdict.CONTAINS, Verdict.RELATED)


class Duplicates:
    """Reads what the finder found. `results` is the directory of complete results of the analysis."""

    def __init__(self, store: Store, results: Path) -> None:
        self._store = store
        self.qualities = Qualities(store, results)

    def undecided(self, verdicts: Sequence[Verdict] = ALIKE, limit: int = 50, offset: int = 0) -> DuplicateList:
        """A part of those nobody has decided about, the most alike first."""
        with self._store.read():
            pairs = self._store.soundmatches.undecided(verdicts, limit, offset)
            total = self._store.soundmatches.count_undecided(verdicts)
            return DuplicateList(total, [self._explained(pair) for pair in pairs])

    def between(self, one: SongId, other: SongId) -> Duplicate:
        """How two songs are alike.

        :raises NotFoundError: when they are not, as far as is known.
        """
        with self._store.read():
            pair = self._store.soundmatches.between(one, other)
            if pair is None:
                raise NotFoundError("Nothing tells that these songs sound alike. Perhaps one was not analyzed yet.")
            return self._explained(pair)

    def recording(self, songid: SongId) -> RecordingView:
        """The recording of a song, with everything that hangs on its songs.

        :raises NotFoundError: when there is no such song.
        """
        store = self._store
        with store.read():
            store.songs.get(songid)
            recordingid = store.recordings.of_song(songid)
            songids = store.recordings.songs(recordingid) if recordingid else [songid]
            songs = [self._song(one) for one in songids]
            chosen = store.recordings.preferred(recordingid) if recordingid else None
            tags = [store.tags.of_song(one) for one in songids]
            return RecordingView(
                recordingid=recordingid,
                songs=songs,
                preferred=chosen or _best(songs).songid,
                bychoice=chosen is not None,
                totals=store.recordings.totals(songids),
                genres=_once(tag for one in tags for tag in one.genres),
                moods=_once(tag for one in tags for tag in one.moods),
            )

    def named(self, hits: Iterable[SoundHit]) -> list[IdentifiedSound]:
        """Hits with the names of what was found."""
        return [
            IdentifiedSound(self._names(hit.songids), self._videos(hit.videoids), hit.position, hit.match)
            for hit in hits
        ]

    def tracklist(self, songs: Iterable[MixedSong]) -> list[TracklistEntry]:
        """The songs of a mix with their names."""
        return [
            TracklistEntry(
                self._names(song.songids), self._videos(song.videoids), song.start, song.end, song.position, song.speed
            )
            for song in songs
        ]

    def twins(self, songid: SongId | None, videoid: VideoId | None) -> list[Twin]:
        """Videos with the sound of a song, or songs with that of a video, the most alike first."""
        sounds, twins = self._store.indexedsounds, list[Twin]()
        with self._store.read():
            number = sounds.number_of_song(songid) if songid else sounds.number_of_video(videoid) if videoid else None
            if number is None:
                return []
            matches = {other: match if number < other else match.turned() for other, match in self._matches(number)}
            songs, videos = sounds.songs_of([number, *matches]), sounds.videos_of([number, *matches])
            for other in (number, *matches):
                match = matches.get(other)
                offset = 0.0 if match is None else _offset(match)
                score = 1.0 if match is None else match.score
                found = self._videos(videos.get(other, ())) if songid else ()
                names = self._names(songs.get(other, ())) if videoid else ()
                twins += [Twin(None, video, offset, score) for video in found]
                twins += [Twin(name, None, offset, score) for name in names]
        return sorted(twins, key=lambda twin: -twin.score)

    def _matches(self, number: int) -> Iterable[tuple[int, SoundMatch]]:
        return self._store.soundmatches.of(number).items()

    def _names(self, songids: Iterable[SongId]) -> tuple[SongName, ...]:
        placed = self._store.placedsongs.get(songids)
        return tuple(
            SongName(songid, one.song.name, one.album.id, one.album.name, one.artist.name, one.song.path)
            for songid, one in placed.items()
        )

    def _videos(self, videoids: Iterable[VideoId]) -> tuple[VideoName, ...]:
        videos = [self._store.videos.get(videoid) for videoid in videoids]
        return tuple(
            VideoName(video.id, video.name, self._store.artists.get(video.artistid).name, video.path)
            for video in videos
        )

    def _explained(self, pair: SoundPair) -> Duplicate:
        first, second = self._song(pair.first), self._song(pair.second)
        better, reasons = compare(first.quality, second.quality)
        recordings = self._store.recordings
        present = recordings.of_song(pair.first)
        return Duplicate(
            first=first,
            second=second,
            verdict=pair.verdict,
            score=pair.score,
            identical=pair.match is None,
            onerecording=present is not None and present == recordings.of_song(pair.second),
            better={0: None, 1: pair.first, 2: pair.second}[better],
            reasons=(_likeness(pair, first.quality, second.quality), *reasons),
            match=pair.match,
        )

    def _song(self, songid: SongId) -> DuplicateSong:
        placed = self._store.placedsongs.get([songid])[songid]
        return DuplicateSong(
            songid=songid,
            albumid=placed.album.id,
            name=placed.song.name,
            album=placed.album.name,
            artist=placed.artist.name,
            path=placed.song.path,
            quality=self.qualities.of(songid),
        )


def _offset(match: SoundMatch) -> float:
    longest = max(match.sections, key=lambda section: section.items)
    return round(longest.document_start - longest.query_start, 2)


def _best(songs: Sequence[DuplicateSong]) -> DuplicateSong:
    best = songs[0]
    for song in songs[1:]:
        if compare(best.quality, song.quality)[0] == _SECOND:
            best = song
    return best


def _once(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    return tuple({tag.id: tag for tag in tags}.values())


def _likeness(pair: SoundPair, first: FileQuality, second: FileQuality) -> str:
    if pair.match is None:
        return "The sound is the same, bit by bit."
    equal = f"{100 * (1 - pair.match.sections[0].bit_error):.1f} % of the fingerprint agrees"
    match pair.verdict:
        case Verdict.SAME if is_one_recording(pair.match):
            return f"One recording from begin to end: {equal}."
        case Verdict.SAME:
            return f"Probably one recording: {equal}, but not well enough to be sure."
        case Verdict.EXCERPT:
            return (
                f"The first is a part of the second, from {_time(pair.match.sections[0].document_start)} on: {equal}."
            )
        case Verdict.CONTAINS:
            return f"The second is a part of the first, from {_time(pair.match.sections[0].query_start)} on: {equal}."
        case _:
            seconds = sum(section.query_end - section.query_start for section in pair.match.sections)
            lengths = " and ".join(_time(one.duration) for one in (first, second) if one.duration is not None)
            return f"They have {seconds:.0f} s in common (of {lengths or 'unknown'}), but are no copies: {equal}."


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
