"""Randy chooses songs at random. He always comes to an end, and he can tell why he chose a song.

Albums are drawn with the same chance each, whatever their size: as many as the option MaxTries says. Each gives one of
its eligible songs, drawn with the same chance again. Of these songs one is chosen with a chance in proportion to its
weight (playback/weights.py). So a song has about the chance weight / (albums · eligible songs of its album).

Eligible are songs that meet the constraints, pass the genre filter, and break no rule of playback/blacklists.py. When
there are none in the whole collection, rules are given up one by one: first the blacklists, then the limits on the
length. The other constraints, the genre filter, and the rule that a recording does not come back from another album
are never given up. Of several copies of a recording the one that was queued last may come again, so that a small
collection does not fall silent.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence

import msgspec

from musicdb.ids import AlbumId, SongId
from musicdb.model.queue import Choice
from musicdb.model.settings import RandyConfiguration, RandyConstraints
from musicdb.playback.blacklists import BlackLists, Rule, enough_for
from musicdb.playback.weights import factors
from musicdb.store.candidates import Candidate
from musicdb.store.store import Store

_HOUR = 3600
_SWITCHES = {
    "NoDisabled": "no_disabled",
    "NoHated": "no_hated",
    "NoBadFile": "no_bad_file",
    "NoLiveMusic": "no_live_music",
}
_LENGTH = ("MinSongLength", "MaxSongLength")
_RANKS = {rule: rank for rank, rule in enumerate(Rule, start=1)}


class _Search(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: in which albums, and by which rules.

    `whole` tells that it is the whole collection, `since` from when on it matters what was queued.
    """

    albums: list[AlbumId]
    whole: bool
    filtered: bool
    configuration: RandyConfiguration
    blacklists: BlackLists
    since: int


class Randy:
    """Chooses songs. `generator` and `clock` (unix seconds) decide about chance and time."""

    def __init__(
        self, store: Store, generator: random.Random | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._random = generator or random.Random()  # noqa: S311 - no secret depends on the next song
        self._clock = clock

    def choose(self, albumid: AlbumId | None = None) -> Choice | None:
        """A song, from the whole collection or from one album. None when there is none to be had.

        Of one album any song may be chosen, whatever the genre filter and its artist; only the song itself shall not
        have been queued lately.
        """
        with self._store.read():
            search = self._search(albumid)
            for any_length in (False, True):
                found = self._candidates(search, any_length=any_length)
                if found:
                    return self._draw(search, found)
        return None

    def remember(self, songids: Sequence[SongId]) -> None:
        """These songs were put into the queue; they and what resembles them shall not come again too soon."""
        now = int(self._clock())
        with self._store.write():
            self._store.recentsongs.forget_before(now - self._configuration().blacklists.max_age * _HOUR)
            self._store.recentsongs.add(songids, now)

    def _configuration(self) -> RandyConfiguration:
        return self._store.settings.load(RandyConfiguration)

    def _search(self, albumid: AlbumId | None) -> _Search:
        configuration = self._configuration()
        lengths = configuration.blacklists
        if albumid is not None:
            lengths = msgspec.structs.replace(lengths, album_list_length=0, artist_list_length=0)
        since = int(self._clock()) - lengths.max_age * _HOUR
        recent = self._store.recentsongs.newest(since, enough_for(lengths))
        blacklists = BlackLists(lengths, recent, self._store.queuedsongs.songids())
        passing = self._store.genrefilter.albums() if albumid is None else None
        return _Search(
            albums=self._store.candidates.albums(passing) if albumid is None else [albumid],
            whole=albumid is None,
            filtered=passing is not None,
            configuration=configuration,
            blacklists=blacklists,
            since=since,
        )

    def _candidates(self, search: _Search, *, any_length: bool) -> list[Candidate]:
        """One song of each of some albums; all of them break the same number of rules, the least possible."""
        enough = search.configuration.limits.max_tries
        ranked: dict[int, list[Candidate]] = {}
        tried = 0
        for albums in self._batches(search.albums, enough):
            tried += len(albums)
            for rank, song in self._songs_of(search, albums, any_length=any_length):
                ranked.setdefault(rank, []).append(song)
            if tried >= enough and 0 in ranked:
                break
        return ranked[min(ranked)][:enough] if ranked else []

    def _batches(self, albums: Sequence[AlbumId], size: int) -> Iterator[list[AlbumId]]:
        """All albums in random order, a few at first, then more and more."""
        order = list(albums)
        begin = 0
        while begin < len(order):
            end = min(begin + size, len(order))
            for place in range(begin, end):
                other = self._random.randrange(place, len(order))
                order[place], order[other] = order[other], order[place]
            yield order[begin:end]
            begin, size = end, size * 4

    def _songs_of(self, search: _Search, albums: list[AlbumId], *, any_length: bool) -> Iterator[tuple[int, Candidate]]:
        """One song of each album, drawn among those that break the fewest rules; all songs if there is but one album.

        Before each song stands the rank of the worst rule it breaks, 0 if it breaks none.
        """
        constraints = search.configuration.constraints
        songs = self._store.candidates.of_albums(albums, constraints, any_length=any_length)
        failing: frozenset[SongId] = frozenset()
        if search.filtered:
            failing = self._store.genrefilter.failing_songs(song.songid for song in songs)
        draws: dict[AlbumId, list[tuple[int, float, Candidate]]] = {album: [] for album in albums}
        for song in songs:
            if song.songid not in failing:
                rank = _rank(search.blacklists.broken_rules(song))
                draws[song.albumid].append((rank, self._random.random(), song))
        for drawn in draws.values():
            for rank, _, song in sorted(drawn, key=lambda draw: draw[:2]):
                if not search.whole:
                    yield rank, song
                elif self._store.recentsongs.newest_copy(song.songid, search.since) in {None, song.songid}:
                    yield rank, song
                    break

    def _draw(self, search: _Search, found: list[Candidate]) -> Choice:
        now = self._clock()
        weighed = [(song, factors(song, now)) for song in found]
        weights = [_product(parts) for _, parts in weighed]
        (index,) = self._random.choices(range(len(found)), weights)
        song, parts = weighed[index]
        met, relaxed = _explained(search, song)
        return Choice(
            songid=song.songid,
            weight=round(weights[index], 3),
            factors={name: round(factor, 3) for name, factor in parts.items()},
            constraints=met,
            relaxed=relaxed,
            candidates=len(found),
            albums=len(search.albums),
        )


def _rank(broken: Sequence[Rule]) -> int:
    return max((_RANKS[rule] for rule in broken), default=0)


def _product(parts: dict[str, float]) -> float:
    product = 1.0
    for factor in parts.values():
        product *= factor
    return product


def _explained(search: _Search, song: Candidate) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The constraints a song met, and those that were given up for it."""
    constraints = search.configuration.constraints
    met = [name for name, switch in _SWITCHES.items() if getattr(constraints, switch)]
    broken: list[str] = [*search.blacklists.broken_rules(song), *_broken_limits(constraints, song)]
    rules: list[str] = [*_LENGTH, *search.blacklists.rules()]
    if search.filtered:
        met.append("GenreFilter")
    if search.whole:
        met.append("Recording")
    met.extend(rule for rule in rules if rule not in broken)
    return tuple(met), tuple(broken)


def _broken_limits(constraints: RandyConstraints, song: Candidate) -> list[str]:
    shortest, longest = _LENGTH
    if song.playtime < constraints.min_song_length:
        return [shortest]
    return [longest] if song.playtime > constraints.max_song_length else []
