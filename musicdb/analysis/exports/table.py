"""All formats results are written in."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import IO

import msgspec

from musicdb.analysis.exports import csvfile, elan, hdf5file, jsonfile, numpyfile, sonicvisualiser, xmlfile, yamlfile
from musicdb.analysis.result import DataMode, Result, TimeMode
from musicdb.errors import ResultsError

Modes = frozenset[tuple[TimeMode, DataMode]]

ALL: Modes = frozenset(product(TimeMode, DataMode))
TIMED: Modes = frozenset((time, data) for time, data in ALL if time is not TimeMode.GLOBAL)
SEGMENTS: Modes = frozenset(product([TimeMode.SEGMENT], DataMode)) | {(TimeMode.FRAMEWISE, DataMode.LABEL)}


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A format. `read` is None where a file tells less than the result did; `modes` are what can be written in it."""

    name: str
    title: str
    extension: str
    media_type: str
    write: Callable[[Sequence[Result], IO[bytes]], None]
    read: Callable[[IO[bytes]], list[Result]] | None = None
    modes: Modes = ALL
    several: bool = True

    def takes(self, result: Result) -> bool:
        """Whether this result can be written in it."""
        return (result.time_mode, result.data_mode) in self.modes


FORMATS: dict[str, Format] = {
    known.name: known
    for known in (
        Format(
            name="hdf5",
            title="HDF5",
            extension=".h5",
            media_type="application/x-hdf5",
            write=hdf5file.write,
            read=hdf5file.read,
        ),
        Format(
            name="json",
            title="JSON",
            extension=".json",
            media_type="application/json",
            write=jsonfile.write,
            read=jsonfile.read,
        ),
        Format(
            name="yaml",
            title="YAML",
            extension=".yaml",
            media_type="application/yaml",
            write=yamlfile.write,
            read=yamlfile.read,
        ),
        Format(
            name="xml",
            title="XML",
            extension=".xml",
            media_type="application/xml",
            write=xmlfile.write,
            read=xmlfile.read,
        ),
        Format(
            name="numpy",
            title="NumPy archive",
            extension=".npz",
            media_type="application/zip",
            write=numpyfile.write,
            read=numpyfile.read,
        ),
        Format(name="csv", title="CSV", extension=".csv", media_type="text/csv", write=csvfile.write),
        Format(
            name="sonicvisualiser",
            title="Sonic Visualiser layer",
            extension=".svl",
            media_type="application/xml",
            write=sonicvisualiser.write,
            modes=TIMED,
            several=False,
        ),
        Format(
            name="elan",
            title="ELAN annotation",
            extension=".eaf",
            media_type="application/xml",
            write=elan.write,
            modes=SEGMENTS,
        ),
    )
}


def export(results: Sequence[Result], name: str, file: IO[bytes]) -> None:
    """Writes results in the format of this name. ResultsError when it is unknown, or cannot tell them."""
    chosen = _format(name)
    if not results and chosen.read is None:
        raise ResultsError(f"None of these results can be told as {chosen.title}. Choose another format.")
    unfit = next((result for result in results if not chosen.takes(result)), None)
    if unfit is not None:
        fit = ", ".join(known.name for known in FORMATS.values() if known.takes(unfit))
        raise ResultsError(f"The result “{unfit.id}” cannot be told as {chosen.title}. Choose one of {fit}.")
    chosen.write(results, file)


def imported(name: str, file: IO[bytes]) -> list[Result]:
    """The results of a file of this format. ResultsError when it is none, or of a format that cannot be read back."""
    chosen = _format(name)
    if chosen.read is None:
        raise ResultsError(f"{chosen.title} does not tell all of a result; it cannot be read back.")
    return chosen.read(file)


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise ResultsError(f"There is no format “{name}” for results. Choose one of {', '.join(FORMATS)}.")
    return FORMATS[name]
