"""What is refused before a single byte is sent."""

import re
import shutil
from pathlib import Path

import msgspec

from musicdb.config.schema import Config
from musicdb.errors import (
    ChecksumFormatError,
    ContentTypeError,
    FileNameError,
    FileTypeError,
    InvalidContentError,
    NoSpaceError,
    TooLargeError,
    UploadsDisabledError,
)
from musicdb.media import kinds
from musicdb.model.media import Kind
from musicdb.model.tasks import ContentType

_CHECKSUM = re.compile(r"[0-9a-f]{40}")
_UPLOADABLE = (ContentType.ALBUMFILE, ContentType.VIDEO, ContentType.ARTWORK)
_KINDS = {ContentType.VIDEO: Kind.VIDEO, ContentType.ARTWORK: Kind.IMAGE}


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A file a client wants to upload. `filesize` in bytes, `checksum` SHA-1 in hexadecimal digits."""

    mimetype: str
    contenttype: str
    filesize: int
    checksum: str
    filename: str


def admit(offer: Offer, config: Config, outstanding: int) -> ContentType:
    """Checks an offer and returns its content type. `outstanding` bytes are promised to other uploads already."""
    contenttype = _check_contenttype(offer.contenttype, config)
    _check_name(offer.filename)
    if not _CHECKSUM.fullmatch(offer.checksum):
        raise ChecksumFormatError(f"{offer.checksum[:64]!r} is not a SHA-1 checksum of 40 hexadecimal digits.")
    _check_type(offer, contenttype)
    _check_size(offer, config, outstanding)
    return contenttype


def _check_contenttype(name: str, config: Config) -> ContentType:
    if name not in _UPLOADABLE:
        raise ContentTypeError(f"{name!r} is none of the content types that can be uploaded: {', '.join(_UPLOADABLE)}.")
    if name not in config.uploads.allow:
        raise UploadsDisabledError(f"Uploads of {name} are switched off by the option allow in the section uploads.")
    return ContentType(name)


def _check_name(filename: str) -> None:
    if filename in ("", ".", "..") or any(
        character in "/\\" or character < " " or character == "\x7f" for character in filename
    ):
        raise FileNameError(
            f"{filename!r} is not a plain file name: send it without directories and control characters."
        )
    try:
        filename.encode()
    except UnicodeEncodeError as error:
        raise FileNameError("The file name is not valid Unicode.") from error


def _check_type(offer: Offer, contenttype: ContentType) -> None:
    if not kinds.accepts(offer.filename, offer.mimetype):
        raise FileTypeError(f"{offer.filename} ({offer.mimetype or 'unknown type'}) is not a file MusicDB can keep.")
    expected = _KINDS.get(contenttype)
    if expected and kinds.kind_of(offer.filename) is not expected:
        raise FileTypeError(f"{offer.filename} is not a {expected} file, so it cannot be uploaded as {contenttype}.")


def _check_size(offer: Offer, config: Config, outstanding: int) -> None:
    if offer.filesize <= 0:
        raise InvalidContentError(f"{offer.filename} is empty.")
    if offer.filesize > config.uploads.maxsize:
        raise TooLargeError(
            f"{offer.filename} has {offer.filesize} bytes; at most {config.uploads.maxsize} are allowed."
        )
    needed = offer.filesize + outstanding + config.uploads.reserve
    for directory in (config.directories.uploads, config.directories.music):
        if needed > _free_space(directory):
            raise NoSpaceError(
                f"There is not enough free space in {directory} for {offer.filename}. Make room and try again."
            )


def _free_space(directory: Path) -> int:
    return shutil.disk_usage(directory).free
