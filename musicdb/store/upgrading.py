"""Brings a database file to the newest schema, after it has put a backup beside it.

The version of a file is the number of steps it has taken, kept in `PRAGMA user_version`. Each step is one transaction.
"""

import logging
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from musicdb.errors import DatabaseError, DatabaseVersionError
from musicdb.store.connection import plain_words
from musicdb.store.migrations import STEPS, Step

logger = logging.getLogger(__name__)


def upgrade(connection: sqlite3.Connection, path: Path, steps: Sequence[Step] = STEPS) -> None:
    """Takes the steps that a database has not taken yet.

    :raises DatabaseVersionError: when a newer MusicDB made the file.
    :raises DatabaseError: when the file belongs to another program or a step fails; the failed step leaves no trace.
    """
    with plain_words(path):
        version = version_of(connection)
        if version > len(steps):
            message = (
                f"The database {path} has version {version}; this MusicDB knows versions up to {len(steps)}. "
                "Install the newer MusicDB again, or put a backup made before the upgrade in its place."
            )
            raise DatabaseVersionError(message)
        if version == len(steps):
            return
        if version > 0:
            _back_up(connection, path, version)
        elif connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            message = (
                f"The database {path} was not made by this MusicDB (a MusicDB 8 database has the same name). "
                "Move it away or choose another data directory; MusicDB then makes a new one."
            )
            raise DatabaseError(message)
        for number, step in enumerate(steps[version:], start=version + 1):
            _take(connection, number, step)


def version_of(connection: sqlite3.Connection) -> int:
    """How many steps a database has taken."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _take(connection: sqlite3.Connection, number: int, step: Step) -> None:
    # It brings numpy along: 120 ms and 20 MiB that a server with nothing to upgrade does not pay.
    from sqlite_utils import Database  # noqa: PLC0415

    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have taken the step while this one waited for the lock.
        if version_of(connection) < number:
            step(Database(connection, execute_plugins=False))
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    logger.info("The database has version %d now.", number)


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Writes a copy beside the file. It gets its name when it is complete and on disk."""
    backup = path.with_name(f"{path.name}.{version}.bak")
    partial = path.with_name(f"{path.name}.{version}.bak.part")
    partial.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(partial),))
    descriptor = os.open(partial, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    partial.replace(backup)
    logger.info("The database was copied to %s before its upgrade.", backup)
