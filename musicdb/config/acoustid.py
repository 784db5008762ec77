"""The options of the section [acoustid]."""

from typing import Annotated

from msgspec import Meta, Struct


class AcoustID(Struct, frozen=True):
    """Programs that ask AcoustID what a song is, as Picard and beets do, can ask MusicDB, at /v2/ of the one port."""

    serve: Annotated[bool, Meta(description="Answer what programs ask AcoustID.")] = False
    applications: Annotated[
        tuple[Annotated[str, Meta(pattern=r"^[0-9A-Za-z_-]+$", title="an application key")], ...],
        Meta(description="Application keys that may look songs up from other machines, besides the household's key."),
    ] = ()
