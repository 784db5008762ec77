"""What a proposal is made from: the uploaded files of a group, each read as far as its own name and tags go."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from musicdb.ids import TaskId
from musicdb.library.hints import (
    StemHint,
    clean,
    is_placeholder,
    is_release,
    is_unknown,
    read_disc_folder,
    read_stem,
    split_disc,
)
from musicdb.library.naming import AlbumName
from musicdb.media.kinds import split_extension
from musicdb.model.media import FileTags, Kind
from musicdb.model.proposals import FileDetails

HIGHEST_GUESSED_NUMBER = 999
HIGHEST_GUESSED_DISC = 99

_GUEST = re.compile(r"\s*[(\[]?\b(?:feat|ft|featuring)\b\.?\s.*", re.IGNORECASE)
_DIGITS = re.compile(r"(\d+)")


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """An uploaded file. `relativepath` is its path inside the dropped folder or archive, with or without its own name.

    `filesize` in bytes, `checksum` is the SHA-256. `tags` is None for files without.
    """

    taskid: TaskId
    sourcefilename: str
    relativepath: str = ""
    kind: Kind
    filesize: int = 0
    tags: FileTags | None = None
    checksum: str = ""


class LibraryView(Protocol):
    """What a proposal wants to know about the music there already is. Paths are relative to the music directory."""

    def artists(self) -> Mapping[str, str]:
        """The directory names of all artists, by their name as `naming.fold` writes it."""

    def albums(self, artistname: str, albumname: str) -> Sequence[AlbumName]:
        """The albums this artist has under this name, in whatever spelling, by year."""

    def directory(self, path: str) -> str | None:
        """The path of a directory as it is written on disk, maybe in another normal form; None if it is not there."""

    def discs(self, path: str) -> int:
        """How many discs the album in this directory has; 0 if there is none."""

    def file(self, path: str) -> FileDetails | None:
        """What is at this path; None if there is nothing."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """An upload with what its own name, folders and tags say. Missing text is empty, missing numbers are 0.

    `place` are the folders it was in; `folder` are those without the ones of discs, `folderdisc` is what these said.
    """

    upload: Upload
    place: tuple[str, ...]
    folder: tuple[str, ...]
    folderdisc: int
    name: str
    extension: str
    stem: StemHint
    title: str
    album: str
    albumdisc: int
    artist: str
    albumartist: str
    release: int
    track: int
    tracks: int
    disc: int
    discs: int
    compilation: bool

    @property
    def taskid(self) -> TaskId:
        """The task of the upload."""
        return self.upload.taskid


def read_upload(upload: Upload) -> Item:
    """Reads an upload as far as it tells about itself."""
    filename = unicodedata.normalize("NFC", upload.sourcefilename.rpartition("/")[2])
    name, extension = split_extension(filename)
    place = _folders(upload.relativepath, filename, extension)
    folder, folderdisc = _without_discs(place)
    tags = upload.tags or FileTags()
    album, albumdisc = split_disc(_known(tags.album))
    artists = [artist for artist in map(_known, tags.artists) if artist]
    title = clean(tags.title)
    return Item(
        upload=upload,
        place=place,
        folder=folder,
        folderdisc=folderdisc,
        name=clean(name),
        extension=extension,
        stem=read_stem(name),
        title="" if is_placeholder(title) else title,
        album=album,
        albumdisc=albumdisc,
        artist=without_guests(artists[0]) if artists else "",
        albumartist=_joined([artist for artist in map(_known, tags.albumartists) if artist]),
        release=tags.release if is_release(tags.release) else 0,
        track=tags.track if 0 < tags.track <= HIGHEST_GUESSED_NUMBER else 0,
        tracks=tags.tracks if 0 < tags.tracks <= HIGHEST_GUESSED_NUMBER else 0,
        disc=tags.disc if 0 < tags.disc <= HIGHEST_GUESSED_DISC else 0,
        discs=tags.discs if 0 < tags.discs <= HIGHEST_GUESSED_DISC else 0,
        compilation=tags.compilation,
    )


def natural_order(item: Item) -> tuple[tuple[str | int, ...], ...]:
    """Sorts by folders and name the way people count: "Track 2" before "Track 10"."""
    return tuple(_natural(part) for part in (*item.place, "", item.name, item.extension))


def without_guests(artist: str) -> str:
    """The artist without "feat. Somebody"."""
    return _GUEST.sub("", artist) or artist


def _natural(text: str) -> tuple[str | int, ...]:
    # Text and numbers alternate, so that text is never compared with a number.
    pieces = _DIGITS.split(text.casefold())
    return tuple(int(piece) if index % 2 else piece for index, piece in enumerate(pieces))


def _known(name: str) -> str:
    text = clean(name)
    return "" if is_unknown(text) else text


def _joined(names: Sequence[str]) -> str:
    return " & ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def _folders(relativepath: str, filename: str, extension: str) -> tuple[str, ...]:
    separator = "/" if "/" in relativepath else "\\"
    names = [unicodedata.normalize("NFC", name).strip() for name in relativepath.split(separator)]
    names = [name for name in names if name not in {"", ".", ".."}]
    if names and (names[-1] == filename or (extension and split_extension(names[-1])[1] == extension)):
        names.pop()
    return tuple(names)


def _without_discs(place: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    folder: list[str] = []
    disc = 0
    for name in place:
        found = read_disc_folder(name)
        if found is None:
            folder.append(name)
            continue
        disc = found[0]
        if found[1]:
            folder.append(found[1])
    return tuple(folder), disc
