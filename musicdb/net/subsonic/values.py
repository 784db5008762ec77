"""What parameters of endpoints can be, where a type alone does not say it."""

from typing import Annotated

from msgspec import Meta

KiloBits = Annotated[int, Meta(ge=0, le=100_000)]
Seconds = Annotated[float, Meta(ge=0, le=1_000_000)]
Milliseconds = Annotated[int, Meta(ge=0, le=2**53)]
