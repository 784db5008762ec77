"""Functions about uploads and their integration."""

from typing import Any, Literal

from musicdb.api.declare import Subject
from musicdb.errors import BadArgumentError
from musicdb.ids import SongId, TaskId
from musicdb.model.proposals import AlbumChoice, IntegrationProposal, VideoChoice
from musicdb.services import Services
from musicdb.taskmanagement.admission import Offer

uploads = Subject("uploads", "Bringing music in: upload, naming, integration.")


@uploads.function("InitiateUpload")
def initiate_upload(  # noqa: PLR0913
    services: Services,
    *,
    taskid: str,
    mimetype: str | None,
    contenttype: str,
    filesize: int,
    checksum: str,
    filename: str,
    encoding: Literal["hex", "binary"] = "hex",
    annotations: dict[str, Any] | None = None,
) -> TaskId:
    """Begins an upload under a task id the client chooses, and asks for its first chunks by ChunkRequests.

    Doing it again with the same id, checksum and size goes on with an upload that waits for chunks. `filesize` is in
    bytes, `checksum` the SHA-1 of the file in hexadecimal digits. With `encoding` "binary" chunks are binary frames,
    and several are asked for ahead. The annotation `groupid` makes one group of several files, `relativepath` tells
    where a file lay, `groupsize` how many files the group has, and `autopilot` asks to integrate it without a person.
    An image with the content type "artwork" and the annotation `artworkof`, the path of an album or a video, becomes
    its picture as soon as it has come; the annotation `changeid` of the task then tells which change that was.
    """
    offer = Offer(
        mimetype=mimetype or "",
        contenttype=contenttype,
        filesize=filesize,
        checksum=checksum.lower(),
        filename=filename,
    )
    return services.uploads.initiate_upload(taskid, offer, encoding, annotations).id


@uploads.function("UploadChunk")
def upload_chunk(services: Services, *, taskid: TaskId, chunkdata: str, offset: int | None = None) -> None:
    """Sends a chunk as hexadecimal digits. Without data, missing chunks are asked for again.

    A chunk without `offset` belongs to the offset that was asked for.
    """
    try:
        rawdata = bytes.fromhex(chunkdata)
    except ValueError as error:
        raise BadArgumentError("The chunk is not written in hexadecimal digits.") from error
    services.uploads.new_chunk(taskid, rawdata, offset)


@uploads.function("AnnotateUpload")
def annotate_upload(services: Services, *, taskid: TaskId, **annotations: Any) -> None:
    """Keeps further arguments of any name with an upload."""
    services.uploads.annotate_upload(taskid, {**annotations, "taskid": taskid})


@uploads.function("RemoveUpload")
def remove_upload(services: Services, *, taskid: TaskId) -> None:
    """Removes an upload and everything that belongs to it, whatever its state."""
    services.uploads.request_remove_upload(taskid)


@uploads.function("RemoveUploads")
def remove_uploads(services: Services, *, groupid: str) -> None:
    """Removes all uploads of a group."""
    services.integrations.remove_group(groupid)


@uploads.function("InitiateContentIntegration")
def initiate_content_integration(services: Services, *, taskid: TaskId, musicpath: str) -> TaskId:
    """Puts one upload at a path of the music directory; an image becomes the artwork of the album or video there."""
    return services.integrations.initiate_content_integration(taskid, musicpath).id


@uploads.function("ReplaceByUpload")
def replace_by_upload(services: Services, *, taskid: TaskId, songid: SongId) -> None:
    """Lets an upload replace the file of a song as soon as all of it has come; the annotation `replaces` tells it.

    The song keeps its id, plays, tags, playlists and album; its old file goes to the removed files. The annotation
    `changeid` of the task then tells which change that was. `AnnotateUpload` with `replaces` null takes the wish back.
    """
    services.replacements.request_replacement(taskid, songid)


@uploads.function("GetIntegrationProposal")
def get_integration_proposal(services: Services, *, groupid: str) -> IntegrationProposal:
    """How the files of a group could be named, from their tags, file names, folders and neighbors."""
    return services.integrations.propose_integration(groupid)


@uploads.function("PreviewIntegration")
def preview_integration(
    services: Services,
    *,
    groupid: str,
    albums: tuple[AlbumChoice, ...] = (),
    videos: tuple[VideoChoice, ...] = (),
) -> IntegrationProposal:
    """Which paths the chosen names lead to, and what is in the way."""
    return services.integrations.preview_integration(groupid, albums, videos)


@uploads.function("IntegrateUploads")
def integrate_uploads(
    services: Services,
    *,
    groupid: str,
    albums: tuple[AlbumChoice, ...] = (),
    videos: tuple[VideoChoice, ...] = (),
) -> list[TaskId]:
    """Puts the files of a group into the music directory under the chosen names, then imports them.

    Nothing happens when one of the names cannot be used or would overwrite a file.
    """
    return services.integrations.integrate_uploads(groupid, albums, videos)
