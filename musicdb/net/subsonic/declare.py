"""How an endpoint of the OpenSubsonic API is declared.

    @browsing.endpoint("getSong", answer="song")
    def get_song(call: Call, *, id: SongKey) -> Child:
        \"\"\"A song.\"\"\"

The keywords are the parameters as they are called on the wire, the annotations are the schema: a parameter without a
default is required, one that is a list may be repeated. Parameters it does not name are passed over. What is returned
stands under `answer` in the envelope. Handlers run in threads. One that answers with bytes is declared by `raw`: it is
a coroutine, runs on the reactor, and raises before it sends anything, so that the app gets its envelope with the error.
"""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from msgspec import inspect as types

from musicdb.api.declare import Handler, declaration
from musicdb.model.apppasswords import AppPassword
from musicdb.net.exchange import Exchange
from musicdb.net.files import FileSender
from musicdb.net.rest.declare import is_list
from musicdb.net.subsonic.faults import Code, Fault
from musicdb.net.subsonic.keys import Parameters
from musicdb.net.subsonic.transcodes import Transcodes
from musicdb.services import Services


class Call(msgspec.Struct, frozen=True):
    """Who asks: the name the app gives its user, the name of the app, and its password. None: nobody had to.

    `origin` is how the app calls this server: `http://host:port`.
    """

    services: Services
    user: str
    client: str
    device: AppPassword | None = None
    origin: str = ""


class Delivery(msgspec.Struct, frozen=True):
    """What a handler needs that answers with bytes. `headers` belong to each such answer.

    `in_thread` does blocking work among the threads of this API.
    """

    call: Call
    exchange: Exchange
    files: FileSender
    in_thread: Callable[[Callable[[], Any]], Awaitable[Any]]
    transcodes: Transcodes
    headers: Mapping[str, str]


class Titled(msgspec.Struct, frozen=True):
    """An answer under another name than the declared one."""

    name: str
    value: Any


class Endpoint(msgspec.Struct, frozen=True):
    """A declared endpoint. `arguments` is a Struct type of its parameters, `lists` those that may be repeated."""

    name: str
    doc: str
    handler: Callable[..., Any]
    arguments: type[msgspec.Struct]
    lists: frozenset[str]
    texts: frozenset[str]
    answer: str
    public: bool
    is_raw: bool

    def read(self, parameters: Parameters) -> dict[str, Any]:
        """The arguments of its handler. Raises Fault for what is missing or makes no sense."""
        given: dict[str, Any] = {}
        for name in self.arguments.__struct_fields__:
            values = parameters.get(name, ())
            if name in self.lists:
                given[name] = list(values)
            elif values and (values[0] or name in self.texts):
                # Apps send numbers they do not know as empty texts.
                given[name] = values[0]
            elif name in self.required():
                raise Fault(Code.MISSING, f"The parameter “{name}” is missing.")
        try:
            read = msgspec.convert(given, self.arguments, strict=False)
        except msgspec.ValidationError as error:
            raise Fault(Code.GENERIC, f"A parameter cannot be used: {error}") from error
        return {name: getattr(read, name) for name in read.__struct_fields__}

    def required(self) -> frozenset[str]:
        """The parameters that must be there."""
        return frozenset(field.name for field in msgspec.structs.fields(self.arguments) if field.required)


class Group:
    """Endpoints about one thing."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.endpoints: list[Endpoint] = []

    def endpoint(self, name: str, *, answer: str = "", public: bool = False) -> Callable[[Handler], Handler]:
        """Declares the decorated handler. Mistakes are TypeErrors at import. A `public` one needs no password."""
        return lambda handler: self._declare(name, handler, answer, public=public)

    def raw(self, name: str) -> Callable[[Handler], Handler]:
        """Declares a coroutine that answers with bytes: an `Answer`, or None when it has sent them itself."""
        return lambda handler: self._declare(name, handler, "", public=False)

    def _declare(self, name: str, handler: Handler, answer: str, *, public: bool) -> Handler:
        declared = declaration(name, self.name, handler)
        fields = types.type_info(declared.arguments)
        is_raw = inspect.iscoroutinefunction(handler)
        tells = bool(answer) is not (declared.result is type(None))
        if not isinstance(fields, types.StructType) or not (tells or is_raw):
            raise TypeError(f"{name} must return what it answers under a name")
        kinds = {field.name: field.type for field in fields.fields}
        self.endpoints.append(
            Endpoint(
                name, declared.doc, handler, declared.arguments,
                frozenset(field for field, kind in kinds.items() if is_list(kind)),
                frozenset(field for field, kind in kinds.items() if isinstance(kind, types.StrType)),
                answer, public, is_raw,
            )
        )  # fmt: skip
        return handler
