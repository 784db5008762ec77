"""Step 16: what apps leave here: stars and ratings, the queue of each user, places in long recordings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = (
    # Each mark is one of a song, an album or an artist. Whether a song is loved is a matter of the song.
    """
CREATE TABLE marks (
    markid   INTEGER PRIMARY KEY,
    songid   INTEGER UNIQUE REFERENCES songs (songid) ON DELETE CASCADE,
    albumid  INTEGER UNIQUE REFERENCES albums (albumid) ON DELETE CASCADE,
    artistid INTEGER UNIQUE REFERENCES artists (artistid) ON DELETE CASCADE,
    starred  INTEGER NOT NULL DEFAULT 0 CHECK (starred >= 0),
    rating   INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
    CHECK ((songid IS NOT NULL) + (albumid IS NOT NULL) + (artistid IS NOT NULL) = 1)
) STRICT
""",
    """
CREATE TABLE keptqueues (
    username  TEXT PRIMARY KEY,
    songids   TEXT NOT NULL,
    current   INTEGER NOT NULL CHECK (current >= 0),
    position  INTEGER NOT NULL CHECK (position >= 0),
    changed   INTEGER NOT NULL,
    changedby TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE bookmarks (
    username TEXT NOT NULL,
    songid   INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    comment  TEXT NOT NULL,
    created  INTEGER NOT NULL,
    changed  INTEGER NOT NULL,
    PRIMARY KEY (username, songid)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX bookmarks_of_song ON bookmarks (songid)",
)


def apply(database: Database) -> None:
    """Adds the tables."""
    for statement in _STATEMENTS:
        database.execute(statement.strip())
