"""Files that were cut or changed, power that went, disks that are full: never a wrong answer, never a lost update."""

import resource
import shutil
import signal
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy
import pytest

from musicdb.errors import BackupError, CollisionError, IndexDamagedError, MusicDBError, NoSpaceError
from musicdb.fingerprint.index.changes import Insert, Remove
from musicdb.fingerprint.index.index import FingerprintIndex
from musicdb.fingerprint.index.settings import Settings
from musicdb.fingerprint.index.snapshots import restore
from tests.fingerprint.index.oracle import SMALL, Chance, Documents, agree, expected, found

# Writes segments and leaves them alone.
PLAIN = Settings(memory=60_000, effort=10**9, quiet=10_000)


def filled(directory: Path, settings: Settings = PLAIN) -> Documents:
    """An index of some segments and a log, and what is in it."""
    # On a busy machine the thread may come late, and write all at once.
    for _ in range(20):
        documents, segments = filled_once(directory, settings)
        if segments > 1:
            return documents
        shutil.rmtree(directory)
    raise AssertionError("no index of several segments came out")


def filled_once(directory: Path, settings: Settings) -> tuple[Documents, int]:
    """What is in it, and the number of segments."""
    chance = Chance(2)
    documents: Documents = {number: chance.items() for number in range(1, 260)}
    with FingerprintIndex.open(directory, settings) as index:
        for number, items in documents.items():
            index.update([Insert(number, items)])
        for number in range(40, 50):
            index.update([Remove(number)])
            del documents[number]
        segments = index.statistics().segments
    return documents, segments


def history(directory: Path, documents: Documents) -> None:
    """Asserts that an index either says that it is damaged, or holds what it held at its version, and finds that."""
    try:
        with FingerprintIndex.open(directory, PLAIN) as index:
            number = min(index.version, 259)
            gone = set(range(40, 40 + max(index.version - 259, 0)))
            everything = {**documents, **{n: Chance(0).items(1) for n in range(40, 50) if n not in documents}}
            assert index.ids().tolist() == [n for n in sorted(everything) if n <= number and n not in gone]
            known = {n: items for n, items in documents.items() if n <= number}
            for n in (1, 100, 200):
                answer = {k: v for k, v in found(index.search(documents[n], 10**6)).items() if k not in range(40, 50)}
                assert answer == expected(known, documents[n])
            index.verify()
    except IndexDamagedError:
        return


def test_a_byte_that_changed_is_noticed(tmp_path: Path) -> None:
    documents = filled(tmp_path / "index")
    chance = numpy.random.default_rng(1)
    for path in sorted((tmp_path / "index").iterdir()):
        whole = path.read_bytes()
        for place in {0, 9, len(whole) - 1, *chance.integers(0, len(whole), 12).tolist()}:
            changed = bytearray(whole)
            changed[place] ^= 1 << int(chance.integers(8))
            path.write_bytes(changed)
            with pytest.raises(IndexDamagedError), FingerprintIndex.open(tmp_path / "index", PLAIN) as index:
                index.verify()
        path.write_bytes(whole)
    with FingerprintIndex.open(tmp_path / "index", PLAIN) as index:
        agree(index, documents, Chance())


def test_a_search_notices_what_it_reads(tmp_path: Path) -> None:
    documents = filled(tmp_path / "index")
    (path, *_) = sorted((tmp_path / "index").glob("segment-*"))
    changed = bytearray(path.read_bytes())
    changed[300] ^= 4
    path.write_bytes(changed)
    with FingerprintIndex.open(tmp_path / "index", PLAIN) as index:
        answers = []
        for items in documents.values():
            try:
                answers.append(found(index.search(items, 10**6)) == expected(documents, items))
            except IndexDamagedError:
                answers.append(None)
    assert False not in answers
    assert None in answers


def test_a_file_that_was_cut_is_noticed(tmp_path: Path) -> None:
    documents = filled(tmp_path / "index")
    for path in sorted((tmp_path / "index").iterdir()):
        whole = path.read_bytes()
        for size in {0, 1, 19, 20, 21, *range(50, len(whole), len(whole) // 7 + 1), len(whole) - 1}:
            path.write_bytes(whole[:size])
            shutil.copytree(tmp_path / "index", tmp_path / "copy")
            history(tmp_path / "copy", documents)
            shutil.rmtree(tmp_path / "copy")
        path.write_bytes(whole)


def test_a_segment_that_is_cut_while_it_is_open_ends_nothing(tmp_path: Path) -> None:
    documents = filled(tmp_path / "index")
    with FingerprintIndex.open(tmp_path / "index", PLAIN) as index:
        index.settle()
        for path in (tmp_path / "index").glob("segment-*"):
            with path.open("r+b") as file:
                file.truncate(100)
        with pytest.raises(IndexDamagedError):
            index.search(documents[1])


def test_a_log_ends_where_the_power_went(tmp_path: Path) -> None:
    with FingerprintIndex.open(tmp_path / "index") as index:
        for number in range(1, 6):
            index.update([Insert(number, [number, 1000])])
    path = tmp_path / "index" / "log-00000001"
    whole = path.read_bytes()
    versions = set()
    for size in range(len(whole) + 1):
        path.write_bytes(whole[:size])
        with FingerprintIndex.open(tmp_path / "index") as index:
            assert index.ids().tolist() == list(range(1, index.version + 1))
            versions.add(index.version)
            index.update([Insert(77, [7])])
        with FingerprintIndex.open(tmp_path / "index") as index:
            assert index.get(77) == index.version
    assert versions == set(range(6))
    path.write_bytes(whole + bytes(4096))
    with FingerprintIndex.open(tmp_path / "index") as index:
        assert index.version == 5


def test_files_that_are_missing_are_noticed(tmp_path: Path) -> None:
    filled(tmp_path / "index")
    for path in sorted((tmp_path / "index").iterdir()):
        path.rename(tmp_path / "aside")
        with pytest.raises(IndexDamagedError):
            FingerprintIndex.open(tmp_path / "index", PLAIN)
        (tmp_path / "aside").rename(path)


def test_it_is_made_anew_from_what_is_true(tmp_path: Path) -> None:
    documents = filled(tmp_path / "index")
    (tmp_path / "index" / "manifest").write_bytes(b"nothing")
    with FingerprintIndex.open(tmp_path / "index", SMALL, source=lambda: iter(documents.items())) as index:
        agree(index, documents, Chance())
    # A crash between the two renames of a replacement leaves the old one beside.
    (tmp_path / "index").rename(tmp_path / "index.old")
    with FingerprintIndex.open(tmp_path / "index", SMALL) as index:
        agree(index, documents, Chance())


_WRITER = """
import sys
from pathlib import Path
from musicdb.fingerprint.index.changes import Insert
from musicdb.fingerprint.index.index import FingerprintIndex
from musicdb.fingerprint.index.settings import Settings
index = FingerprintIndex.open(Path(sys.argv[1]), Settings(memory=60_000, quiet=0.0))
for number in range(1, 100_000):
    print(index.update([Insert(number, range(number, number + 200))]), flush=True)
"""


@pytest.mark.parametrize("updates", [3, 400])
def test_a_killed_process_loses_nothing_it_promised(tmp_path: Path, updates: int) -> None:
    command = [sys.executable, "-c", _WRITER, str(tmp_path / "index")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        lines = [process.stdout.readline() for _ in range(updates)]
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
    promised = [int(line) for line in lines if line.endswith("\n")][-1]
    with FingerprintIndex.open(tmp_path / "index", SMALL) as index:
        assert promised <= index.version <= promised + 1
        assert index.ids().tolist() == list(range(1, index.version + 1))
        assert index.search(range(promised, promised + 200)).found[0].id == promised
        index.settle()
        index.verify()


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file may become larger than `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path) -> None:
    chance = Chance(4)
    documents: Documents = {}
    with FingerprintIndex.open(tmp_path / "index", SMALL) as index:
        number = 0
        with full_disk(5000):
            for _ in range(60):
                number += 1
                items = chance.numbers.integers(0, 2**32, 400, dtype=numpy.uint32)
                try:
                    index.update([Insert(number, items)])
                except NoSpaceError:
                    continue
                documents[number] = items
            assert 0 < len(documents) < number
            agree(index, documents, chance)
            with pytest.raises(NoSpaceError):
                index.snapshot(tmp_path / "snapshot")
        version = index.update([Insert(1000, [1])])
        documents[1000] = numpy.array([1], numpy.uint32)
        index.settle()
        agree(index, documents, chance)
    with FingerprintIndex.open(tmp_path / "index", SMALL) as index:
        assert index.version == version
        agree(index, documents, chance)
    assert not list(tmp_path.rglob("*.part"))


def test_a_snapshot_is_what_was_there_when_it_was_made(tmp_path: Path) -> None:
    documents = filled(tmp_path / "index")
    with FingerprintIndex.open(tmp_path / "index", SMALL) as index:
        index.update([Insert(5000, [5])], metadata={"from": "here"})
        index.snapshot(tmp_path / "snapshot")
        index.update([Remove(1)])
        with pytest.raises(CollisionError):
            index.snapshot(tmp_path / "snapshot")
    assert restore(tmp_path / "snapshot", tmp_path / "other") == 270
    documents[5000] = numpy.array([5], numpy.uint32)
    with FingerprintIndex.open(tmp_path / "other", SMALL) as other:
        agree(other, documents, Chance())
        assert (other.version, other.metadata) == (270, {"from": "here"})
        assert other.update([Insert(1, [1])]) == 271
    with pytest.raises(BackupError):
        restore(tmp_path / "snapshot", tmp_path / "other")


def test_a_damaged_snapshot_is_not_restored(tmp_path: Path) -> None:
    filled(tmp_path / "index")
    with FingerprintIndex.open(tmp_path / "index", PLAIN) as index:
        index.snapshot(tmp_path / "snapshot")
    whole = (tmp_path / "snapshot").read_bytes()
    with tarfile.open(tmp_path / "snapshot") as tar:
        contents = [range(member.offset_data, member.offset_data + member.size) for member in tar]
    for place in [begin for content in contents for begin in (content[0], content[len(content) // 2], content[-1])]:
        changed = bytearray(whole)
        changed[place] ^= 16
        (tmp_path / "changed").write_bytes(changed)
        with pytest.raises(IndexDamagedError):
            restore(tmp_path / "changed", tmp_path / "other")
    for size in (0, 100, 600, len(whole) // 2):
        (tmp_path / "cut").write_bytes(whole[:size])
        with pytest.raises(MusicDBError):
            restore(tmp_path / "cut", tmp_path / "other")
    assert not (tmp_path / "other").exists()
    assert not list(tmp_path.glob("other*"))
