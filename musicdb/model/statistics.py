"""What a person says about a song or video, and the words for it."""

from enum import StrEnum


class Statistic(StrEnum):
    """What can be said about a song or video. Some hold for videos only."""

    LIKES = "likes"
    DISLIKES = "dislikes"
    FAVORITE = "favorite"
    DISABLE = "disable"
    LIVERECORDING = "liverecording"
    BADAUDIO = "badaudio"
    LYRICSVIDEO = "lyricsvideo"
    LASTPLAYED = "lastplayed"


class Modifier(StrEnum):
    """How it changes. There are three meanings, more, less and nothing, with a word for each use."""

    INC = "inc"
    LOVE = "love"
    YES = "yes"
    DEC = "dec"
    HATE = "hate"
    RESET = "reset"
    NONE = "none"
    NO = "no"

    @property
    def meaning(self) -> int:
        """1, -1 or 0."""
        if self in {Modifier.INC, Modifier.LOVE, Modifier.YES}:
            return 1
        return -1 if self in {Modifier.DEC, Modifier.HATE} else 0
