"""What can be tried on which music: presets, experiences, selections, and runs of them, as TimeSide has them."""

from enum import StrEnum
from typing import Annotated, Any

from msgspec import Meta, Struct

from musicdb.ids import AlbumId, ArtistId, DefinitionId, PlaylistId, RunId, SongId
from musicdb.model.playlists import SmartRules

MOST_MEMBERS = 10_000
"""So many things a definition is put together of at most."""
MOST_PARAMETERS = 100

Name = Annotated[str, Meta(min_length=1, max_length=200)]
Description = Annotated[str, Meta(max_length=5000)]
Definitions = Annotated[list[DefinitionId], Meta(max_length=MOST_MEMBERS)]
ParameterValues = Annotated[dict[str, Any], Meta(max_length=MOST_PARAMETERS)]


class DefinitionKind(StrEnum):
    """What is defined."""

    PRESET = "preset"
    EXPERIENCE = "experience"
    SELECTION = "selection"


class SongMember(Struct, frozen=True, tag_field="kind", tag="song"):
    """A song."""

    songid: SongId


class AlbumMember(Struct, frozen=True, tag_field="kind", tag="album"):
    """All songs of an album."""

    albumid: AlbumId


class ArtistMember(Struct, frozen=True, tag_field="kind", tag="artist"):
    """All songs of an artist."""

    artistid: ArtistId


class PlaylistMember(Struct, frozen=True, tag_field="kind", tag="playlist"):
    """All songs a playlist has at the moment."""

    playlistid: PlaylistId


class SelectionMember(Struct, frozen=True, tag_field="kind", tag="selection"):
    """All songs of another selection."""

    selectionid: DefinitionId


class RulesMember(Struct, frozen=True, tag_field="kind", tag="rules"):
    """All songs that follow rules at the moment."""

    rules: SmartRules


Member = SongMember | AlbumMember | ArtistMember | PlaylistMember | SelectionMember | RulesMember
Members = Annotated[list[Member], Meta(max_length=MOST_MEMBERS)]


class PresetContent(Struct, frozen=True):
    """A processor, and those of its parameters that are not its defaults."""

    processor: str
    parameters: ParameterValues = {}


class ExperienceContent(Struct, frozen=True):
    """Presets, and other experiences with theirs."""

    presets: Definitions = []
    experiences: Definitions = []


class SelectionContent(Struct, frozen=True):
    """Songs, and what has songs."""

    members: Members = []


class Definition(Struct, frozen=True):
    """What all definitions have. With each change `version` is one more; times in unix seconds.

    What is `builtin` belongs to MusicDB, and cannot be changed.
    """

    id: DefinitionId
    name: str
    description: str
    version: int
    created: int
    changed: int
    builtin: bool


class Preset(Definition, frozen=True):
    """A processor with parameters. Parameters that are not mentioned have their defaults."""

    processor: str
    parameters: dict[str, Any]


class Experience(Definition, frozen=True):
    """Presets that are heard together, with those of other experiences."""

    presets: list[DefinitionId]
    experiences: list[DefinitionId]


class Selection(Definition, frozen=True):
    """Songs, put together of whatever has songs. Which they are turns out when they are asked for."""

    members: list[Member]


class RunTarget(StrEnum):
    """On which songs something is tried. `new`: all that were not heard by it."""

    SELECTION = "selection"
    SONGS = "songs"
    NEW = "new"


class RunState(StrEnum):
    """How far a run is. `pending`: no song was heard yet; `failed`: none could be."""

    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class SongState(StrEnum):
    """How far a song of a run is."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Run(Struct, frozen=True):
    """An experience, or a single preset, that is tried on songs. Numbers count songs, `created` in unix seconds.

    `name` and `version` are those of the definition when the run began; later changes of it do not matter.
    """

    id: RunId
    definitionid: DefinitionId
    name: str
    version: int
    target: RunTarget
    selectionid: DefinitionId | None
    created: int
    state: RunState
    total: int
    waiting: int
    done: int
    failed: int
    cancelled: int


class RunSong(Struct, frozen=True):
    """A song of a run, and why it failed if it did."""

    songid: SongId
    state: SongState
    reason: str


class DefinitionsChanged(Struct, frozen=True):
    """Definitions of a kind were made, changed or removed."""

    kind: DefinitionKind


class RunChanged(Struct, frozen=True):
    """How far a run is now; None when it was removed."""

    runid: RunId
    run: Run | None
