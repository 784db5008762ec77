"""Step 2: the song queue, what was played, what was heard together, the shared genre filter, and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = (
    # No reference to songs: an entry must not vanish without a word when its song does.
    """
CREATE TABLE queuedsongs (
    entryid  TEXT PRIMARY KEY CHECK (entryid <> ''),
    songid   INTEGER NOT NULL,
    israndom INTEGER NOT NULL CHECK (israndom IN (0, 1)),
    position INTEGER NOT NULL,
    seconds  REAL NOT NULL DEFAULT 0.0 CHECK (seconds >= 0.0),
    choice   TEXT
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX queuedsongs_in_order ON queuedsongs (position)",
    # What was put into the queue lately. Randy leaves these songs, their albums and artists alone for a while.
    """
CREATE TABLE recentsongs (
    recentid  INTEGER PRIMARY KEY AUTOINCREMENT,
    songid    INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    timestamp INTEGER NOT NULL
) STRICT
""",
    "CREATE INDEX recentsongs_of_song ON recentsongs (songid)",
    "CREATE INDEX recentsongs_by_time ON recentsongs (timestamp)",
    """
CREATE TABLE playedsongs (
    playid    INTEGER PRIMARY KEY AUTOINCREMENT,
    songid    INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    timestamp INTEGER NOT NULL,
    random    INTEGER NOT NULL CHECK (random IN (0, 1))
) STRICT
""",
    "CREATE INDEX playedsongs_of_song ON playedsongs (songid, timestamp)",
    "CREATE INDEX playedsongs_by_time ON playedsongs (timestamp)",
    # A pair of songs is the same pair in either order. The weight is the one at the time of the update.
    """
CREATE TABLE songrelations (
    songida INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    songidb INTEGER NOT NULL REFERENCES songs (songid) ON DELETE CASCADE,
    weight  REAL NOT NULL CHECK (weight > 0.0),
    updated INTEGER NOT NULL,
    PRIMARY KEY (songida, songidb),
    CHECK (songida < songidb)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX songrelations_of_second ON songrelations (songidb)",
    # By id, so that a genre may be renamed. A genre without a row is not active, a subgenre without one is.
    """
CREATE TABLE tagfilters (
    tagid  INTEGER PRIMARY KEY REFERENCES tags (tagid) ON DELETE CASCADE,
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT
""",
    """
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    # All Randy asks about, so that he need not look at the songs themselves: they are ten times as large.
    """
CREATE INDEX songs_for_randy ON songs (albumid, playtime, disabled, favorite, badaudio, liverecording, likes, dislikes,
                                       lastplayed, artistid)
""".strip(),
    "CREATE INDEX albums_shown ON albums (albumid) WHERE hidden = 0",
)


def apply(database: Database) -> None:
    """Adds the tables of playback."""
    for statement in _STATEMENTS:
        database.execute(statement.strip())
