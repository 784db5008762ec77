"""The options of the section [fingerprint]."""

from typing import Annotated

from msgspec import Meta, Struct

from musicdb.config.secrets import Secret
from musicdb.config.units import MIB, Bytes


class Fingerprints(Struct, frozen=True):
    """Songs that are known by their sound, and the index that finds them."""

    index: Annotated[
        str,
        Meta(
            pattern=r"^$|^https?://[^\s/]+(/[^\s/]+)*/[A-Za-z0-9_-]+/?$",
            title="the address of an index such as http://server:9000/fpindex/main",
            description="Empty: our own index. Or one of another MusicDB or acoustid-index: http://server:9000/fpindex/main.",
        ),
    ] = ""
    indexkey: Annotated[Secret, Meta(description="The API key of the MusicDB that has the index.")] = Secret()
    serve: Annotated[bool, Meta(description="Keep indexes for others, at /fpindex/ of the one port.")] = False
    memory: Annotated[
        Bytes,
        Meta(ge=MIB, description="The memory for what came into an index and is not in its files yet."),
    ] = 64 * MIB
    mapped: Annotated[Bytes, Meta(ge=MIB, description="The memory files of an index may be mapped into.")] = 512 * MIB
