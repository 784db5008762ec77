"""Looks into complete uploads: whether they are what they say, and what they say about themselves."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import msgspec

from musicdb.bus import Bus
from musicdb.config.schema import Config, Uploads
from musicdb.errors import ArchiveError, InvalidContentError
from musicdb.ids import TaskId
from musicdb.media import kinds
from musicdb.media.archives import unpack
from musicdb.media.checksums import checksum
from musicdb.media.pictures import convert_to_jpeg
from musicdb.media.tags import read_tags
from musicdb.media.videos import read_video
from musicdb.model.media import FileTags, Kind, UnpackedFile
from musicdb.model.tasks import ContentType, State, Task
from musicdb.taskmanagement.shelf import TaskShelf
from musicdb.taskmanagement.taskmanager import TaskManager


class PreprocessManager(TaskManager):
    """Preprocesses what was uploaded. What it finds out goes into the annotations of the task."""

    def __init__(
        self, shelf: TaskShelf, bus: Bus, wake: Callable[[TaskId], None], config: Config, ffmpeg: Path
    ) -> None:
        super().__init__(shelf, bus, wake)
        self._config = config
        self._ffmpeg = ffmpeg
        self._directory = config.directories.uploads

    def set_limits(self, uploads: Uploads) -> None:
        """Takes over what archives may hold from now on."""
        self._config = msgspec.structs.replace(self._config, uploads=uploads)

    def pre_process_uploaded_file(self, task: Task) -> str:
        """Preprocesses by content type. An archive becomes one task for each of its files."""
        path = self._directory / str(task.uploadpath)
        kind = kinds.recognize(path, str(task.sourcefilename))
        if kind is Kind.ARCHIVE:
            return self.unpack_archive(task, path)
        match task.contenttype:
            case ContentType.ARTWORK:
                self.pre_process_artwork(task, path)
            case ContentType.VIDEO:
                self.pre_process_video(task, path)
            case _:
                self.pre_process_album_file(task, path, kind)
        return "done"

    def pre_process_artwork(self, task: Task, path: Path) -> None:
        """Makes a JPEG beside an uploaded image that is none."""
        preprocessed = path
        if path.suffix not in (".jpg", ".jpeg"):
            preprocessed = path.with_suffix(".jpg")
            convert_to_jpeg(path, preprocessed)
        self._shelf.change(task.id, preprocessedpath=preprocessed.name)
        self._shelf.annotate(task.id, {"kind": Kind.IMAGE})

    def pre_process_video(self, task: Task, path: Path) -> None:
        """Notes what a video and its tags say."""
        facts = read_video(path, self._ffmpeg)
        found = {
            **_annotations_of(read_tags(path)),
            "kind": Kind.VIDEO,
            "codec": facts.codec,
            "playtime": round(facts.playtime),
        }
        self._shelf.change(task.id, preprocessedpath=path.name)
        self._shelf.annotate(task.id, found)

    def pre_process_album_file(self, task: Task, path: Path, kind: Kind) -> None:
        """Notes what the tags of a song say. Other files of an album are fine as they are."""
        found: dict[str, Any] = {"kind": kind}
        if kind is Kind.SONG:
            found |= _annotations_of(read_tags(path))
        self._shelf.change(task.id, preprocessedpath=path.name)
        self._shelf.annotate(task.id, found)

    def unpack_archive(self, task: Task, path: Path) -> str:
        """Unpacks an archive into one new task for each file. Raises ArchiveError for a hostile one.

        Archives inside of it stay packed: otherwise a small file could hold more than all disks of the world.
        """
        if "archive" in task.annotations:
            raise ArchiveError(
                f"“{task.sourcefilename}” came inside another archive and stays packed. Unpack it and send its files."
            )
        directory = self._directory / f"unpacked-{task.id}"
        shutil.rmtree(directory, ignore_errors=True)
        uploads = self._config.uploads
        try:
            files = unpack(path, str(task.sourcefilename), directory, uploads.archivesize, uploads.archivefiles)
            accepted = [file for file in files if kinds.accepts(Path(file.name).name, "")]
            if not accepted:
                raise InvalidContentError(f"{task.sourcefilename} contains no file MusicDB can keep.")
            for file in accepted:
                self._adopt(task, file)
        finally:
            shutil.rmtree(directory, ignore_errors=True)
        return "unpacked"

    def _adopt(self, archive: Task, file: UnpackedFile) -> None:
        taskid = TaskId(str(uuid5(NAMESPACE_OID, f"{archive.id}/{file.name}")))
        if self._shelf.find(taskid):
            return
        source = Path(file.path)
        sha1 = checksum(source, "sha1")
        filename = source.with_name(Path(file.name).name).name
        contenttype = ContentType.VIDEO if kinds.kind_of(filename) is Kind.VIDEO else ContentType.ALBUMFILE
        uploadpath = f"{contenttype}-{sha1}-{taskid}.{kinds.split_extension(filename)[1]}"
        filesize = source.stat().st_size
        # Files at the top have no folder that could tell what they are; the name of the archive may.
        stem = kinds.split_extension(str(archive.sourcefilename))[0]
        relativepath = file.name if "/" in file.name else f"{stem}/{file.name}"
        annotations = {**archive.annotations, "relativepath": relativepath, "archive": archive.id}
        annotations.setdefault("groupid", archive.id)
        task = self.create_new_task(
            State.UPLOADCOMPLETE,
            contenttype,
            taskid,
            mimetype=kinds.mimetype_of(filename),
            annotations=annotations,
            filesize=filesize,
            offset=filesize,
            sourcefilename=filename,
            sourcechecksum=sha1,
            contentchecksum=checksum(source),
            uploadpath=uploadpath,
        )
        source.rename(self._directory / uploadpath)
        self.schedule_task(task)


def _annotations_of(tags: FileTags) -> dict[str, Any]:
    """What clients want to know about a song before it is integrated, under the keys clients of MusicDB 8 use."""
    return {
        "song": tags.title,
        "album": tags.album,
        "artist": ", ".join(tags.artists),
        "albumartist": ", ".join(tags.albumartists),
        "releaseyear": tags.release,
        "cdnumber": tags.disc,
        "songnumber": tags.track,
        "playtime": round(tags.playtime),
        "bitrate": tags.bitrate,
        "codec": tags.codec,
        "genre": ", ".join(tags.genres),
        "haslyrics": bool(tags.lyrics),
        "haspicture": tags.haspicture,
        "origin": tags.origin,
    }
