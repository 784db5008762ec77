"""Which disc and number each song of an album has: from tags, else from folders and names, else from the neighbors."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from musicdb.ids import TaskId
from musicdb.library.uploads import Item

_HUNDRED = 100


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Where a song stands. `numbered` tells that a number begins its file name; `open` what a person should look at."""

    cd: int
    number: int
    numbered: bool
    open: frozenset[str]


def number_songs(songs: Sequence[Item], *, complete: bool) -> dict[TaskId, Position]:
    """The positions of the songs of one album, given in the order of their names.

    `complete` albums have no songs elsewhere, so that a single gap belongs to the single song without a number.
    """
    numbers = _file_numbers(songs)
    discs, undecided = _discs(songs, numbers)
    silent = not any(song.track or numbers[song.taskid][1] for song in songs)
    by_disc: defaultdict[int, list[Item]] = defaultdict(list)
    for song in songs:
        by_disc[discs[song.taskid]].append(song)
    positions: dict[TaskId, Position] = {}
    for disc, members in by_disc.items():
        if silent:
            # Better the order of the names than nothing, but a person should look at it.
            found = {song.taskid: number for number, song in enumerate(members, 1)}
            unsure = set(found) if len(songs) > 1 or songs[0].tracks != 1 else set()
        else:
            named = {song.taskid: numbers[song.taskid][1] for song in members}
            found, unsure = _numbers(members, named, complete=complete)
        for song in members:
            taskid = song.taskid
            fields = {"cd"} if taskid in undecided else set()
            if taskid in unsure or not found[taskid]:
                fields.add("number")
            numbered = numbers[taskid][1] > 0 or not song.stem.weak
            positions[taskid] = Position(cd=disc, number=found[taskid], numbered=numbered, open=frozenset(fields))
    return positions


def _file_numbers(songs: Sequence[Item]) -> dict[TaskId, tuple[int, int]]:
    """Disc and number by file name. A number that may be a part of the title counts only if all songs have one."""
    if songs and all(song.stem.side for song in songs):
        ordered = sorted(songs, key=lambda song: (song.folderdisc, song.stem.side, song.stem.number))
        return {song.taskid: (0, number) for number, song in enumerate(ordered, 1)}
    found = {song.taskid: (song.stem.disc, 0 if song.stem.side else song.stem.number) for song in songs}
    if _are_hundreds(songs):
        return {taskid: divmod(number, _HUNDRED) for taskid, (_, number) in found.items()}
    if len(songs) > 1 and all(number for _, number in found.values()):
        return found
    return {song.taskid: (0, 0) if song.stem.weak else found[song.taskid] for song in songs}


def _are_hundreds(songs: Sequence[Item]) -> bool:
    """Whether the numbers mean disc and track: 101, 102, 201, 202."""
    if any(song.track or song.folderdisc for song in songs):
        return False
    numbers = sorted(song.stem.number for song in songs)
    discs = {number // _HUNDRED for number in numbers}
    return bool(numbers) and numbers[0] == _HUNDRED + 1 and discs == set(range(1, max(discs) + 1))


def _discs(songs: Sequence[Item], numbers: Mapping[TaskId, tuple[int, int]]) -> tuple[dict[TaskId, int], set[TaskId]]:
    """The disc of each song, and the songs for which there are two answers, or none where the others have one."""
    tagged = {song.disc or song.albumdisc for song in songs}
    found = {song.taskid: _disc(song, numbers) for song in songs}
    several = len(set(found.values()) - {0}) > 1 or max(found.values(), default=0) > 1
    undecided = {taskid for taskid, disc in found.items() if disc == 0 and several}
    if len(tagged) > 1:
        undecided |= {song.taskid for song in songs if song.folderdisc and song.disc and song.folderdisc != song.disc}
    return {taskid: disc or 1 for taskid, disc in found.items()}, undecided


def _disc(song: Item, numbers: Mapping[TaskId, tuple[int, int]]) -> int:
    return song.folderdisc or song.disc or song.albumdisc or numbers[song.taskid][0]


def _numbers(
    songs: Sequence[Item], named: Mapping[TaskId, int], *, complete: bool
) -> tuple[dict[TaskId, int], set[TaskId]]:
    """The number of each song of a disc, and the songs whose number should be looked at."""
    tagged = {song.taskid: song.track for song in songs}
    counts = Counter(number for number in tagged.values() if number)
    twice = {taskid for taskid, number in tagged.items() if counts[number] > 1}
    if twice and _are_distinct(named):
        return dict(named), twice
    found = dict(tagged)
    agree = all(named[taskid] in (0, number) for taskid, number in tagged.items() if number)
    taken = set(counts)
    for taskid in (taskid for taskid, number in tagged.items() if not number):
        if agree and named[taskid] not in taken:
            found[taskid] = named[taskid]
            taken.add(named[taskid])
    if complete:
        _fill_gap(songs, found)
    return found, twice


def _fill_gap(songs: Sequence[Item], found: dict[TaskId, int]) -> None:
    """Gives the only song without a number the only number without a song."""
    missing = [song.taskid for song in songs if not found[song.taskid]]
    last = max(len(songs), *(song.tracks for song in songs), *found.values())
    gaps = set(range(1, last + 1)) - set(found.values())
    if len(missing) == 1 and len(gaps) == 1:
        found[missing[0]] = gaps.pop()


def _are_distinct(numbers: Mapping[TaskId, int]) -> bool:
    return all(numbers.values()) and len(set(numbers.values())) == len(numbers)
