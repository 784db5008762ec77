"""A file that is not read without end: parsers walk from part to part, and some files have millions of them.

Nor is it read at once: a part that is not the sound may be as large as the file, and parsers keep it several times.
"""

import os
from io import BufferedReader

from musicdb.errors import InvalidContentError

# The largest honest figure is that of a damaged Ogg file of 100 MiB, which is searched page by page: 100,000.
_MOST_READS = 500_000
# Of ID3 frames of 200 MB mutagen made 590 MB. The largest block of FLAC has 16 MiB, and a picture from a scanner 30.
_MOST_AT_ONCE = 64 << 20


class PatientStream(BufferedReader):
    """Reads like any file, half a million times and 64 MiB at once; then it is InvalidContentError.

    That happens after about a second.
    """

    _reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """As usual."""
        self._reads += 1
        if self._reads > _MOST_READS:
            raise InvalidContentError("The file consists of far too many parts to be music. It is damaged.")
        if size is None or not 0 <= size <= _MOST_AT_ONCE:
            left = os.fstat(self.fileno()).st_size - self.tell()
            if left > _MOST_AT_ONCE:
                raise InvalidContentError("What the file says about its sound is larger than 64 MiB. It is damaged.")
        return super().read(size)
