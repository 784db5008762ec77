"""Routes about music: items with their outlines, pictures and sound."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from musicdb.errors import NotFoundError
from musicdb.ids import SongId
from musicdb.insight.observations import Drawing
from musicdb.model.analysis import SongAnalysis, SoundValues
from musicdb.model.annotations import Seconds
from musicdb.model.identity import Thing
from musicdb.net.rest.declare import Content, Cursor, Document, Group, Limit, Page
from musicdb.net.rest.values import Names, Uuid, page_of, position_of
from musicdb.services import Services
from musicdb.store.placedsongs import PlacedSong

items = Group("items", "Songs of the catalogue, as something to be analyzed.")

Pixels = Annotated[int, Meta(ge=1, le=20_000)]
Side = Annotated[int, Meta(ge=1, le=4096)]
ThemeColor = Annotated[str, Meta(pattern="^(transparent|#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8}))$")]
PNG = "image/png"
FLAC = "audio/flac"


class Item(msgspec.Struct, frozen=True):
    """A song. `duration` in seconds, exact when it was heard; `soundhash` is what identical sounds have in common."""

    id: Uuid
    title: str
    artist: str
    artistid: Uuid
    album: str
    albumid: Uuid
    path: str
    cd: int
    number: int
    duration: float
    soundhash: str | None


class ItemDetails(Item, frozen=True):
    """A song with what was measured, and how far the analysis is."""

    state: str
    progress: float | None
    reason: str | None
    values: SoundValues


class Outline(msgspec.Struct, frozen=True):
    """The lowest and the highest sample for each pixel, from -127 to 127. Times in seconds."""

    itemid: Uuid
    start: float
    stop: float
    duration: float
    pixels: int
    minimum: list[int]
    maximum: list[int]


@items.route("GET", "/items")
def list_items(
    services: Services,
    *,
    albumid: Uuid | None = None,
    artistid: Uuid | None = None,
    limit: Limit = 100,
    cursor: Cursor | None = None,
) -> Page[Item]:
    """All songs, or those of an album or artist, in the order in which they came."""
    names = Names(services)
    album = names.number(Thing.ALBUM, albumid) if albumid else None
    artist = names.number(Thing.ARTIST, artistid) if artistid else None
    rows = services.store.placedsongs.page(position_of(cursor, int, 0), limit + 1, album, artist)
    return page_of(rows, limit, lambda row: row.song.id, lambda row: item_of(services, names, row))


@items.route("GET", "/items/<itemid>")
def get_item(services: Services, *, itemid: Uuid) -> ItemDetails:
    """A song, with what was measured and how far its analysis is."""
    names = Names(services)
    songid = names.song(itemid)
    analysis: SongAnalysis = services.analyst.song(songid)
    item = item_of(services, names, placed(services, songid))
    return ItemDetails(
        **msgspec.structs.asdict(item),
        state=analysis.state,
        progress=analysis.progress,
        reason=analysis.reason,
        values=analysis.values,
    )


@items.route("GET", "/items/<itemid>/waveform")
def get_item_waveform(
    services: Services, *, itemid: Uuid, start: Seconds = 0.0, stop: Seconds | None = None, pixels: Pixels = 1024
) -> Outline:
    """The outline of a song, or of the stretch from `start` to `stop`, to be drawn that many pixels wide."""
    drawn = services.analyst.waveforms.draw(Names(services).song(itemid), start, stop, pixels)
    return Outline(itemid, drawn.start, drawn.stop, drawn.duration, pixels, drawn.minimum, drawn.maximum)


@items.route("GET", "/items/<itemid>/visual", media=(PNG,))
def get_item_visual(  # noqa: PLR0913 -- what there is to choose
    services: Services,
    *,
    itemid: Uuid,
    grapher: str = "waveform_simple",
    start: Seconds = 0.0,
    stop: Seconds | None = None,
    width: Side = 1024,
    height: Side = 128,
    background: ThemeColor = "transparent",
    foreground: ThemeColor = "#4c9be8",
) -> Content:
    """A picture of a song, by a grapher: waveforms and spectrograms. All of it, or from `start` to `stop`."""
    drawing = Drawing(start, stop, width, height, {"background": background, "foreground": foreground})
    return Content(services.observations.visual(Names(services).song(itemid), grapher, drawing), PNG)


@items.route("GET", "/items/<itemid>/audio", media=(FLAC,))
def get_item_audio(services: Services, *, itemid: Uuid, start: Seconds = 0.0, stop: Seconds | None = None) -> Document:
    """The sound of a song as FLAC, or of the stretch from `start` to `stop`: at most half an hour."""
    return Document(services.observations.excerpt(Names(services).song(itemid), start, stop), FLAC, f"{itemid}.flac")


def placed(services: Services, songid: SongId) -> PlacedSong:
    """A song with album and artist. Raises NotFoundError."""
    found = services.store.placedsongs.get([songid]).get(songid)
    if found is None:
        raise NotFoundError(f"There is no song with the id {songid}.")
    return found


def items_of(services: Services, songids: Sequence[SongId]) -> list[Item]:
    """Songs as programs see them, in this order."""
    names, known = Names(services), services.store.placedsongs.get(songids)
    return [item_of(services, names, known[songid]) for songid in songids if songid in known]


def item_of(services: Services, names: Names, row: PlacedSong) -> Item:
    """A song as programs see it."""
    soundhash = services.store.analyses.soundhash_of_song(row.song.id)
    return Item(
        id=names.uuid(Thing.SONG, row.song.id),
        title=row.song.name,
        artist=row.artist.name,
        artistid=names.uuid(Thing.ARTIST, row.artist.id),
        album=row.album.name,
        albumid=names.uuid(Thing.ALBUM, row.album.id),
        path=row.song.path,
        cd=row.song.cd,
        number=row.song.number,
        duration=services.store.analyses.duration(row.song.id) or float(row.song.playtime),
        soundhash=soundhash,
    )
