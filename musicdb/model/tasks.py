"""A task: one thing MusicDB takes through its states, as stored in `<data>/tasks/<id>.json` and sent to clients."""

from enum import StrEnum
from typing import Any

import msgspec

from musicdb.ids import TaskId


class ContentType(StrEnum):
    """What a task is about."""

    VIDEO = "video"
    ALBUMFILE = "albumfile"
    ALBUM = "album"
    ARTWORK = "artwork"
    ANY = "any"


class ArtworkSource(StrEnum):
    """Where an artwork comes from."""

    IMAGEFILE = "imagefile"
    SONGFILE = "songfile"
    VIDEOFILE = "videofile"


class State(StrEnum):
    """The states of a task. Their meaning and order is the table in taskmanagement/states.py."""

    NEW = "new"
    NOTEXISTING = "notexisting"
    INVALIDCONTENT = "invalidcontent"
    REMOVE = "remove"
    WAITFORCHUNK = "waitforchunk"
    UPLOADFAILED = "uploadfailed"
    UPLOADCOMPLETE = "uploadcomplete"
    PREPROCESSING = "preprocessing"
    READYFORINTEGRATION = "readyforintegration"
    STARTINTEGRATION = "startintegration"
    INTEGRATING = "integrating"
    INTEGRATIONFAILED = "integrationfailed"
    REPLACING = "replacing"
    READYFORIMPORT = "readyforimport"
    STARTMUSICIMPORT = "startmusicimport"
    IMPORTINGMUSIC = "importingmusic"
    STARTARTWORKIMPORT = "startartworkimport"
    IMPORTINGARTWORK = "importingartwork"
    IMPORTFAILED = "importfailed"
    IMPORTCOMPLETE = "importcomplete"
    STARTFSSCAN = "startfsscan"
    SCANNINGFS = "scanningfs"
    FSSCANCOMPLETE = "fsscancomplete"
    FSSCANFAILED = "fsscanfailed"
    STARTEXPORT = "startexport"
    EXPORTING = "exporting"
    EXPORTCOMPLETE = "exportcomplete"
    EXPORTFAILED = "exportfailed"


class Notification(StrEnum):
    """The three kinds of news about a task."""

    CHUNKREQUEST = "ChunkRequest"
    STATEUPDATE = "StateUpdate"
    INTERNALERROR = "InternalError"


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """The task dictionary. `filesize` and `offset` in bytes; times in unix seconds; checksums in hexadecimal digits."""

    id: TaskId
    state: State = State.NEW
    contenttype: ContentType = ContentType.ANY
    mimetype: str | None = None
    annotations: dict[str, Any] = {}
    initializationtime: int = 0
    updatetime: int | None = None
    filesize: int | None = None
    offset: int | None = None
    uploadpath: str | None = None
    preprocessedpath: str | None = None
    sourcefilename: str | None = None
    sourcechecksum: str | None = None
    contentchecksum: str | None = None
    videopath: str | None = None
    albumpath: str | None = None
    albumfilepath: str | None = None
    awsourcetype: ArtworkSource | None = None
    awsourcepath: str | None = None
