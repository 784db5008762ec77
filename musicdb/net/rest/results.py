"""Routes about results: what processors told about songs, as numbers, pictures, sound, and files of every format."""

import tempfile
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from musicdb.errors import BadArgumentError, NotFoundError
from musicdb.ids import ResultId
from musicdb.insight.observations import Drawing
from musicdb.model.annotations import Seconds
from musicdb.model.identity import Thing
from musicdb.model.observations import ResultPart, Vector
from musicdb.net.rest.declare import Content, Cursor, Document, Group, Limit, Page
from musicdb.net.rest.items import FLAC, PNG, Side, ThemeColor
from musicdb.net.rest.values import Names, Uuid, page_of, page_of_all, position_of
from musicdb.services import Services
from musicdb.store.heardsounds import HeardSound

results = Group("results", "What processors told about songs.")

ResultName = Annotated[str, Meta(max_length=200, description="The id of one of its parts, as `level.rms`.")]
EXPORTS = (
    "application/x-hdf5", "application/json", "application/yaml", "application/xml", "application/zip", "text/csv",
)  # fmt: skip


class ResultView(msgspec.Struct, frozen=True):
    """What a processor told about a sound, and the songs that sound like that. `heard` in unix seconds."""

    id: Uuid
    soundhash: str
    processor: str
    version: str
    parameters: dict[str, Any]
    heard: int
    itemids: list[Uuid]


class ResultDetails(ResultView, frozen=True):
    """A result with its parts."""

    parts: list[ResultPart]


@results.route("GET", "/results")
def list_results(
    services: Services,
    *,
    itemid: Uuid | None = None,
    processor: str | None = None,
    limit: Limit = 100,
    cursor: Cursor | None = None,
) -> Page[ResultView]:
    """All results, or those of a song or a processor."""
    names = Names(services)
    if itemid:
        found = services.observations.of_song(names.song(itemid))
        chosen = [_view(services, names, one) for one in found if processor in {None, one.processor}]
        return page_of_all(chosen, limit, cursor)
    rows = services.store.heardsounds.page(processor, position_of(cursor, str, ""), limit + 1)
    return page_of(rows, limit, lambda row: row.id, lambda row: _view(services, names, row))


@results.route("GET", "/results/<resultid>")
def get_result(services: Services, *, resultid: Uuid) -> ResultDetails:
    """A result, with what its parts are."""
    heard = services.observations.of(ResultId(resultid))
    view = msgspec.structs.asdict(_view(services, Names(services), heard))
    return ResultDetails(**view, parts=services.observations.parts(heard))


@results.route("GET", "/results/<resultid>/vector")
def get_result_vector(
    services: Services, *, resultid: Uuid, name: ResultName, start: Seconds = 0.0, stop: Seconds | None = None
) -> Vector:
    """The numbers of a part, all of it or from `start` to `stop`. `covered` tells where a long answer ends."""
    return services.observations.vector(services.observations.of(ResultId(resultid)), name, start, stop)


@results.route("GET", "/results/<resultid>/image", media=(PNG,))
def get_result_image(  # noqa: PLR0913 -- what there is to choose
    services: Services,
    *,
    resultid: Uuid,
    name: ResultName,
    start: Seconds = 0.0,
    stop: Seconds | None = None,
    width: Side = 1024,
    height: Side = 128,
    background: ThemeColor = "transparent",
    foreground: ThemeColor = "#4c9be8",
) -> Content:
    """A part as a picture: a curve, an image, events or segments, whatever fits."""
    drawing = Drawing(start, stop, width, height, {"background": background, "foreground": foreground})
    return Content(services.observations.picture(services.observations.of(ResultId(resultid)), name, drawing), PNG)


@results.route("GET", "/results/<resultid>/audio", media=(FLAC,))
def get_result_audio(
    services: Services, *, resultid: Uuid, name: ResultName, row: Annotated[int, Meta(ge=0)] = 0
) -> Document:
    """The sound of a segment, or of another stretch a row of a part belongs to, as FLAC."""
    heard = services.observations.of(ResultId(resultid))
    vector = services.observations.vector(heard, name, 0.0, None)
    if row >= len(vector.times):
        raise NotFoundError(f"“{name}” has {len(vector.times)} rows.")
    start, length = vector.times[row], vector.durations[row]
    if length <= 0:
        raise BadArgumentError(f"The rows of “{name}” are moments, and have no sound of their own.")
    songs = services.store.heardsounds.songs(heard.soundhash)
    if not songs:
        raise NotFoundError("No song of the catalogue sounds like this any more.")
    return Document(services.observations.excerpt(songs[0], start, start + length), FLAC, f"{name}-{row}.flac")


@results.route("GET", "/results/<resultid>/download/<format>", media=EXPORTS)
def download_result(
    services: Services,
    *,
    resultid: Uuid,
    format: str,  # noqa: A002 -- the name on the wire
    name: Annotated[list[ResultName], Meta(max_length=200)] | None = None,
) -> Document:
    """Parts of a result, or all that fit, as a file: hdf5, json, yaml, xml, numpy, csv, sonicvisualiser or elan."""
    from musicdb.analysis.exports.table import FORMATS  # noqa: PLC0415 -- loads NumPy

    heard = services.observations.of(ResultId(resultid))
    if format not in FORMATS:
        raise NotFoundError(f"There is no format “{format}”. There are: {', '.join(FORMATS)}.")
    with tempfile.NamedTemporaryFile(prefix="musicdb-export-", delete=False) as file:
        path = Path(file.name)
        try:
            services.observations.export(heard, name or (), format, file)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return Document(path, FORMATS[format].media_type, f"{heard.processor}-{resultid}{FORMATS[format].extension}")


def _view(services: Services, names: Names, heard: HeardSound) -> ResultView:
    songs = [names.uuid(Thing.SONG, one) for one in services.store.heardsounds.songs(heard.soundhash)]
    parameters = msgspec.json.decode(heard.parameters)
    return ResultView(heard.id, heard.soundhash, heard.processor, heard.version, parameters, heard.heard, songs)
