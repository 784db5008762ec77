"""Keeps models and their predictions in step with the catalogue, in a thread that sleeps until something has changed.

Two models learn what the household has tagged: genres and moods. Those of installed packages come besides. Each tells
about all sounds in one batch, in which only what is new or changed was computed; it is seen when it is complete, unless
too much has drifted: then it waits for a person. While the analysis goes on, new sounds gather: a batch for each of
them would be no distribution to compare, and everything before it would be copied each time.
"""

import contextlib
import logging
import threading
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from musicdb.bus import Bus
from musicdb.config.analysis import Analysis
from musicdb.insight.circumstances import Circumstances
from musicdb.insight.errand import CalledOffError, Errands
from musicdb.insight.followup import FollowUp
from musicdb.insight.lessonplans import Lesson
from musicdb.insight.lessons import Book, Knowledge, Pupils, Sayings
from musicdb.insight.messages import AskModels, ModelsKnown, Say, Study
from musicdb.insight.workers import Limits, Worker
from musicdb.model.analysis import AnalysisProgress, SongsAnalyzed
from musicdb.model.events import CachesChanged
from musicdb.model.predictions import PredictionsChanged
from musicdb.store.predictions import Example, KeptModel
from musicdb.store.store import Store
from musicdb.store.tagging import GENRE, MOOD, SUBGENRE

log = logging.getLogger(__name__)

LEARNING: Final = {"genres": (GENRE, SUBGENRE), "moods": (MOOD,)}
_CHANGES: Final = 10
_PART: Final = 0.05
"""A model learns anew when so many things that were said have changed, or so large a part of them."""
_LEAST: Final = 5
_GATHERED: Final = 500
"""So many new sounds are predicted although there will be more."""


class Predictor:
    """Predicts as soon as it is started. For any thread."""

    def __init__(self, store: Store, bus: Bus, config: Analysis, results: Path, ffmpeg: Path) -> None:
        self._store = store
        self._bus = bus
        self._config = config
        self._results = results
        self._circumstances = Circumstances(config)
        self._errands = Errands(lambda: Worker(ffmpeg, Limits(memory=config.memory)))
        self._foreign: ModelsKnown | None = None
        self._working = threading.Lock()
        self._more_comes = False
        self._thread = FollowUp("predictor", self._try_to_catch_up, self._wait)

    def start(self) -> None:
        """Begins to predict."""
        self._bus.subscribe(SongsAnalyzed, self._thread.look)
        self._bus.subscribe(CachesChanged, self._thread.look)
        self._bus.subscribe(AnalysisProgress, self._note)
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread. What is left to do is done after the next start."""
        self._thread.end()
        self._errands.call_off()
        self._thread.stop()

    def look(self) -> None:
        """Somebody has said something about a song. From any thread."""
        self._thread.look()

    def catch_up(self, *, learn_anew: bool = False) -> None:
        """Does now what the thread would do. With `learn_anew`, models learn however little has changed.

        :raises MusicDBError: when a worker fails.
        """
        with self._working:
            for name, classes in LEARNING.items():
                self._learn(name, self._store.predictions.examples(classes), anew=learn_anew)
            self._take_foreign()
            for model in self._store.predictions.models():
                self._predict(model, everything=learn_anew)

    def _try_to_catch_up(self) -> None:
        with contextlib.suppress(CalledOffError):
            self.catch_up()

    def _note(self, progress: AnalysisProgress) -> None:
        came = self._more_comes
        self._more_comes = bool(progress.waiting or progress.running) and not (progress.paused or progress.held)
        if came and not self._more_comes:
            self._thread.look()

    def _wait(self) -> float | None:
        hindrance = self._circumstances.hindrance(0)
        return None if hindrance is None else hindrance.seconds

    def _learn(self, name: str, examples: Sequence[Example], *, anew: bool) -> None:
        known = {model.name: _knowledge(model) for model in self._store.predictions.models()}
        said = [zlib.crc32(msgspec.msgpack.encode(one)) for one in examples]
        changes = len(set(said) ^ set(known[name].pairs)) if name in known else len(said)
        if not changes or not (anew or changes >= min(_CHANGES, 1 + _PART * len(said))):
            return
        book = _book(examples, self._store.embeddings.get, said, self._config.precision)
        if book is None:
            return
        knowledge = self._errands.study(book, Knowledge, Study)
        self._store.predictions.keep_model(name, knowledge.version, msgspec.msgpack.encode(knowledge))

    def _take_foreign(self) -> None:
        if self._foreign is None:
            answer = self._errands.ask(AskModels())
            self._foreign = answer if isinstance(answer, ModelsKnown) else ModelsKnown([])
        kept = self._store.predictions
        known = {model.name: model for model in kept.models()}
        for one in self._foreign.models:
            if one.name in LEARNING or not kept.sounds(one.processors):
                continue
            if one.name not in known or known[one.name].version != one.version:
                kept.keep_model(one.name, one.version, msgspec.msgpack.encode(Knowledge()))
        kept.forget_models([*LEARNING, *(one.name for one in self._foreign.models)])

    def _predict(self, model: KeptModel, *, everything: bool) -> None:
        kept = self._store.predictions
        # What a processor has not heard yet is asked about when it has.
        foreign = {one.name: one.processors for one in self._foreign.models} if self._foreign else {}
        sounds = kept.sounds(foreign.get(model.name, ()))
        last = kept.last(model.name, model.version, quarantined=True)
        if last is not None and kept.sounds_of(last) == sounds:
            return
        # Of a quarantined batch nothing is taken over: what is in it would never be looked at again.
        before = kept.last(model.name, model.version, quarantined=False)
        fresh = sorted(sounds - (kept.sounds_of(before) if before is not None else set()))
        # What was learned anew is of use at once.
        hurries = everything or (before is None and model.name in LEARNING)
        if self._more_comes and len(fresh) < _GATHERED and not hurries:
            return
        knowledge, embeddings = _knowledge(model), self._store.embeddings.get(fresh)
        fresh = [one for one in fresh if one in embeddings]
        results = None if model.name in LEARNING else str(self._results)
        vectors = b"".join(embeddings[one] for one in fresh)
        sayings = self._errands.study(Pupils(model.name, fresh, vectors, knowledge, results), Sayings, Say)
        drifted = sum(drift[-1] for drift in sayings.drifts)
        quarantined = bool(sayings.drifts) and drifted > self._config.drift * len(sayings.drifts)
        with self._store.write():
            batch = kept.publish(
                model, sayings.said, fresh, before=before, drifts=sayings.drifts, quarantined=quarantined,
                keep=self._config.batches,
            )  # fmt: skip
            if not knowledge.reference and fresh:
                # A model of a package has learned elsewhere: what it hears first is what others are compared with.
                first = msgspec.structs.replace(knowledge, reference=sayings.reference)
                kept.keep_model(model.name, model.version, msgspec.msgpack.encode(first))
        if quarantined:
            log.warning(
                "What “%s” says about %d new sounds waits: %d features drifted", model.name, len(fresh), drifted
            )
        self._bus.publish(PredictionsChanged(batch))


def _knowledge(model: KeptModel) -> Knowledge:
    return msgspec.msgpack.decode(model.content, type=Knowledge)


def _book(
    examples: Sequence[Example],
    embeddings_of: Callable[[Sequence[str]], dict[str, bytes]],
    pairs: list[int],
    precision: float,
) -> Book | None:
    """What is to be learned: a song somebody has said something about lacks all tags nobody has said it has."""
    embeddings = embeddings_of(sorted({one.soundhash for one in examples}))
    rows = {soundhash: row for row, soundhash in enumerate(embeddings)}
    artists = {one.soundhash: one.artistid for one in examples}
    having: dict[int, set[int]] = {}
    lacking: dict[int, set[int]] = {}
    tagged = set()
    for one in examples:
        if one.soundhash in rows:
            (having if one.holds else lacking).setdefault(one.tagid, set()).add(rows[one.soundhash])
            if one.holds:
                tagged.add(rows[one.soundhash])
    lessons = [
        Lesson(tagid, sorted(has), sorted((tagged | lacking.get(tagid, set())) - has))
        for tagid, has in sorted(having.items())
        if len(has) >= _LEAST
    ]
    if not lessons:
        return None
    return Book(b"".join(embeddings.values()), [artists[one] for one in rows], lessons, pairs, precision)
