"""The key radios put into the address of the stream, because they can send no headers. It opens nothing else."""

import secrets
from pathlib import Path

from musicdb.config.secretfiles import SecretFile


class StreamKey:
    """The key in `streamkey.txt`. Whoever removes the file makes all addresses that were given away worthless."""

    def __init__(self, directory: Path) -> None:
        self._file = SecretFile(directory / "streamkey.txt")

    def read(self) -> bytes:
        """The key: letters, digits, dashes and underscores."""
        return self._file.ensure(_new_key)


def _new_key() -> bytes:
    return secrets.token_urlsafe(24).encode()
