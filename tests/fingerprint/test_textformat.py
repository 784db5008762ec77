"""The text of a fingerprint, both ways, and what is none."""

import shutil
import subprocess

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from musicdb.errors import FingerprintError
from musicdb.fingerprint.arrays import Items
from musicdb.fingerprint.chromaprint import RATE, fingerprint
from musicdb.fingerprint.simhash import simhash
from musicdb.fingerprint.textformat import decode, encode
from tests.fingerprint.instruments import play, silence

LONG = "AQAAEwkjrUmSJQpUHflR9mjSJMdZpcO_Imdw9dCO9Clu4_wQPvhCB01w6xAtXNcAp5RASgDBhDSCGGIAcwA"


def items(*numbers: int) -> Items:
    return numpy.array(numbers, numpy.int64).astype(numpy.uint32)


@pytest.mark.parametrize(
    ("numbers", "algorithm", "text"),
    [
        ((1, 0), 55, "NwAAAkEA"),
        ((), 1, "AQAAAA"),
        ((627964279,) * 3, 1, "AQAAA0mUaEkSRZEGAA"),
        ((1,), 0, "AAAAAQE"),
        ((7,), 0, "AAAAAUkA"),
        ((1 << 6,), 0, "AAAAAQcA"),
        ((1 << 8,), 0, "AAAAAQcC"),
    ],
)
def test_golden_texts(numbers: tuple[int, ...], algorithm: int, text: str) -> None:
    assert encode(items(*numbers), algorithm) == text
    decoded = decode(text)
    assert decoded.items.tolist() == list(numbers)
    assert decoded.algorithm == algorithm


def test_a_golden_fingerprint() -> None:
    decoded = decode(LONG)
    assert decoded.items.view(numpy.int32).tolist()[:3] == [-587455133, -591649759, -574868448]
    assert decoded.items.view(numpy.int32).tolist()[-1] == 1170079601
    assert encode(decoded.items) == LONG


@given(some.lists(some.integers(0, 2**32 - 1), max_size=40), some.integers(0, 255))
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_is_read(numbers: list[int], algorithm: int) -> None:
    decoded = decode(encode(items(*numbers), algorithm))
    assert decoded.items.tolist() == numbers
    assert decoded.algorithm == algorithm


def test_a_text_of_fpcalc() -> None:
    program = shutil.which("fpcalc")
    if program is None:
        pytest.skip("fpcalc is not installed (Debian: libchromaprint-tools)")
    samples = numpy.concatenate((play(20), silence(5)))
    command = [program, "-plain", "-format", "s16le", "-rate", str(RATE), "-channels", "1", "-"]
    done = subprocess.run(command, input=samples.tobytes(), capture_output=True, check=False)
    assert encode(fingerprint(samples)) == done.stdout.decode().strip()


def test_what_comes_behind_the_end_is_ignored() -> None:
    assert decode("NwAAAkEAAAAAAAAA").items.tolist() == [1, 0]


@pytest.mark.parametrize(
    "text",
    ["", "A", "AQAA", "null", "coustid Fingerprint", "AQAAE", LONG[:-4], "AQAAA0mUaEkSRZEG", "AQAAAÄ", "AQ AAA="],
)
def test_what_is_no_fingerprint_is_refused(text: str) -> None:
    with pytest.raises(FingerprintError, match="fingerprint"):
        decode(text)


def test_items_have_32_bits() -> None:
    # Twice 7 + 31 bits: a place that is not in an item.
    with pytest.raises(FingerprintError, match="32 bits"):
        decode("AQAAAT_-_wA")


def test_simhash() -> None:
    assert simhash(items(19681, 22345, 312312, 453425)) == 17249
    assert simhash(items()) == 0
    assert simhash(items(-1)) == 0xFFFFFFFF
