"""Dumps as they come and go. One that comes over the net arrives in pieces, and is a file until it is complete."""

import shutil
import threading
import time
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

import msgspec

from musicdb.bus import Bus
from musicdb.errors import ChunkError, NoSpaceError, NotFoundError, TooManyClientsError
from musicdb.ids import DefinitionId
from musicdb.insight.definitions import DefinitionShelf
from musicdb.insight.dumping import Dumper
from musicdb.insight.experiments import Experiments
from musicdb.insight.selections import Selections
from musicdb.insight.settling import Settler
from musicdb.model.events import CachesChanged
from musicdb.model.transfers import DumpReport, LoadReport
from musicdb.store.store import Store

_MOST_ARRIVING: Final = 4
_FORGOTTEN: Final = 24 * 3600
"""What nobody has sent a piece of for so long, in seconds, makes room for others."""
_RESERVE: Final = 1 << 30


class Arrival(msgspec.Struct, frozen=True):
    """A dump that comes in: `received` of `size` bytes. With the last one comes the `report` of what became of it."""

    id: str
    size: int
    received: int
    report: LoadReport | None = None


class Transfers:
    """Dumps and loads. `results` is the shelf of results, `arriving` a directory for incomplete dumps."""

    def __init__(
        self, store: Store, bus: Bus, experiments: Experiments, selections: Selections, results: Path, arriving: Path
    ) -> None:
        self._store = store
        self._bus = bus
        self._dumper = Dumper(store, selections, results)
        self._settler = Settler(store, DefinitionShelf(store, bus), experiments)
        self._results = results
        self._arriving = arriving
        self._lock = threading.Lock()

    def dump(self, target: Path, selectionid: DefinitionId | None = None) -> DumpReport:
        """Writes what is known, all of it or about the songs of a selection, into a file.

        :raises NotFoundError: when there is no such selection.
        """
        return self._dumper.dump(target, selectionid)

    def load(self, source: Path) -> LoadReport:
        """Takes in what is new here.

        :raises DumpError: when this is no dump, or is damaged; then nothing was taken.
        """
        from musicdb.insight.loading import Loader  # noqa: PLC0415 -- loads NumPy

        with self._lock:
            report = Loader(self._store, self._settler, self._results).load(source)
        # Songs whose sound is known now need not be heard.
        self._bus.publish(CachesChanged())
        return report

    def announce(self, size: int) -> Arrival:
        """A dump of so many bytes will come.

        :raises NoSpaceError: when there is no room for it.
        :raises TooManyClientsError: when several arrive already.
        """
        self._arriving.mkdir(parents=True, exist_ok=True)
        with self._lock:
            for path in self._arriving.iterdir():
                if time.time() - path.stat().st_mtime > _FORGOTTEN:
                    path.unlink(missing_ok=True)
            if len(list(self._arriving.iterdir())) >= _MOST_ARRIVING:
                raise TooManyClientsError("Several dumps arrive already. Wait until one of them is complete.")
            if shutil.disk_usage(self._arriving).free < size + _RESERVE:
                raise NoSpaceError("There is not enough free space on the server for this dump.")
            arrival = Arrival(str(uuid4()), size, 0)
            self._path(arrival.id, size).touch()
        return arrival

    def arrival(self, identifier: str) -> Arrival:
        """How far a dump has come.

        :raises NotFoundError: when none of this id arrives.
        """
        path = self._find(identifier)
        return Arrival(identifier, int(path.suffix[1:]), path.stat().st_size)

    def receive(self, identifier: str, offset: int, piece: bytes) -> Arrival:
        """Takes the next piece. After the last one the dump is loaded, which takes a while, and is gone.

        :raises NotFoundError: when none of this id arrives.
        :raises ChunkError: when the piece does not belong there.
        :raises DumpError: when the dump is damaged.
        """
        with self._lock:
            before = self.arrival(identifier)
            path = self._path(identifier, before.size)
            received = before.received + len(piece)
            if offset != before.received or received > before.size or not piece:
                raise ChunkError(f"The next piece begins at {before.received} of {before.size} bytes.")
            with path.open("ab") as file:
                file.write(piece)
        if received < before.size:
            return Arrival(identifier, before.size, received)
        try:
            return Arrival(identifier, before.size, received, self.load(path))
        finally:
            path.unlink(missing_ok=True)

    def give_up(self, identifier: str) -> None:
        """Forgets a dump that arrives.

        :raises NotFoundError: when there is none.
        """
        self._find(identifier).unlink(missing_ok=True)

    def _find(self, identifier: str) -> Path:
        found = list(self._arriving.glob(f"{UUID(identifier)}.*"))
        if not found:
            raise NotFoundError(f"No dump with the id {identifier} arrives.")
        return found[0]

    def _path(self, identifier: str, size: int) -> Path:
        return self._arriving / f"{identifier}.{size}"
