"""Writes a segment: keys come in sorted, some at a time, and never all of them are in memory."""

import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy

from musicdb.fingerprint.index.bits import Numbers, Words
from musicdb.fingerprint.index.blocks import SIZE, encode
from musicdb.fingerprint.index.documents import Documents, joined
from musicdb.fingerprint.index.files import TEMPORARY, disk_errors, put_in_place
from musicdb.fingerprint.index.runs import moved
from musicdb.fingerprint.index.segments import BATCH, FOOTER, MAGIC, SegmentInfo
from musicdb.fingerprint.index.state import Part, living

_TOGETHER = 1024
"""Blocks that are in memory at once, of all parts together, while they are merged; at least one of each."""


def write_segment(path: Path, documents: Documents, batches: Iterable[Words]) -> SegmentInfo:
    """Writes a segment that is there as a whole, or not at all. Raises NoSpaceError."""
    temporary = path.with_name(path.name + TEMPORARY)
    with disk_errors(path):
        try:
            info = _write(temporary, path.name, documents, batches)
            put_in_place(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    return info


def write_parts(path: Path, parts: Sequence[Part], breathe: Callable[[], None], *, oldest: bool) -> SegmentInfo:
    """Writes what lives of neighboring parts, the oldest first, as one segment.

    `breathe` is called now and then, and may raise to end it. `oldest` as in `documents.joined`.
    """
    documents = joined(living(parts), oldest=oldest)
    base = 0
    streams: list[Iterator[Words]] = []
    together = max(min(_TOGETHER // len(parts), BATCH), 1)
    for part in parts:
        streams.append(_stream(part, base, breathe, together))
        base += int(numpy.diff(part.source.documents.starts)[~part.dead].sum())
    return write_segment(path, documents, merged(streams))


def _stream(part: Part, base: int, breathe: Callable[[], None], together: int) -> Iterator[Words]:
    def taken(keys: Words) -> Words:
        breathe()
        return moved(keys, part.source.documents, part.dead, base)

    # A loop would hold the keys it was given until the next ones come.
    return map(taken, part.source.batches(together))


def merged(streams: Iterable[Iterator[Words]]) -> Iterator[Words]:
    """Puts sorted streams of keys together into one."""
    heads = [(head, stream) for stream in streams for head in _next(stream)]
    while heads:
        limit = min(head[-1] for head, _ in heads)
        counts = [int(head.searchsorted(limit, "right")) for head, _ in heads]
        keys = numpy.concatenate([head[:count] for (head, _), count in zip(heads, counts, strict=True)])
        # Timsort sees that there are sorted parts, and merges them.
        keys.sort(kind="stable")
        yield keys
        heads = [
            (rest, stream)
            for (head, stream), count in zip(heads, counts, strict=True)
            for rest in ([head[count:]] if count < len(head) else _next(stream))
        ]


def _next(stream: Iterator[Words]) -> list[Words]:
    """The next keys of a stream, if there are any."""
    return next(([keys] for keys in stream if len(keys)), [])


def _write(temporary: Path, name: str, documents: Documents, batches: Iterable[Words]) -> SegmentInfo:
    place_bits = max(documents.items - 1, 1).bit_length()
    firsts: list[Words] = []
    lengths: list[Numbers] = []
    with temporary.open("wb") as file:
        file.write(MAGIC)
        for keys in _blocks(batches):
            content, words = encode(keys, place_bits)
            file.write(content)
            # A copy, because a view would keep all keys in memory.
            firsts.append(keys[::SIZE].copy())
            lengths.append(words.astype(numpy.uint16))
        columns: tuple[Numbers, ...] = (
            *firsts,
            documents.ids,
            numpy.diff(documents.starts).astype(numpy.uint32),
            documents.versions,
            documents.removed,
            *lengths,
        )
        tables = b"".join(column.tobytes() for column in columns)
        file.write(tables)
        size = file.tell() + FOOTER.size
        counts = documents.items, len(documents), len(documents.removed)
        footer = (MAGIC, size, *counts, place_bits, zlib.crc32(tables))
        checksum = zlib.crc32(FOOTER.pack(*footer, 0))
        file.write(FOOTER.pack(*footer, checksum))
        file.flush()
        os.fsync(file.fileno())
    return SegmentInfo(name, size, checksum)


def _blocks(batches: Iterable[Words]) -> Iterator[Words]:
    """The same keys in whole blocks, some at a time; the last one may be shorter."""
    rest = numpy.zeros(0, numpy.uint64)
    for batch in batches:
        keys = numpy.concatenate((rest, batch))
        whole = len(keys) // SIZE * SIZE
        for begin in range(0, whole, SIZE * BATCH):
            yield keys[begin : min(begin + SIZE * BATCH, whole)]
        rest = keys[whole:]
    if len(rest):
        yield rest
