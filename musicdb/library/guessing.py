"""The names of an album: what most of its tags say, else its folders, else its file names. Doubts are left open."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from musicdb.ids import TaskId
from musicdb.library.grouping import Group, most_common
from musicdb.library.hints import FolderHint, is_container, is_various, read_folder
from musicdb.library.naming import fold
from musicdb.library.numbering import Position, number_songs
from musicdb.library.titles import guess_title
from musicdb.library.uploads import Item, LibraryView
from musicdb.model.proposals import AlbumChoice, FileChoice

VARIOUS_ARTISTS = "Various Artists"

_FEW_ARTISTS = 2
_COMPANIONS = (" & ", ", ", " and ", " with ", " x ", " + ", "; ", "/", " vs")


class AlbumDraft(msgspec.Struct, frozen=True, kw_only=True):
    """An album as it was guessed. `open` names the doubtful fields of the album, `fileopen` those of its files."""

    choice: AlbumChoice
    open: tuple[str, ...]
    fileopen: Mapping[TaskId, frozenset[str]]


class _Guess(msgspec.Struct, frozen=True):
    name: str
    sure: bool


def guess_album(group: Group, known: Mapping[str, str], library: LibraryView) -> AlbumDraft:
    """How an album and its files could be named. `known` are the artists of the library."""
    hint = _folder_hint(group)
    artist = _artist(group, hint)
    artistname = known.get(fold(artist.name), artist.name)
    album = _album(group, hint)
    release = _release(group, hint)
    alike = library.albums(artistname, album.name) if artist.name and album.name else ()
    if not release.sure and len(alike) == 1:
        release = _Year(alike[0].release, sure=True)
    albumname = next((there.name for there in alike if there.release == release.year), album.name)
    positions = number_songs(group.songs, complete=not group.loose)
    songs, fileopen = _songs(group, positions, artistname, albumname)
    doubts = {"artistname": artist.sure, "albumname": album.sure, "release": release.sure}
    return AlbumDraft(
        choice=AlbumChoice(
            artistname=artistname,
            albumname=albumname,
            release=release.year,
            files=(*songs, *_others(group.others)),
        ),
        open=tuple(field for field, sure in doubts.items() if not sure),
        fileopen=fileopen,
    )


class _Year(msgspec.Struct, frozen=True):
    year: int
    sure: bool


def _folder_hint(group: Group) -> FolderHint:
    """What the folders say. The folder above an album is its artist, unless it is only a place to keep music in."""
    if not group.folder or (group.loose and group.songs):
        return FolderHint("", "", 0)
    hint = read_folder(group.folder[-1])
    if hint.artist or len(group.folder) == 1 or is_container(group.folder[-2]):
        return hint
    return FolderHint(group.folder[-2], hint.album, hint.release)


def _artist(group: Group, hint: FolderHint) -> _Guess:
    albumartists = {fold(song.albumartist) for song in group.songs if song.albumartist}
    if albumartists:
        return _Guess(_spelled(most_common(song.albumartist for song in group.songs)), len(albumartists) == 1)
    if any(song.artist for song in group.songs):
        return _artist_of_songs(group.songs, hint)
    if hint.artist and not is_container(hint.artist):
        return _Guess(_spelled(hint.artist), hint.release > 0 or _has_artist(group.folder[-1]))
    leads = {song.stem.lead[0] if song.stem.lead else "" for song in group.songs}
    if len(leads) == 1 and len(group.songs) > 1 and leads != {""}:
        return _Guess(_spelled(leads.pop()), sure=True)
    firsts = [(*song.stem.lead, *song.stem.segments) for song in group.songs]
    names = {fold(segments[0]) for segments in firsts if len(segments) > 1}
    if len(names) == 1 and all(len(segments) > 1 for segments in firsts):
        return _Guess(_spelled(firsts[0][0]), sure=False)
    return _Guess(VARIOUS_ARTISTS if len(names) > _FEW_ARTISTS else "", sure=False)


def _artist_of_songs(songs: Sequence[Item], hint: FolderHint) -> _Guess:
    artists = [song.artist for song in songs if song.artist]
    leader = most_common(artists)
    led = sum(_is_led_by(artist, leader) for artist in artists)
    if led == len(artists):
        return _Guess(_spelled(leader), sure=True)
    if all(song.compilation for song in songs):
        return _Guess(VARIOUS_ARTISTS, sure=True)
    if any(song.compilation for song in songs):
        return _Guess(VARIOUS_ARTISTS, sure=False)
    if led > len(artists) / 2 or fold(leader) == fold(hint.artist):
        return _Guess(_spelled(leader), sure=False)
    return _Guess(VARIOUS_ARTISTS, sure=len({fold(artist) for artist in artists}) > _FEW_ARTISTS)


def _is_led_by(artist: str, leader: str) -> bool:
    """Whether a song is by the leader of the album, alone or with company."""
    folded, start = fold(artist), fold(leader)
    return folded == start or any(folded.startswith(f"{start}{companion}") for companion in _COMPANIONS)


def _spelled(artist: str) -> str:
    return VARIOUS_ARTISTS if is_various(artist) else artist


def _has_artist(folder: str) -> bool:
    return bool(read_folder(folder).artist)


def _album(group: Group, hint: FolderHint) -> _Guess:
    names = {fold(song.album) for song in group.songs if song.album}
    if names:
        return _Guess(most_common(song.album for song in group.songs), len(names) == 1)
    if hint.album:
        return _Guess(hint.album, bool(group.songs) and (hint.release > 0 or bool(hint.artist)))
    leads = {song.stem.lead[1] if len(song.stem.lead) > 1 else "" for song in group.songs}
    if len(leads) == 1 and leads != {""}:
        return _Guess(leads.pop(), len(group.songs) > 1)
    if len(group.songs) == 1 and group.songs[0].title:
        return _Guess(group.songs[0].title, sure=False)
    return _Guess("", sure=False)


def _release(group: Group, hint: FolderHint) -> _Year:
    years = Counter(song.release for song in group.songs if song.release)
    if not years:
        return _Year(hint.release, hint.release > 0 and bool(group.songs))
    # Of equally common years the latest: an album is not older than its newest song.
    common = max(years, key=lambda year: (years[year], year))
    return _Year(common, len(years) == 1 and hint.release in (0, common))


def _songs(
    group: Group, positions: Mapping[TaskId, Position], artistname: str, albumname: str
) -> tuple[list[FileChoice], dict[TaskId, frozenset[str]]]:
    files: list[FileChoice] = []
    fileopen: dict[TaskId, frozenset[str]] = {}
    for song in group.songs:
        position = positions[song.taskid]
        # An album of several artists whose tags are silent has them in its file names: "01 - Artist - Title".
        artist = song.artist or (song.stem.segments[0] if artistname == VARIOUS_ARTISTS else "")
        title, sure = guess_title(song, (artistname, albumname, artist), numbered=position.numbered)
        files.append(FileChoice(taskid=song.taskid, name=title, cd=position.cd, number=position.number))
        fileopen[song.taskid] = position.open if sure else position.open | {"name"}
    files.sort(key=lambda file: (file.cd, file.number, file.name))
    return files, fileopen


def _others(others: Sequence[Item]) -> list[FileChoice]:
    """The other files keep their names; where several have the same, the disc or the folder is put in front."""
    names = {item.taskid: item.name for item in others}
    for rename in (_with_disc, _with_folder):
        for item in _of_same_name(others, names):
            names[item.taskid] = rename(item, names[item.taskid])
    for count, item in enumerate(_of_same_name(others, names, keep_first=True), 2):
        names[item.taskid] = f"{names[item.taskid]} ({count})"
    return [FileChoice(taskid=item.taskid, name=names[item.taskid], cd=item.folderdisc or 1) for item in others]


def _of_same_name(others: Iterable[Item], names: Mapping[TaskId, str], *, keep_first: bool = False) -> list[Item]:
    counts: Counter[tuple[str, str]] = Counter()
    totals = Counter((names[item.taskid], item.extension) for item in others)
    same: list[Item] = []
    for item in others:
        name = (names[item.taskid], item.extension)
        counts[name] += 1
        if totals[name] > 1 and not (keep_first and counts[name] == 1):
            same.append(item)
    return same


def _with_disc(item: Item, name: str) -> str:
    return f"CD{item.folderdisc} - {name}" if item.folderdisc else name


def _with_folder(item: Item, name: str) -> str:
    return f"{item.folder[-1]} - {name}" if item.folder else name
