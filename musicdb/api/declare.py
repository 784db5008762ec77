"""How a function of the API is declared.

The keyword is the wire name, the annotations are the schema, the docstring is the documentation. `announces` names the
getter whose fresh answer all clients get after success, under the caller's signature. `answers_as` names the getter
under whose name a request is answered. The getter may belong to another subject.
"""

import inspect
import typing
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

Handler = TypeVar("Handler", bound=Callable[..., Any])


class Function(msgspec.Struct, frozen=True):
    """A declared function: `arguments` is a Struct type of its keywords, `result` the type of its answer.

    With `anything` further arguments of any name are handed on as they are. What is `slow` reads files or runs
    programs; it has threads of its own, so that no quick call of another client waits for it.
    """

    name: str
    subject: str
    doc: str
    handler: Callable[..., Any]
    arguments: type[msgspec.Struct]
    result: Any
    announces: str | None = None
    answers_as: str | None = None
    anything: bool = False
    slow: bool = False


class Subject:
    """A group of functions about one thing. Getters of the `others` may be announced, too."""

    def __init__(self, name: str, doc: str, *others: "Subject") -> None:
        self.name = name
        self.doc = doc
        self._others = others
        self.functions: dict[str, Function] = {}

    def function(
        self,
        name: str,
        announces: Callable[..., Any] | None = None,
        answers_as: Callable[..., Any] | None = None,
        *,
        slow: bool = False,
    ) -> Callable[[Handler], Handler]:
        """Declares the decorated handler under its wire name. Mistakes are TypeErrors at import."""
        announced = self._name_of(announces) if announces else None
        answered = self._name_of(answers_as) if answers_as else None

        def declare(handler: Handler) -> Handler:
            if name in self.functions:
                raise TypeError(f"{name} is declared twice in {self.name}")
            declared = declaration(name, self.name, handler)
            self.functions[name] = msgspec.structs.replace(
                declared, announces=announced, answers_as=answered, slow=slow
            )
            return handler

        return declare

    def _name_of(self, getter: Callable[..., Any]) -> str:
        for subject in (self, *self._others):
            for name, function in subject.functions.items():
                if function.handler is getter:
                    return name
        raise TypeError(f"{getter.__name__} is announced by {self.name}, but not declared before")


def declaration(name: str, subject: str, handler: Callable[..., Any]) -> Function:
    """What the signature of a handler says. Its first parameter are the services, all others keywords."""
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
    return Function(name, subject, doc, handler, arguments, hints["return"], anything=anything)
