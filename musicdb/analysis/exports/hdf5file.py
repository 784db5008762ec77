"""Results as HDF5, as the shelf of results keeps them: one group for each result, named by its id."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from musicdb.analysis import hdf5
from musicdb.analysis.result import Result
from musicdb.errors import ResultsError


def write(results: Sequence[Result], file: IO[bytes]) -> None:
    """Writes results, compressed and with a checksum. Results of the same id go into groups that are numbered."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "results.h5"
        with hdf5.writing(path) as opened:
            for number, result in enumerate(results):
                hdf5.write_result(opened.create_group(f"{number:04}"), result)
        hdf5.sealed(path)
        with path.open("rb") as made:
            shutil.copyfileobj(made, file)


def read(file: IO[bytes]) -> list[Result]:
    """The results of a file that was written here. ResultsError when it is none, or is damaged."""
    with tempfile.NamedTemporaryFile(suffix=".h5") as kept:
        shutil.copyfileobj(file, kept)
        kept.flush()
        path = Path(kept.name)
        try:
            hdf5.verify(path)
        except ResultsError:
            raise ResultsError("This file holds no results as HDF5, or it is damaged.") from None
        with hdf5.reading(path) as opened:
            return [result for group in opened.values() for result in hdf5.results_in(group)]
