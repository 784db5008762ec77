"""Inside of a worker: what the presets consist of in this installation."""

import msgspec

from musicdb.analysis.table import load
from musicdb.errors import NotFoundError
from musicdb.insight.messages import Described, Request
from musicdb.insight.presets import COMPLETE, PRESETS
from musicdb.model.analysis import HeardBy


def describe(preset: str) -> Described:
    """What a preset asks for in this installation. A name with commas is a list of processors; runs write all down.

    :raises NotFoundError: for an unknown preset.
    """
    table = load()
    if preset.startswith("["):
        requests = msgspec.json.decode(preset, type=list[Request])
        return Described(preset, requests, [heard_by(request) for request in requests])
    if preset == COMPLETE:
        names = list(table.plugins)
    elif preset in PRESETS:
        names = [name for name in PRESETS[preset] if name in table.plugins]
    elif all(name in table.plugins for name in preset.split(",")):
        names = preset.split(",")
    else:
        known = ", ".join([*PRESETS, COMPLETE])
        raise NotFoundError(f"There is no preset “{preset}”. There are: {known}; or name processors with commas.")
    requests = [Request(name) for name in names]
    heard = [heard_by(request) for request in requests]
    return Described(preset, requests, heard)


def heard_by(request: Request) -> HeardBy:
    """What a request is known by once it was heard."""
    plugin = load().find(request.processor)
    parameters = msgspec.json.encode(plugin.canonical(request.parameters), order="deterministic").decode()
    return HeardBy(plugin.id, plugin.version, parameters)
