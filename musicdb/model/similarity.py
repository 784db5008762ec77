"""Songs that sound alike, and why."""

from enum import StrEnum

import msgspec

from musicdb.model.records import Album, Artist, Song


class Aspect(StrEnum):
    """In what two songs are alike.

    `timbre`, `harmony` and `rhythm` come from the embedding. `tempo` is the same, its half or its double within 4 %;
    `key` the same or its relative; `loudness` within 2 LU.
    """

    TIMBRE = "timbre"
    HARMONY = "harmony"
    RHYTHM = "rhythm"
    TEMPO = "tempo"
    KEY = "key"
    LOUDNESS = "loudness"


class SimilarSong(msgspec.Struct, frozen=True):
    """A song that resembles another one. `similarity` is 1 for the same sound, 0.5 for two songs taken by chance."""

    song: Song
    album: Album
    artist: Artist
    similarity: float
    reasons: list[Aspect]
