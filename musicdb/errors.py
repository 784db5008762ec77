"""Everything that can be wrong, said once.

An error is a class: its `code` is the word a program reads, its docstring the general sentence a person reads, and the
message an instance carries says what is wrong in this case and what to do about it. Errors are caught at the doors
only: net answers them, taskmanagement turns them into a failed state, cli into an exit code.
"""

from typing import ClassVar


class MusicDBError(Exception):
    """Something went wrong inside MusicDB."""

    code: ClassVar[str] = "internal"

    def __init_subclass__(cls, *, code: str | None = None) -> None:
        cls.code = code or cls.code

    def __init__(self, message: str | None = None) -> None:
        self.message = message or (type(self).__doc__ or "").strip()
        super().__init__(self.message)


class BadPacketError(MusicDBError, code="badpacket"):
    """This is not a packet MusicDB understands."""


class NotAllowedError(MusicDBError, code="notallowed"):
    """This connection has not proven that it belongs to the household."""


class UnknownFunctionError(MusicDBError, code="unknownfunction"):
    """There is no function of this name."""


class BadArgumentError(MusicDBError, code="badargument"):
    """An argument is missing or has the wrong type or value."""


class NotFoundError(MusicDBError, code="notfound"):
    """There is nothing with this id or path."""


class PathError(MusicDBError, code="badpath"):
    """This path does not lead to a place inside the music directory."""


class BadNameError(MusicDBError, code="badname"):
    """This name cannot be used as the name of a file or directory."""


class CollisionError(MusicDBError, code="collision"):
    """There is already a file of this name, and MusicDB never overwrites music."""


class UploadsDisabledError(MusicDBError, code="uploadsdisabled"):
    """Uploads of this content type are switched off in the configuration."""


class ContentTypeError(MusicDBError, code="badcontenttype"):
    """There is no content type of this name."""


class FileTypeError(MusicDBError, code="filetypenotaccepted"):
    """Files of this type are not accepted."""


class FileNameError(MusicDBError, code="badfilename"):
    """This is not a plain file name."""


class ChecksumFormatError(MusicDBError, code="badchecksum"):
    """This is not a SHA-1 checksum of 40 hexadecimal digits."""


class TooLargeError(MusicDBError, code="toolarge"):
    """The file is larger than the configuration allows."""


class NoSpaceError(MusicDBError, code="nospace"):
    """There is not enough free space on the server."""


class ChunkError(MusicDBError, code="badchunk"):
    """This chunk does not belong into the file that is being uploaded."""


class ChecksumMismatchError(MusicDBError, code="checksummismatch"):
    """The uploaded file is not the file that was announced: the checksums differ."""


class UnknownTaskError(MusicDBError, code="unknowntask"):
    """There is no task with this id."""


class TaskStateError(MusicDBError, code="wrongstate"):
    """The task is in a state in which this cannot be done."""


class InvalidContentError(MusicDBError, code="invalidcontent"):
    """The content of the file is not what its name promises."""


class PictureError(MusicDBError, code="badpicture"):
    """This picture cannot be used."""


class ArchiveError(MusicDBError, code="badarchive"):
    """This archive cannot be unpacked safely."""


class ToolError(MusicDBError, code="toolfailed"):
    """A program MusicDB depends on is missing or failed."""


class UndoError(MusicDBError, code="cannotundo"):
    """This change cannot be undone any more."""


class ConfigError(MusicDBError, code="badconfig"):
    """The configuration has mistakes."""


class DatabaseVersionError(MusicDBError, code="databasetoonew"):
    """The database was made by a newer MusicDB."""


class UnsafeBindingError(MusicDBError, code="unsafebinding"):
    """The server would be reachable by others without a password."""


class DatabaseError(MusicDBError, code="baddatabase"):
    """The database cannot be used."""


class WrongHostError(MusicDBError, code="wronghost"):
    """This server does not go by the name that was asked for."""


class WrongOriginError(MusicDBError, code="wrongorigin"):
    """This was sent by a page of another server."""


class WrongMethodError(MusicDBError, code="wrongmethod"):
    """This cannot be done at this address."""


class TooManyAttemptsError(MusicDBError, code="toomanyattempts"):
    """There were too many wrong passwords. Wait a moment and try again."""


class TooManyClientsError(MusicDBError, code="toomanyclients"):
    """As many clients are connected as the configuration allows."""


class TooManySubmissionsError(MusicDBError, code="toomanysubmissions"):
    """As many submissions of other programs are waiting as can be kept."""


class RangeError(MusicDBError, code="badrange"):
    """The file has no such part."""


class UpgradeError(MusicDBError, code="upgraderequired"):
    """At this address there is only a WebSocket."""


class ListenError(MusicDBError, code="cannotlisten"):
    """The server cannot listen at its address and port."""


class MusicUnavailableError(MusicDBError, code="musicunavailable"):
    """The music directory cannot be read at the moment."""


class DataInUseError(MusicDBError, code="datainuse"):
    """Another MusicDB works in this data directory."""


class ServerGoneError(MusicDBError, code="servergone"):
    """The running server does not answer any more."""


class BackupError(MusicDBError, code="badbackup"):
    """This backup cannot be made or restored."""


class TakeoverError(MusicDBError, code="cannottakeover"):
    """This is not an installation of MusicDB 8 that can be taken over."""


class PlanOutdatedError(MusicDBError, code="planoutdated"):
    """The music has changed since this was planned."""


class FingerprintError(MusicDBError, code="badfingerprint"):
    """This is not a fingerprint."""


class NotAnalyzedError(MusicDBError, code="notanalyzed"):
    """Nobody has listened to this song yet."""


class ResultsError(MusicDBError, code="badresults"):
    """The results of an analysis cannot be read or written."""


class DeviceError(MusicDBError, code="baddevice"):
    """This device cannot be used for music at the moment."""


class IndexDamagedError(MusicDBError, code="indexdamaged"):
    """The index of fingerprints is damaged. It can be made anew with `musicdb index rebuild`."""


class IndexUnreachableError(MusicDBError, code="indexunreachable"):
    """The index of fingerprints on another machine cannot be reached."""


class IndexVersionError(MusicDBError, code="indexversion"):
    """The index of fingerprints has been changed by somebody else in the meantime."""


class InUseError(MusicDBError, code="inuse"):
    """Something else depends on this, so it stays."""


class OutdatedError(MusicDBError, code="outdated"):
    """This was changed by somebody else in the meantime."""


class DumpError(MusicDBError):
    """This is no dump of results, or it is damaged."""

    code = "baddump"


class BusyError(MusicDBError, code="busy"):
    """The server makes as many songs smaller as it may at the moment. Try again in a few seconds."""
