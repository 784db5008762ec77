"""Reads the small files of a MusicDB 8 installation: its INI and CSV files."""

import configparser
import csv
from pathlib import Path
from typing import Any, TypeVar

import msgspec

Group = TypeVar("Group", bound=msgspec.Struct)


def read_ini(path: Path) -> dict[str, dict[str, str]]:
    """The options by section; nothing when there is no such file or it cannot be read."""
    parser = configparser.ConfigParser(interpolation=None, strict=False, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        parser.read_string(path.read_text("utf-8", "replace"))
    except (OSError, configparser.Error):
        return {}
    return {section: dict(parser.items(section)) for section in parser.sections()}


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows by the names in the first line; nothing when there is no such file."""
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            rows = csv.DictReader(file, escapechar="\\", quotechar='"')
            return [{str(name): str(value) for name, value in row.items()} for row in rows]
    except (OSError, csv.Error):
        return []


def is_true(text: str) -> bool:
    """Whether MusicDB 8 takes a text for yes."""
    return text.strip().lower() in {"true", "yes", "on", "1", "1.0"}


def read_settings(path: Path, group: type[Group], *without: str) -> Group | None:
    """A group of settings from an INI file; None when there is none that could be understood."""
    sections = read_ini(path)
    for section in ("meta", *without):
        sections.pop(section, None)
    values: Any = {
        section: {name: _plain(text) for name, text in options.items()} for section, options in sections.items()
    }
    try:
        return msgspec.convert(values, group, strict=False) if sections else None
    except msgspec.ValidationError:
        return None


def _plain(text: str) -> str:
    lower = text.strip().lower()
    return {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(lower, text.strip())
