"""The lines of an INI file, without any idea what they mean.

`name = value` or `name: value` below `[section]`; a line that is indented more than the name continues the value;
`#` and `;` begin a comment line. A `%` is a `%`.
"""

import re
from pathlib import Path

import msgspec

_SECTION = re.compile(r"\[(.+)\]")
_ASSIGNMENT = re.compile(r"([^=:]+?)\s*[=:]\s*(.*)")


class Line(msgspec.Struct, frozen=True):
    """Something set to something. `place` says where, for complaints; relative paths are relative to `base`."""

    place: str
    base: Path
    section: str
    option: str
    text: str


def read_lines(text: str, file: Path) -> tuple[list[Line], list[str]]:
    """All assignments in a text, and complaints about lines that are none. `file` is only named."""
    lines: list[Line] = []
    complaints: list[str] = []
    section: str | None = None
    indent: int | None = None
    for number, raw in enumerate(text.removeprefix("\N{BYTE ORDER MARK}").splitlines(), 1):
        line, place = raw.strip(), f"{file}, line {number}"
        if not line or line[0] in "#;":
            continue
        depth = len(raw) - len(raw.lstrip())
        if indent is not None and depth > indent:
            lines[-1] = msgspec.structs.replace(lines[-1], text=f"{lines[-1].text} {line}".strip())
        elif match := _SECTION.fullmatch(line):
            section, indent = match[1].strip(), None
        elif section is not None and (match := _ASSIGNMENT.fullmatch(line)):
            lines.append(Line(place, file.parent, section, match[1], match[2]))
            indent = depth
        else:
            indent = None
            want = "a [section]" if section is None else "“option = value”"
            complaints.append(f"{place}: {line!r} is not {want}.")
    return lines, complaints
