"""All processors there are: ours, added up explicitly, and those of installed packages.

A package adds its own by an entry point of the group `musicdb.processors` that names a class declared by `@processor`.
One that cannot be imported is left out, and listed with the reason.
"""

import importlib
import logging
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import EntryPoint, entry_points

import msgspec

from musicdb.analysis.processor import Plugin, Processor
from musicdb.errors import NotFoundError

logger = logging.getLogger(__name__)

GROUP = "musicdb.processors"

MODULES = (
    "level",
    "waveform",
    "loudness",
    "spectral",
    "onsets",
    "tempo",
    "tonal",
    "silence",
    "dynamics",
    "embedding",
    "spectrogram",
    "constantq",
    "pitch",
    "dissonance",
    "descriptors",
    "chords",
    "structure",
    "speech",
    "lossless",
)
"""The files in `musicdb/analysis/processors`. All processors that are declared in them belong to the table."""


class Skipped(msgspec.Struct, frozen=True):
    """A processor that is not there, and why."""

    name: str
    reason: str


class Table(msgspec.Struct, frozen=True, eq=False):
    """The processors by id, and what could not be loaded."""

    plugins: dict[str, Plugin]
    skipped: tuple[Skipped, ...] = ()

    def find(self, name: str) -> Plugin:
        """NotFoundError when there is none of this id; it tells why if that is known."""
        found = self.plugins.get(name)
        if found is None:
            reasons = [f" It was left out: {one.reason}" for one in self.skipped if one.name == name]
            raise NotFoundError(f"There is no processor “{name}”.{''.join(reasons)}")
        return found


@cache
def load() -> Table:
    """The table of this installation."""
    plugins: dict[str, Plugin] = {}
    skipped: list[Skipped] = []
    for name in MODULES:
        for plugin in declared_in(f"{__package__}.processors.{name}"):
            if plugin.id in plugins:
                raise ValueError(f"The processor “{plugin.id}” is declared twice.")
            plugins[plugin.id] = plugin
    for entry in entry_points(group=GROUP):
        try:
            plugin = _foreign(entry, plugins)
        except Exception as error:  # noqa: BLE001 -- foreign code may fail in any way
            logger.warning("The processor %s of %s is left out: %s", entry.name, entry.value, error)
            skipped.append(Skipped(entry.name, f"{type(error).__name__}: {error}"))
        else:
            plugins[plugin.id] = plugin
    return Table(plugins, tuple(skipped))


def declared_in(module: str) -> Sequence[Plugin]:
    """The plugins that are declared in a module, in their order."""
    values = vars(importlib.import_module(module)).values()
    kinds = [one for one in values if isinstance(one, type) and issubclass(one, Processor) and one.__module__ == module]
    return [_plugin(kind) for kind in kinds if "plugin" in vars(kind)]


def _foreign(entry: EntryPoint, known: Mapping[str, Plugin]) -> Plugin:
    plugin = _plugin(entry.load())
    if plugin.id in known:
        raise ValueError(f"There is a processor “{plugin.id}” already.")
    return plugin


def _plugin(kind: object) -> Plugin:
    plugin = getattr(kind, "plugin", None)
    if not isinstance(plugin, Plugin):
        raise TypeError("This is no class with the line @processor.")
    return plugin
