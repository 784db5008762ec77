"""The options of the section [analysis]."""

from typing import Annotated

from msgspec import Meta, Struct

from musicdb.config.units import GIB, Bytes


class Analysis(Struct, frozen=True):
    """Hearing all songs in the background, to know their loudness, tempo, key, and what they sound like."""

    automatic: Annotated[
        bool, Meta(description="Analyze new songs, and all those nobody has heard yet, by itself.")
    ] = True
    workers: Annotated[
        int,
        Meta(ge=0, le=64, description="How many songs are heard at once; 0: one for every two processors."),
    ] = 0
    hours: Annotated[
        str,
        Meta(
            pattern=r"^$|^([01]?\d|2[0-4])-([01]?\d|2[0-4])$",
            title="hours such as 22-7",
            description="Hours of the day in which songs are analyzed, as in 22-7. Empty: all.",
        ),
    ] = ""
    onbattery: Annotated[bool, Meta(description="Go on while the machine runs on battery.")] = False
    maxload: Annotated[
        float,
        Meta(
            ge=0,
            description="Wait while more other programs than this, for each processor, have work to do; 0: never wait,"
            " they come first anyway.",
        ),
    ] = 0.0
    memory: Annotated[Bytes, Meta(ge=0, description="The memory a worker may use; 0: as much as it likes.")] = GIB
    pace: Annotated[
        float,
        Meta(ge=0, description="Seconds of computing a song may take for each minute of it; 0: as long as it takes."),
    ] = 20.0
    attempts: Annotated[
        int,
        Meta(ge=1, le=10, description="How often a song is tried that ends its worker, before it counts as failed."),
    ] = 2
    precision: Annotated[
        float,
        Meta(
            ge=0.5,
            le=0.99,
            description="A mood or genre is suggested only if at least this part of the suggestions are right.",
        ),
    ] = 0.8
    batches: Annotated[
        int, Meta(ge=1, le=100, description="How many batches of predictions are kept of each model.")
    ] = 3
    drift: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="Predictions wait for a person when more than this part of the features has drifted; 1: never.",
        ),
    ] = 0.3
