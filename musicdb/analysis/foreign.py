"""Brings in what installed packages add by entry points. What cannot be used is left out, with the reason."""

import logging
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, TypeVar

from musicdb.analysis.table import Skipped

logger = logging.getLogger(__name__)


class Named(Protocol):
    """What is known by a name."""

    @property
    def name(self) -> str:
        """One of its own."""


NamedT = TypeVar("NamedT", bound=Named)


def with_foreign(group: str, kind: type[NamedT], ours: Iterable[NamedT]) -> tuple[dict[str, NamedT], list[Skipped]]:
    """All of a kind by name: ours, and those of the entry points of a group. And what was left out."""
    known, skipped = {one.name: one for one in ours}, []
    for entry in entry_points(group=group):
        try:
            found = _loaded(entry, kind)
            if known.setdefault(found.name, found) is not found:
                skipped.append(Skipped(entry.name, f"There is a “{found.name}” already."))
        except Exception as error:  # noqa: BLE001 -- foreign code may fail in any way
            logger.warning("%s of %s is left out: %s", entry.name, entry.value, error)
            skipped.append(Skipped(entry.name, f"{type(error).__name__}: {error}"))
    return known, skipped


def _loaded(entry: EntryPoint, kind: type[NamedT]) -> NamedT:
    found = entry.load()
    if not isinstance(found, kind):
        raise TypeError(f"This is no {kind.__name__}.")
    return found
