"""The options of a device music is exported to, one field each. They lie on the device, in `.mdbstate/config.ini`.

Names and meaning are those of MusicDB 8; [selection] is new.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Slashed = Meta(extra={"separator": "/"})
Barred = Meta(extra={"separator": "|"})


class DeviceFile(Struct, frozen=True):
    """About this file."""

    version: Annotated[int, Meta(ge=3, le=4, description="The version of this file.")] = 4


class Constraints(Struct, frozen=True):
    """What the device can do."""

    charset: Annotated[
        Literal["default", "FAT"],
        Meta(description="FAT: names an SD card for any player may have. default: names as they are."),
    ] = "FAT"
    pathlen: Annotated[
        int,
        Meta(ge=0, description="The longest path on the device in characters; of longer ones the title goes. 0: any."),
    ] = 256
    forcemp3: Annotated[bool, Meta(description="Make MP3 files (320 kbit/s) of everything that is none.")] = False


class DevicePaths(Struct, frozen=True):
    """Where on the device."""

    musicdir: Annotated[str, Meta(description="The directory for the music. Empty: the device itself.")] = "Music"


class MP3Tags(Struct, frozen=True):
    """What MP3 files on the device say about themselves."""

    optimize: Annotated[bool, Meta(description="Write what the catalogue says: names, numbers, year, picture.")] = True
    prescale: Annotated[
        str,
        Meta(
            pattern=r"^(\d{2,4}x\d{2,4}|None|False|)$",
            title="a size such as 500x500",
            description="The largest picture, such as 500x500; empty: as large as it is.",
        ),
    ] = "500x500"
    noartwork: Annotated[bool, Meta(description="No pictures at all.")] = False
    forceID3v230: Annotated[bool, Meta(description="The old ID3 version 2.3, for players that know no other.")] = False  # noqa: N815


class M4ATags(Struct, frozen=True):
    """What M4A files on the device say about themselves."""

    optimize: Annotated[bool, Meta(description="The same for M4A files.")] = True


class Selection(Struct, frozen=True):
    """Which songs. Without a playlist, artists and albums: all. Several of them add up."""

    playlists: Annotated[tuple[str, ...], Barred, Meta(description="Names of playlists, separated by |.")] = ()
    artists: Annotated[tuple[str, ...], Slashed, Meta(description="Names of artists, separated by /.")] = ()
    albums: Annotated[
        tuple[str, ...], Barred, Meta(description="Directories of albums (Artist/2001 - Album), separated by |.")
    ] = ()
    hidden: Annotated[bool, Meta(description="Hidden albums, too.")] = False
    disabled: Annotated[bool, Meta(description="Disabled songs, too.")] = False
    hated: Annotated[bool, Meta(description="Hated songs, too.")] = False


class DeviceConfig(Struct, frozen=True):
    """Everything that can be set for a device, one field per section."""

    meta: DeviceFile = DeviceFile()
    constraints: Constraints = Constraints()
    paths: DevicePaths = DevicePaths()
    mp3tags: MP3Tags = MP3Tags()
    m4atags: M4ATags = M4ATags()
    selection: Selection = Selection()


INTRODUCTION = """\
What MusicDB puts onto this device. All options are here, each with its default; take away the # to change one.
What it has put here stands in songs.jsonl beside this file; it touches nothing else.
"""
