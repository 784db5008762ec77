"""The options of the section [phones]."""

from typing import Annotated

from msgspec import Meta, Struct


class Phones(Struct, frozen=True):
    """Apps on phones, which speak OpenSubsonic at /rest/ of the one port. Each needs an app password."""

    transcodes: Annotated[
        int,
        Meta(ge=0, le=64, description="How many songs are made smaller for apps at once; 0: none, files as they are."),
    ] = 4
