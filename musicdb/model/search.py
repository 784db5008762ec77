"""What can be found, and how well it was met."""

from enum import IntEnum, StrEnum


class SearchKind(StrEnum):
    """What a hit is. Lyrics are found by their title, or by their first line when they have none."""

    ARTIST = "artist"
    ALBUM = "album"
    VIDEO = "video"
    LYRICS = "lyrics"
    SONG = "song"


class Match(IntEnum):
    """How a name meets what was typed; the best last. Hits are ranked by this first."""

    ALIKE = 0
    """The name, or a piece of it, is to 80 % the same as what was typed, or as a piece of that: as in MusicDB 8."""
    PART = 1
    """The name is a part of what was typed."""
    TYPOS = 2
    """All words are there, some with typos."""
    INSIDE = 3
    """What was typed is somewhere inside of the name."""
    FIELDS = 4
    """All words are there, some of them in the name of the artist or album."""
    WORDS = 5
    """All words are in the name, or words that begin so."""
    BEGINNING = 6
    """The name begins so."""
    EXACT = 7
    """The name is what was typed."""
