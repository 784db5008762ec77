"""Routes about dumps: what is known about sounds, without the sound, from one installation to another."""

import tempfile
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from musicdb.ids import DefinitionId
from musicdb.insight.transfers import Arrival
from musicdb.net.rest.declare import Document, Group
from musicdb.net.rest.files import OCTETS
from musicdb.net.rest.values import Uuid
from musicdb.services import Services

transfers = Group("transfers", "What is known about sounds, without the sound, from one installation to another.")

ZIP = "application/zip"


class ArrivalBody(msgspec.Struct, frozen=True):
    """A dump that will come, in bytes."""

    size: Annotated[int, Meta(ge=1, le=2**42)]


@transfers.route("GET", "/dump", media=(ZIP,))
def get_dump(services: Services, *, selectionid: Uuid | None = None) -> Document:
    """Results, definitions and annotations in one file: all, or what belongs to the songs of a selection."""
    with tempfile.NamedTemporaryFile(prefix="musicdb-dump-", delete=False) as file:
        path = Path(file.name)
    try:
        services.transfers.dump(path, None if selectionid is None else DefinitionId(selectionid))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Document(path, ZIP, "musicdb-dump.zip")


@transfers.route("POST", "/loads", status=201)
def add_load(services: Services, *, body: ArrivalBody) -> Arrival:
    """Announces a dump. Then send its bytes to `/loads/{loadid}`, one piece of at most 4 MiB after the other."""
    return services.transfers.announce(body.size)


@transfers.route("GET", "/loads/<loadid>")
def get_load(services: Services, *, loadid: Uuid) -> Arrival:
    """How much of a dump has come."""
    return services.transfers.arrival(loadid)


@transfers.route("PUT", "/loads/<loadid>", takes=OCTETS)
def put_load(services: Services, *, loadid: Uuid, body: bytes, offset: Annotated[int, Meta(ge=0)]) -> Arrival:
    """Sends the next piece of a dump. With the last one it is loaded, and the answer tells what became of it.

    Nothing that is known is overwritten. Ids are kept; songs are found by their sound.
    """
    return services.transfers.receive(loadid, offset, body)


@transfers.route("DELETE", "/loads/<loadid>")
def delete_load(services: Services, *, loadid: Uuid) -> None:
    """Gives up a dump that is not complete."""
    services.transfers.give_up(loadid)
