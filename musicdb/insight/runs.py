"""Runs: an experience or a preset tried on songs. The songs wait in the store; who hears them is the analyst.

What a run asks for is written down when it begins, so that nobody changes it on the way.
"""

import time
from collections.abc import Callable, Sequence
from uuid import uuid4

import msgspec

from musicdb.bus import Bus
from musicdb.errors import BadArgumentError
from musicdb.ids import DefinitionId, RunId, SongId
from musicdb.insight.experiments import Experiments
from musicdb.insight.messages import Request
from musicdb.insight.presets import FINGERPRINT, digest
from musicdb.insight.selections import Selections
from musicdb.model.experiments import Run, RunChanged, RunState, RunTarget
from musicdb.store.store import Store


class Runs:
    """All runs. `look` tells the analyst that there is work. For any thread."""

    def __init__(
        self, store: Store, bus: Bus, experiments: Experiments, selections: Selections, look: Callable[[], None]
    ) -> None:
        self._store = store
        self._bus = bus
        self._experiments = experiments
        self._selections = selections
        self._look = look

    def start(
        self,
        definitionid: DefinitionId,
        *,
        selectionid: DefinitionId | None = None,
        songids: Sequence[SongId] | None = None,
        new: bool = False,
    ) -> Run:
        """Tries an experience, or a single preset, on a selection, on songs, or on all songs that are new to it.

        :raises NotFoundError: when there is no such definition, selection or song.
        :raises BadArgumentError: when it is not said on what.
        """
        if sum((selectionid is not None, songids is not None, new)) != 1:
            raise BadArgumentError("Name either a selection, or songs, or say that all new ones are meant.")
        definition, requests = self._experiments.defined(definitionid)
        if selectionid is not None:
            target, chosen = RunTarget.SELECTION, self._selections.songs(selectionid)
        elif songids is not None:
            target, chosen = RunTarget.SONGS, list(dict.fromkeys(songids))
            for songid in chosen:
                self._store.songs.get(songid)
        else:
            target, chosen = RunTarget.NEW, self._store.runs.new_songs(self._digest(requests))
        runid = RunId(str(uuid4()))
        run = Run(
            runid, definition.id, definition.name, definition.version, target, selectionid, int(time.time()),
            RunState.PENDING, len(chosen), len(chosen), 0, 0, 0,
        )  # fmt: skip
        self._store.runs.add(run, msgspec.json.encode(requests).decode(), chosen)
        return self._tell(runid)

    def cancel(self, runid: RunId) -> Run:
        """The songs that wait do not wait any more. What is in hand is heard to its end.

        :raises NotFoundError: when there is no such run.
        """
        self._store.runs.get(runid)
        self._store.runs.cancel(runid)
        return self._tell(runid)

    def retry(self, runid: RunId) -> Run:
        """Songs that failed or were cancelled wait again.

        :raises NotFoundError: when there is no such run.
        """
        self._store.runs.get(runid)
        self._store.runs.retry(runid)
        return self._tell(runid)

    def remove(self, runid: RunId) -> None:
        """Removes a run. What was heard stays known.

        :raises NotFoundError: when there is no such run.
        """
        self._store.runs.get(runid)
        self._store.runs.remove(runid)
        self._bus.publish(RunChanged(runid, None))

    def _tell(self, runid: RunId) -> Run:
        run = self._store.runs.get(runid)
        self._bus.publish(RunChanged(runid, run))
        self._look()
        return run

    @staticmethod
    def _digest(requests: Sequence[Request]) -> str:
        from musicdb.insight.describing import heard_by  # noqa: PLC0415 -- loads NumPy

        return digest([*map(heard_by, requests), FINGERPRINT])
