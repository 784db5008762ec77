"""What we put on a device: one line of JSON for each act in `songs.jsonl`; the last one about a song counts.

A device that was filled by MusicDB 8 has a `songmap.csv` instead, which is taken over.
"""

import csv
import os
from pathlib import Path

import msgspec


class DeviceRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file of ours on the device. `stamp` says what it was made of; empty while it is being put there.

    `size` in bytes; `was` is the size of the one it replaces. A size of -1 is not known: MusicDB 8 did not keep it.
    """

    path: str
    stamp: str
    size: int
    was: int | None = None

    @property
    def sizes(self) -> tuple[int | None, ...]:
        """The sizes by which the file is known to be ours."""
        return (self.size, self.was)


class _Line(msgspec.Struct):
    source: str
    path: str = ""
    stamp: str = ""
    size: int = 0
    was: int | None = None


def read_records(path: Path, old: Path) -> dict[str, DeviceRecord]:
    """The files on a device by the songs they came from. Lines that make no sense were cut off by a crash."""
    records: dict[str, DeviceRecord] = {}
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return _old_records(old)
    for text in lines:
        try:
            line = msgspec.json.decode(text, type=_Line)
        except msgspec.DecodeError:
            continue
        records.pop(line.source, None)
        if line.path:
            records[line.source] = DeviceRecord(line.path, line.stamp, line.size, line.was)
    return records


def write_records(path: Path, records: dict[str, DeviceRecord]) -> None:
    """Replaces all lines in one step."""
    temporary = path.with_name(f"{path.name}.new")
    with temporary.open("wb") as file:
        for source, record in records.items():
            file.write(msgspec.json.encode({"source": source, **msgspec.to_builtins(record)}) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _old_records(path: Path) -> dict[str, DeviceRecord]:
    """The rows of MusicDB 8: path in the collection, path on the device. What is not there is none of them."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, escapechar="\\"))
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}
    root = path.parent.parent
    found = {row[0]: root / row[1] for row in rows if len(row) == 2 and row[1]}  # noqa: PLR2004
    return {
        source: DeviceRecord(file.relative_to(root).as_posix(), "", file.stat().st_size)
        for source, file in found.items()
        if file.is_relative_to(root) and ".." not in file.parts and file.is_file()
    }
