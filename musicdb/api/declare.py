"""How a function of the API is declared.

The keyword is the wire name, the annotations are the schema, the docstring is the documentation. `announces` names the
getter whose fresh answer all clients get after success, under the caller's signature.
"""

import inspect
import typing
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

Handler = TypeVar("Handler", bound=Callable[..., Any])


class Function(msgspec.Struct, frozen=True):
    """A declared function: `arguments` is a Struct type of its keywords, `result` the type of its answer.

    With `anything` further arguments of any name are handed on as they are.
    """

    name: str
    subject: str
    doc: str
    handler: Callable[..., Any]
    arguments: type[msgspec.Struct]
    result: Any
    announces: str | None = None
    anything: bool = False


class Subject:
    """A group of functions about one thing."""

    def __init__(self, name: str, doc: str) -> None:
        self.name = name
        self.doc = doc
        self.functions: dict[str, Function] = {}
        self._by_handler: dict[Callable[..., Any], str] = {}

    def function(self, name: str, announces: Callable[..., Any] | None = None) -> Callable[[Handler], Handler]:
        """Declares the decorated handler under its wire name. Mistakes are TypeErrors at import."""

        def declare(handler: Handler) -> Handler:
            if name in self.functions:
                raise TypeError(f"{name} is declared twice in {self.name}")
            getter = self._name_of(announces) if announces else None
            self.functions[name] = _declaration(name, self.name, handler, getter)
            self._by_handler[handler] = name
            return handler

        return declare

    def _name_of(self, getter: Callable[..., Any]) -> str:
        if getter not in self._by_handler:
            raise TypeError(f"{getter.__name__} is announced, but not declared in {self.name} before")
        return self._by_handler[getter]


def _declaration(name: str, subject: str, handler: Callable[..., Any], announces: str | None) -> Function:
    doc = inspect.getdoc(handler)
    if not doc:
        raise TypeError(f"{name} has no docstring")
    hints = typing.get_type_hints(handler, include_extras=True)
    parameters = list(inspect.signature(handler).parameters.values())[1:]
    anything = bool(parameters) and parameters[-1].kind is inspect.Parameter.VAR_KEYWORD
    fields: list[Any] = []
    for parameter in parameters[:-1] if anything else parameters:
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
            raise TypeError(f"{name}: the argument {parameter.name} must be keyword-only")
        field = (parameter.name, hints[parameter.name])
        fields.append(field if parameter.default is inspect.Parameter.empty else (*field, parameter.default))
    arguments = msgspec.defstruct(f"{name}Arguments", fields, kw_only=True, frozen=True)
    return Function(name, subject, doc, handler, arguments, hints["return"], announces, anything)
