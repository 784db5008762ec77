"""Transactions: reading from one consistent snapshot, writing all or nothing. Knows nothing of music.

Each thread has its own connection. Writers queue up on one lock of the process, so that they wait for each other in
order instead of trying again and again.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path
from typing import Any
from weakref import WeakSet

from musicdb.errors import DatabaseError
from musicdb.store.connection import Connection, open_connection, plain_words

Row = tuple[Any, ...]


class _Mode(Enum):
    """What the current transaction of a thread may do."""

    READING = auto()
    WRITING = auto()


class _Session(threading.local):
    """What belongs to one thread."""

    connection: Connection | None = None
    mode: _Mode | None = None


class Database:
    """A SQLite file that several threads use at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._session = _Session()
        self._connections: WeakSet[Connection] = WeakSet()
        self._writing = threading.Lock()
        self._closed = False
        self.writes = 0
        """How many transactions have written. As long as it stays the same, so does all there is to read."""

    @contextmanager
    def read(self) -> Iterator[None]:
        """All that is read inside sees the same state of the database. Joins a transaction that is already open."""
        if self._session.mode is not None:
            yield
            return
        with self._transaction("BEGIN", _Mode.READING):
            yield

    @contextmanager
    def write(self) -> Iterator[None]:
        """All that is written inside is kept, or, when an exception leaves the block, nothing of it.

        Nested use joins the outer transaction: an exception takes back the inner block, and the outer one decides.

        :raises DatabaseError: inside of `read`, because its snapshot cannot be written to.
        """
        if self._session.mode is _Mode.READING:
            message = "Writing inside of a reading transaction is not possible; begin with store.write()."
            raise DatabaseError(message)
        if self._session.mode is _Mode.WRITING:
            with self._savepoint():
                yield
            return
        with self._writing:
            with self._transaction("BEGIN IMMEDIATE", _Mode.WRITING):
                yield
            self.writes += 1

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows of a query."""
        connection = self._connection()
        with plain_words(self.path):
            return connection.execute(statement, parameters).fetchall()

    def row(self, statement: str, parameters: Sequence[object] = ()) -> Row | None:
        """The first row of a query, or None."""
        connection = self._connection()
        with plain_words(self.path):
            row: Row | None = connection.execute(statement, parameters).fetchone()
            return row

    def execute(self, statement: str, parameters: Sequence[object] = ()) -> None:
        """Runs one writing statement, in the open transaction or in one of its own."""
        with self.write():
            self._connection().execute(statement, parameters)

    def execute_for_id(self, statement: str, parameters: Sequence[object] = ()) -> int:
        """Runs one writing statement that ends with `RETURNING` an id, and gives that id."""
        with self.write():
            identifier: int = self._connection().execute(statement, parameters).fetchall()[0][0]
        return identifier

    def execute_many(self, statement: str, parameters: Iterable[Sequence[object]]) -> None:
        """Runs one writing statement for each sequence of parameters, in the open transaction or in one of its own."""
        with self.write():
            self._connection().executemany(statement, parameters)

    def close(self) -> None:
        """Closes the connections of all threads. They must have finished their transactions."""
        self._closed = True
        for connection in tuple(self._connections):
            connection.close()

    def _connection(self) -> Connection:
        if self._closed:
            message = f"The database {self.path} is closed because the server is stopping."
            raise DatabaseError(message)
        if self._session.connection is None:
            self._session.connection = open_connection(self.path)
            self._connections.add(self._session.connection)
        return self._session.connection

    @contextmanager
    def _transaction(self, begin: str, mode: _Mode) -> Iterator[None]:
        connection = self._connection()
        with plain_words(self.path):
            connection.execute(begin)
            self._session.mode = mode
            try:
                yield
                connection.execute("COMMIT")
            except BaseException:
                # SQLite has rolled back by itself when, for instance, the disk was full.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                self._session.mode = None

    @contextmanager
    def _savepoint(self) -> Iterator[None]:
        connection = self._connection()
        connection.execute("SAVEPOINT inner")
        try:
            yield
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK TO inner")
                connection.execute("RELEASE inner")
            raise
        connection.execute("RELEASE inner")
