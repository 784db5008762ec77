"""Functions about models: the tags they suggest, what else they say, and how good they are."""

from typing import Annotated

from msgspec import Meta

from musicdb.api.declare import Subject
from musicdb.api.songs import get_song, songs
from musicdb.ids import SongId, TagId
from musicdb.model.predictions import Batch, Drift, ModelInfo, Prediction, Suggestion
from musicdb.services import Services

predictions = Subject(
    "predictions",
    "What models say about songs: `genres` and `moods` learn from what persons have tagged, others come in packages."
    " A new batch is told by the notification onPredictionsChanged of MusicDB:Analysis.",
    songs,
)

Confidence = Annotated[float, Meta(ge=0, le=1)]


@predictions.function("GetSuggestions")
def get_suggestions(services: Services, *, songid: SongId) -> list[Suggestion]:
    """Genres and moods a song may deserve, the most likely first; none that is set or was rejected."""
    return services.suggestions.of_song(songid)


@predictions.function("GetOpenSuggestions")
def get_open_suggestions(services: Services, *, limit: Annotated[int, Meta(ge=1, le=500)] = 50) -> list[Suggestion]:
    """What is suggested for any song and nobody has decided about yet, the most likely first."""
    return services.suggestions.open(limit)


@predictions.function("ApproveSuggestion", announces=get_song)
def approve_suggestion(services: Services, *, songid: SongId, tagid: TagId) -> None:
    """A suggested tag is right: the song has it from now on, said by a person."""
    services.suggestions.approve(songid, tagid)


@predictions.function("RejectSuggestion", announces=get_song)
def reject_suggestion(services: Services, *, songid: SongId, tagid: TagId) -> None:
    """A suggested tag is wrong: it never comes back for this song, and the model learns from it."""
    services.suggestions.reject(songid, tagid)


@predictions.function("GetModelQuality")
def get_model_quality(services: Services) -> list[ModelInfo]:
    """All models; of those that learn here, how well they recognize each tag in songs of artists they do not know."""
    return services.suggestions.models()


@predictions.function("TrainModels", slow=True)
def train_models(services: Services) -> list[ModelInfo]:
    """Models learn and predict now, however little has changed. Answers when they are done."""
    services.predictor.catch_up(learn_anew=True)
    return services.suggestions.models()


@predictions.function("GetPredictions")
def get_predictions(
    services: Services,
    *,
    songid: SongId,
    model: str | None = None,
    batchid: str | None = None,
    confidence: Confidence = 0.0,
) -> list[Prediction]:
    """What models, or one of them, say about a song with at least this confidence: now, or in an older batch.

    The label of a tag is its id.
    """
    return services.suggestions.predictions(songid, model, batchid, confidence)


@predictions.function("GetPredictionBatches")
def get_prediction_batches(services: Services, *, model: str | None = None) -> list[Batch]:
    """The last batches of all models, or of one, the newest first."""
    return services.suggestions.batches(model)


@predictions.function("GetDriftReport")
def get_drift_report(services: Services, *, batchid: str) -> list[Drift]:
    """How far the new sounds of a batch are from what its model has learned from, for each of 98 features.

    It is empty when there were fewer than 30 new sounds.
    """
    return services.suggestions.drift(batchid)


@predictions.function("AcceptPredictionBatch")
def accept_prediction_batch(services: Services, *, batchid: str) -> Batch:
    """Lets everybody see a batch that was quarantined because of its drift."""
    return services.suggestions.accept(batchid)
