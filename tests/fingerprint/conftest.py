"""What fpcalc says: the oracle of the fingerprints."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy
import pytest

from musicdb.fingerprint.arrays import Items, Samples
from musicdb.fingerprint.chromaprint import RATE

Oracle = Callable[..., Items]


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
