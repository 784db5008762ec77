"""What clients and servers of an index of fingerprints say to each other: the HTTP API of acoustid-index, "fpindex".

As JSON, keys are the names of fields. As MessagePack, they are their first letters, but for the block of statistics.
"""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

JSON = "application/json"
MSGPACK = "application/vnd.msgpack"
LIMIT = 16 * 1024 * 1024
"""The longest body of a request, in bytes."""
MOST_RESULTS = 100

Number = Annotated[int, Meta(ge=0, le=0xFFFF_FFFF)]
S = TypeVar("S", bound=Struct)


class Insertion(Struct, frozen=True):
    """A document that comes or replaces another one."""

    id: int
    hashes: list[Number]


class Deletion(Struct, frozen=True):
    """A document that goes."""

    id: int


class ChangeOf(Struct, frozen=True, omit_defaults=True):
    """One of the three."""

    insert: Insertion | None = None
    delete: Deletion | None = None
    set_metadata: dict[str, str] | None = None


class UpdateRequest(Struct, frozen=True, omit_defaults=True):
    """Changes that happen together."""

    changes: list[ChangeOf]
    metadata: dict[str, str] | None = None
    expected_version: int | None = None


class SearchRequest(Struct, frozen=True, omit_defaults=True):
    """A query. `timeout` in milliseconds. `offsets` is an addition of MusicDB: results get votes and offset."""

    query: list[Number]
    limit: Annotated[int, Meta(ge=1, le=MOST_RESULTS)] = 40
    timeout: Annotated[int, Meta(ge=0, le=10_000)] = 500
    min_score: Annotated[int, Meta(ge=0)] | None = None
    score_pct: Annotated[int, Meta(ge=0, le=100)] = 10
    offsets: bool = False


class Result(Struct, frozen=True, omit_defaults=True):
    """A document that was found. `score` counts the different items of the query it has."""

    id: int
    score: int
    votes: int | None = None
    offset: int | None = None


class SearchAnswer(Struct, frozen=True):
    """The best first."""

    results: list[Result]


class PutIndex(Struct, frozen=True, omit_defaults=True):
    """How an index is to be begun."""

    expect_does_not_exist: bool = False
    generation: Annotated[int, Meta(ge=1)] | None = None


class IndexAnswer(Struct, frozen=True):
    """An index that is there."""

    version: int
    ready: bool
    generation: int


class DeleteIndex(Struct, frozen=True, omit_defaults=True):
    """How an index is to end."""

    expect_exists: bool = False


class DeleteAnswer(Struct, frozen=True):
    """Whether there was an index."""

    deleted: bool


class IndexStatistics(Struct, frozen=True):
    """How much there is. Its keys are never shortened."""

    min_doc_id: int
    max_doc_id: int
    num_segments: int
    num_docs: int


class InfoAnswer(Struct, frozen=True):
    """What is known about an index."""

    version: int
    metadata: dict[str, str]
    stats: IndexStatistics


class StatusAnswer(Struct, frozen=True):
    """Which changes there were. `file_version` is the last one that needs no log any more."""

    generation: int
    version: int
    file_version: int


class PutDocument(Struct, frozen=True):
    """The items of a single document."""

    hashes: list[Number]


class VersionAnswer(Struct, frozen=True):
    """The version of an index, or of the change that brought a document."""

    version: int


class EmptyAnswer(Struct, frozen=True):
    """It is done."""


class ErrorAnswer(Struct, frozen=True):
    """Why it was not done, in one word."""

    error: str


def _shortened(kind: type[S], nested: Mapping[str, Any]) -> type[S]:
    """The same with keys of one letter."""
    fields: list[Any] = [
        (field.name, nested.get(field.name, field.type), *(() if field.required else (field.default,)))
        for field in msgspec.structs.fields(kind)
    ]
    short: Any = msgspec.defstruct(
        kind.__name__, fields, bases=(kind,), rename=lambda name: name[0], frozen=True, omit_defaults=True
    )
    return short  # type: ignore[no-any-return]


def _all_shortened() -> dict[type[Struct], Any]:
    insertion, deletion = _shortened(Insertion, {}), _shortened(Deletion, {})
    change = _shortened(ChangeOf, {"insert": insertion | None, "delete": deletion | None})
    result = _shortened(Result, {})
    short: dict[type[Struct], Any] = {
        Insertion: insertion,
        Deletion: deletion,
        ChangeOf: change,
        Result: result,
        UpdateRequest: _shortened(UpdateRequest, {"changes": list[change]}),  # type: ignore[valid-type]
        SearchAnswer: _shortened(SearchAnswer, {"results": list[result]}),  # type: ignore[valid-type]
    }
    plain = (
        SearchRequest,
        PutIndex,
        IndexAnswer,
        DeleteIndex,
        DeleteAnswer,
        InfoAnswer,
        StatusAnswer,
        PutDocument,
        VersionAnswer,
        EmptyAnswer,
        ErrorAnswer,
    )
    return short | {kind: _shortened(kind, {}) for kind in plain}


_SHORT = _all_shortened()


def decode(content: bytes, kind: type[S], media_type: str) -> S:
    """A message from bytes. Raises msgspec.DecodeError."""
    if media_type == MSGPACK:
        decoded: S = msgspec.msgpack.decode(content, type=_SHORT[kind])
        return decoded
    return msgspec.json.decode(content, type=kind)


def encode(message: Struct, media_type: str) -> bytes:
    """A message as bytes."""
    if media_type == MSGPACK:
        return msgspec.msgpack.encode(_short(message))
    return msgspec.json.encode(message)


def _short(value: Any) -> Any:
    if isinstance(value, list):
        return [_short(member) for member in value] if value and isinstance(value[0], Struct) else value
    kind = _SHORT.get(type(value))
    if kind is None:
        return value
    return kind(*(_short(getattr(value, name)) for name in value.__struct_fields__))
