"""Endpoints that tell the words of songs, with their times where these are known."""

from typing import Final

import msgspec
from msgspec import UNSET, UnsetType

from musicdb.library.lyrics import read_lines
from musicdb.net.subsonic.declare import Call, Group
from musicdb.net.subsonic.ids import song_of
from musicdb.store.folding import folded

singing: Final = Group("singing")

_UNKNOWN: Final = "und"


class Lyrics(msgspec.Struct, frozen=True):
    """The words of a song as a text."""

    artist: str = ""
    title: str = ""
    value: str = ""


class Line(msgspec.Struct, frozen=True):
    """A line. `start` in milliseconds, where it is known."""

    value: str
    start: int | UnsetType = UNSET


class StructuredLyrics(msgspec.Struct, frozen=True):
    """The words of a song as lines. The language is never known."""

    displayArtist: str
    displayTitle: str
    lang: str
    synced: bool
    line: list[Line]
    offset: int = 0


class LyricsList(msgspec.Struct, frozen=True):
    """All lyrics of a song: at most one."""

    structuredLyrics: list[StructuredLyrics]


@singing.endpoint("getLyrics", answer="lyrics")
def get_lyrics(call: Call, *, artist: str = "", title: str = "") -> Lyrics:
    """The words of the first song with these names that has some."""
    store = call.services.store
    store.foldednames.complete()
    with store.read():
        songid = store.lyrics.find(folded(artist), folded(title))
        if songid is None:
            return Lyrics()
        song = store.songs.get(songid)
        return Lyrics(store.artists.get(song.artistid).name, song.name, store.lyrics.get(songid))


@singing.endpoint("getLyricsBySongId", answer="lyricsList")
def get_lyrics_by_song_id(call: Call, *, id: str) -> LyricsList:
    """The words of a song, with times if there are any."""
    store = call.services.store
    with store.read():
        song = store.songs.get(song_of(id))
        artist = store.artists.get(song.artistid).name
        sung = read_lines(store.lyrics.synchronized(song.id))
        text = store.lyrics.get(song.id)
    lines = [Line(one.text, round(one.time * 1000)) for one in sung] or [Line(one) for one in text.splitlines()]
    if not lines:
        return LyricsList([])
    return LyricsList([StructuredLyrics(artist, song.name, _UNKNOWN, bool(sung), lines)])
