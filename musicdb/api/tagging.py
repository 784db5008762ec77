"""Functions that change tags, and what they hang on."""

import re
from typing import Annotated, Any, Literal

from msgspec import Meta

from musicdb.api.albums import albums, get_album
from musicdb.api.declare import Subject
from musicdb.api.songs import get_song, songs
from musicdb.api.tags import get_tags, tags
from musicdb.api.videos import get_video, videos
from musicdb.errors import BadArgumentError, NotFoundError
from musicdb.ids import AlbumId, SongId, TagId, VideoId
from musicdb.model.records import MoodPlace
from musicdb.services import Services
from musicdb.store.tagging import GENRE, MOOD, SUBGENRE, Column, Target

Color = Annotated[str, Meta(pattern=r"^#[0-9A-Fa-f]{6}$")]
Confidence = Annotated[float, Meta(ge=0, le=1)]

tagging = Subject("tagging", "Changing genres, subgenres and moods.", songs, albums, videos, tags)

_UNICODE, _HTML = 1, 2
_MARKUP = re.compile(r"^\s*<.*>\s*$", re.DOTALL)


@tagging.function("SetSongTag", announces=get_song)
def set_song_tag(
    services: Services,
    *,
    songid: SongId,
    tagid: TagId,
    approval: Literal[0, 1, 2] | None = None,
    confidence: Confidence | None = None,
) -> None:
    """Puts a tag on a song, and derives the genres of its album anew.

    Approval: 0 found by a machine, which needs a `confidence` from 0 to 1; 1 said by a person; 2 good for training.
    It never becomes less than it is.
    """
    if approval == 0 and confidence is None:
        raise BadArgumentError("A tag with approval 0 needs a confidence from 0 to 1.")
    if approval is None and confidence is not None:
        raise BadArgumentError("Confidence goes together with approval; give both or none.")
    store = services.store
    with store.write():
        song = store.songs.get(songid)
        store.tagging.get(tagid)
        sure = 1.0 if approval != 0 or confidence is None else confidence
        level = 1 if approval is None else approval
        store.tagging.hang(Target.SONG, songid, tagid, approval=level, confidence=sure)
        if level:
            store.predictions.accept_tag(songid, tagid)
        store.tags.derive_for_album(song.albumid)
    services.predictor.look()


@tagging.function("RemoveSongTag", announces=get_song)
def remove_song_tag(services: Services, *, songid: SongId, tagid: TagId) -> None:
    """Takes a tag off a song, and derives the genres of its album anew."""
    store = services.store
    with store.write():
        song = store.songs.get(songid)
        store.tagging.take_off(Target.SONG, songid, tagid)
        store.tags.derive_for_album(song.albumid)
    services.predictor.look()


@tagging.function("SetAlbumTag", announces=get_album)
def set_album_tag(services: Services, *, albumid: AlbumId, tagid: TagId) -> None:
    """Puts a tag on an album."""
    with services.store.write():
        services.store.albums.get(albumid)
        services.store.tagging.get(tagid)
        services.store.tagging.hang(Target.ALBUM, albumid, tagid, approval=1, confidence=1.0)
    services.predictor.look()


@tagging.function("RemoveAlbumTag", announces=get_album)
def remove_album_tag(services: Services, *, albumid: AlbumId, tagid: TagId) -> None:
    """Takes a tag off an album."""
    with services.store.write():
        services.store.albums.get(albumid)
        services.store.tagging.take_off(Target.ALBUM, albumid, tagid)
    services.predictor.look()


@tagging.function("SetVideoTag", announces=get_video)
def set_video_tag(services: Services, *, videoid: VideoId, tagid: TagId) -> None:
    """Puts a tag on a video."""
    with services.store.write():
        services.store.videos.get(videoid)
        services.store.tagging.get(tagid)
        services.store.tagging.hang(Target.VIDEO, videoid, tagid, approval=1, confidence=1.0)


@tagging.function("RemoveVideoTag", announces=get_video)
def remove_video_tag(services: Services, *, videoid: VideoId, tagid: TagId) -> None:
    """Takes a tag off a video."""
    with services.store.write():
        services.store.videos.get(videoid)
        services.store.tagging.take_off(Target.VIDEO, videoid, tagid)


@tagging.function("AddGenre", announces=get_tags)
def add_genre(services: Services, *, name: str) -> None:
    """Makes a genre, unless there is one of this name."""
    store = services.store.tagging
    with services.store.write():
        if store.find(GENRE, _checked(name)) is None:
            store.add(name.strip(), GENRE, posx=store.next_position(GENRE))


@tagging.function("AddSubgenre", announces=get_tags)
def add_subgenre(services: Services, *, name: str, parentname: str) -> None:
    """Makes a subgenre of a genre, unless there is one of this name."""
    store = services.store.tagging
    with services.store.write():
        parent = store.find(GENRE, parentname)
        if parent is None:
            raise NotFoundError(f"There is no genre {parentname!r}.")
        known = store.find(SUBGENRE, _checked(name))
        if known is not None and known.parentid != parent.id:
            raise BadArgumentError(f"{known.name!r} is a subgenre of another genre already; take another name.")
        if known is None:
            store.add(name.strip(), SUBGENRE, parentid=parent.id, posx=store.next_position(SUBGENRE))


@tagging.function("AddMoodFlag", announces=get_tags)
def add_mood_flag(
    services: Services, *, name: str, icon: str, color: Color | None = None, posx: int, posy: int
) -> None:
    """Makes a mood with its icon, one character or a piece of HTML, and its place in the grid, unless there is one."""
    store = services.store.tagging
    with services.store.write():
        if store.find(MOOD, _checked(name)) is None:
            icontype = _icontype(icon)
            store.add(name.strip(), MOOD, icontype=icontype, icon=icon, color=color, posx=posx, posy=posy)


@tagging.function("DeleteTag", announces=get_tags)
def delete_tag(services: Services, *, tagid: TagId) -> None:
    """Removes a tag from everything it hangs on. With a genre go its subgenres."""
    with services.store.write():
        services.store.tagging.get(tagid)
        services.store.tagging.remove(tagid)


@tagging.function("ModifyTag", announces=get_tags)
def modify_tag(services: Services, *, tagid: TagId, attribute: Column, value: str | int | None) -> None:
    """Changes one thing about a tag. A new icon tells its type by itself."""
    store = services.store.tagging
    with services.store.write():
        tag = store.get(tagid)
        checked = _value(attribute, value)
        if attribute is Column.NAME:
            known = store.find(tag.class_, str(checked))
            if known is not None and known.id != tagid:
                raise BadArgumentError(f"There is a tag {known.name!r} already.")
        if attribute is Column.PARENTID and (
            tag.class_ != SUBGENRE or store.get(TagId(int(checked or 0))).class_ != GENRE
        ):
            raise BadArgumentError("Only a subgenre has a parent, and only a genre can be one.")
        store.change(tagid, attribute, checked)
        if attribute is Column.ICON:
            store.change(tagid, Column.ICONTYPE, None if checked is None else _icontype(str(checked)))


@tagging.function("PlaceMoods", announces=get_tags)
def place_moods(services: Services, *, places: list[MoodPlace]) -> None:
    """Gives moods their places in the grid, all at once, so that two can change places. Nobody else may stand there."""
    store = services.store.tagging
    with services.store.write():
        for place in places:
            if store.get(place.tagid).class_ != MOOD:
                raise BadArgumentError("Only moods have a place in the grid.")
            store.change(place.tagid, Column.POSX, place.posx)
            store.change(place.tagid, Column.POSY, place.posy)
        moved = {(place.posx, place.posy) for place in places}
        standing = [(mood.posx, mood.posy) for mood in services.store.tags.all().moods]
        if any(standing.count(place) > 1 for place in moved):
            raise BadArgumentError("Two moods cannot stand at the same place.")


def _checked(name: str) -> str:
    if not name.strip():
        raise BadArgumentError("A tag needs a name.")
    return name.strip()


def _icontype(icon: str) -> int:
    return _HTML if _MARKUP.match(icon) else _UNICODE


def _value(attribute: Column, value: Any) -> str | int | None:
    """The value as the attribute needs it. Numbers may come as text."""
    if attribute is Column.NAME:
        return _checked(str(value or ""))
    if value is None and attribute is not Column.PARENTID:
        return None
    if attribute is Column.ICON:
        return str(value)
    if attribute is Column.COLOR:
        if not re.fullmatch(r"#[0-9A-Fa-f]{6}", str(value)):
            raise BadArgumentError(f"{value!r} is no color; colors are written #RRGGBB.")
        return str(value)
    try:
        return int(value)
    except (TypeError, ValueError) as error:
        raise BadArgumentError(f"{attribute} must be a whole number, not {value!r}.") from error
