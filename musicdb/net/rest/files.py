"""Routes about files: what there is, with what models say about it, and how more comes in."""

from typing import Annotated, Any
from uuid import uuid4

import msgspec
from msgspec import Meta

from musicdb.errors import UnknownTaskError
from musicdb.ids import TaskId
from musicdb.model.identity import Thing
from musicdb.model.tasks import Task
from musicdb.net.rest.declare import Cursor, Document, Group, Limit, Page
from musicdb.net.rest.items import placed
from musicdb.net.rest.predictions import ModelName, PredictionView, Sayings
from musicdb.net.rest.values import Names, Uuid, page_of, position_of
from musicdb.services import Services
from musicdb.store.placedsongs import PlacedSong
from musicdb.taskmanagement.admission import Offer
from musicdb.taskmanagement.uploadmanager import BINARY

files = Group("files", "Files of the music directory, and how more come in.")

CHUNK = 4 * 1024 * 1024
"""The longest chunk of an upload, in bytes."""
OCTETS = "application/octet-stream"


class File(msgspec.Struct, frozen=True):
    """A file. `duration` in seconds, `checksum` SHA-256 of the file. Its id is that of the item."""

    id: Uuid
    file: str
    duration: float
    checksum: str
    predictions: list[PredictionView]


class UploadOffer(msgspec.Struct, frozen=True):
    """A file that shall be uploaded. `filesize` in bytes, `checksum` SHA-1 in hexadecimal digits.

    Annotations: `groupid` makes one group of several files, `groupsize` tells how many they are, `relativepath` where a
    file lay, and `autopilot` asks to integrate it without a person.
    """

    filename: str
    filesize: Annotated[int, Meta(ge=1)]
    checksum: Annotated[str, Meta(pattern="^[0-9a-fA-F]{40}$")]
    contenttype: str = "albumfile"
    mimetype: str = ""
    annotations: Annotated[dict[str, Any], Meta(max_length=50)] = {}


class Upload(msgspec.Struct, frozen=True):
    """An upload. `offset` tells how much of it is stored, in bytes; `state` is that of its task."""

    id: Uuid
    state: str
    filename: str
    filesize: int
    offset: int
    annotations: dict[str, Any]


@files.route("GET", "/files")
def list_files(services: Services, *, limit: Limit = 100, cursor: Cursor | None = None) -> Page[File]:
    """All files of the catalogue with the predictions that hold at the moment."""
    names = Names(services)
    rows = services.store.placedsongs.page(position_of(cursor, int, 0), limit + 1, None, None)
    sayings = Sayings(services, None)
    return page_of(rows, limit, lambda row: row.song.id, lambda row: _file(services, names, row, sayings))


@files.route("GET", "/files/<fileid>")
def get_file(services: Services, *, fileid: Uuid, model: ModelName | None = None) -> File:
    """A file with the predictions that hold at the moment; with `model`, only those of that model."""
    names = Names(services)
    return _file(services, names, placed(services, names.song(fileid)), Sayings(services, model))


@files.route("GET", "/files/<fileid>/content", media=(OCTETS,))
def get_file_content(services: Services, *, fileid: Uuid) -> Document:
    """The file as it is, or a range of it."""
    row = placed(services, Names(services).song(fileid))
    path = services.music.existing(row.song.path)
    return Document(path, OCTETS, path.name, temporary=False)


@files.route("POST", "/uploads", status=201)
def add_upload(services: Services, *, body: UploadOffer) -> Upload:
    """Begins an upload. Then send its bytes to `/uploads/{uploadid}`, in chunks of at most 4 MiB."""
    offer = Offer(
        mimetype=body.mimetype,
        contenttype=body.contenttype,
        filesize=body.filesize,
        checksum=body.checksum.lower(),
        filename=body.filename,
    )
    return _upload(services.uploads.initiate_upload(str(uuid4()), offer, BINARY, body.annotations))


@files.route("GET", "/uploads/<uploadid>")
def get_upload(services: Services, *, uploadid: Uuid) -> Upload:
    """How far an upload is, and what has become of it. When its music is in the catalogue it is gone."""
    return _upload(services.uploads.get_task_by_id(TaskId(uploadid)))


@files.route("PUT", "/uploads/<uploadid>", takes=OCTETS, status=202)
def put_upload_chunk(
    services: Services, *, uploadid: Uuid, body: bytes, offset: Annotated[int, Meta(ge=0)] = 0
) -> Upload:
    """Sends a chunk of a file that belongs at `offset`. Chunks may come twice; the last one ends the upload."""
    services.uploads.new_chunk(TaskId(uploadid), body, offset)
    return _upload(services.uploads.get_task_by_id(TaskId(uploadid)))


@files.route("DELETE", "/uploads/<uploadid>")
def delete_upload(services: Services, *, uploadid: Uuid) -> None:
    """Gives an upload up. What is in the music directory already stays there."""
    services.uploads.request_remove_upload(TaskId(uploadid))


def _upload(task: Task) -> Upload:
    if task.sourcefilename is None:
        raise UnknownTaskError(f"The task {task.id} is no upload.")
    return Upload(task.id, task.state, task.sourcefilename, task.filesize or 0, task.offset or 0, task.annotations)


def _file(services: Services, names: Names, row: PlacedSong, sayings: Sayings) -> File:
    return File(
        id=names.uuid(Thing.SONG, row.song.id),
        file=row.song.path,
        duration=services.store.analyses.duration(row.song.id) or float(row.song.playtime),
        checksum=row.song.checksum,
        predictions=sayings.of(row.song.id),
    )
