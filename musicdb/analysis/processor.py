"""How a processor is written: parameters, a class that hears blocks and tells results, and one line that declares it.

    class LevelParameters(Parameters, frozen=True):
        floor: float = -120.0

    @processor("level", "1.0", LevelParameters, [Declared("level.rms", "RMS", unit="dBFS")])
    class Level(Processor[LevelParameters]):
        \"\"\"How strong the sound is.\"\"\"

        def hear(self, block: Block) -> None: ...
        def tell(self) -> list[Told]: ...

A processor is made anew for each sound. What it needs besides its own state (the mix, spectra, what another processor
finds) it asks for in its constructor: `shared.want(Mono)`, `shared.want(Onsets, OnsetsParameters())`. That is made once
for all who want it, and has heard a block before those do who wanted it.
"""

import inspect
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import msgspec

from musicdb.analysis.arrays import Array, Sound
from musicdb.analysis.result import AudioMetadata, DataMode, FrameMetadata, LabelMetadata, TimeMode
from musicdb.errors import BadArgumentError

_ID = re.compile(r"[a-z][_a-z0-9]*")
_RESULT_ID = re.compile(r"[a-z][_a-z0-9]*(\.[a-z0-9][_a-z0-9]*)?")


class Parameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What can be chosen. Every field has a default; limits are `Annotated[..., msgspec.Meta(...)]`."""


class Block(msgspec.Struct, frozen=True):
    """A piece of sound. All blocks of a sound have the same length, but for the last one, which may even be empty.

    `start` is the number of samples before it. The last block is the moment to let go of what was kept back.
    """

    sound: Sound
    start: int
    last: bool


class Declared(msgspec.Struct, frozen=True):
    """A result a processor tells. `id` begins with the id of the processor."""

    id: str
    name: str
    unit: str = ""
    description: str = ""
    time_mode: TimeMode = TimeMode.GLOBAL
    data_mode: DataMode = DataMode.VALUE
    labels: LabelMetadata | None = None


class Told(msgspec.Struct, frozen=True, eq=False):
    """The numbers of one declared result. Arrays as in `Result`; a plain number becomes an array of one."""

    id: str
    value: Array | float | None = None
    label: Array | int | None = None
    y_value: Array | None = None
    time: Array | None = None
    duration: Array | None = None
    confidence: Array | float | None = None
    frame: FrameMetadata | None = None
    labels: LabelMetadata | None = None


class Shared(Protocol):
    """What all processors of a sound have in common. `spool` is a directory for what is too long for the memory."""

    @property
    def audio(self) -> AudioMetadata:
        """The sound that is heard. Its duration is known at the end only."""

    @property
    def spool(self) -> Path | None:
        """None: where temporary files are."""

    def want(self, kind: "Callable[..., HearingT]", *arguments: Any) -> "HearingT":
        """The one of this kind with these (hashable) arguments, made as `kind(shared, *arguments)` when it is new."""


class Hearing(ABC):
    """Something that hears all blocks, in order. What others read of it is about the block that was heard last."""

    def __init__(self, shared: Shared) -> None:
        self.shared = shared

    @abstractmethod
    def hear(self, block: Block) -> None:
        """Takes the next block."""


HearingT = TypeVar("HearingT", bound=Hearing)
P = TypeVar("P", bound=Parameters)
C = TypeVar("C", bound="type[Processor[Any]]")


class Plugin(msgspec.Struct, frozen=True, eq=False):
    """A processor as the table has it. With another `version` other numbers come out."""

    id: str
    version: str
    description: str
    results: tuple[Declared, ...]
    parameters: type[Parameters]
    kind: "type[Processor[Any]]"

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON schema of its parameters."""
        return msgspec.json.schema(self.parameters)

    @property
    def defaults(self) -> dict[str, Any]:
        """Its parameters when nothing is chosen."""
        return self.canonical({})

    def read(self, parameters: Mapping[str, Any]) -> Parameters:
        """BadArgumentError, telling what is wrong, when these are no parameters of this processor."""
        try:
            return msgspec.convert(dict(parameters), self.parameters)
        except msgspec.ValidationError as error:
            raise BadArgumentError(f"These are no parameters of the processor “{self.id}”: {error}.") from error

    def canonical(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters with their values, in order: the same for all ways to say the same."""
        read: dict[str, Any] = msgspec.to_builtins(self.read(parameters), order="sorted")
        return read


class Processor(Hearing, Generic[P]):
    """Hears a sound and tells about it. Its docstring is its description: what it computes, and by which source."""

    plugin: ClassVar[Plugin]

    def __init__(self, shared: Shared, parameters: P) -> None:
        super().__init__(shared)
        self.parameters = parameters

    @abstractmethod
    def tell(self) -> Sequence[Told]:
        """All declared results, after the last block. All numbers are finite. May be asked more than once."""


def processor(name: str, version: str, parameters: type[Parameters], results: Sequence[Declared]) -> Callable[[C], C]:
    """Makes a class a plugin. ValueError when what is declared cannot be right."""
    if not _ID.fullmatch(name):
        raise ValueError(f"“{name}” is no id of a processor: small letters, digits and _ only.")
    wrong = [one.id for one in results if not _RESULT_ID.fullmatch(one.id) or one.id.partition(".")[0] != name]
    if wrong or not results or len({one.id for one in results}) < len(results):
        raise ValueError(f"The results of “{name}” need ids of their own that begin with its id: {wrong}.")

    def declare(kind: C) -> C:
        described = inspect.cleandoc(kind.__doc__ or "")
        if not described:
            raise ValueError(f"The processor “{name}” has no docstring.")
        kind.plugin = Plugin(name, version, described, tuple(results), parameters, kind)
        return kind

    return declare
