"""Everything that can be wrong, said once.

An error is a class: `code` is the word a program reads, the docstring is the general sentence a person reads, and the
message an instance carries says what is wrong in this case and what to do about it. Errors are caught at the doors
only: net answers them, taskmanagement turns them into a failed state, cli into an exit code.
"""

from typing import ClassVar


class MusicDBError(Exception):
    """Something went wrong inside MusicDB."""

    code: ClassVar[str] = "internal"

    def __init__(self, message: str | None = None) -> None:
        self.message = message or (type(self).__doc__ or "").strip()
        super().__init__(self.message)


class BadPacketError(MusicDBError):
    """This is not a packet MusicDB understands."""

    code = "badpacket"


class NotAllowedError(MusicDBError):
    """This connection has not proven that it belongs to the household."""

    code = "notallowed"


class UnknownFunctionError(MusicDBError):
    """There is no function of this name."""

    code = "unknownfunction"


class BadArgumentError(MusicDBError):
    """An argument is missing or has the wrong type or value."""

    code = "badargument"


class NotFoundError(MusicDBError):
    """There is nothing with this id or path."""

    code = "notfound"


class PathError(MusicDBError):
    """This path does not lead to a place inside the music directory."""

    code = "badpath"


class BadNameError(MusicDBError):
    """This name cannot be used as the name of a file or directory."""

    code = "badname"


class CollisionError(MusicDBError):
    """There is already a file of this name, and MusicDB never overwrites music."""

    code = "collision"


class UploadsDisabledError(MusicDBError):
    """Uploads of this content type are switched off in the configuration."""

    code = "uploadsdisabled"


class ContentTypeError(MusicDBError):
    """There is no content type of this name."""

    code = "badcontenttype"


class FileTypeError(MusicDBError):
    """Files of this type are not accepted."""

    code = "filetypenotaccepted"


class FileNameError(MusicDBError):
    """This is not a plain file name."""

    code = "badfilename"


class ChecksumFormatError(MusicDBError):
    """This is not a SHA-1 checksum of 40 hexadecimal digits."""

    code = "badchecksum"


class TooLargeError(MusicDBError):
    """The file is larger than the configuration allows."""

    code = "toolarge"


class NoSpaceError(MusicDBError):
    """There is not enough free space on the server."""

    code = "nospace"


class ChunkError(MusicDBError):
    """This chunk does not belong into the file that is being uploaded."""

    code = "badchunk"


class ChecksumMismatchError(MusicDBError):
    """The uploaded file is not the file that was announced: the checksums differ."""

    code = "checksummismatch"


class UnknownTaskError(MusicDBError):
    """There is no task with this id."""

    code = "unknowntask"


class TaskStateError(MusicDBError):
    """The task is in a state in which this cannot be done."""

    code = "wrongstate"


class InvalidContentError(MusicDBError):
    """The content of the file is not what its name promises."""

    code = "invalidcontent"


class PictureError(MusicDBError):
    """This picture cannot be used."""

    code = "badpicture"


class ArchiveError(MusicDBError):
    """This archive cannot be unpacked safely."""

    code = "badarchive"


class ToolError(MusicDBError):
    """A program MusicDB depends on is missing or failed."""

    code = "toolfailed"


class UndoError(MusicDBError):
    """This change cannot be undone any more."""

    code = "cannotundo"


class ConfigError(MusicDBError):
    """The configuration has mistakes."""

    code = "badconfig"


class DatabaseVersionError(MusicDBError):
    """The database was made by a newer MusicDB."""

    code = "databasetoonew"


class UnsafeBindingError(MusicDBError):
    """The server would be reachable by others without a password."""

    code = "unsafebinding"


class DatabaseError(MusicDBError):
    """The database cannot be used."""

    code = "baddatabase"


class WrongHostError(MusicDBError):
    """This server does not go by the name that was asked for."""

    code = "wronghost"


class WrongOriginError(MusicDBError):
    """This was sent by a page of another server."""

    code = "wrongorigin"


class WrongMethodError(MusicDBError):
    """This cannot be done at this address."""

    code = "wrongmethod"


class TooManyAttemptsError(MusicDBError):
    """There were too many wrong passwords. Wait a moment and try again."""

    code = "toomanyattempts"


class TooManyClientsError(MusicDBError):
    """As many clients are connected as the configuration allows."""

    code = "toomanyclients"


class RangeError(MusicDBError):
    """The file has no such part."""

    code = "badrange"


class UpgradeError(MusicDBError):
    """At this address there is only a WebSocket."""

    code = "upgraderequired"


class ListenError(MusicDBError):
    """The server cannot listen at its address and port."""

    code = "cannotlisten"


class MusicUnavailableError(MusicDBError):
    """The music directory cannot be read at the moment."""

    code = "musicunavailable"


class DataInUseError(MusicDBError):
    """Another MusicDB works in this data directory."""

    code = "datainuse"


class ServerGoneError(MusicDBError):
    """The running server does not answer any more."""

    code = "servergone"


class BackupError(MusicDBError):
    """This backup cannot be made or restored."""

    code = "badbackup"


class TakeoverError(MusicDBError):
    """This is not an installation of MusicDB 8 that can be taken over."""

    code = "cannottakeover"


class PlanOutdatedError(MusicDBError):
    """The music has changed since this was planned."""

    code = "planoutdated"


class FingerprintError(MusicDBError):
    """This is not a fingerprint."""

    code = "badfingerprint"


class NotAnalyzedError(MusicDBError):
    """Nobody has listened to this song yet."""

    code = "notanalyzed"


class ResultsError(MusicDBError):
    """The results of an analysis cannot be read or written."""

    code = "badresults"


class DeviceError(MusicDBError):
    """This device cannot be used for music at the moment."""

    code = "baddevice"


class IndexDamagedError(MusicDBError):
    """The index of fingerprints is damaged. It can be made anew with `musicdb index rebuild`."""

    code = "indexdamaged"


class IndexUnreachableError(MusicDBError):
    """The index of fingerprints on another machine cannot be reached."""

    code = "indexunreachable"


class IndexVersionError(MusicDBError):
    """The index of fingerprints has been changed by somebody else in the meantime."""

    code = "indexversion"


class InUseError(MusicDBError):
    """Something else depends on this, so it stays."""

    code = "inuse"


class OutdatedError(MusicDBError):
    """This was changed by somebody else in the meantime."""

    code = "outdated"
