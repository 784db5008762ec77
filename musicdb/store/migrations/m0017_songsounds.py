"""Step 17: what was measured of the sound of each song, beside its id, in the orders people look at songs in.

From a song to its sound it is two lookups by long hashes: 150 ms for 100,000 songs, and as long again to sort them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# Around the circle of fifths; each minor key comes after its relative major.
_KEYS = (
    "C major", "A minor", "G major", "E minor", "D major", "B minor", "A major", "F# minor", "E major", "C# minor",
    "B major", "Ab minor", "F# major", "Eb minor", "C# major", "Bb minor", "Ab major", "F minor", "Eb major", "C minor",
    "Bb major", "G minor", "F major", "D minor",
)  # fmt: skip

_TABLE = """
CREATE TABLE songsounds (
    songid   INTEGER PRIMARY KEY REFERENCES songs (songid) ON DELETE CASCADE,
    bpm      REAL,
    circle   INTEGER CHECK (circle BETWEEN 0 AND 23),
    loudness REAL,
    range    REAL,
    energy   REAL
) STRICT
"""
_INDEXES = ("bpm", "circle, bpm", "loudness", "range", "energy")

_CIRCLE = " ".join(f"WHEN '{key}' THEN {place}" for place, key in enumerate(_KEYS))
_SOUND = f"""bpm, CASE key {_CIRCLE} END, loudness, range, energy
    FROM songs LEFT JOIN soundhashes USING (checksum) LEFT JOIN soundvalues USING (soundhash)"""
_OF_HASH = "SELECT songid FROM songs WHERE checksum = {}.checksum"
_OF_SOUND = "SELECT songid FROM soundhashes JOIN songs USING (checksum) WHERE soundhash = {}.soundhash"
_EVENTS = (("new", "INSERT", "NEW"), ("changed", "UPDATE", "NEW"), ("gone", "DELETE", "OLD"))


def apply(database: Database) -> None:
    """Adds the table, fills it, and adds what keeps it true: each song has a row, with NULL for what nobody heard."""
    database.execute(_TABLE.strip())
    database.execute(f"INSERT INTO songsounds SELECT songid, {_SOUND}")
    for columns in _INDEXES:
        database.execute(f"CREATE INDEX songsounds_by_{columns.partition(',')[0]} ON songsounds ({columns})")
    database.execute(f"""CREATE TRIGGER songs_sound_new AFTER INSERT ON songs BEGIN
    INSERT INTO songsounds SELECT songid, {_SOUND} WHERE songid = NEW.songid;
END""")
    database.execute(
        _follow("songs_sound_changed", "UPDATE OF checksum", "songs", "NEW.songid", "WHEN NEW.checksum <> OLD.checksum")
    )
    for name, event, row in _EVENTS:
        database.execute(_follow(f"soundhashes_{name}", event, "soundhashes", _OF_HASH.format(row)))
        database.execute(_follow(f"soundvalues_{name}", event, "soundvalues", _OF_SOUND.format(row)))


def _follow(name: str, event: str, table: str, songs: str, condition: str = "") -> str:
    return f"""CREATE TRIGGER {name} AFTER {event} ON {table} {condition} BEGIN
    UPDATE songsounds SET (bpm, circle, loudness, range, energy) = (
        SELECT {_SOUND} WHERE songs.songid = songsounds.songid
    ) WHERE songid IN ({songs});
END"""  # noqa: S608
