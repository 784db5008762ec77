"""Decodes text files of unknown origin: UTF-8, UTF-16 with a byte order mark, else Windows-1252. Never fails."""

import codecs

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Hardly anything else happens to be valid UTF-8, so that it can be tried first.
_ATTEMPTS = ("utf-8", "cp1252")


def decoded(data: bytes) -> str:
    """The text, with line breaks as they are; what has no meaning in its encoding becomes a replacement character."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for encoding in _ATTEMPTS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")
