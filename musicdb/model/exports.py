"""Music on its way to a device."""

from msgspec import Struct


class KnownDevices(Struct, frozen=True):
    """Where devices were that music was exported to, the last one first."""

    paths: tuple[str, ...] = ()


class Device(Struct, frozen=True):
    """A device. `connected` when it is there now; `songs` is how many of ours are on it then."""

    path: str
    connected: bool
    songs: int


class ExportPlan(Struct, frozen=True):
    """What an export would do. Paths of songs are those of the catalogue, `removed` are paths on the device."""

    path: str
    selected: int
    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    missing: tuple[str, ...]
    toolong: tuple[str, ...]


class ExportResult(Struct, frozen=True):
    """What an export has done. `kept` are files that were ours and were changed by somebody else; they stay."""

    copied: int
    removed: int
    kept: tuple[str, ...]
    failed: dict[str, str]
    missing: tuple[str, ...]
    toolong: tuple[str, ...]
