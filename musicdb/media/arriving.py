"""How much can be heard of an MP4 file that is still arriving, when its index is at its end and came first."""

import struct
from collections.abc import Iterator
from itertools import islice, repeat, takewhile
from pathlib import Path
from typing import BinaryIO

from musicdb.media.boxes import Box, TrackHead, index_at_end, walk

_OFFSETS = {b"stco": "I", b"co64": "Q"}
_RUN = 3
# So many samples are more than half a minute, whatever a sample is.
_MOST = 2_000_000


class _Sound(TrackHead):
    """What the tables of the first track with sound say. Samples lie in chunks, one behind the other.

    `offsets` are those of the chunks. `runs` are triples: from which chunk on, counted from 1, chunks have how many
    samples, and how these are described. `size` is that of each of the `samples`; when it is 0, they have `sizes`.
    """

    samples: int = 0
    size: int = 0
    sizes: tuple[int, ...] = ()
    offsets: tuple[int, ...] = ()
    runs: tuple[int, ...] = ()

    def seconds_before(self, place: int) -> float:
        """How long what lies before a place of the file lasts."""
        if not (self.scale and self.samples):
            return 0.0
        whole = sum(1 for _ in takewhile(lambda end: end <= place, islice(self._ends(), _MOST)))
        return whole / self.samples * self.duration / self.scale

    def _ends(self) -> Iterator[int]:
        """Where samples end."""
        sizes = repeat(self.size) if self.size else iter(self.sizes)
        for begin, count in zip(self.offsets, self._counts(), strict=False):
            end = begin
            for size in islice(sizes, count):
                end += size
                yield end

    def _counts(self) -> Iterator[int]:
        """How many samples each chunk has."""
        begins, counts = self.runs[::_RUN], self.runs[1::_RUN]
        ends = (*begins, len(self.offsets) + 1)[1:]
        for begin, count, end in zip(begins, counts, ends, strict=False):
            yield from repeat(count, end - begin)


def arrived_sound(path: Path, arrived: int, size: int) -> float | None:
    """How many seconds of sound are in the first `arrived` bytes of a file that will have `size` bytes.

    None: its index is not at its end, or it is no MP4 file at all; ffmpeg sees by itself where such a file stops.
    """
    with path.open("rb") as stream:
        if index_at_end(stream, arrived, size) is None:
            return None
        return _first_sound(stream).seconds_before(arrived)


def _first_sound(stream: BinaryIO) -> _Sound:
    track = _Sound()
    for box in walk(stream):
        if box.name == b"trak":
            if track.is_sound:
                break
            track = _Sound()
        _read(stream, box, track)
    return track if track.is_sound else _Sound()


def _read(stream: BinaryIO, box: Box, track: _Sound) -> None:
    track.read(stream, box)
    if box.name == b"stsz":
        stream.seek(box.begin + 4)
        track.size = int.from_bytes(stream.read(4), "big")
        track.samples = int.from_bytes(stream.read(4), "big")
        track.sizes = () if track.size else _table(stream, box, 12, track.samples, "I")
    elif box.name == b"stsc":
        track.runs = _table(stream, box, 8, _RUN * _count(stream, box), "I")
    elif box.name in _OFFSETS:
        track.offsets = _table(stream, box, 8, _count(stream, box), _OFFSETS[box.name])


def _count(stream: BinaryIO, box: Box) -> int:
    stream.seek(box.begin + 4)
    return int.from_bytes(stream.read(4), "big")


def _table(stream: BinaryIO, box: Box, begin: int, count: int, kind: str) -> tuple[int, ...]:
    """The numbers of a table that begins somewhere in its box. Those that are not there are left out."""
    stream.seek(box.begin + begin)
    content = stream.read(min(count * struct.calcsize(f">{kind}"), max(box.end - box.begin - begin, 0)))
    whole = len(content) // struct.calcsize(f">{kind}")
    return struct.unpack_from(f">{whole}{kind}", content)
