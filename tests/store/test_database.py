"""Transactions keep or take back everything, whatever happens in between."""

import gc
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from musicdb.errors import DatabaseError, MusicDBError
from musicdb.store.store import Store
from tests.store.conftest import add_album

KILLED_INSIDE_A_WRITE = """
import os, signal, sys
from pathlib import Path
from musicdb.store.store import Store
store = Store(Path(sys.argv[1]))
store.artists.add("Complete", "Complete")
with store.write():
    artist = store.artists.add("Half", "Half")
    for number in range(2000):
        store.albums.add_or_update(
            artistid=artist.id, name="x" * 500, path=f"Half/{number}", release=1, origin="", added=0
        )
    os.kill(os.getpid(), signal.SIGKILL)
"""


class StumbleError(Exception):
    """Something goes wrong in the middle."""


def add_and_stumble(store: Store, name: str) -> None:
    with store.write():
        store.artists.add(name, name)
        raise StumbleError


def add_twice_and_stumble(store: Store) -> None:
    with store.write():
        with store.write():
            store.artists.add("A", "A")
        raise StumbleError


def names(store: Store) -> list[str]:
    return [artist.name for artist in store.artists.all()]


def test_a_process_killed_inside_a_write_leaves_nothing_half(tmp_path: Path) -> None:
    path = tmp_path / "music.db"
    ended = subprocess.run([sys.executable, "-c", KILLED_INSIDE_A_WRITE, path], check=False)
    assert ended.returncode == -signal.SIGKILL
    store = Store(path)
    assert names(store) == ["Complete"]
    assert store.albums.all() == []
    assert store.row("PRAGMA integrity_check") == ("ok",)
    store.close()


def test_an_exception_takes_back_the_whole_write(store: Store) -> None:
    with pytest.raises(StumbleError):
        add_and_stumble(store, "A")
    assert names(store) == []


def test_a_nested_write_belongs_to_the_outer_one(store: Store) -> None:
    with pytest.raises(StumbleError):
        add_twice_and_stumble(store)
    assert names(store) == []


def test_a_failed_nested_write_is_taken_back_alone_when_the_outer_one_goes_on(store: Store) -> None:
    with store.write():
        store.artists.add("A", "A")
        with pytest.raises(StumbleError):
            add_and_stumble(store, "B")
        store.artists.add("C", "C")
    assert names(store) == ["A", "C"]


def test_reading_sees_one_state_while_another_thread_writes(store: Store) -> None:
    store.artists.add("A", "A")
    with store.read():
        assert names(store) == ["A"]
        writer = threading.Thread(target=store.artists.add, args=("B", "B"))
        writer.start()
        writer.join()
        assert names(store) == ["A"]
    assert names(store) == ["A", "B"]


def test_writing_inside_of_reading_is_refused(store: Store) -> None:
    with store.read(), pytest.raises(DatabaseError, match=r"store\.write"):
        store.artists.add("A", "A")
    store.artists.add("A", "A")


def test_many_threads_write_without_disturbing_each_other(store: Store) -> None:
    def work(number: int) -> None:
        for album in range(5):
            add_album(store, f"Artist {number}", f"Album {album}", songs=2)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.albums.all()) == 30
    assert len(store.songs.all()) == 60


def test_a_violated_rule_is_an_error_of_musicdb_and_leaves_nothing(store: Store) -> None:
    with pytest.raises(DatabaseError, match="FOREIGN KEY"):
        store.albums.add_or_update(artistid=99, name="x", path="x", release=1, origin="", added=0)
    assert store.albums.all() == []


def test_a_closed_store_says_so(store: Store) -> None:
    store.artists.add("A", "A")
    store.close()
    with pytest.raises(MusicDBError, match="closed"):
        store.artists.all()


def test_the_connection_of_an_ended_thread_is_closed(store: Store) -> None:
    thread = threading.Thread(target=store.artists.all)
    thread.start()
    thread.join()
    store.artists.all()
    gc.collect()
    assert len(store._connections) == 1


def test_a_file_that_is_no_database_is_refused_with_a_sentence_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "music.db"
    path.write_bytes(b"This is a shopping list. " * 1000)
    with pytest.raises(DatabaseError, match="damaged"):
        Store(path)
    assert path.read_bytes().startswith(b"This is a shopping list.")


def test_a_database_with_damaged_pages_is_reported_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "music.db"
    store = Store(path)
    for number in range(40):
        add_album(store, f"Artist {number}", "Album")
    store.close()
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(DatabaseError, match="damaged"):
        Store(path).songs.all()


def test_a_directory_that_cannot_hold_the_database_is_an_error_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "music.db").mkdir()
    with pytest.raises(DatabaseError, match="cannot be opened"):
        Store(tmp_path / "music.db")


def test_another_program_may_read_while_the_server_writes(store: Store) -> None:
    add_album(store, "A", "B")
    other = sqlite3.connect(store.path)
    with store.write():
        store.artists.add("C", "C")
        assert other.execute("SELECT count(*) FROM artists").fetchone() == (1,)
    assert other.execute("SELECT count(*) FROM artists").fetchone() == (2,)
    other.close()
