"""Runs the benchmarks named as arguments, or all of them."""

import sys
import tempfile
from pathlib import Path

from tests.benchmarks import (
    analysing,
    broadcasting,
    browser,
    browsing,
    fingerprinting,
    identifying,
    importing,
    indexing,
    living,
    opening,
    phoning,
    resembling,
    resting,
    searching,
    streaming,
    turning,
    uploading,
    webui,
)

BENCHMARKS = {
    "analysis": analysing.measure,
    "sink": uploading.measure_sink,
    "binary": uploading.measure_binary,
    "hex": uploading.measure_hex,
    "browser": browser.measure,
    "bounce": uploading.measure_bounce,
    "fingerprints": fingerprinting.measure,
    "identify": identifying.measure,
    "import": importing.measure,
    "broadcast": broadcasting.measure,
    "living": living.measure,
    "large": browsing.measure,
    "search": searching.measure,
    "fingerprint-index": indexing.measure,
    "phone": phoning.measure,
    "similar": resembling.measure,
    "start": resting.measure,
    "stream": streaming.measure,
    "turns": turning.measure,
    "views": opening.measure,
    "webui": webui.measure,
}


def main(names: list[str]) -> None:
    """Prints one line for each measured number."""
    for name in names or BENCHMARKS:
        with tempfile.TemporaryDirectory(prefix="musicdb-bench-") as directory:
            for label, value, promise in BENCHMARKS[name](Path(directory)):
                sys.stdout.write(f"{name:8} {label:44} {value:>16}   {promise}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
