"""Which of the uploaded files belong together on one album: by folder, and where folders say nothing, by tags."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from musicdb.library.hints import is_container
from musicdb.library.naming import fold
from musicdb.library.uploads import Item, natural_order
from musicdb.model.media import Kind

_MAJORITY = 0.6


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The files of one album. `loose` songs were not in a folder of their own: some of the album may be missing."""

    folders: tuple[tuple[str, ...], ...]
    loose: bool
    songs: tuple[Item, ...]
    others: tuple[Item, ...] = ()

    @property
    def folder(self) -> tuple[str, ...]:
        """The folder that names the album."""
        return self.folders[0]


def group_items(items: Iterable[Item]) -> list[Group]:
    """The albums among the files, videos left out. Files that belong to no album come as albums without songs."""
    ordered = sorted(items, key=natural_order)
    folders: defaultdict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in ordered:
        if item.upload.kind is Kind.SONG:
            folders[item.folder].append(item)
    groups = [group for folder, songs in folders.items() for group in _split(folder, songs)]
    others = [item for item in ordered if item.upload.kind not in (Kind.SONG, Kind.VIDEO)]
    return _with_others(_merged(groups), others)


def most_common(names: Iterable[str]) -> str:
    """The most common of the names that are not empty, in its most common spelling; "" if there is none."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        if name:
            spellings[fold(name)][name] += 1
    if not spellings:
        return ""
    return max(spellings.values(), key=Counter.total).most_common(1)[0][0]


def _split(folder: tuple[str, ...], songs: list[Item]) -> Iterator[Group]:
    albums = Counter(fold(song.album) for song in songs if song.album)
    own = folder and not is_container(folder[-1])
    if own and (not albums or max(albums.values()) >= _MAJORITY * albums.total()):
        yield Group(folders=(folder,), loose=False, songs=tuple(songs))
        return
    for part in _parts_by_tags(songs):
        yield Group(folders=(folder,), loose=True, songs=tuple(part))


def _parts_by_tags(songs: Sequence[Item]) -> Iterator[list[Item]]:
    albums: defaultdict[str, list[Item]] = defaultdict(list)
    for song in songs:
        albums[fold(song.album)].append(song)
    for album, members in albums.items():
        artists = {fold(song.albumartist) for song in members if song.albumartist}
        if album and len(artists) > 1:
            yield from _parts_by_albumartist(members)
        elif (album and artists) or _is_one_album(members):
            yield members
        else:
            yield from _parts_by_artist(members)


def _parts_by_albumartist(songs: Sequence[Item]) -> Iterator[list[Item]]:
    parts: defaultdict[str, list[Item]] = defaultdict(list)
    for song in songs:
        if song.albumartist:
            parts[fold(song.albumartist)].append(song)
    largest = max(parts, key=lambda artist: len(parts[artist]))
    for song in songs:
        if not song.albumartist:
            artist = fold(song.artist)
            parts[artist if artist in parts else largest].append(song)
    yield from parts.values()


def _parts_by_artist(songs: Sequence[Item]) -> Iterator[list[Item]]:
    parts: defaultdict[str, list[Item]] = defaultdict(list)
    for song in songs:
        parts[fold(song.artist)].append(song)
    yield from parts.values()


def _is_one_album(songs: Sequence[Item]) -> bool:
    """Whether songs without album artist, or even without album, stand in one order."""
    if len({fold(song.artist) for song in songs}) == 1:
        return True
    numbers = [_position(song) for song in songs]
    return all(number for _, number in numbers) and len(set(numbers)) == len(numbers)


def _position(song: Item) -> tuple[int, int]:
    return song.folderdisc or song.disc or song.albumdisc or song.stem.disc or 1, song.track or song.stem.number


def _merged(groups: Iterable[Group]) -> list[Group]:
    """Puts together what several folders, or a folder and loose files, hold of one album."""
    merged: defaultdict[str, list[Group]] = defaultdict(list)
    for group in sorted(groups, key=lambda group: group.loose):
        album = fold(most_common(song.album for song in group.songs))
        candidates = merged[album]
        index = next((i for i, other in enumerate(candidates) if album and _is_same_album(other, group)), None)
        if index is None:
            candidates.append(group)
        else:
            candidates[index] = _sum(candidates[index], group)
    return sorted(
        (group for part in merged.values() for group in part), key=lambda group: natural_order(group.songs[0])
    )


def _sum(first: Group, second: Group) -> Group:
    return Group(
        folders=first.folders + tuple(folder for folder in second.folders if folder not in first.folders),
        loose=first.loose and second.loose,
        songs=first.songs + second.songs,
    )


def _is_same_album(first: Group, second: Group) -> bool:
    artists = {_artist_key(first), _artist_key(second)} - {""}
    numbers = [{position for song in group.songs if (position := _position(song))[1]} for group in (first, second)]
    if len(artists) > 1 or numbers[0] & numbers[1]:
        return False
    if first.loose or second.loose:
        return True
    years = [{song.release for song in group.songs if song.release} for group in (first, second)]
    return _are_near(first.folder, second.folder) and (years[0] == years[1] or not (years[0] and years[1]))


def _are_near(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    shorter, longer = sorted((first, second), key=len)
    return first[:-1] == second[:-1] or longer[: len(shorter)] == shorter


def _artist_key(group: Group) -> str:
    albumartist = most_common(song.albumartist for song in group.songs)
    if albumartist:
        return fold(albumartist)
    artists = {fold(song.artist) for song in group.songs if song.artist}
    return artists.pop() if len(artists) == 1 else ""


def _with_others(groups: Sequence[Group], others: Iterable[Item]) -> list[Group]:
    homes: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    below: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        for folder in group.folders:
            homes[folder].append(index)
            for length in range(len(folder)):
                below[folder[:length]].append(index)
    stems = {(song.place, fold(song.name)): i for i, group in enumerate(groups) for song in group.songs}
    names = [(fold(most_common(song.album for song in group.songs)), i) for i, group in enumerate(groups)]
    found: defaultdict[int, list[Item]] = defaultdict(list)
    orphans: defaultdict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in others:
        home = stems.get((item.place, fold(item.name)))
        if home is None:
            home = _home(item, homes, below, names)
        (orphans[item.folder] if home is None else found[home]).append(item)
    grown = [msgspec.structs.replace(group, others=tuple(found[index])) for index, group in enumerate(groups)]
    return grown + [
        Group(folders=(folder,), loose=True, songs=(), others=tuple(items)) for folder, items in orphans.items()
    ]


def _home(
    item: Item,
    homes: dict[tuple[str, ...], list[int]],
    below: dict[tuple[str, ...], list[int]],
    names: Sequence[tuple[str, int]],
) -> int | None:
    """The album of the folder, or of the next folder above it, or the only album below it, or one named alike."""
    for length in range(len(item.folder), -1, -1):
        here = homes.get(item.folder[:length], [])
        if here:
            return _choose(item, set(here), names)
    return _choose(item, set(below.get(item.folder, ())) or {index for _, index in names}, names)


def _choose(item: Item, candidates: set[int], names: Sequence[tuple[str, int]]) -> int | None:
    """The only candidate, or the only one with a name, or the only one whose name the file carries."""
    name = fold(item.name)
    named = [index for album, index in names if album and index in candidates]
    alike = [index for album, index in names if album and album in name]
    for found in (list(candidates), named, alike):
        if len(found) == 1:
            return found[0]
    return None
