"""Which options can change while the server runs."""

from musicdb.config.options import sections
from musicdb.config.schema import Config

LIVE: dict[str, frozenset[str]] = {
    "log": frozenset({"logfile", "loglevel", "ignore"}),
    "websocket": frozenset({"allowedhosts"}),
    "uploads": frozenset({"allow", "maxsize", "reserve", "archivesize", "archivefiles"}),
}


def changes(before: Config, after: Config) -> tuple[list[str], list[str]]:
    """The options that differ, as `[section] option`: those that change at once, and those that need a restart."""
    live: list[str] = []
    later: list[str] = []
    for name, section in sections(after).items():
        for option in section.options.values():
            if option.default != getattr(getattr(before, name), option.name):
                where = live if option.name in LIVE.get(name, ()) else later
                where.append(f"[{name}] {option.name}")
    return live, later
