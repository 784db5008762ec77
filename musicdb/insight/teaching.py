"""Inside of a worker: learns what persons said about songs, and says what models think of others."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy

from musicdb.analysis.models import load, predicted
from musicdb.analysis.processors.embedding import DIMENSIONS
from musicdb.analysis.results import Results
from musicdb.analysis.table import load as plugins
from musicdb.errors import MusicDBError
from musicdb.insight.drifting import drifts
from musicdb.insight.learning import confidences, learn, scales_of, standardized
from musicdb.insight.lessons import Book, Knowledge, Pupils, Sayings
from musicdb.insight.messages import ForeignModel, ModelsKnown
from musicdb.store.predictions import Said

_REFERENCE: Final = 1000
"""So many of the songs that were learned from are kept, to tell later whether others are different."""
_LEAST: Final = 0.05
"""What is less likely is not kept, unless it is the most likely."""


def known_models() -> ModelsKnown:
    """The models that do not learn here."""
    return ModelsKnown(
        [ForeignModel(one.name, one.version, one.title, _processors(one.needs)) for one in load().known.values()]
    )


def _processors(needs: Iterable[str]) -> list[str]:
    """Who tells these results. What nobody tells is never there."""
    tellers = {result.id: plugin.id for plugin in plugins().plugins.values() for result in plugin.results}
    return sorted({tellers.get(one, one) for one in needs})


def study(source: Path, target: Path) -> None:
    """Reads a book, and writes what was learned from it."""
    book = msgspec.msgpack.decode(source.read_bytes(), type=Book)
    vectors = _vectors(book.vectors)
    scales = scales_of(vectors)
    scaled, artists = standardized(vectors, scales), numpy.array(book.artists, numpy.int64)
    found = (learn(scaled, artists, lesson, book.precision) for lesson in book.lessons)
    knowledge = Knowledge(
        [one for one in found if one is not None], scales, some_of(vectors), book.pairs, _digest(source)
    )
    target.write_bytes(msgspec.msgpack.encode(knowledge))


def say(source: Path, target: Path) -> None:
    """Reads which sounds a model shall tell about, and writes what it says, and how far these have drifted."""
    pupils = msgspec.msgpack.decode(source.read_bytes(), type=Pupils)
    vectors = _vectors(pupils.vectors)
    said = [*(_learned(pupils, vectors) if pupils.results is None else _foreign(pupils, Path(pupils.results)))]
    reference = _vectors(pupils.knowledge.reference)
    # Neither the reference nor what is compared with it needs to be large.
    found = drifts(reference, _vectors(some_of(vectors)))
    sizes = (len(reference), min(len(vectors), _REFERENCE))
    report = [(statistic, pvalue, *sizes, drifted) for statistic, pvalue, drifted in found]
    target.write_bytes(msgspec.msgpack.encode(Sayings(said, report, some_of(vectors))))


def some_of(vectors: Any) -> bytes:
    """Some of many vectors, the same ones each time."""
    order = numpy.random.default_rng(len(vectors)).permutation(len(vectors))
    return bytes(vectors[numpy.sort(order[:_REFERENCE])].astype("<f4").tobytes())


def _learned(pupils: Pupils, vectors: Any) -> Iterator[Said]:
    knowledge = pupils.knowledge
    if not knowledge.tags or knowledge.scales is None or not len(vectors):
        return
    scaled = standardized(vectors, knowledge.scales)
    shares = numpy.stack([confidences(scaled, one) for one in knowledge.tags], axis=1)
    best = shares.argmax(axis=1)
    for row, place in zip(*numpy.nonzero(shares >= _LEAST), strict=True):
        yield _said(pupils, int(row), int(place), shares)
    for row in numpy.flatnonzero(shares.max(axis=1) < _LEAST):
        yield _said(pupils, int(row), int(best[row]), shares)


def _said(pupils: Pupils, row: int, place: int, shares: Any) -> Said:
    learned, share = pupils.knowledge.tags[place], float(shares[row, place])
    suggested = learned.threshold is not None and share >= learned.threshold
    return Said(pupils.soundhashes[row], str(learned.tagid), round(share, 4), learned.tagid, suggested)


def _foreign(pupils: Pupils, directory: Path) -> Iterator[Said]:
    results = Results(directory)
    for soundhash in pupils.soundhashes:
        try:
            shares = predicted(pupils.model, results.all(soundhash))
        except MusicDBError:
            # The song lacks what the model needs, or the model failed, and has logged why.
            continue
        for word, share in shares.items():
            yield Said(soundhash, word, share, None, suggested=False)


def _vectors(data: bytes) -> Any:
    return numpy.frombuffer(data, "<f4").reshape(-1, DIMENSIONS).astype(numpy.float64)


def _digest(source: Path) -> str:
    return hashlib.sha256(source.read_bytes()).hexdigest()[:12]
