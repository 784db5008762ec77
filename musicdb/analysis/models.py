"""Models that guess what a song is like from what processors told about it: one of ours, and those of packages.

An entry point of the group `musicdb.models` names a `Model`. One that cannot be imported is left out, and listed with
the reason; one that fails, or answers something else than shares, is an error of that song alone.
"""

import logging
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache

import msgspec

from musicdb.analysis.foreign import with_foreign
from musicdb.analysis.result import Result
from musicdb.analysis.table import Skipped
from musicdb.errors import NotFoundError, ResultsError

logger = logging.getLogger(__name__)

GROUP = "musicdb.models"


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """A model. Predictions are kept by its name and version; another version makes them anew.

    `needs` are the ids of the results it wants. `predict` gets those by id, and answers how likely each word is, 0 to
    1.
    """

    name: str
    version: str
    title: str
    needs: tuple[str, ...]
    predict: Callable[[Mapping[str, Result]], Mapping[str, float]]


def _kinds(results: Mapping[str, Result]) -> dict[str, float]:
    told = results["speech.kinds"]
    names = told.labels.label if told.labels else {}
    seconds: Counter[str] = Counter()
    for label, duration in zip(told.data.tolist(), told.durations().tolist(), strict=True):
        seconds[names[label]] += duration
    heard = sum(seconds.values()) - seconds.pop("silence", 0.0)
    return {word: min(1.0, duration / heard) for word, duration in seconds.items() if heard > 0}


OURS = (
    Model(
        name="sounds",
        version="1",
        title="How much of a song is speech, music and noise",
        needs=("speech.kinds",),
        predict=_kinds,
    ),
)


class Models(msgspec.Struct, frozen=True):
    """All models by name, and what could not be loaded."""

    known: Mapping[str, Model]
    skipped: tuple[Skipped, ...] = ()


@cache
def load() -> Models:
    """The models of this installation."""
    known, skipped = with_foreign(GROUP, Model, OURS)
    return Models(known, tuple(skipped))


def predicted(name: str, results: Sequence[Result], models: Models | None = None) -> dict[str, float]:
    """What a model says about a song of which these results are known.

    NotFoundError for an unknown model; ResultsError when it lacks a result, fails, or does not answer shares.
    """
    model = (models or load()).known.get(name)
    if model is None:
        raise NotFoundError(f"There is no model “{name}”.")
    given = {result.id: result for result in results if result.id in model.needs}
    missing = [one for one in model.needs if one not in given]
    if missing:
        raise ResultsError(f"The model “{name}” needs {', '.join(missing)}. Analyze the song first.")
    try:
        shares = {str(word): float(share) for word, share in model.predict(given).items()}
    except Exception as error:
        logger.exception("The model %s fails.", name)
        raise ResultsError(f"The model “{name}” fails: {type(error).__name__}: {error}") from error
    wrong = [word for word, share in shares.items() if not (math.isfinite(share) and 0 <= share <= 1)]
    if wrong:
        raise ResultsError(f"The model “{name}” answers no share from 0 to 1 for {', '.join(wrong)}.")
    return shares
