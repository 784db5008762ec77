"""Words that stand in the package: documentation, and the codes of errors."""

import inspect
from typing import Any

from musicdb import errors


def sentence(thing: Any) -> str:
    """The documentation of a module, class or function."""
    return (inspect.getdoc(thing) or "").strip()


def error_codes() -> dict[str, str]:
    """All codes an error packet can carry, with the general sentence of each."""
    classes: list[type[errors.MusicDBError]] = [errors.MusicDBError, *_below(errors.MusicDBError)]
    return {error.code: sentence(error) for error in classes}


def _below(error: type[errors.MusicDBError]) -> list[type[errors.MusicDBError]]:
    return [found for child in error.__subclasses__() for found in (child, *_below(child))]
