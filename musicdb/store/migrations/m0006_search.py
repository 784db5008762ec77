"""Step 6: the catalogue notes what the search has to look at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = (
    # The newest change of each record has the highest number. A record is here once at most, so nobody has to clean up.
    """
CREATE TABLE searchchanges (
    kind   TEXT NOT NULL CHECK (kind IN ('artist', 'album', 'song', 'video', 'lyrics')),
    id     INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX searchchanges_in_order ON searchchanges (number)",
)

_NOTE = """
    INSERT INTO searchchanges (kind, id, number)
    VALUES ('{kind}', {row}.{key}, (SELECT ifnull(max(number), 0) + 1 FROM searchchanges))
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;"""

# Which columns the search knows of each table.
_TABLES = (
    ("artist", "artists", "artistid", ("name",)),
    ("album", "albums", "albumid", ("name", "artistid", "hidden")),
    ("song", "songs", "songid", ("name", "artistid", "albumid", "disabled", "likes", "dislikes", "favorite")),
    ("video", "videos", "videoid", ("name", "artistid", "albumid", "disabled", "likes", "dislikes", "favorite")),
    ("lyrics", "lyrics", "songid", ("lyrics", "synchronized")),
)


def _triggers(kind: str, table: str, key: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    new, old = (_NOTE.format(kind=kind, row=row, key=key) for row in ("NEW", "OLD"))
    names = ", ".join(columns)
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
    return (
        f"CREATE TRIGGER {table}_search_new AFTER INSERT ON {table} BEGIN{new}\nEND",
        f"CREATE TRIGGER {table}_search_changed AFTER UPDATE OF {names} ON {table}\nWHEN {changed} BEGIN{new}\nEND",
        f"CREATE TRIGGER {table}_search_gone AFTER DELETE ON {table} BEGIN{old}\nEND",
    )


def apply(database: Database) -> None:
    """Adds the table of changes, and the triggers that fill it."""
    for statement in _STATEMENTS:
        database.execute(statement.strip())
    for table in _TABLES:
        for statement in _triggers(*table):
            database.execute(statement)
