"""What models predict of songs, how good they are, and how far what they hear has drifted from what they learned."""

from enum import StrEnum

import msgspec

from musicdb.ids import SongId, TagId
from musicdb.model.records import Tag


class BatchState(StrEnum):
    """What became of a batch. `current`: everybody sees it; `quarantined`: it waits for a person; `old`: it is kept."""

    CURRENT = "current"
    QUARANTINED = "quarantined"
    OLD = "old"


class TagQuality(msgspec.Struct, frozen=True):
    """How well a tag is recognized, by cross-validation over songs of other artists than those that were learned from.

    `examples` and `counterexamples` count songs. Songs with a confidence of `threshold` or more are suggested; then
    `precision` of the suggestions are right, and `recall` of the songs are found. None: it cannot be told, or never is
    precise enough, so nothing is suggested.
    """

    tagid: TagId
    name: str
    examples: int
    counterexamples: int
    threshold: float | None
    precision: float | None
    recall: float | None


class ModelInfo(msgspec.Struct, frozen=True):
    """A model: where its name comes from, when it was trained (unix seconds), and the batch everybody sees."""

    name: str
    version: str
    trained: int
    learned: bool
    currentbatchid: str | None
    tags: list[TagQuality]


class Batch(msgspec.Struct, frozen=True):
    """All that one version of a model says about the library. `fresh` of its `sounds` were computed for it.

    `drifted` of the `checked` features have drifted; none is checked where there were too few fresh sounds.
    """

    id: str
    model: str
    version: str
    created: int
    state: BatchState
    sounds: int
    fresh: int
    checked: int
    drifted: int


class Drift(msgspec.Struct, frozen=True):
    """Whether a feature of fresh sounds is distributed as in the training: the two-sample test of Kolmogorov, Smirnov.

    The statistic is the largest distance of both distributions, 0 to 1.
    """

    feature: str
    statistic: float
    pvalue: float
    reference: int
    samples: int
    drifted: bool


class Prediction(msgspec.Struct, frozen=True):
    """What a model says about a song."""

    songid: SongId
    model: str
    version: str
    batchid: str
    label: str
    confidence: float
    tagid: TagId | None


class Suggestion(msgspec.Struct, frozen=True):
    """A tag a song may deserve. `confidence` is how likely it is right, 0 to 1."""

    songid: SongId
    tag: Tag
    confidence: float
    model: str
    batchid: str


class PredictionsChanged(msgspec.Struct, frozen=True):
    """A batch is complete: everybody sees it, or it was quarantined, because what was heard has drifted."""

    batch: Batch
