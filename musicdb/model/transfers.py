"""What one installation tells another about sounds, without the sound: the records of a dump, and what became of it.

A dump is a ZIP file. `manifest.json` names all other files with their SHA-256: `sounds.jsonl`, `definitions.jsonl` and
`tracks.jsonl` have a record in each line, `results/<soundhash>.h5` are files of the shelf of results.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from musicdb.model.analysis import HeardBy, SoundValues
from musicdb.model.annotations import Annotation, AnnotationTrack
from musicdb.model.experiments import DefinitionKind, ExperienceContent, PresetContent
from musicdb.model.playlists import SmartRules

FORMAT = "musicdb-dump"
VERSION = 1

Hash = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class Manifest(Struct, frozen=True):
    """What a dump consists of. `created` in unix seconds; `files` have their SHA-256."""

    format: str
    version: int
    program: str
    created: int
    files: dict[str, str]


class DumpedSound(Struct, frozen=True):
    """What is known about a sound. Times of `heard` in unix seconds, embeddings and fingerprints as in the store."""

    soundhash: Hash
    values: SoundValues
    heard: list[tuple[HeardBy, int]]
    embedding: bytes | None = None
    fingerprint: bytes | None = None


class DumpedMember(Struct, frozen=True):
    """A member of a selection, as another installation can find it: by sound, by names, or by id."""

    kind: Literal["song", "album", "artist", "selection", "rules"]
    soundhash: str = ""
    artist: str = ""
    album: str = ""
    id: str = ""
    rules: SmartRules | None = None


class DumpedSelection(Struct, frozen=True):
    """The members of a selection. Those of playlists are songs here."""

    members: list[DumpedMember]


class DumpedDefinition(Struct, frozen=True):
    """A definition in its newest version; times in unix seconds."""

    id: str
    kind: DefinitionKind
    name: str
    description: str
    version: int
    created: int
    changed: int
    preset: PresetContent | None = None
    experience: ExperienceContent | None = None
    selection: DumpedSelection | None = None


class DumpedTrack(Struct, frozen=True):
    """A track with its annotations."""

    track: AnnotationTrack
    notes: list[Annotation]


class DumpReport(Struct, frozen=True):
    """What is in a dump. `size` in bytes."""

    sounds: int
    definitions: int
    tracks: int
    size: int


class Tally(Struct, frozen=True):
    """How many were taken, and how many were known already and stayed as they were."""

    taken: int = 0
    known: int = 0


class LoadReport(Struct, frozen=True):
    """What became of a dump. `matched` sounds are those of songs here; others are known when songs come.

    `left` tells what was not taken, and why; `more` is how much else of that there was.
    """

    sounds: int
    matched: int
    results: Tally
    definitions: Tally
    tracks: Tally
    annotations: Tally
    left: list[str]
    more: int
