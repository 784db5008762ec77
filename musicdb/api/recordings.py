"""Functions about songs that are known by their sound: recordings, duplicates, and what a clip is."""

from typing import Annotated

from msgspec import Meta

from musicdb.api.declare import Subject
from musicdb.errors import BadArgumentError
from musicdb.fingerprint.textformat import decode
from musicdb.ids import ChangeId, SongId, VideoId
from musicdb.insight.clips import Clip
from musicdb.insight.duplicates import ALIKE
from musicdb.model.events import CachesChanged
from musicdb.model.identified import IdentifiedSound, TracklistEntry, Twin
from musicdb.model.recordings import Duplicate, DuplicateChoice, DuplicateList, DuplicatesChanged, RecordingView
from musicdb.model.soundmatches import Verdict
from musicdb.services import Services

Limit = Annotated[int, Meta(ge=1, le=50)]
_MOST_SHIFTED = 8

recordings = Subject("recordings", "Songs known by their sound: recordings on several albums, and duplicates.")


@recordings.function("GetRecording", slow=True)
def get_recording(services: Services, *, songid: SongId) -> RecordingView:
    """All songs that are the same recording, with plays, likes and moods of all of them together."""
    return services.duplicates.recording(songid)


@recordings.function("JoinSongs")
def join_songs(services: Services, *, songids: Annotated[list[SongId], Meta(min_length=2)]) -> ChangeId:
    """Makes one recording of songs, because a person says so. `UndoChange` takes it back."""
    return _changed(services, services.decider.join(songids))


@recordings.function("SplitSong")
def split_song(services: Services, *, songid: SongId) -> ChangeId:
    """Takes a song out of its recording; it never joins the others again by itself. `UndoChange` takes it back."""
    return _changed(services, services.decider.split(songid))


@recordings.function("PreferSong")
def prefer_song(services: Services, *, songid: SongId) -> ChangeId:
    """Chooses the song that stands for its recording. `UndoChange` takes it back."""
    return _changed(services, services.decider.prefer(songid))


@recordings.function("GetDuplicates", slow=True)
def get_duplicates(
    services: Services,
    *,
    verdicts: tuple[Verdict, ...] = ALIKE,
    limit: Annotated[int, Meta(ge=1, le=500)] = 50,
    offset: Annotated[int, Meta(ge=0)] = 0,
) -> DuplicateList:
    """Songs that sound alike and nobody has decided about, the most alike first: what they share, which is better, why.

    All clients hear `onSoundsCompared` of `MusicDB:Recordings` (with `sounds`, how many are new) when songs were
    compared, and `onDuplicatesChanged` when somebody has decided: then there are others.
    """
    return services.duplicates.undecided(verdicts, limit, offset)


@recordings.function("GetDuplicate", slow=True)
def get_duplicate(services: Services, *, first: SongId, second: SongId) -> Duplicate:
    """How two songs are alike, which is better, and why, whatever was decided about them."""
    return services.duplicates.between(first, second)


@recordings.function("DecideDuplicate", slow=True)
def decide_duplicate(services: Services, *, first: SongId, second: SongId, choice: DuplicateChoice) -> ChangeId:
    """Does what a person has decided about two songs. `UndoChange` takes it back.

    - keepboth: both stay as they are, and are not told again.
    - join, split: they are one recording, or two.
    - keepfirst, keepsecond: the file of the other goes to the removed files. Its plays, likes, tags, lyrics and places
      in playlists come to the song that is kept, unless both are only related.
    - replacefirst: the first song gets the file of the second, and keeps its id, plays, tags, playlists and album. Its
      old file goes to the removed files. replacesecond: the other way round.
    """
    changeid = _changed(services, services.decider.decide(first, second, choice))
    services.bus.publish(CachesChanged())
    return changeid


@recordings.function("IdentifyFingerprint", slow=True)
def identify_fingerprint(
    services: Services, *, fingerprint: str, shifted: tuple[str, ...] = (), limit: Limit = 5
) -> list[IdentifiedSound]:
    """Which songs and videos have the sound of a fingerprint (the compressed text of Chromaprint), and where.

    Of a short clip, fingerprints that begin a quarter of an item (31 ms) later find more, as `shifted`.
    A browser sends sound by `POST /identify` instead, and gets the same answer.
    """
    items = decode(fingerprint).items
    clip = Clip(items, tuple(decode(one).items for one in shifted[:_MOST_SHIFTED]))
    return services.duplicates.named(services.finder.identify_clip(clip, limit))


@recordings.function("GetTracklist", slow=True)
def get_tracklist(services: Services, *, fingerprint: str) -> list[TracklistEntry]:
    """Which songs are played in a mix, and when; the fingerprint of the whole mix as compressed text of Chromaprint."""
    return services.duplicates.tracklist(services.finder.tracklist(decode(fingerprint).items))


@recordings.function("GetTwins", slow=True)
def get_twins(services: Services, *, songid: SongId | None = None, videoid: VideoId | None = None) -> list[Twin]:
    """Videos with the sound of a song, or songs with the sound of a video, and how far one is behind the other.

    `offset` is what to add to the position in the one that was asked for, to go on in the other at the same place.
    """
    if (songid is None) == (videoid is None):
        raise BadArgumentError("Name either a song or a video.")
    return services.duplicates.twins(songid, videoid)


def _changed(services: Services, changeid: ChangeId) -> ChangeId:
    services.bus.publish(DuplicatesChanged())
    return changeid
