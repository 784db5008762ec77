"""What can be wrong with a request of an app, in the numbers apps know."""

from collections.abc import Mapping
from enum import IntEnum

from musicdb.errors import MusicDBError, NotAllowedError, NotFoundError, PathError


class Code(IntEnum):
    """The numbers of the protocol that this server uses."""

    GENERIC = 0
    MISSING = 10
    WRONG_PASSWORD = 40
    UNKNOWN_MECHANISM = 42
    CONFLICTING = 43
    WRONG_KEY = 44
    NOT_ALLOWED = 50
    NOT_FOUND = 70


_CODES: Mapping[type[MusicDBError], Code] = {
    NotAllowedError: Code.NOT_ALLOWED,
    NotFoundError: Code.NOT_FOUND,
    PathError: Code.NOT_FOUND,
}


class Fault(Exception):  # noqa: N818 -- the protocol calls answers errors; this is how one comes about
    """A request that is refused with a code. The message is shown to a person."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def fault_of(error: MusicDBError) -> Fault:
    """An error of the house as apps are told about it."""
    return Fault(_CODES.get(type(error), Code.GENERIC), error.message)
