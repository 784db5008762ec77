"""Reads what a song says about itself: its name says number, CD and title, its tags and header everything else."""

from pathlib import Path

import msgspec

from musicdb.errors import InvalidContentError
from musicdb.library.lyrics import lyrics_beside, split
from musicdb.library.naming import SongName, parse_song
from musicdb.library.walking import Found
from musicdb.media.checksums import checksum
from musicdb.media.kinds import split_extension
from musicdb.media.tags import read_tags
from musicdb.model.lyrics import Lyrics
from musicdb.model.media import FileTags
from musicdb.store.songs import SongDetails


class ReadSong(msgspec.Struct, frozen=True):
    """A song as it lies on disk: what the catalogue keeps in columns, its tags, and its lyrics."""

    details: SongDetails
    tags: FileTags
    lyrics: Lyrics


def read_song(file: Found) -> ReadSong:
    """Reads a song from disk.

    :raises InvalidContentError: when the file cannot be read or is no song.
    :raises NotFoundError: when it has gone in the meantime.
    """
    tags = read_tags(file.place)
    digest = checksum(file.place)
    try:
        status = file.place.stat()
    except OSError as error:
        raise InvalidContentError(f"“{file.place.name}” cannot be read: {error.strerror}.") from error
    name = _name(file.place, tags)
    details = SongDetails(
        path=file.path,
        name=name.name,
        number=name.number,
        cd=name.cd,
        playtime=round(tags.playtime),
        bitrate=tags.bitrate,
        checksum=digest,
        codec=tags.codec,
        samplerate=tags.samplerate,
        channels=tags.channels,
        filesize=status.st_size,
        mtime=int(status.st_mtime),
        metadata=_metadata(tags),
    )
    return ReadSong(details, tags, lyrics_beside(file.place) or split(tags.lyrics))


def _name(place: Path, tags: FileTags) -> SongName:
    """What the file name says; where it follows no scheme, the tags give the numbers."""
    stem, extension = split_extension(place.name)
    return parse_song(place.name) or SongName(name=stem, number=tags.track, cd=max(tags.disc, 1), extension=extension)


def _metadata(tags: FileTags) -> dict[str, tuple[str, ...]]:
    """The tags that have no column of their own, or may say something else than the names on disk."""
    named = {
        "title": (tags.title,),
        "album": (tags.album,),
        "artists": tags.artists,
        "albumartists": tags.albumartists,
        "genres": tags.genres,
        "compilation": ("1",) if tags.compilation else (),
    }
    return tags.extra | {name: values for name, values in named.items() if any(values)}
