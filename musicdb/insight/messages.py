"""What the server and its worker processes tell each other, over two pipes: MessagePack behind its length."""

import struct
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from musicdb.model.analysis import HeardBy, SoundFeatures, SoundValues

_LENGTH: Final = struct.Struct("<I")


class Request(msgspec.Struct, frozen=True):
    """A processor, with those of its parameters that are not the defaults."""

    processor: str
    parameters: dict[str, Any] = {}


class Describe(msgspec.Struct, frozen=True, tag=True):
    """Asks what a preset consists of."""

    preset: str


class Hash(msgspec.Struct, frozen=True, tag=True):
    """Asks for the hash of the compressed sound of a file, and for its checksum where nobody knows it."""

    path: str
    checksum: bool = False


class Listen(msgspec.Struct, frozen=True, tag=True, kw_only=True):
    """Asks to hear a file. `keepat` is the directory for complete results; None: they are not kept.

    `start` and `duration` in seconds choose a stretch. With `fingerprint`, one is made, too.
    """

    path: str
    requests: list[Request]
    soundhash: str = ""
    keepat: str | None = None
    fingerprint: bool = True
    start: float = 0.0
    duration: float | None = None


class AskModels(msgspec.Struct, frozen=True, tag=True):
    """Asks which models installed packages have."""


class Study(msgspec.Struct, frozen=True, tag=True):
    """Asks to learn from a book in a file, and to write what was learned into another."""

    source: str
    target: str


class Say(msgspec.Struct, frozen=True, tag=True):
    """Asks what a model says about sounds that are named in a file; it goes into another."""

    source: str
    target: str


class Described(msgspec.Struct, frozen=True, tag=True):
    """What a preset consists of: each request, and what it is known by when it was heard."""

    preset: str
    requests: list[Request]
    heard: list[HeardBy]


class Hashed(msgspec.Struct, frozen=True, tag=True):
    """The hash of the compressed sound of a file, and the SHA-256 of the file itself if it was asked for."""

    soundhash: str
    checksum: str = ""


class Progress(msgspec.Struct, frozen=True, tag=True):
    """How much of a file was heard, from 0 to 1."""

    part: float


class Outcome(msgspec.Struct, frozen=True, tag=True):
    """What came out. `numbers` are all results that are one number or name, by their ids.

    `failures` tells which processors failed, and why. `memory` is what the worker holds now, in bytes, `seconds` how
    long it has computed.
    """

    values: SoundValues
    numbers: dict[str, float | str | list[float]]
    failures: dict[str, str]
    messages: list[str]
    features: SoundFeatures
    memory: int
    seconds: float


class ForeignModel(msgspec.Struct, frozen=True):
    """A model that does not learn here, and the processors that must have heard a sound before it says anything."""

    name: str
    version: str
    title: str
    processors: list[str] = []


class ModelsKnown(msgspec.Struct, frozen=True, tag=True):
    """The models that do not learn here."""

    models: list[ForeignModel]


class Written(msgspec.Struct, frozen=True, tag=True):
    """The file is complete."""


class Failed(msgspec.Struct, frozen=True, tag=True):
    """It cannot be done. The sentence is for a person."""

    reason: str


Command = Describe | Hash | Listen | AskModels | Study | Say
Answer = Described | Hashed | Progress | Outcome | ModelsKnown | Written | Failed

_encoder = msgspec.msgpack.Encoder()
_commands = msgspec.msgpack.Decoder(Command)
_answers = msgspec.msgpack.Decoder(Answer)


def packed(message: Command | Answer) -> bytes:
    """A message as it goes through a pipe."""
    content = _encoder.encode(message)
    return _LENGTH.pack(len(content)) + content


def length_of(head: bytes) -> int:
    """How long a message is, by the four bytes before it."""
    return int(_LENGTH.unpack(head)[0])


def read_command(content: bytes) -> Command:
    """A command, without the length before it."""
    return _commands.decode(content)


class Inbox:
    """Collects what comes from a worker, in pieces of any size, until answers are whole."""

    def __init__(self) -> None:
        self._data = bytearray()

    def feed(self, data: bytes) -> Iterator[Answer]:
        """Takes some bytes, and gives the answers that are complete. Raises msgspec.DecodeError when it is nonsense."""
        self._data += data
        while len(self._data) >= _LENGTH.size:
            end = _LENGTH.size + length_of(bytes(self._data[: _LENGTH.size]))
            if len(self._data) < end:
                return
            answer = _answers.decode(self._data[_LENGTH.size : end])
            del self._data[:end]
            yield answer
