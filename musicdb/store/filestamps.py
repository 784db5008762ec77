"""What shows, without reading it, that a file has changed."""

import msgspec


class FileStamp(msgspec.Struct, frozen=True):
    """Size in bytes and time of the last change in unix seconds of a file when it was read."""

    filesize: int
    mtime: int
