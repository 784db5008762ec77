"""Lyrics whose lines know when they are sung."""

from msgspec import Struct

from musicdb.ids import SongId


class SungWord(Struct, frozen=True):
    """A piece of a line. `time` in seconds."""

    time: float
    text: str


class SungLine(Struct, frozen=True):
    """A line of lyrics. `time` in seconds; `words` only where the file tells the time of each."""

    time: float
    text: str
    words: tuple[SungWord, ...] = ()


class SynchronizedLyrics(Struct, frozen=True):
    """The lines of a song by their times; none when the lyrics have no times. State as in GetSongLyrics."""

    songid: SongId
    lyricsstate: int
    lines: tuple[SungLine, ...]


class Lyrics(Struct, frozen=True):
    """Lyrics as they are kept: a text to read, and the same with times as LRC. Both may be empty."""

    text: str = ""
    synchronized: str = ""
