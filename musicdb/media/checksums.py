"""Checksums of files, however large."""

import hashlib
from pathlib import Path

from musicdb.errors import BadArgumentError, NotFoundError


def checksum(path: Path, algorithm: str = "sha256") -> str:
    """The checksum of a file in hexadecimal digits. The file is read piece by piece, 256 KiB at a time.

    BadArgumentError for an algorithm that is not known, NotFoundError for a file that cannot be read.
    """
    if algorithm not in hashlib.algorithms_guaranteed or algorithm.startswith("shake"):
        raise BadArgumentError(f"“{algorithm}” is no checksum MusicDB can compute. Use sha256 or sha1.")
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.new(algorithm, usedforsecurity=False)).hexdigest()
    except OSError as error:
        raise NotFoundError(f"“{path}” cannot be read: {error.strerror or error}.") from error
