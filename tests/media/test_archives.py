"""Archives, the honest and the hostile."""

import gzip
import io
import random
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from musicdb.errors import ArchiveError, MusicDBError, NoSpaceError
from musicdb.media.archives import unpack
from musicdb.model.media import UnpackedFile

HONEST = {"Album/CD1/01 Öne.mp3": b"one" * 1000, "Album/CD1/02 二.flac": b"two", "Album/cover.jpg": b"\xff\xd8"}
TAPES = [("a.tar", "w"), ("a.tar.gz", "w:gz"), ("a.tgz", "w:gz"), ("a.tar.bz2", "w:bz2"), ("a.tar.xz", "w:xz")]


def make_zip(path: Path, files: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return path


def make_tape(path: Path, files: Iterable[tuple[str | tarfile.TarInfo, bytes]], mode: Any = "w") -> Path:
    with tarfile.open(path, mode) as archive:
        for name, data in files:
            entry = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            if entry.isreg():
                entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


def take(archive: Path, directory: Path, max_bytes: int = 10_000_000, max_files: int = 100) -> dict[str, bytes]:
    """The names and contents that come out."""
    files = unpack(archive, archive.name, directory, max_bytes, max_files)
    assert sorted(path.name for path in directory.iterdir()) == sorted(Path(file.path).name for file in files)
    return {file.name: Path(file.path).read_bytes() for file in files}


def refused(archive: Path, directory: Path, max_bytes: int = 10_000_000, max_files: int = 100) -> str:
    """The sentence the archive is refused with. Nothing is left behind."""
    with pytest.raises(ArchiveError) as error:
        unpack(archive, archive.name, directory, max_bytes, max_files)
    assert not directory.exists()
    return error.value.message


def test_a_zip_is_unpacked(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "a.zip", HONEST.items())
    assert take(archive, tmp_path / "out") == HONEST


@pytest.mark.parametrize(("name", "mode"), TAPES)
def test_a_tape_is_unpacked(tmp_path: Path, name: str, mode: str) -> None:
    archive = make_tape(tmp_path / name, HONEST.items(), mode)
    assert take(archive, tmp_path / "out") == HONEST


def test_files_get_generated_names(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "a.zip", HONEST.items())
    directory = tmp_path / "out"
    directory.mkdir()
    first, *_ = unpack(archive, "a.zip", directory, 10_000, 10)
    assert first == UnpackedFile("Album/CD1/01 Öne.mp3", str(directory / "0001"))
    assert sorted(path.name for path in directory.iterdir()) == ["0001", "0002", "0003"]


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "a.tar.gz", HONEST.items())
    assert take(archive, tmp_path / "out") == HONEST


def test_junk_is_passed_by_and_music_that_begins_with_dots_is_not(tmp_path: Path) -> None:
    junk = [
        "__MACOSX/Album/._01.mp3",
        ".DS_Store",
        "A/Thumbs.db",
        "A/Desktop.ini",
        "A/._01.mp3",
        "A/.hidden",
        "@eaDir/x",
    ]
    music = ["...And Justice for All/01 x.mp3", "A/...Baby.mp3", "A/.5.flac"]
    files = [(name, b"x") for name in junk + music]
    assert list(take(make_zip(tmp_path / "a.zip", files), tmp_path / "out")) == music
    assert list(take(make_tape(tmp_path / "a.tar", files), tmp_path / "tape")) == music


def test_archives_inside_stay_files(tmp_path: Path) -> None:
    inner = make_zip(tmp_path / "inner.zip", HONEST.items()).read_bytes()
    assert take(make_zip(tmp_path / "a.zip", [("inner.zip", inner)]), tmp_path / "out") == {"inner.zip": inner}


def test_of_two_files_of_one_name_the_later_counts(tmp_path: Path) -> None:
    archive = make_tape(tmp_path / "a.tar", [("a.mp3", b"old"), ("b.mp3", b"b"), ("./a.mp3", b"new")])
    assert take(archive, tmp_path / "out") == {"b.mp3": b"b", "a.mp3": b"new"}


def test_names_are_read_as_they_were_meant(tmp_path: Path) -> None:
    undeclared = zipfile.ZipInfo("Motorhead/xx.mp3")
    archive = make_zip(tmp_path / "a.zip", [(undeclared, b"1"), ("DOS-x.mp3", b"2"), ("Dir\\sub\\a\x07.mp3", b"3")])
    data = archive.read_bytes().replace(b"Motorhead/xx.mp3", "Motörhead/x.mp3".encode())
    archive.write_bytes(data.replace(b"DOS-x.mp3", "DOS-ü.mp3".encode("cp437")))
    assert list(take(archive, tmp_path / "out")) == ["Motörhead/x.mp3", "DOS-ü.mp3", "Dir/sub/a.mp3"]


def test_a_name_in_the_extra_field_counts(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("____.mp3")
    name = "音楽.mp3".encode()
    field = b"\x01" + struct.pack("<I", zlib.crc32(b"____.mp3")) + name
    entry.extra = struct.pack("<HH", 0x7075, len(field)) + field
    assert list(take(make_zip(tmp_path / "a.zip", [(entry, b"x")]), tmp_path / "out")) == ["音楽.mp3"]


def test_latin1_names_of_old_tapes_are_read(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w", format=tarfile.GNU_FORMAT, encoding="cp437") as archive:
        archive.addfile(tarfile.TarInfo("ü.mp3"), io.BytesIO())
    assert list(take(tmp_path / "a.tar", tmp_path / "out")) == ["ü.mp3"]


CLIMBING = ["../a.mp3", "a/../../b.mp3", "/etc/passwd", "C:/a.mp3", "C:\\a.mp3", "..\\a.mp3", "\\\\server\\a", "a/.."]


@pytest.mark.parametrize("name", CLIMBING)
def test_climbing_names_are_refused(tmp_path: Path, name: str) -> None:
    files = [("fine.mp3", b"x"), (name, b"x")]
    assert "leads out of it" in refused(make_zip(tmp_path / "a.zip", files), tmp_path / "out")
    assert "leads out of it" in refused(make_tape(tmp_path / "a.tar", files), tmp_path / "out")


def test_links_and_devices_are_passed_by(tmp_path: Path) -> None:
    entries: list[tuple[str | tarfile.TarInfo, bytes]] = []
    for number, kind in enumerate(
        (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE)
    ):
        entry = tarfile.TarInfo(f"entry {number}")
        entry.type, entry.linkname = kind, "/etc/passwd"
        entries.append((entry, b""))
    through = [("entry 0/x.mp3", b"x"), ("a.mp3", b"a")]
    archive = make_tape(tmp_path / "a.tar", [*entries, *through])
    assert take(archive, tmp_path / "out") == dict(through)
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive = make_zip(tmp_path / "a.zip", [(link, b"/etc/passwd"), ("a.mp3", b"a"), ("directory/", b"")])
    assert take(archive, tmp_path / "zip") == {"a.mp3": b"a"}


def test_bombs_are_refused_while_they_unpack(tmp_path: Path) -> None:
    zeros = bytes(3_000_000)
    zipped = make_zip(tmp_path / "a.zip", [("a.mp3", zeros)])
    assert "more than 1000000 bytes" in refused(zipped, tmp_path / "out", 1_000_000)
    lying = zipped.read_bytes().replace(struct.pack("<I", 3_000_000), struct.pack("<I", 900_000))
    zipped.write_bytes(lying)
    refused(zipped, tmp_path / "out", 1_000_000)
    taped = make_tape(tmp_path / "a.tar.gz", [("a.mp3", zeros)], "w:gz")
    assert "more than 1000000 bytes" in refused(taped, tmp_path / "out", 1_000_000)


def test_bombs_of_junk_are_refused(tmp_path: Path) -> None:
    header = tarfile.TarInfo(".DS_Store")
    header.size = 80_000_000
    with gzip.open(tmp_path / "a.tar.gz", "wb", compresslevel=1) as tape:
        tape.write(header.tobuf())
        for _ in range(20):
            tape.write(bytes(4_000_000))
    assert "far more" in refused(tmp_path / "a.tar.gz", tmp_path / "out", 1_000)


@pytest.mark.parametrize("first", [b"", tarfile.TarInfo("a.mp3").tobuf()])
def test_bombs_of_headers_are_refused(tmp_path: Path, first: bytes) -> None:
    header = tarfile.TarInfo("a")
    header.size, header.type = 5_000_000, tarfile.XHDTYPE
    (tmp_path / "a.tar").write_bytes(first + header.tobuf() + bytes(5_000_000))
    assert "far more" in refused(tmp_path / "a.tar", tmp_path / "out")


def test_crowds_of_entries_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(tarfile.TarInfo(".x").tobuf() * 2000)
    assert "entries" in refused(tmp_path / "a.tar", tmp_path / "out", max_files=10)
    crowd = ((f".{number}", b"") for number in range(1100))
    assert "entries" in refused(make_zip(tmp_path / "a.zip", crowd), tmp_path / "out", max_files=10)


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    files = [(f"{number}.mp3", b"x") for number in range(11)]
    assert "more than 10 files" in refused(make_zip(tmp_path / "a.zip", files), tmp_path / "out", max_files=10)
    assert "more than 10 files" in refused(make_tape(tmp_path / "a.tar", files), tmp_path / "out", max_files=10)


def test_a_directory_of_absurd_size_is_refused(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "a.zip", [("a.mp3", b"x")])
    data = bytearray(archive.read_bytes())
    place = data.rindex(b"PK\x05\x06")
    data[place + 12 : place + 16] = struct.pack("<I", 0x7FFFFFFF)
    archive.write_bytes(data)
    assert "absurd" in refused(archive, tmp_path / "out")


def test_encrypted_archives_are_refused(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "a.zip", [("a.mp3", b"x")])
    data = bytearray(archive.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(data)
    assert "without a password" in refused(archive, tmp_path / "out")


def test_unknown_compressions_are_refused(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "a.zip", [("a.mp3", b"x" * 100)])
    data = bytearray(archive.read_bytes())
    data[8:10] = data[data.index(b"PK\x01\x02") + 10 : data.index(b"PK\x01\x02") + 12] = b"\x62\0"
    archive.write_bytes(data)
    assert "does not know" in refused(archive, tmp_path / "out")


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"no archive")
    assert "neither a ZIP nor a TAR" in refused(tmp_path / "a.zip", tmp_path / "out")
    (tmp_path / "a.tar.gz").write_bytes(gzip.compress(b"no archive" * 1000))
    assert "damaged" in refused(tmp_path / "a.tar.gz", tmp_path / "out")
    assert "damaged" in refused(tmp_path / "nowhere", tmp_path / "out")


@pytest.mark.parametrize(("name", "mode"), [("a.zip", ""), *TAPES])
def test_damaged_archives_are_refused_or_unpacked_and_nothing_else(tmp_path: Path, name: str, mode: str) -> None:
    chance = random.Random(name)
    noise = [(f"{number}.mp3", chance.randbytes(3000)) for number in range(4)]
    data = (make_tape(tmp_path / name, noise, mode) if mode else make_zip(tmp_path / name, noise)).read_bytes()
    assert "damaged" in refused(_written(tmp_path / name, data[: len(data) // 2]), tmp_path / "out")
    for number in range(60):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 5))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        try:
            unpack(_written(tmp_path / name, bytes(changed)), name, tmp_path / f"out{number}", 10_000_000, 10)
        except MusicDBError:
            assert not (tmp_path / f"out{number}").exists()


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_damaged_header_in_the_middle_is_not_taken_for_the_end(tmp_path: Path) -> None:
    archive = make_tape(tmp_path / "a.tar", [("a.mp3", b"x" * 512), ("b.mp3", b"x" * 512)])
    data = bytearray(archive.read_bytes())
    data[1024] ^= 0xFF
    archive.write_bytes(data)
    assert "damaged" in refused(archive, tmp_path / "out")


def test_what_was_there_before_stays_when_unpacking_fails(tmp_path: Path) -> None:
    directory = tmp_path / "out"
    directory.mkdir()
    (directory / "mine").write_bytes(b"x")
    with pytest.raises(ArchiveError):
        unpack(make_zip(tmp_path / "a.zip", [("a.mp3", b"x"), ("../b", b"x")]), "a.zip", directory, 100, 10)
    assert list(directory.iterdir()) == [directory / "mine"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    directory = tmp_path / "out"
    directory.mkdir()
    (directory / "0001").symlink_to("/dev/full")
    with pytest.raises(NoSpaceError):
        unpack(make_zip(tmp_path / "a.zip", [("a.mp3", b"x" * 100_000)]), "a.zip", directory, 1_000_000, 10)
    assert not list(directory.iterdir())
