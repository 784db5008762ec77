"""Writes tags into a file: only those that are asked for, in the form its format has. To be used on copies.

An ID3v2.3 tag stays one, because old players read nothing newer.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import mutagen

from musicdb.errors import InvalidContentError
from musicdb.model.changes import TagField

_COUNTED = ("tracknumber", "discnumber")
_OLD_ID3 = b"ID3\x03"
_FORMATS = frozenset(("mp3", "flac", "m4a", "ogg", "oga", "opus"))


def written_tags(path: Path) -> dict[TagField, list[str]]:
    """The tags that can be written, as they stand in a file.

    :raises InvalidContentError: when tags of this format cannot be written.
    """
    tags = _opened(path).tags or {}
    return {field: [str(value) for value in tags.get(field, [])] for field in _fields()}


def write_tags(path: Path, changes: Mapping[TagField, list[str]]) -> None:
    """Replaces tags. No values means that the tag goes. A number keeps the total it stands with: 3/12 becomes 4/12.

    :raises InvalidContentError: when the file cannot be written, or a value does not fit.
    """
    file = _opened(path)
    if file.tags is None:
        file.add_tags()
    try:
        for field, values in changes.items():
            if values:
                file.tags[field] = [_with_total(field, value, file.tags.get(field, [])) for value in values]
            elif field in file.tags:
                del file.tags[field]
        file.save(**_options(path))
    except (mutagen.MutagenError, ValueError, KeyError, TypeError) as error:
        raise InvalidContentError(f"The tags of “{path.name}” cannot be written: {error}") from error


def _opened(path: Path) -> Any:
    file: Any = None
    if path.suffix.lower().lstrip(".") in _FORMATS:
        try:
            file = mutagen.File(path, easy=True)
        except Exception as error:  # damaged bytes lead mutagen to nearly any error
            raise InvalidContentError(f"“{path.name}” is damaged: {type(error).__name__} while reading it.") from error
    if file is None:
        raise InvalidContentError(f"Tags cannot be written into “{path.name}”, only into MP3, FLAC, M4A, Ogg and Opus.")
    return file


def _fields() -> tuple[TagField, ...]:
    fields: tuple[TagField, ...] = get_args(TagField)
    return fields


def _with_total(field: str, value: str, before: list[str]) -> str:
    total = before[0].partition("/")[2] if before and field in _COUNTED else ""
    return f"{value}/{total}" if total and value.isdecimal() else value


def _options(path: Path) -> dict[str, int]:
    with path.open("rb") as file:
        return {"v2_version": 3} if file.read(len(_OLD_ID3)) == _OLD_ID3 else {}
