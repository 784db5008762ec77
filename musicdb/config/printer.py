"""The configuration as an INI file: etc/musicdb.ini with all defaults, or what is in effect."""

import textwrap
from collections.abc import Iterator

import msgspec

from musicdb.config.options import Option, Section, sections
from musicdb.config.schema import Config
from musicdb.config.values import show

_WIDTH = 100
_INTRODUCTION = """\
The configuration of MusicDB. All options are here, each with its default; take away the # to change one.
MusicDB reads the file given with --config, else $MUSICDB_CONFIG, /etc/musicdb.ini, or musicdb.ini in the
user's config directory; $MUSICDB_MUSIC and $MUSICDB_DATA win over it. `musicdb config` prints what is in
effect, `musicdb config --check` what is wrong.
"""


def print_defaults(introduction: str = _INTRODUCTION, config: msgspec.Struct | None = None) -> str:
    """The text of etc/musicdb.ini, or of another configuration with all its defaults."""
    blocks = [_comment(introduction)]
    for section in sections(config).values():
        options = (f"{_comment(option.description)}#{_assignment(option)}" for option in section.options.values())
        blocks.append(_head(section) + "\n" + "\n".join(options))
    return "\n".join(blocks)


def print_config(config: Config) -> str:
    """A configuration as it is in effect, without comments."""
    return "\n".join(_effective(config))


def _effective(config: Config) -> Iterator[str]:
    for section in sections(config).values():
        assignments = (
            f"{option.name} = {show(option, option.default)}".rstrip() for option in section.options.values()
        )
        yield "\n".join([f"[{section.name}]", *assignments, ""])


def _head(section: Section) -> str:
    return f"{_comment(section.description)}[{section.name}]\n"


def _assignment(option: Option) -> str:
    value = option.example or show(option, option.default)
    return f"{option.name} = {value}".rstrip() + "\n"


def _comment(text: str) -> str:
    return "".join(f"# {line}\n" for line in textwrap.wrap(" ".join(text.split()), _WIDTH))
