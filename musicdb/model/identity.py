"""Ids everybody can agree on: UUIDs of songs and their like, and of results.

Nothing is looked up: the UUID of a song (version 8 of RFC 9562) holds 48 bits of the installation, 12 bits that tell
what it is, and its number. So it is stable, costs no table, and belongs to one installation. What a processor told
about a sound has the same UUID everywhere (version 5), because it is the same.
"""

import hashlib
from enum import IntEnum
from uuid import UUID, uuid4, uuid5

import msgspec

from musicdb.model.analysis import HeardBy

NAMESPACE = UUID("5d0f6c1e-8a52-4f7b-9a61-2c6f3b0e4d17")
_NUMBER_BITS = 62
_VERSION = 8
_VARIANT = 0b10


class Thing(IntEnum):
    """What a UUID is about. Numbers are never given to something else."""

    SONG = 1
    ALBUM = 2
    ARTIST = 3
    PLAYLIST = 4
    TAG = 5


class Installation(msgspec.Struct, frozen=True):
    """The name of an installation of MusicDB, a UUID; empty before it has one."""

    id: str = ""


def new_installation() -> Installation:
    """A name nobody else has."""
    return Installation(str(uuid4()))


def uuid_of(installation: Installation, thing: Thing, number: int) -> str:
    """The UUID of the song, or whatever it is, with this number."""
    high = int.from_bytes(hashlib.sha256(installation.id.encode()).digest()[:6])
    value = high << 80 | _VERSION << 76 | int(thing) << 64 | _VARIANT << _NUMBER_BITS | number
    return str(UUID(int=value))


def number_of(installation: Installation, thing: Thing, uuid: str) -> int | None:
    """The number of such a UUID; None when it belongs to something else, or to another installation."""
    try:
        number = UUID(uuid).int & ((1 << _NUMBER_BITS) - 1)
    except ValueError:
        return None
    return number if uuid_of(installation, thing, number) == str(UUID(uuid)) else None


def result_id(soundhash: str, heard: HeardBy) -> str:
    """The UUID of what a processor told about a sound."""
    return str(uuid5(NAMESPACE, f"{soundhash}\n{heard.processor}\n{heard.version}\n{heard.parameters}"))


def known_id(kind: str, name: str) -> str:
    """The UUID of something that every MusicDB has, as the preset of a processor with its defaults."""
    return str(uuid5(NAMESPACE, f"{kind}\n{name}"))
