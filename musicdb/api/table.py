"""All functions of the API, by name: the subjects added up."""

from collections.abc import Iterable, Mapping

from musicdb.api.albums import albums
from musicdb.api.analysis import analysis
from musicdb.api.annotations import annotations
from musicdb.api.artists import artists
from musicdb.api.changes import changes
from musicdb.api.declare import Function, Subject
from musicdb.api.entries import entries
from musicdb.api.experiments import experiments
from musicdb.api.exports import exports
from musicdb.api.files import files
from musicdb.api.history import history
from musicdb.api.maintenance import maintenance
from musicdb.api.phones import phones
from musicdb.api.playlists import playlists
from musicdb.api.predictions import predictions
from musicdb.api.queue import queue
from musicdb.api.recordings import recordings
from musicdb.api.search import search
from musicdb.api.server import server
from musicdb.api.shelves import shelves
from musicdb.api.similarity import similarity
from musicdb.api.songs import songs
from musicdb.api.state import state
from musicdb.api.statistics import statistics
from musicdb.api.stream import stream
from musicdb.api.tagging import tagging
from musicdb.api.tags import tags
from musicdb.api.tasks import tasks
from musicdb.api.uploads import uploads
from musicdb.api.videoqueue import videoqueue
from musicdb.api.videos import videos

SUBJECTS: tuple[Subject, ...] = (
    server,
    artists,
    albums,
    songs,
    videos,
    shelves,
    tags,
    tagging,
    statistics,
    state,
    queue,
    stream,
    videoqueue,
    history,
    playlists,
    search,
    analysis,
    similarity,
    recordings,
    predictions,
    experiments,
    annotations,
    phones,
    uploads,
    tasks,
    files,
    exports,
    maintenance,
    entries,
    changes,
)


def add_up(subjects: Iterable[Subject]) -> Mapping[str, Function]:
    """One table of all subjects. Raises TypeError when two of them declare the same function."""
    functions: dict[str, Function] = {}
    for subject in subjects:
        if twice := functions.keys() & subject.functions.keys():
            raise TypeError(f"declared twice: {', '.join(sorted(twice))}")
        functions |= subject.functions
    return functions


FUNCTIONS = add_up(SUBJECTS)
