"""What fpcalc says: the oracle of the fingerprints."""

import json
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy
import pytest

from musicdb.fingerprint.arrays import Items, Samples
from musicdb.fingerprint.chromaprint import RATE
from musicdb.media.ffmpeg import find_ffmpeg
from musicdb.media.fingerprintsound import FingerprintSound

Oracle = Callable[..., Items]


@cache
def hear(path: Path) -> Samples:
    """The sound of a file, as fingerprints are made of it."""
    return numpy.frombuffer(b"".join(FingerprintSound(path, find_ffmpeg())), numpy.int16)


def alter(source: Path, target: Path, *options: str) -> Samples:
    """The sound after ffmpeg has done something to it, and written it to `target`."""
    command = [str(find_ffmpeg()), "-v", "error", "-nostdin", "-y", "-i", str(source), *options, str(target)]
    subprocess.run(command, check=True)
    return hear(target)


@pytest.fixture(scope="session")
def fpcalc() -> Oracle:
    """The items fpcalc makes of a file, or of samples."""
    program = shutil.which("fpcalc")
    if program is None:
        pytest.skip("fpcalc is not installed (Debian: libchromaprint-tools)")

    def calculate(source: Path | Samples, *arguments: str) -> Items:
        raw = ("-format", "s16le", "-rate", str(RATE), "-channels", "1") if isinstance(source, numpy.ndarray) else ()
        name, given = ("-", source.tobytes()) if isinstance(source, numpy.ndarray) else (str(source), None)
        command = [program, "-raw", "-json", "-length", "0", *raw, *arguments, name]
        output = subprocess.run(command, input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        return numpy.array(json.loads(output.stdout)["fingerprint"] if output.stdout else [], numpy.uint32)

    return calculate
