"""What a reader sees: all parts of the index at one moment. Never changed, only replaced by another one."""

from collections.abc import Mapping, Sequence

import msgspec
import numpy
from numpy.typing import NDArray

from musicdb.fingerprint.index.documents import Documents, Ids
from musicdb.fingerprint.index.runs import Run
from musicdb.fingerprint.index.segments import Segment

Flags = NDArray[numpy.bool_]


class Part(msgspec.Struct, frozen=True):
    """A segment or a run, and which of its documents are dead, because they were replaced or removed later."""

    source: Segment | Run
    dead: Flags

    def without(self, ids: Ids) -> "Part":
        """The same part after some documents were replaced or removed."""
        slots = self.source.documents.slots(ids)
        slots = slots[slots >= 0]
        if self.dead[slots].all():
            return self
        dead = self.dead.copy()
        dead[slots] = True
        return Part(self.source, dead)


class State(msgspec.Struct, frozen=True):
    """The parts, the oldest first: segments, then runs. `sealed` counts the runs that are being written to the disk."""

    segments: tuple[Part, ...] = ()
    runs: tuple[Part, ...] = ()
    sealed: int = 0
    version: int = 0
    metadata: Mapping[str, str] = {}

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts."""
        return self.segments + self.runs

    @property
    def documents(self) -> int:
        """How many documents live."""
        return sum(int(numpy.count_nonzero(~part.dead)) for part in self.parts)

    @property
    def items(self) -> int:
        """How many items living documents have."""
        return sum(int(numpy.diff(part.source.documents.starts)[~part.dead].sum()) for part in self.parts)

    @property
    def open_size(self) -> int:
        """Bytes of the runs that still grow."""
        return sum(part.source.size for part in self.runs[self.sealed :])

    def ids(self) -> Ids:
        """The ids of all living documents, ascending."""
        living = [part.source.documents.ids[~part.dead] for part in self.parts]
        return numpy.sort(numpy.concatenate(living)) if living else numpy.zeros(0, numpy.uint32)

    def version_of(self, number: int) -> int | None:
        """The version of the change that brought a document; None when it is not there."""
        for part in reversed(self.parts):
            slot = int(part.source.documents.slots(numpy.array([number], numpy.uint32))[0])
            if slot >= 0 and not part.dead[slot]:
                return int(part.source.documents.versions[slot])
        return None

    def changed(self, run: Run, version: int, metadata: Mapping[str, str] | None) -> "State":
        """After one more change."""
        touched = run.documents.touched()
        runs = tuple(part.without(touched) for part in self.runs)
        return State(
            tuple(part.without(touched) for part in self.segments),
            (*runs, Part(run, numpy.zeros(len(run.documents), numpy.bool_))),
            self.sealed,
            version,
            self.metadata if metadata is None else metadata,
        )


def part_of(source: Segment | Run, newer: Sequence[Part]) -> Part:
    """A source as part of an index in which others are newer."""
    part = Part(source, numpy.zeros(len(source.documents), numpy.bool_))
    for other in newer:
        part = part.without(other.source.documents.touched())
    return part


def living(parts: Sequence[Part]) -> list[tuple[Documents, Flags]]:
    """Documents of parts, with what is dead of them."""
    return [(part.source.documents, part.dead) for part in parts]
