"""What goes to a worker that learns, and what comes back, in files: too much for a pipe."""

import msgspec

from musicdb.insight.lessonplans import Learned, Lesson, Scales
from musicdb.store.predictions import Said


class Book(msgspec.Struct, frozen=True):
    """What is to be learned. `vectors` are embeddings, one after the other; `artists` whose they are.

    `pairs` is a digest of each thing somebody said, to tell later how much has changed; `precision` what suggestions
    must reach.
    """

    vectors: bytes
    artists: list[int]
    lessons: list[Lesson]
    pairs: list[int]
    precision: float


class Knowledge(msgspec.Struct, frozen=True):
    """What was learned, with some of the embeddings it was learned from. Models of packages have only these."""

    tags: list[Learned] = []
    scales: Scales | None = None
    reference: bytes = b""
    pairs: list[int] = []
    version: str = ""


class Pupils(msgspec.Struct, frozen=True):
    """Sounds a model shall tell about. `results`: where results lie, for models of packages."""

    model: str
    soundhashes: list[str]
    vectors: bytes
    knowledge: Knowledge
    results: str | None = None


class Sayings(msgspec.Struct, frozen=True):
    """What a model says; per feature statistic, p-value, two sizes and if it drifted; some embeddings."""

    said: list[Said]
    drifts: list[tuple[float, float, int, int, bool]]
    reference: bytes
