"""Results as YAML: what is in the JSON file, one key a line. PyYAML is a guest of this file."""

from collections.abc import Sequence
from typing import IO

import msgspec

from musicdb.analysis.exports.jsonfile import result_from, write_array
from musicdb.analysis.parts import arrays_of, head_of
from musicdb.analysis.result import Result
from musicdb.errors import ResultsError


def write(results: Sequence[Result], file: IO[bytes]) -> None:
    """Writes results; long arrays piece by piece. JSON values are YAML, too, so no library is needed."""
    file.write(b"%YAML 1.1\n---\n" if results else b"%YAML 1.1\n--- []\n")
    for result in results:
        arrays = arrays_of(result)
        for number, (name, part) in enumerate(head_of(result).items()):
            file.write(f"{'  ' if number else '- '}{name}: ".encode() + msgspec.json.encode(part) + b"\n")
        for name, array in arrays.items():
            file.write(f"  {name}: ".encode())
            write_array(array, file)
            file.write(b"\n")


def read(file: IO[bytes]) -> list[Result]:
    """The results of a file that was written here. ResultsError when it is none. Nothing in it is ever run."""
    import yaml  # noqa: PLC0415 -- loaded when a YAML file is read, which is seldom

    try:
        found = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 -- both are the safe one
    except (yaml.YAMLError, ValueError) as error:
        raise ResultsError(f"This file holds no results as YAML: {error}.") from error
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ResultsError("This file holds no results as YAML: it is no list of results.")
    return [result_from(one) for one in found]
