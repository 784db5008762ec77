"""How a route of the HTTP API is declared.

    @tracks.route("GET", "/tracks/<trackid>")
    def get_track(services: Services, *, trackid: TrackId) -> AnnotationTrack:
        \"\"\"An annotation track.\"\"\"

Keywords that are in the path come from there, `body` from the body of the request, all others from the query. The
annotations are the schema, the docstring is the documentation. Handlers run in threads.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from msgspec import Meta
from msgspec import inspect as types

from musicdb.api.declare import Handler, declaration

PREFIX = "/api/v1"
_PLACES = re.compile(r"<(\w+)>")
_BODY = "body"

T = TypeVar("T")

Limit = Annotated[int, Meta(ge=1, le=500, description="How many there are on a page at most.")]
Cursor = Annotated[str, Meta(max_length=200, description="Where the page begins: `next` of the page before.")]


class Page(msgspec.Struct, Generic[T], frozen=True):
    """A part of a list. `next` is the cursor of what follows; None: that was all."""

    items: list[T]
    next: str | None = None


class Content(msgspec.Struct, frozen=True):
    """An answer that is no JSON. With a `filename` a browser saves it."""

    body: bytes
    media_type: str
    filename: str | None = None


class Document(msgspec.Struct, frozen=True):
    """A file as an answer. What is `temporary` is removed as soon as it is on its way."""

    path: Path
    media_type: str
    filename: str | None = None
    temporary: bool = True


class Route(msgspec.Struct, frozen=True):
    """A declared route. `query` is a Struct type of what is not in the path, `lists` those of its fields that repeat.

    `media` are the types of answers that are no JSON; `takes` is the type of a body that is none.
    """

    method: str
    path: str
    group: str
    doc: str
    handler: Callable[..., Any]
    places: tuple[str, ...]
    arguments: type[msgspec.Struct]
    lists: frozenset[str]
    body: Any
    answer: Any
    status: int
    media: tuple[str, ...]
    takes: str
    public: bool

    @property
    def name(self) -> str:
        """The name of its handler, unique among all routes."""
        return self.handler.__name__


class Group:
    """Routes about one thing."""

    def __init__(self, name: str, doc: str) -> None:
        self.name = name
        self.doc = doc
        self.routes: list[Route] = []

    def route(
        self,
        method: str,
        path: str,
        *,
        status: int | None = None,
        media: tuple[str, ...] = (),
        takes: str = "application/json",
        public: bool = False,
    ) -> Callable[[Handler], Handler]:
        """Declares the decorated handler. Mistakes are TypeErrors at import. A `public` one needs no admission."""

        def declare(handler: Handler) -> Handler:
            declared = declaration(handler.__name__, self.name, handler)
            fields = types.type_info(declared.arguments)
            places = tuple(_PLACES.findall(path))
            if not isinstance(fields, types.StructType) or set(places) - {field.name for field in fields.fields}:
                raise TypeError(f"{handler.__name__} does not take what is in its path {path}")
            hints = {field.name: field for field in fields.fields}
            lists = frozenset(name for name, field in hints.items() if name != _BODY and is_list(field.type))
            body = declared.arguments.__annotations__.get(_BODY)
            usual = 204 if declared.result is type(None) else 200
            self.routes.append(
                Route(
                    method, path, self.name, declared.doc, handler, places, _without_body(declared.arguments), lists,
                    body, declared.result, status or usual, media, takes, public,
                )
            )  # fmt: skip
            return handler

        return declare


def _without_body(arguments: type[msgspec.Struct]) -> type[msgspec.Struct]:
    fields: list[Any] = []
    for field in msgspec.structs.fields(arguments):
        if field.name != _BODY:
            named = (field.name, field.type)
            fields.append(named if field.default is msgspec.NODEFAULT else (*named, field.default))
    return msgspec.defstruct(arguments.__name__, fields, kw_only=True, frozen=True, forbid_unknown_fields=True)


def is_list(kind: types.Type) -> bool:
    """Whether what has this type can be given more than once."""
    if isinstance(kind, types.Metadata):
        return is_list(kind.type)
    if isinstance(kind, types.UnionType):
        return any(map(is_list, kind.types))
    return isinstance(kind, types.ListType | types.VarTupleType)
