"""Functions about what was heard: the history, statistics, and songs that were heard together."""

import time
from datetime import UTC, datetime, timedelta
from typing import Annotated

from msgspec import Meta

from musicdb.api.declare import Subject
from musicdb.ids import ArtistId, SongId, TagId
from musicdb.model.history import (
    ArtistListening,
    GenreListening,
    ListeningStatistics,
    Play,
    RelatedSong,
    SongListening,
    SongRelationship,
)
from musicdb.services import Services

history = Subject("history", "What was heard, and what was heard together.")

_LONGEST_LIST = 50


@history.function("GetPlayHistory")
def get_play_history(
    services: Services,
    *,
    limit: Annotated[int, Meta(ge=1, le=1000)] = 100,
    before: int | None = None,
    songid: SongId | None = None,
    artistid: ArtistId | None = None,
    tagid: TagId | None = None,
) -> list[Play]:
    """What was heard to its end, the newest first. After the `playid` `before` the list goes on.

    On demand only of a song, of an artist, or of a genre, subgenre or mood; a song without any genre has those of its
    album.
    """
    with services.store.read():
        plays = services.store.playedsongs.history(limit, before, songid, artistid, tagid)
        songs = services.store.placedsongs.get({play.songid for play in plays})
        return [
            Play(play.playid, play.timestamp, play.israndom, placed.song, placed.album, placed.artist)
            for play in plays
            if (placed := songs[play.songid])
        ]


@history.function("GetListeningStatistics")
def get_listening_statistics(
    services: Services, *, days: Annotated[int, Meta(ge=1, le=36_500)] = 30
) -> ListeningStatistics:
    """What was heard in the last days, today included: by day and hour, and the most heard artists, genres, songs."""
    store = services.store
    since = _beginning(days)
    with store.read():
        plays = store.playedsongs
        by_day = plays.by_day(since)
        artists = {artist.id: artist for artist in store.artists.all()}
        genres = {genre.id: genre for genre in store.tags.all().genres}
        by_song = plays.by_song(since, _LONGEST_LIST)
        songs = store.placedsongs.get([songid for songid, _ in by_song])
        return ListeningStatistics(
            plays=sum(day.plays for day in by_day),
            seconds=sum(day.seconds for day in by_day),
            days=by_day,
            hours=plays.by_hour(since),
            artists=[
                ArtistListening(artists[artistid], count, seconds)
                for artistid, count, seconds in plays.by_artist(since, _LONGEST_LIST)
            ],
            genres=[
                GenreListening(genres[tagid], count, seconds)
                for tagid, count, seconds in plays.by_genre(since, _LONGEST_LIST)
            ],
            songs=[
                SongListening(songs[songid].song, songs[songid].album, songs[songid].artist, count)
                for songid, count in by_song
            ],
        )


@history.function("GetSongRelationship")
def get_song_relationship(services: Services, *, songid: SongId) -> SongRelationship:
    """The songs that were heard together with a song, by artist, release, album, CD and number."""
    store = services.store
    with store.read():
        song = store.songs.get(songid)
        album, artist = store.albums.get(song.albumid), store.artists.get(song.artistid)
        weights = services.tracker.relations(songid)
        found = store.placedsongs.get(weights)
        wanted = [placed for placed in found.values() if not placed.song.disabled and placed.song.favorite >= 0]
        wanted.sort(
            key=lambda placed: (
                placed.artist.name.casefold(),
                placed.album.release,
                placed.album.name,
                placed.song.cd,
                placed.song.number,
            )
        )
        tags = store.tags.of_some_songs(placed.song.id for placed in wanted)
        related = [
            RelatedSong(one.song, tags[one.song.id], round(weights[one.song.id], 3), one.album, one.artist)
            for one in wanted
        ]
        return SongRelationship(songid, song, album, artist, related)


@history.function("SetSongRelationship", answers_as=get_song_relationship)
def set_song_relationship(
    services: Services, *, songid: SongId, relatedsongid: SongId, weight: Annotated[float, Meta(gt=0, le=1000)] = 1.0
) -> SongRelationship:
    """Relates two songs as if they had been heard together that often, whatever was known of them until now."""
    services.tracker.relate(songid, relatedsongid, weight)
    return get_song_relationship(services, songid=songid)


@history.function("CutSongRelationship", answers_as=get_song_relationship)
def cut_song_relationship(services: Services, *, songid: SongId, relatedsongid: SongId) -> SongRelationship:
    """Forgets that two songs were heard together."""
    services.store.songs.get(songid)
    services.tracker.cut(songid, relatedsongid)
    return get_song_relationship(services, songid=songid)


def _beginning(days: int) -> int:
    """When the first of the last days began in the time zone of the server, in unix seconds."""
    today = datetime.fromtimestamp(time.time(), UTC).astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    return int((today - timedelta(days=days - 1)).timestamp())
