"""What can be set about an index."""

import msgspec

MIB = 1024 * 1024


class Settings(msgspec.Struct, frozen=True):
    """Limits. The defaults are for a house with 50,000 songs."""

    memory: int = 64 * MIB
    """Bytes that what is not in segments yet may take: a half while it grows, a half while it is written."""
    mapped: int = 512 * MIB
    """Bytes of segments that may be mapped at once."""
    effort: int = 500
    """Postings of frequent items a search looks at, beyond 512 of each, before it looks for the rest of them only in
    documents it found."""
    quiet: float = 2.0
    """Seconds without a change after which segments are merged for the sake of searches."""
