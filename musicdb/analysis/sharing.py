"""Everything that hears one sound, in an order in which each comes after what it needs. Equal ones are merged.

What fails is left out with its reason, and with it all that need it; the others go on.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from musicdb.analysis.processor import Block, Hearing, HearingT
from musicdb.analysis.result import AudioMetadata

logger = logging.getLogger(__name__)

Key = tuple[Callable[..., Hearing], tuple[Any, ...]]


class Sharing:
    """Implements `musicdb.analysis.processor.Shared`."""

    def __init__(self, audio: AudioMetadata, spool: Path | None) -> None:
        self.audio = audio
        self.spool = spool
        self.failures: dict[int, str] = {}
        """The reasons, by `id()` of what failed."""
        self._made: dict[Key, Hearing] = {}
        self._needs: dict[int, set[int]] = {}
        self._making: list[set[int]] = []

    def want(self, kind: Callable[..., HearingT], *arguments: Any) -> HearingT:
        """The one of this kind with these arguments, made when it is new."""
        key = (kind, arguments)
        found = self._made.get(key)
        if found is None:
            self._making.append(set())
            try:
                found = kind(self, *arguments)
            finally:
                needs = self._making.pop()
            self._made[key] = found
            self._needs[id(found)] = needs
        if self._making:
            self._making[-1] |= {id(found)}
        return cast("HearingT", found)

    def hear(self, block: Block) -> None:
        """Lets everybody hear the block who did not fail."""
        for one in self._made.values():
            if id(one) in self.failures:
                continue
            missing = next((self.failures[need] for need in self._needs[id(one)] if need in self.failures), None)
            if missing is not None:
                self.failures[id(one)] = missing
                continue
            try:
                one.hear(block)
            except Exception as error:
                logger.exception("%s fails.", type(one).__name__)
                self.failures[id(one)] = f"{type(one).__name__}: {error}"
