"""Opens SQLite files the way MusicDB wants them, and says in plain words what went wrong with one."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from musicdb.errors import BadArgumentError, DatabaseError, MusicDBError, NoSpaceError

BUSY_SECONDS = 20.0
# Per connection, and there is one connection per thread: with ten threads all caches together stay below 20 MiB.
CACHE_KIBIBYTES = 2000
WRITE_AHEAD_LOG_BYTES = 16 * 1024 * 1024

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    f"PRAGMA cache_size = -{CACHE_KIBIBYTES}",
    f"PRAGMA journal_size_limit = {WRITE_AHEAD_LOG_BYTES}",
)


class Connection(sqlite3.Connection):
    """A connection that can be referred to weakly, so that it closes when its thread ends."""


def open_connection(path: Path) -> Connection:
    """Opens or creates a database file. Transactions are begun and ended by whoever uses the connection.

    :raises DatabaseError: when the file cannot be opened or is not a database.
    """
    with plain_words(path):
        connection = sqlite3.connect(
            path,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            factory=Connection,
        )
        try:
            for pragma in _PRAGMAS:
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def plain_words(path: Path) -> Iterator[None]:
    """Turns errors of SQLite into errors of MusicDB. Numbers a client sends may be larger than any id."""
    try:
        yield
    except sqlite3.Error as error:
        raise explained(error, path) from error
    except OverflowError as error:
        raise BadArgumentError("A number is too large. The largest one is 9223372036854775807.") from error


def explained(error: sqlite3.Error, path: Path) -> MusicDBError:
    """What an error of SQLite means for the person in front of the server."""
    # Extended codes hold the general code in their lowest byte.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        return DatabaseError(
            f"The database {path} is damaged ({error}). Stop the server, keep the file for rescue, and put the newest "
            f"backup ({path.name}.*.bak) or your own backup in its place. The music itself is not affected."
        )
    if code == sqlite3.SQLITE_FULL:
        return NoSpaceError(f"There is no space left for the database {path}. Nothing was changed; free some space.")
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return DatabaseError(
            f"The database {path} is being written by another program. Nothing was changed; close the other program."
        )
    if code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}:
        return DatabaseError(
            f"The database {path} cannot be opened or written ({error}). Check the rights and the disk."
        )
    return DatabaseError(f"The database {path} refused: {error}.")
