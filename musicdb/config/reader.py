"""Finds the configuration, reads it, and tells everything that is wrong with it at once."""

import difflib
import logging
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from platformdirs import user_config_path

from musicdb.config.ini import Line, read_lines
from musicdb.config.options import Section, sections
from musicdb.config.schema import RETIRED, Config
from musicdb.config.values import choices, parse
from musicdb.errors import ConfigError

log = logging.getLogger(__name__)

SYSTEM_FILE = Path("/etc/musicdb.ini")
Overrides = Mapping[str, Mapping[str, str]]
Retired = Mapping[str, Collection[str]]
Other = TypeVar("Other", bound=msgspec.Struct)


def find_config(path: Path | None = None) -> Path | None:
    """The file to read: the one that is asked for, $MUSICDB_CONFIG, the system's, the user's, or none.

    Raises ConfigError when a file that was asked for does not exist.
    """
    asked = path or (Path(os.environ["MUSICDB_CONFIG"]) if os.environ.get("MUSICDB_CONFIG") else None)
    if asked:
        if asked.is_dir():
            raise ConfigError(f"{asked} is a directory. Name the configuration file in it.")
        if not asked.is_file():
            raise ConfigError(f"There is no configuration file {asked}.")
        return asked
    usual = (SYSTEM_FILE, user_config_path("musicdb", appauthor=False) / "musicdb.ini")
    return next((file for file in usual if file.is_file()), None)


def load_config(path: Path | None = None, overrides: Overrides | None = None) -> Config:
    """Reads the configuration. $MUSICDB_MUSIC and $MUSICDB_DATA win over the file, `overrides` win over both.

    Overrides are texts by section and option. Raises one ConfigError with all complaints.
    """
    given = dict(overrides or {})
    given["directories"] = {**_directories_of_environment(), **given.get("directories", {})}
    return _load(find_config(path), Config(), given, RETIRED)


def load_other(path: Path, defaults: Other) -> Other:
    """Reads the configuration of something else, such as a device. Raises one ConfigError with all complaints."""
    return _load(path, defaults, {}, {})


def _load(file: Path | None, defaults: Other, overrides: Overrides, retired: Retired) -> Other:
    lines, complaints = _read(file) if file else ([], [])
    known = sections(defaults)
    accepted: list[Line] = []
    for line in lines:
        if line.option in retired.get(line.section, ()):
            log.info("%s: [%s] %s has no meaning any more", line.place, line.section, line.option)
        elif complaint := _unknown(line, known, retired):
            complaints.append(complaint)
        else:
            accepted.append(line)
    complaints += _duplicates(accepted)
    values, further = _values([*accepted, *_override_lines(overrides)], known)
    complaints += further + _contradictions(values)
    if complaints:
        count = "a mistake" if len(complaints) == 1 else f"{len(complaints)} mistakes"
        raise ConfigError("\n".join([f"The configuration has {count}:", *complaints]))
    return _build(values, defaults)


def _directories_of_environment() -> dict[str, str]:
    asked = {option: os.environ.get(f"MUSICDB_{option.upper()}") for option in ("music", "data")}
    return {option: text for option, text in asked.items() if text}


def _read(file: Path) -> tuple[list[Line], list[str]]:
    try:
        return read_lines(file.read_text("utf-8"), file.absolute())
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"The configuration file {file} cannot be read: {error}.") from error


def _override_lines(overrides: Overrides) -> list[Line]:
    return [
        Line(f"--{option}", Path.cwd(), section, option, text)
        for section, options in overrides.items()
        for option, text in options.items()
    ]


def _unknown(line: Line, known: Mapping[str, Section], retired: Retired) -> str | None:
    section = known.get(line.section)
    if section is None and line.section not in retired:
        meant = _closest(line.section, known)
        return f"{line.place}: there is no section [{line.section}]." + (f" Did you mean [{meant}]?" if meant else "")
    if section and line.option in section.options:
        return None
    complaint = f"{line.place}: there is no option {line.option!r} in [{line.section}]."
    if section and (meant := _closest(line.option, section.options)):
        return f"{complaint} Did you mean {meant}?"
    elsewhere = [other.name for other in known.values() if line.option in other.options]
    return complaint + (f" Did you mean the one in [{elsewhere[0]}]?" if elsewhere else "")


def _closest(word: str, words: Iterable[str]) -> str | None:
    by_folded = {candidate.casefold(): candidate for candidate in words}
    match = difflib.get_close_matches(word.casefold(), by_folded, n=1)
    return by_folded[match[0]] if match else None


def _duplicates(lines: Sequence[Line]) -> list[str]:
    complaints, first = [], dict[tuple[str, str], Line]()
    for line in lines:
        before = first.setdefault((line.section, line.option), line)
        if before is not line:
            complaints.append(f"{line.place}: [{line.section}] {line.option} was set before ({before.place}).")
    return complaints


def _values(lines: Sequence[Line], known: Mapping[str, Section]) -> tuple[dict[str, dict[str, Any]], list[str]]:
    values: dict[str, dict[str, Any]] = {}
    complaints = []
    for line in lines:
        option = known[line.section].options[line.option]
        try:
            values.setdefault(line.section, {})[line.option] = parse(option, line.text, line.base)
        except ValueError as error:
            words = [part.strip() for part in line.text.split(option.separator)]
            meant = [_closest(word, choices(option)) for word in words if word not in choices(option)]
            hint = "".join(f" Did you mean {word}?" for word in meant if word)
            complaints.append(f"{line.place}: [{line.section}] {line.option} must be {error}, not {line.text!r}.{hint}")
    return values, complaints


def _contradictions(values: Mapping[str, Mapping[str, Any]]) -> list[str]:
    complaints = []
    websocket, icecast = values.get("websocket", {}), values.get("Icecast", {})
    if (websocket.get("cert") is None) != (websocket.get("key") is None):
        complaints.append("[websocket] cert and key belong together: set both, or none of them.")
    if icecast.get("enabled") and not icecast.get("password"):
        complaints.append("[Icecast] is enabled without a password: set the source-password of the Icecast server.")
    return complaints


def _build(values: Mapping[str, Mapping[str, Any]], defaults: Other) -> Other:
    changed = {name: msgspec.structs.replace(getattr(defaults, name), **options) for name, options in values.items()}
    return msgspec.structs.replace(defaults, **changed)
