"""Routes about the API itself: its description, and what its problems mean."""

import msgspec

from musicdb import errors
from musicdb.errors import MusicDBError, NotFoundError
from musicdb.net.exchange import STATUS
from musicdb.net.rest.declare import Document, Group
from musicdb.resources import resource
from musicdb.services import Services

description = Group("description", "The API itself.")

JSON = "application/json"


class ProblemKind(msgspec.Struct, frozen=True):
    """A kind of problem: the word for it, the sentence, and the status of HTTP."""

    code: str
    title: str
    status: int


@description.route("GET", "/openapi.json", media=(JSON,), public=True)
def get_description(services: Services) -> Document:
    """This description, as OpenAPI 3.1."""
    del services
    return Document(resource("share/openapi.json"), JSON, temporary=False)


@description.route("GET", "/problems/<code>", public=True)
def get_problem_kind(services: Services, *, code: str) -> ProblemKind:
    """What a kind of problem means."""
    del services
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, MusicDBError) and kind.code == code:
            return ProblemKind(code, kind().message, STATUS.get(kind, 500))
    raise NotFoundError(f"There is no kind of problem “{code}”.")
