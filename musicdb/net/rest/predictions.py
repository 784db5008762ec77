"""Routes about models: what they say about songs, batch by batch, and how far what they hear has drifted."""

from typing import Annotated

import msgspec
from msgspec import Meta

from musicdb.errors import NotFoundError
from musicdb.ids import SongId
from musicdb.model.identity import Thing
from musicdb.model.predictions import Batch, Drift
from musicdb.net.rest.declare import Cursor, Group, Limit, Page
from musicdb.net.rest.values import Names, Uuid, page_of_all
from musicdb.services import Services

predictions = Group("predictions", "What models say about songs, and how far what they hear has drifted.")

ModelName = Annotated[str, Meta(max_length=200, description="Only what this model says.")]


class PredictionView(msgspec.Struct, frozen=True):
    """What a model says about a song. `batchid` is the batch it said that in, `tagid` the tag that is meant, if any."""

    label: str
    confidence: float
    model: str
    version: str
    batchid: Uuid
    tagid: Uuid | None


class Recognition(msgspec.Struct, frozen=True):
    """How well a tag is recognized, by cross-validation. Without a `threshold` it is never suggested."""

    tagid: Uuid
    label: str
    examples: int
    counterexamples: int
    threshold: float | None
    precision: float | None
    recall: float | None


class ModelView(msgspec.Struct, frozen=True):
    """A model, `trained` at that time (unix seconds), and here if it is `learned`. `batchid` is what everybody sees."""

    name: str
    version: str
    trained: int
    learned: bool
    batchid: Uuid | None
    tags: list[Recognition]


@predictions.route("GET", "/models")
def list_models(services: Services, *, limit: Limit = 100, cursor: Cursor | None = None) -> Page[ModelView]:
    """All models, and how good they are."""
    names = Names(services)
    views = [
        ModelView(
            one.name, one.version, one.trained, one.learned, one.currentbatchid,
            [
                Recognition(
                    names.uuid(Thing.TAG, tag.tagid), tag.name, tag.examples, tag.counterexamples, tag.threshold,
                    tag.precision, tag.recall,
                )
                for tag in one.tags
            ],
        )
        for one in services.suggestions.models()
    ]  # fmt: skip
    return page_of_all(views, limit, cursor)


@predictions.route("GET", "/items/<itemid>/predictions")
def list_item_predictions(
    services: Services,
    *,
    itemid: Uuid,
    model: ModelName | None = None,
    batchid: Uuid | None = None,
    label: str | None = None,
    confidence: Annotated[float, Meta(ge=0, le=1, description="At least so sure.")] = 0.0,
    limit: Limit = 100,
    cursor: Cursor | None = None,
) -> Page[PredictionView]:
    """What models say about a song: what everybody sees now, or in an older batch."""
    found = Sayings(services, model).of(Names(services).song(itemid), batchid, confidence)
    return page_of_all([one for one in found if label in {None, one.label}], limit, cursor)


@predictions.route("GET", "/batches")
def list_batches(
    services: Services, *, model: ModelName | None = None, limit: Limit = 100, cursor: Cursor | None = None
) -> Page[Batch]:
    """The last batches of all models, or of one, the newest first."""
    _check(services, model)
    return page_of_all(services.suggestions.batches(model), limit, cursor)


@predictions.route("GET", "/batches/<batchid>")
def get_batch(services: Services, *, batchid: Uuid) -> Batch:
    """A batch: all that a version of a model says about the library."""
    return services.store.predictions.batch(batchid)


@predictions.route("GET", "/batches/<batchid>/drift")
def list_batch_drifts(
    services: Services, *, batchid: Uuid, limit: Limit = 100, cursor: Cursor | None = None
) -> Page[Drift]:
    """The drift report of a batch: how far each feature of new sounds is from what the model has learned from."""
    return page_of_all(services.suggestions.drift(batchid), limit, cursor)


@predictions.route("POST", "/batches/<batchid>/accept")
def accept_batch(services: Services, *, batchid: Uuid) -> Batch:
    """Lets everybody see a batch that was quarantined because of its drift."""
    return services.suggestions.accept(batchid)


class Sayings:
    """What models, or one of them, say about songs. Names of tags are read once. Raises NotFoundError for no model."""

    def __init__(self, services: Services, model: str | None) -> None:
        _check(services, model)
        self._services = services
        self._model = model
        self._names = Names(services)
        self._tags: dict[int, str] = {one: known.tag.name for one, known in services.store.tags.statistics().items()}

    def of(self, songid: SongId, batchid: str | None = None, confidence: float = 0.0) -> list[PredictionView]:
        """What is said about a song. Raises NotFoundError."""
        return [
            PredictionView(
                self._tags.get(one.tagid or 0, one.label), one.confidence, one.model, one.version, one.batchid,
                None if one.tagid is None else self._names.uuid(Thing.TAG, one.tagid),
            )
            for one in self._services.suggestions.predictions(songid, self._model, batchid, confidence)
        ]  # fmt: skip


def _check(services: Services, model: str | None) -> None:
    known = [one.name for one in services.store.predictions.models()]
    if model is not None and model not in known:
        raise NotFoundError(f"There is no model “{model}”. There are: {', '.join(known) or 'none yet'}.")
