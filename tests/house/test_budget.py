"""What a browser has to load before the page is there."""

import gzip
import re
from contextlib import suppress

import pytest

from musicdb.errors import NotFoundError
from musicdb.resources import resource

BUDGET = 150_000


def test_the_page_is_small() -> None:
    with suppress(NotFoundError):
        directory = resource("webui/index.html").parent
        page = (directory / "index.html").read_text("utf-8")
        first = set(re.findall(r'(?:src|href)="/(assets/[^"]+\.(?:js|css))"', page))
        everything = [path for path in (directory / "assets").iterdir() if path.suffix in {".js", ".css"}]
        assert first <= {path.relative_to(directory).as_posix() for path in everything}
        # Languages come one at a time; all else counts, also what is loaded on demand.
        sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in everything}
        languages = {name for name in sizes if re.match(r"(?:[a-z]{2}|pseudo)-", name)}
        assert sum(size for name, size in sizes.items() if name not in languages) <= BUDGET, sizes
        return
    pytest.skip("the WebUI is not built")
