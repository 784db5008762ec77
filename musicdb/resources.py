"""Finds the files that come with MusicDB and are no Python: the built WebUI, pictures, example files.

In a wheel they lie inside the package, in a checkout in the folders beside it; the names are the same in both.
"""

from pathlib import Path

from musicdb.errors import NotFoundError

_PACKAGE = Path(__file__).parent
# Where a resource folder of this name lies in a checkout.
_CHECKOUT = {"webui": "webui/dist", "share": "share", "etc": "etc", "systemd": "systemd"}


def resource(name: str) -> Path:
    """The path of `webui/index.html`, `share/default.jpg`, `etc/musicdb.ini`, … Raises NotFoundError."""
    folder, _, rest = name.partition("/")
    for place in (_PACKAGE / folder, _PACKAGE.parent / _CHECKOUT.get(folder, folder)):
        path = place / rest
        if path.exists():
            return path
    hint = " Start MusicDB with scripts/serve, which builds the pages." if folder == "webui" else ""
    raise NotFoundError(f"MusicDB was installed without its file {name}.{hint}")
