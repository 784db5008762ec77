"""A database is upgraded in whole steps, after a backup, and never downgraded."""

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from musicdb.errors import DatabaseError, DatabaseVersionError
from musicdb.model.playlists import AllRules, PlaylistOrder
from musicdb.store.connection import open_connection
from musicdb.store.migrations import STEPS
from musicdb.store.schema import print_schema
from musicdb.store.store import Store
from musicdb.store.upgrading import upgrade, version_of


def add_a_column(database: Database) -> None:
    database["artists"].add_column("country", str)


def fail_halfway(database: Database) -> None:
    database["artists"].add_column("country", str)
    database.execute("SELECT name FROM nowhere")


def test_a_fresh_database_takes_all_steps_and_needs_no_backup(tmp_path: Path) -> None:
    Store(tmp_path / "music.db").close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["music.db"]
    assert version_of(sqlite3.connect(tmp_path / "music.db")) == len(STEPS)


def test_an_upgrade_keeps_the_rows_and_leaves_a_backup_of_the_old_version(tmp_path: Path) -> None:
    path = tmp_path / "music.db"
    store = Store(path)
    store.artists.add("A", "A")
    store.close()
    connection = open_connection(path)
    upgrade(connection, path, (*STEPS, add_a_column))
    assert connection.execute("SELECT name, country FROM artists").fetchall() == [("A", None)]
    connection.close()
    backup = sqlite3.connect(tmp_path / f"music.db.{len(STEPS)}.bak")
    assert version_of(backup) == len(STEPS)
    assert backup.execute("SELECT name FROM artists").fetchall() == [("A",)]


def test_sounds_that_were_heard_before_are_in_order(tmp_path: Path) -> None:
    path = tmp_path / "music.db"
    connection = open_connection(path)
    upgrade(connection, path, STEPS[:16])
    connection.executescript("""
        INSERT INTO artists (name, path) VALUES ('A', 'A');
        INSERT INTO albums (artistid, name, path) VALUES (1, 'B', 'A/B');
        INSERT INTO songs (albumid, artistid, name, path, checksum)
        VALUES (1, 1, 'D', 'A/B/D', 'd'), (1, 1, 'C', 'A/B/C', 'c'), (1, 1, 'E', 'A/B/E', '');
        INSERT INTO soundhashes VALUES ('c', 'sound c'), ('d', 'sound d');
        INSERT INTO soundvalues (soundhash, key, bpm) VALUES ('sound c', 'A minor', 100), ('sound d', 'F# minor', 90);
    """)
    connection.close()
    store = Store(path)
    assert store.shelves.songs(AllRules(), PlaylistOrder.KEY, descending=False) == [2, 1, 3]
    assert store.shelves.songs(AllRules(), PlaylistOrder.BPM, descending=False) == [1, 2, 3]
    store.close()


def test_a_failed_step_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "music.db"
    Store(path).close()
    connection = open_connection(path)
    with pytest.raises(DatabaseError, match="nowhere"):
        upgrade(connection, path, (*STEPS, fail_halfway))
    connection.close()
    Store(path).close()
    columns = sqlite3.connect(path).execute("SELECT name FROM pragma_table_info('artists')").fetchall()
    assert ("country",) not in columns


def test_a_backup_that_was_cut_off_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "music.db"
    Store(path).close()
    (tmp_path / f"music.db.{len(STEPS)}.bak.part").write_bytes(b"half a backup")
    connection = open_connection(path)
    upgrade(connection, path, (*STEPS, add_a_column))
    connection.close()
    assert sqlite3.connect(tmp_path / f"music.db.{len(STEPS)}.bak").execute("SELECT name FROM tags").fetchall()
    assert not list(tmp_path.glob("*.part"))


def test_a_newer_database_is_refused_and_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "music.db"
    Store(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    connection.close()
    with pytest.raises(DatabaseVersionError, match="newer"):
        Store(path)


def test_a_database_of_musicdb_8_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "music.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE meta (id INTEGER PRIMARY KEY, key TEXT, value TEXT)")
    connection.close()
    with pytest.raises(DatabaseError, match="not made by this MusicDB"):
        Store(path)


def test_the_schema_is_printed_as_one_page_that_makes_the_same_database() -> None:
    page = print_schema()
    connection = sqlite3.connect(":memory:")
    connection.executescript(page)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"artists", "albums", "songs", "videos", "lyrics", "tags", "songtags", "metadata", "changes"} <= tables
    assert page.count("STRICT") == len(tables - {"sqlite_sequence"})
