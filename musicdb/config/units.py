"""What options are counted in. Sizes are in bytes and may be written with a unit."""

from typing import Annotated

from msgspec import Meta

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB

Bytes = Annotated[int, Meta(extra={"unit": "bytes"})]
Seconds = Annotated[int, Meta(ge=1)]
