"""What an examination of `musicdb check` tells."""

from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from musicdb.config.schema import Config

Verdict = Literal["fine", "worth a look", "wrong", "mended"]


class Finding(msgspec.Struct, frozen=True):
    """What an examination found."""

    what: str
    verdict: Verdict
    sentence: str


Examination = Callable[[Config, bool], Iterator[Finding]]
"""Looks at an installation, and with True mends what it can."""
