"""Writes ID3 tags for the tests, and reads them back."""

from pathlib import Path

from mutagen import id3

from musicdb.media.tags import read_tags
from musicdb.model.media import FileTags


def bare(path: Path) -> Path:
    """The same file without an ID3 tag."""
    id3.ID3().delete(path)
    return path


def tagged(path: Path, *frames: id3.Frame, version: int = 4) -> FileTags:
    """The tags of the song with these frames alone."""
    tags = id3.ID3()
    for frame in frames:
        tags.add(frame)
    tags.save(bare(path), v2_version=version)
    return read_tags(path)
