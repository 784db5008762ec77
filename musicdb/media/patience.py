"""A file that is not read without end: parsers walk from part to part, and some files have millions of them."""

from io import BufferedReader

from musicdb.errors import InvalidContentError

# The largest honest figure is that of a damaged Ogg file of 100 MiB, which is searched page by page: 100,000.
_MOST_READS = 500_000


class PatientStream(BufferedReader):
    """Reads like any file, half a million times; then it is InvalidContentError, after about a second."""

    _reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """As usual."""
        self._reads += 1
        if self._reads > _MOST_READS:
            raise InvalidContentError("The file consists of far too many parts to be music. It is damaged.")
        return super().read(size)
