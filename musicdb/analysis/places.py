"""Where the results of a sound lie."""

from pathlib import Path

from musicdb.errors import ResultsError

_SIGNS = frozenset("0123456789abcdef")
_SHORTEST = 8


def path_of(directory: Path, audio: str) -> Path:
    """The file of a sound below the directory of all results. ResultsError when this is no hash."""
    if len(audio) < _SHORTEST or not _SIGNS.issuperset(audio):
        raise ResultsError(f"“{audio}” is no hash of audio; a hash is written in hexadecimal digits.")
    return directory / audio[:2] / f"{audio}.h5"
