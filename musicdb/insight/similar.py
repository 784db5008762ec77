"""Similar songs, the way from one song to another, and what to play after a song, an album or a tag."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from musicdb.errors import BadArgumentError, NotAnalyzedError
from musicdb.ids import AlbumId, SongId, TagId
from musicdb.insight.choosing import Found, apart, diverse, is_wanted, without_copies
from musicdb.insight.reasons import measured_alike
from musicdb.insight.surroundings import Surroundings
from musicdb.model.queue import RadioStation
from musicdb.model.similarity import SimilarSong
from musicdb.store.folding import folded
from musicdb.store.placedsongs import PlacedSong
from musicdb.store.store import Store

if TYPE_CHECKING:
    from musicdb.insight.soundspace import SoundSpace

_MORE: Final = 4
"""So many times more songs than wanted are looked at, so that artists can be different ones."""
_LEAST: Final = 60
_MOST_SEEDS: Final = 16
_PORTION: Final = 40


class SimilarSongs:
    """Answers from the sound space. Disabled and hated songs, and those of hidden albums, are left out."""

    def __init__(self, store: Store, surroundings: Surroundings) -> None:
        self._store = store
        self._surroundings = surroundings

    def similar(self, songid: SongId, limit: int) -> list[SimilarSong]:
        """The songs most like one, the nearest first; copies of it, and of each other, are left out.

        Not more than two of an artist, unless there are too few others.

        :raises NotFoundError: when there is no such song.
        :raises NotAnalyzedError: when nobody has listened to it yet, or it is silent.
        """
        self._store.songs.get(songid)
        with self._surroundings.known() as space:
            seeds = self._seeds([songid])
            found = self._near(space, seeds, limit)
            return self._told(space, [(seeds[0], one) for one in found])

    def path(self, start: SongId, end: SongId, length: int) -> list[SimilarSong]:
        """A way from one song to another, both included, in even steps. Shorter where there are too few songs.

        No artist comes twice in a row where that can be avoided. Each song tells how much it is like the one before it.

        :raises NotFoundError: when there is no such song.
        :raises NotAnalyzedError: when nobody has listened to one of them yet, or it is silent.
        :raises BadArgumentError: when both are the same.
        """
        if start == end:
            raise BadArgumentError("A way needs two different songs.")
        for songid in (start, end):
            self._store.songs.get(songid)
        with self._surroundings.known() as space:
            first, last = (self._seeds([songid])[0] for songid in (start, end))
            way = self._way(space, first, last, length)
            return self._told(space, list(zip([first, *way], way, strict=False)), first)

    def radio(self, seeds: Sequence[SongId], limit: int, without: Iterable[SongId] = ()) -> list[SongId]:
        """What to play after some songs: near to any of them, no artist twice in a row where that can be avoided.

        :raises NotAnalyzedError: when nobody has listened to any of them yet.
        """
        with self._surroundings.known() as space:
            found = self._near(space, self._seeds(seeds), limit, frozenset(without))
            return [one.songid for one in apart(found)]

    def tune(self, station: RadioStation, limit: int, without: Iterable[SongId]) -> list[SongId]:
        """What a station plays, without some songs, the most fitting first.

        :raises BadArgumentError: when it does not name exactly one thing.
        :raises NotFoundError: when that is not there.
        :raises NotAnalyzedError: when nobody has listened to any of it yet.
        """
        seeds = self.seeds_of(station.songid, station.albumid, station.tagid)
        return self.radio(seeds, limit, {*seeds, *without})

    def seeds_of(self, songid: SongId | None, albumid: AlbumId | None, tagid: TagId | None) -> list[SongId]:
        """The songs of exactly one of these.

        :raises BadArgumentError: when there is not exactly one.
        :raises NotFoundError: when it is not there.
        """
        if sum(one is not None for one in (songid, albumid, tagid)) != 1:
            raise BadArgumentError("Name either a song, or an album, or a tag.")
        if songid is not None:
            return [self._store.songs.get(songid).id]
        if albumid is not None:
            return self._store.embeddings.of_album(self._store.albums.get(albumid).id)
        return self._store.embeddings.tagged(self._store.tagging.get(TagId(tagid or 0)).id)

    def _seeds(self, songids: Sequence[SongId]) -> list[Found]:
        rows = {songid: row for songid in songids if (row := self._surroundings.row(songid)) is not None}
        if not rows:
            raise NotAnalyzedError("Nobody has listened to this yet, or there is nothing to hear. Analyze it first.")
        # Of many songs, some from everywhere: an album or a tag in all of its facets.
        some = list(rows)[:: max(1, -(-len(rows) // _MOST_SEEDS))]
        placed = self._store.placedsongs.get(some)
        return [_found(placed[songid], rows[songid], 1.0) for songid in some if songid in placed]

    def _near(
        self, space: "SoundSpace", seeds: Sequence[Found], limit: int, without: frozenset[SongId] = frozenset()
    ) -> list[Found]:
        from musicdb.insight.ways import nearest  # noqa: PLC0415 -- loads NumPy

        cosines = space.cosines(space.points([one.row for one in seeds])).max(axis=1)
        rows = nearest(cosines, _MORE * limit + _LEAST + len(seeds) + len(without))
        return diverse(without_copies(seeds, self._placed(rows, cosines, without), space.cosine), limit)

    def _placed(self, rows: Any, cosines: Any, without: frozenset[SongId] = frozenset()) -> Iterator[Found]:
        """The songs of rows that may be heard, in their order; of those that sound the same, one."""
        for begin in range(0, len(rows), _PORTION):
            portion = [int(row) for row in rows[begin : begin + _PORTION]]
            songids = {row: [one for one in self._surroundings.songs(row) if one not in without] for row in portion}
            placed = self._store.placedsongs.get(one for some in songids.values() for one in some)
            for row in portion:
                wanted = (placed[one] for one in songids[row] if one in placed and is_wanted(placed[one]))
                if (first := next(wanted, None)) is not None:
                    yield _found(first, row, float(cosines[row]))

    def _way(self, space: "SoundSpace", first: Found, last: Found, length: int) -> list[Found]:
        from musicdb.insight.ways import CANDIDATES, nearest, smoothest, stations  # noqa: PLC0415 -- loads NumPy

        start, end = space.points([first.row, last.row])
        arc = stations(start, end, length)
        cosines = space.cosines(arc)
        steps: list[list[Found]] = [[first]]
        targets = [start]
        for number, target in enumerate(arc):
            # A song stands at one step only, so that it cannot come twice.
            mine = cosines[:, number]
            rows = [row for row in nearest(mine, 4 * CANDIDATES) if cosines[row].argmax() == number]
            found = [*islice(without_copies([first, last], self._placed(rows, mine), space.cosine), CANDIDATES)]
            if found:
                steps.append(found)
                targets.append(target)
        steps.append([last])
        points = [space.points([one.row for one in step]) for step in steps]
        artists = [[int(one.placed.artist.id) for one in step] for step in steps]
        chosen = smoothest(points, artists, [*targets, end])
        return [step[place] for step, place in zip(steps, chosen, strict=True)][1:]

    def _told(
        self, space: "SoundSpace", pairs: Sequence[tuple[Found, Found]], first: Found | None = None
    ) -> list[SimilarSong]:
        values = self._store.embeddings.values({one.songid for pair in pairs for one in pair})
        told = [] if first is None else [_similar(first, 1.0, [])]
        for one, other in pairs:
            reasons = space.alike(one.row, other.row)
            reasons += measured_alike(values.get(one.songid), values.get(other.songid))
            told.append(_similar(other, space.similarity(space.cosine(one.row, other.row)), reasons))
        return told


def _found(placed: PlacedSong, row: int, cosine: float) -> Found:
    return Found(placed, row, cosine, folded(placed.song.name).strip(" -–_."))


def _similar(found: Found, similarity: float, reasons: Any) -> SimilarSong:
    return SimilarSong(found.placed.song, found.placed.album, found.placed.artist, similarity, reasons)
