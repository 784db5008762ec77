"""Turns a path a client sent into a place inside the music directory, or raises.

No other file joins paths from clients. A wire path is relative to the music directory and "/"-separated. It is checked
as text first and then against the symbolic links on disk, so that neither leads out of the music directory. `~` is
never expanded.
"""

import os
import unicodedata
from pathlib import Path

from musicdb.errors import CollisionError, NotFoundError, PathError

NAME_LIMIT = 255
"""The longest name of a file or directory, in bytes of UTF-8."""

PATH_LIMIT = 4096
"""The longest absolute path Linux opens, in bytes, with its closing NUL."""


def readable(text: str | Path) -> str:
    """The text for a message or log: what is not valid UTF-8 on disk, and control characters, are shown as escapes."""
    escaped = os.fspath(text).encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(
        character.encode("unicode_escape").decode("ascii") if unicodedata.category(character) == "Cc" else character
        for character in escaped
    )


def check_component(component: str) -> None:
    """Refuses with PathError what cannot be, or should not be, one name inside a wire path."""
    problem = None
    if component == "":
        problem = "has an empty part, or begins or ends with a slash"
    elif any(piece in {".", ".."} for piece in component.split("\\")):
        problem = 'contains "." or ".."'
    elif any(unicodedata.category(character) == "Cc" for character in component):
        problem = "contains a control character"
    elif any(unicodedata.category(character) == "Cs" for character in component):
        problem = "contains a name that is not valid UTF-8"
    elif len(component.encode("utf-8")) > NAME_LIMIT:
        problem = f"contains a name of more than {NAME_LIMIT} bytes"
    if problem is not None:
        raise PathError(f'The path part "{readable(component)}" {problem}. Use paths inside the music directory.')


def split_wire_path(wirepath: str) -> tuple[str, ...]:
    """The names a wire path consists of, checked as text. Raises PathError."""
    components = tuple(wirepath.split("/"))
    if components[0] == "~":
        raise PathError("A path is relative to the music directory and cannot begin with ~. Leave the ~ away.")
    for component in components:
        check_component(component)
    return components


def is_inside(path: Path, directory: Path) -> bool:
    """Whether the path is the directory or lies below it, by its text alone."""
    return path == directory or directory in path.parents


class MusicDirectory:
    """The directory the music lives in. `root` is absolute; it may itself be reached through a symbolic link."""

    def __init__(self, root: Path) -> None:
        self._root = Path(os.path.abspath(root))  # noqa: PTH100 - Path.absolute keeps ".."

    @property
    def root(self) -> Path:
        """The absolute path of the music directory."""
        return self._root

    def resolve(self, wirepath: str) -> Path:
        """The absolute path of a wire path, whether something is there or not. Raises PathError."""
        path = self._root.joinpath(*split_wire_path(wirepath))
        if len(os.fsencode(path)) >= PATH_LIMIT:
            raise PathError(f'The path beginning with "{wirepath[:80]}" is longer than {PATH_LIMIT} bytes.')
        self._check_links(path)
        return path

    def relative(self, path: Path) -> str:
        """The wire path of an absolute path inside the music directory; "" for the music directory itself.

        Raises PathError for paths outside, and for names that no client could send back: not valid UTF-8 on disk, or
        with control characters.
        """
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps ".."
        root = self._root if is_inside(absolute, self._root) else Path(os.path.realpath(self._root))
        if not is_inside(absolute, root):
            raise PathError(f'"{readable(path)}" is not inside the music directory "{readable(self._root)}".')
        components = absolute.relative_to(root).parts
        for component in components:
            check_component(component)
        return "/".join(components)

    def existing(self, wirepath: str) -> Path:
        """The absolute path of something that is there.

        A name is also found when the disk has it in the other Unicode normal form: a Mac writes "é" as two characters,
        a browser sends one. Raises PathError, and NotFoundError when there is nothing.
        """
        path = self.resolve(wirepath)
        if os.path.lexists(path):
            return path
        path = self._root
        for component in split_wire_path(wirepath):
            found = _child(path, component)
            if found is None:
                raise NotFoundError(f'There is no "{readable(wirepath)}" in the music directory, maybe not any more.')
            path = found
        self._check_links(path)
        return path

    def has(self, wirepath: str) -> bool:
        """Whether something is there. Raises PathError."""
        try:
            self.existing(wirepath)
        except NotFoundError:
            return False
        return True

    def require_free(self, wirepath: str, old: str) -> None:
        """Makes sure that what is at the path `old` can get this path. Only what is another thing is in its way.

        :raises CollisionError: when there is something.
        """
        try:
            occupied = self.relative(self.existing(wirepath))
        except NotFoundError:
            return
        # The same name in another Unicode normal form is only a better way of writing it.
        if occupied != old or wirepath == old:
            raise CollisionError(f"There is already something at “{occupied}”. Choose another name, or merge both.")

    def is_gone(self, wirepath: str) -> bool:
        """Whether the disk says that there is nothing. That it may not be looked at is another thing."""
        try:
            (self._root / wirepath).stat()
        except (FileNotFoundError, NotADirectoryError):
            return True
        except OSError:
            return False
        return False

    def require(self) -> None:
        """Makes sure that the music directory can be read. Raises PathError."""
        try:
            with os.scandir(self._root) as entries:
                next(entries, None)
        except OSError as error:
            raise PathError(
                f'The music directory "{readable(self._root)}" cannot be read ({error.strerror}). '
                "If it is on another disk or a network share, that may not be mounted. "
                "Otherwise create it, or correct it in the configuration.",
            ) from error

    def _check_links(self, path: Path) -> None:
        real_root = Path(os.path.realpath(self._root))
        if not is_inside(Path(os.path.realpath(path)), real_root):
            raise PathError(f'"{readable(path)}" leads out of the music directory through a symbolic link.')


def _child(directory: Path, name: str) -> Path | None:
    """The entry of a directory with this name in whatever normal form; None when there is none."""
    exact = directory / name
    if os.path.lexists(exact):
        return exact
    wanted = unicodedata.normalize("NFC", name)
    if wanted.isascii():
        return None
    try:
        entries = sorted(directory.iterdir())
    except OSError:
        return None
    return next((entry for entry in entries if unicodedata.normalize("NFC", entry.name) == wanted), None)
