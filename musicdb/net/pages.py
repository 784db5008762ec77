"""The pages of the WebUI, kept in memory, compressed once.

Assets carry a digest in their name and never change; everything else is asked for again each time. When the WebUI is
built anew, the next page has it.
"""

import gzip
import logging
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from musicdb.config.secretfiles import Generation, generation_of
from musicdb.errors import NotFoundError
from musicdb.net.exchange import Answer, Exchange
from musicdb.net.mediatypes import page_type

log = logging.getLogger(__name__)

INDEX = "index.html"
ASSETS = "assets/"
FOREVER = "public, max-age=31536000, immutable"
_COMPRESSIBLE = ("text/", "application/json", "application/manifest", "application/wasm", "image/svg")


class Page(msgspec.Struct, frozen=True):
    """A file of the WebUI. `packed` is empty when compressing does not help."""

    content: bytes
    packed: bytes
    headers: Mapping[str, str]

    def answer(self, exchange: Exchange, cookie: str | None = None) -> Answer:
        """The page as the browser takes it, or that it has it already. A cookie comes with the whole page only."""
        headers = {**self.headers, **({"Set-Cookie": cookie} if cookie else {})}
        if not cookie and self.headers["ETag"] == exchange.header("if-none-match"):
            return Answer(304, b"", headers)
        if self.packed and "gzip" in (exchange.header("accept-encoding") or ""):
            return Answer(200, self.packed, {**headers, "Content-Encoding": "gzip"})
        return Answer(200, self.content, headers)


class Pages:
    """The files of the WebUI, by their wire path. `index` tells where its first page lies. `load` blocks."""

    def __init__(self, index: Callable[[], Path]) -> None:
        self._index = index
        self._pages: dict[str, Page] = {}
        self._generation: Generation = None

    def changed(self) -> bool:
        """Whether the WebUI was built anew since it was loaded. Raises NotFoundError when it was never built."""
        return generation_of(self._index()) != self._generation

    def load(self) -> None:
        """Reads and compresses all files."""
        index = self._index()
        generation = generation_of(index)
        directory = index.parent
        paths = [path for path in directory.rglob("*") if path.is_file()]
        self._pages = {path.relative_to(directory).as_posix(): _page(directory, path) for path in paths}
        self._generation = generation
        log.debug("The WebUI has %s files", len(self._pages))

    def find(self, name: str) -> Page:
        """A file of the WebUI. Raises NotFoundError."""
        page = self._pages.get(name)
        if page is None:
            raise NotFoundError("There is no such page.")
        return page


def _page(directory: Path, path: Path) -> Page:
    content = path.read_bytes()
    media_type = page_type(path.name)
    packed = gzip.compress(content, mtime=0) if media_type.startswith(_COMPRESSIBLE) else b""
    asset = path.relative_to(directory).as_posix().startswith(ASSETS)
    headers = {
        "Content-Type": media_type,
        "Cache-Control": FOREVER if asset else "no-cache",
        "ETag": f'"{sha256(content).hexdigest()[:32]}"',
        "Vary": "Accept-Encoding",
    }
    return Page(content, packed if len(packed) < len(content) else b"", headers)
