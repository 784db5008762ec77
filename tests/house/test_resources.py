"""Files that come with MusicDB are found in a checkout."""

import pytest

from musicdb.errors import NotFoundError
from musicdb.resources import resource


def test_files_of_the_checkout_are_found() -> None:
    assert resource("etc/musicdb.ini").read_text("utf-8").startswith("# The configuration")
    assert resource("share").is_dir()


def test_what_is_not_there_is_an_error() -> None:
    with pytest.raises(NotFoundError, match=r"without its file share/nothing\.png"):
        resource("share/nothing.png")
    with pytest.raises(NotFoundError, match="scripts/serve"):
        resource("webui/nothing.html")
