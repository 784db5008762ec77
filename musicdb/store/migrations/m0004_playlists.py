"""Step 4: playlists, names prepared for comparing, and lyrics with times."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = (
    """
CREATE TABLE playlists (
    playlistid INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL CHECK (name <> ''),
    comment    TEXT NOT NULL DEFAULT '',
    rules      TEXT,
    created    INTEGER NOT NULL,
    updated    INTEGER NOT NULL,
    removed    INTEGER
) STRICT
""",
    # A song that leaves the catalogue leaves path and checksum behind, and its entry waits for it to come back.
    """
CREATE TABLE playlistsongs (
    entryid    INTEGER PRIMARY KEY AUTOINCREMENT,
    playlistid INTEGER NOT NULL REFERENCES playlists (playlistid) ON DELETE CASCADE,
    songid     INTEGER,
    position   INTEGER NOT NULL,
    path       TEXT,
    checksum   TEXT,
    CHECK (songid NOT NULL OR path NOT NULL)
) STRICT
""",
    "CREATE INDEX playlistsongs_in_order ON playlistsongs (playlistid, position)",
    "CREATE INDEX playlistsongs_of_song ON playlistsongs (songid)",
    "CREATE INDEX playlistsongs_by_path ON playlistsongs (path) WHERE songid IS NULL",
    "CREATE INDEX playlistsongs_by_checksum ON playlistsongs (checksum) WHERE songid IS NULL",
    """
CREATE TRIGGER playlistsongs_wait AFTER DELETE ON songs BEGIN
    UPDATE playlistsongs SET songid = NULL, path = OLD.path, checksum = OLD.checksum WHERE songid = OLD.songid;
END
""",
    """
CREATE TRIGGER playlistsongs_return AFTER INSERT ON songs BEGIN
    UPDATE playlistsongs SET songid = NEW.songid WHERE songid IS NULL AND path = NEW.path;
    UPDATE playlistsongs SET songid = NEW.songid
    WHERE songid IS NULL AND checksum = NEW.checksum AND NEW.checksum <> '';
END
""",
    # Names as store/folding.py folds them. SQL can do it for plain ASCII; NULL waits for Python.
    """
CREATE TABLE foldednames (
    class  TEXT NOT NULL CHECK (class IN ('artist', 'album', 'song')),
    id     INTEGER NOT NULL,
    folded TEXT,
    PRIMARY KEY (class, id)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX foldednames_to_come ON foldednames (class, id) WHERE folded IS NULL",
    # All smart playlists ask about, so that the songs themselves need not be looked at: they are much larger.
    """
CREATE INDEX songs_for_rules ON songs (albumid, artistid, cd, number, playtime, bitrate, disabled, favorite, likes,
                                       dislikes, liverecording, badaudio, lyricsstate, lastplayed)
""",
    "ALTER TABLE lyrics ADD COLUMN synchronized TEXT NOT NULL DEFAULT ''",
)

_FOLDED = "iif({row}name GLOB '*[^ -~]*', NULL, lower({row}name))"


def _folding(class_: str) -> tuple[str, ...]:
    """The names of one table: those that are there, and triggers for the ones to come."""
    table, key = f"{class_}s", f"{class_}id"
    new, here = _FOLDED.format(row="NEW."), _FOLDED.format(row="")
    return (
        f"INSERT INTO foldednames (class, id, folded) SELECT '{class_}', {key}, {here} FROM {table}",  # noqa: S608
        f"""
CREATE TRIGGER {table}_named AFTER INSERT ON {table} BEGIN
    INSERT INTO foldednames (class, id, folded) VALUES ('{class_}', NEW.{key}, {new});
END
""",  # noqa: S608
        f"""
CREATE TRIGGER {table}_renamed AFTER UPDATE OF name ON {table} WHEN NEW.name IS NOT OLD.name BEGIN
    UPDATE foldednames SET folded = {new} WHERE class = '{class_}' AND id = NEW.{key};
END
""",  # noqa: S608
        f"""
CREATE TRIGGER {table}_forgotten AFTER DELETE ON {table} BEGIN
    DELETE FROM foldednames WHERE class = '{class_}' AND id = OLD.{key};
END
""",  # noqa: S608
    )


def apply(database: Database) -> None:
    """Adds the tables of playlists."""
    for statement in (*_STATEMENTS, *_folding("artist"), *_folding("album"), *_folding("song")):
        database.execute(statement.strip())
