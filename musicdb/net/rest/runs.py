"""Routes about what is tried on which music: selections, and runs over them."""

from typing import Annotated

import msgspec
from msgspec import Meta

from musicdb.ids import DefinitionId, RunId
from musicdb.insight.definitions import Header
from musicdb.model.experiments import Description, Name, Run, Selection, SongState
from musicdb.model.identity import Thing
from musicdb.net.rest.declare import Cursor, Group, Limit, Page
from musicdb.net.rest.experiments import Version
from musicdb.net.rest.items import Item, items_of
from musicdb.net.rest.values import Names, ProgramMember, Uuid, page_of, page_of_all, position_of
from musicdb.services import Services

runs = Group("runs", "What is tried on which music: selections, and runs over them.")


class SelectionBody(msgspec.Struct, frozen=True):
    """A selection as it shall be. With `version`, only if that is still its version."""

    name: Name
    members: Annotated[list[ProgramMember], Meta(max_length=10_000)] = []
    description: Description = ""
    version: int | None = None


class SelectionView(msgspec.Struct, frozen=True):
    """A selection. With each change `version` is one more; times in unix seconds."""

    id: Uuid
    name: str
    description: str
    version: int
    created: int
    changed: int
    members: list[ProgramMember]


class RunBody(msgspec.Struct, frozen=True):
    """What shall be tried (an experience or a preset), and on what: a selection, items, or all that are new to it."""

    definitionid: Uuid
    selectionid: Uuid | None = None
    itemids: Annotated[list[Uuid], Meta(max_length=10_000)] | None = None
    new: bool = False


class RunItem(msgspec.Struct, frozen=True):
    """A song of a run, and why it failed if it did."""

    itemid: Uuid
    state: SongState
    reason: str


@runs.route("GET", "/selections")
def list_selections(services: Services, *, limit: Limit = 100, cursor: Cursor | None = None) -> Page[SelectionView]:
    """All selections."""
    names = Names(services)
    return page_of_all((_view(names, one) for one in services.selections.all()), limit, cursor)


@runs.route("POST", "/selections", status=201)
def add_selection(services: Services, *, body: SelectionBody) -> SelectionView:
    """Makes a selection of songs, albums, artists, playlists, rules and other selections."""
    return _save_selection(services, None, body)


@runs.route("GET", "/selections/<selectionid>")
def get_selection(services: Services, *, selectionid: Uuid, version: Version | None = None) -> SelectionView:
    """A selection."""
    return _view(Names(services), services.selections.get(DefinitionId(selectionid), version))


@runs.route("GET", "/selections/<selectionid>/items")
def list_selection_items(
    services: Services, *, selectionid: Uuid, limit: Limit = 100, cursor: Cursor | None = None
) -> Page[Item]:
    """The songs a selection has at the moment, each once."""
    page = page_of_all(services.selections.songs(DefinitionId(selectionid)), limit, cursor)
    return Page(items_of(services, page.items), page.next)


@runs.route("PUT", "/selections/<selectionid>")
def put_selection(services: Services, *, selectionid: Uuid, body: SelectionBody) -> SelectionView:
    """Changes a selection. It never contains itself; its older versions are kept."""
    return _save_selection(services, DefinitionId(selectionid), body)


@runs.route("DELETE", "/selections/<selectionid>")
def delete_selection(services: Services, *, selectionid: Uuid) -> None:
    """Removes a selection that no other contains. The songs stay."""
    services.selections.remove(DefinitionId(selectionid))


@runs.route("GET", "/runs")
def list_runs(services: Services, *, limit: Limit = 100, cursor: Cursor | None = None) -> Page[Run]:
    """All runs, the newest first."""
    rows = services.store.runs.all(position_of(cursor, int, 2**62), limit + 1)
    return page_of(rows, limit, lambda row: row[0], lambda row: row[1])


@runs.route("POST", "/runs", status=201)
def add_run(services: Services, *, body: RunBody) -> Run:
    """Tries an experience or a preset on music. What is known already is not computed again."""
    songids = None if body.itemids is None else [Names(services).song(one) for one in body.itemids]
    selectionid = None if body.selectionid is None else DefinitionId(body.selectionid)
    return services.runs.start(DefinitionId(body.definitionid), selectionid=selectionid, songids=songids, new=body.new)


@runs.route("GET", "/runs/<runid>")
def get_run(services: Services, *, runid: Uuid) -> Run:
    """How far a run is."""
    return services.store.runs.get(RunId(runid))


@runs.route("GET", "/runs/<runid>/items")
def list_run_items(
    services: Services,
    *,
    runid: Uuid,
    state: SongState | None = None,
    limit: Limit = 100,
    cursor: Cursor | None = None,
) -> Page[RunItem]:
    """The songs of a run, or those in a state, and why they failed if they did."""
    services.store.runs.get(RunId(runid))
    names = Names(services)
    rows = services.store.runs.songs(RunId(runid), state, position_of(cursor, int, 0), limit + 1)
    return page_of(
        rows, limit, lambda row: row.songid,
        lambda row: RunItem(names.uuid(Thing.SONG, row.songid), row.state, row.reason),
    )  # fmt: skip


@runs.route("POST", "/runs/<runid>/cancel")
def cancel_run(services: Services, *, runid: Uuid) -> Run:
    """The songs of a run that wait do not wait any more."""
    return services.runs.cancel(RunId(runid))


@runs.route("POST", "/runs/<runid>/retry")
def retry_run(services: Services, *, runid: Uuid) -> Run:
    """The songs of a run that failed or were cancelled wait again."""
    return services.runs.retry(RunId(runid))


@runs.route("DELETE", "/runs/<runid>")
def delete_run(services: Services, *, runid: Uuid) -> None:
    """Removes a run. What was heard stays known."""
    services.runs.remove(RunId(runid))


def _save_selection(services: Services, definitionid: DefinitionId | None, body: SelectionBody) -> SelectionView:
    names = Names(services)
    header = Header(body.name, body.description, body.version)
    members = [names.member_in(one) for one in body.members]
    return _view(names, services.selections.save(definitionid, header, members))


def _view(names: Names, one: Selection) -> SelectionView:
    members = [names.member_out(member) for member in one.members]
    return SelectionView(one.id, one.name, one.description, one.version, one.created, one.changed, members)
