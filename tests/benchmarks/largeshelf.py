"""A catalogue of 100,000 songs in 10,000 albums of 2,000 artists, without files, the same at each run."""

import random

from musicdb.store.store import Store

ARTISTS = 2_000
ALBUMS = 5
SONGS = 10
GENRES = 30
SUBGENRES = 90

_ALBUM = "INSERT INTO albums (artistid, name, path, numofsongs, numofcds, release) VALUES (?, ?, ?, ?, 1, ?)"
_SONG = """
INSERT INTO songs (albumid, artistid, name, path, number, playtime, bitrate, checksum, likes, favorite, lastplayed)
VALUES (?, ?, ?, ?, ?, ?, 320000, ?, ?, ?, ?)
"""


def fill(store: Store) -> None:
    """Fills an empty catalogue."""
    chance = random.Random(1)
    with store.write():
        store.execute_many("INSERT INTO artists (name, path) VALUES (?, ?)", map(_artist, range(1, ARTISTS + 1)))
        genres = [store.tagging.add(f"Genre {number}", 1, posx=number) for number in range(1, GENRES + 1)]
        subgenres = [
            store.tagging.add(f"Subgenre {number}", 2, parentid=genres[number % GENRES], posx=number)
            for number in range(SUBGENRES)
        ]
        for artistid in range(1, ARTISTS + 1):
            for number in range(ALBUMS):
                albumid = (artistid - 1) * ALBUMS + number + 1
                path = f"Artist {artistid}/{1970 + number} - Album {albumid}"
                store.execute(_ALBUM, (artistid, f"Album {albumid}", path, SONGS, 1970 + number))
                store.execute_many(_SONG, (_song(chance, artistid, albumid, path, track) for track in range(SONGS)))
                genre = chance.randrange(GENRES)
                tags = {genres[genre], subgenres[genre + GENRES * chance.randrange(3)], chance.choice(genres)}
                store.execute_many(
                    "INSERT INTO albumtags (albumid, tagid) VALUES (?, ?)", ((albumid, tag) for tag in tags)
                )


def _artist(number: int) -> tuple[str, str]:
    return f"Ärtist {number}", f"Artist {number}"


def _song(chance: random.Random, artistid: int, albumid: int, path: str, track: int) -> tuple[object, ...]:
    name = f"Song {albumid}-{track + 1}"
    return (
        albumid, artistid, name, f"{path}/{track + 1:02} {name}.mp3", track + 1, chance.randint(60, 700), name,
        chance.randrange(5), chance.choice((-1, 0, 0, 0, 0, 0, 1)), chance.randrange(1_600_000_000, 1_760_000_000),
    )  # fmt: skip
