"""Fingerprints of a file, of the whole or of chunks, cut and printed as fpcalc does."""

import time
from collections.abc import Iterator

import msgspec
import numpy

from musicdb.errors import InvalidContentError
from musicdb.fingerprint.arrays import Items
from musicdb.fingerprint.chromaprint import EDGE_SECONDS, RATE, Fingerprinter
from musicdb.fingerprint.textformat import encode
from musicdb.media.fingerprintsound import FingerprintSound

# fpcalc tells the sound that an item needs in whole milliseconds.
_OVERLAP_SECONDS = int(EDGE_SECONDS * 1000) / 1000


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """Those of fpcalc. Times in seconds, 0: all."""

    length: float = 120.0
    chunk: float = 0.0
    overlap: bool = False
    timestamps: bool = False
    raw: bool = False
    signed: bool = False
    output: str = "text"


class Chunk(msgspec.Struct, frozen=True):
    """A part of a file, or all of it: where it begins, how long it is (in seconds), and its items."""

    start: float
    duration: float
    items: Items


def fingerprints(sound: FingerprintSound, options: Options) -> Iterator[Chunk]:
    """The chunks of a file. InvalidContentError when already the first is too short to have a fingerprint."""
    fingerprinter, told, start, is_first = Fingerprinter(), 0, 0.0, True
    overlap = _OVERLAP_SECONDS if options.overlap and options.chunk else 0.0
    begun = time.time()
    for samples, is_complete in _cut(sound, options):
        fingerprinter.hear(samples)
        items = fingerprinter.tell()[told:]
        extra = round(EDGE_SECONDS * RATE) if overlap and is_first else 0
        duration = (len(samples) - extra) / RATE + overlap
        if not len(items) and is_first:
            raise InvalidContentError("There is too little sound for a fingerprint: less than 2.73 seconds.")
        if len(items):
            duration = duration if options.chunk else sound.playtime
            yield Chunk(begun if options.timestamps else start, duration, items)
        start, begun, is_first = start + duration - overlap, time.time(), False
        if is_complete and overlap:
            told += len(items)
        else:
            fingerprinter = Fingerprinter()


def _cut(sound: FingerprintSound, options: Options) -> Iterator[tuple[numpy.ndarray, bool]]:
    """The samples of each chunk, and whether it has its full length."""
    left = int(options.length * RATE) if options.length else -1
    size = int(options.chunk * RATE)
    wanted = size + (round(EDGE_SECONDS * RATE) if options.overlap else 0)
    held: list[numpy.ndarray] = []
    for block in sound:
        samples = numpy.frombuffer(block, "<i2").astype(numpy.int16)
        samples = samples if left < 0 else samples[:left]
        left -= len(samples) if left > 0 else 0
        held.append(samples)
        while size and sum(map(len, held)) > wanted:
            together = numpy.concatenate(held)
            yield together[:wanted], True
            held, wanted = [together[wanted:]], size
        if left == 0:
            break
    rest = numpy.concatenate(held)
    if len(rest):
        yield rest, False


def printed(chunk: Chunk, options: Options, *, is_first: bool) -> str:
    """A fingerprint as fpcalc prints it, without the end of the last line."""
    numbers = chunk.items.view(numpy.int32) if options.signed else chunk.items
    text = ",".join(map(str, numbers.tolist())) if options.raw else encode(chunk.items)
    match options.output:
        case "plain":
            return text
        case "json":
            value = f"[{text}]" if options.raw else f'"{text}"'
            timestamp = f'"timestamp": {chunk.start:.2f}, ' if options.chunk else ""
            return f'{{{timestamp}"duration": {chunk.duration:.2f}, "fingerprint": {value}}}'
        case _:
            gap = "" if is_first else "\n"
            timestamp = f"TIMESTAMP={chunk.start:.2f}\n" if options.timestamps else ""
            return f"{gap}{timestamp}DURATION={int(chunk.duration)}\nFINGERPRINT={text}"
