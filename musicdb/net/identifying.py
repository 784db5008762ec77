"""`POST /identify`: a browser sends some seconds of sound, as its microphone recorded it, and gets what it is.

The body is a file of any format ffmpeg reads. Only its beginning is heard, so that a large one costs no more.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec
from twisted.internet.defer import DeferredSemaphore

from musicdb.errors import BadArgumentError, InvalidContentError, TooManyClientsError
from musicdb.media.ffmpeg import find_ffmpeg
from musicdb.net.admission import Admission, Visitor
from musicdb.net.exchange import Answer, Exchange
from musicdb.services import Services

ADDRESS: Final = "identify"
LIMIT: Final = 8 << 20
"""The longest clip, in bytes: 40 seconds of WAVE with two channels, minutes of everything else."""
_SECONDS: Final = 30.0
_AT_ONCE: Final = 2
_WAITING: Final = 8
_ANSWERS: Final = 5

InThread = Callable[[Callable[[], Any]], Any]


class Identifying:
    """Answers those who may listen to the music. Two clips are heard at a time, a few more wait."""

    def __init__(self, services: Services, admission: Admission, in_thread: InThread) -> None:
        self._services = services
        self._admission = admission
        self._in_thread = in_thread
        self._turns = DeferredSemaphore(_AT_ONCE)

    async def answer(self, exchange: Exchange, visitor: Visitor, _path: str) -> Answer:
        """A JSON list, the best first, of the same as the answer of `IdentifyFingerprint`."""
        self._admission.require(visitor)
        if len(self._turns.waiting) >= _WAITING:
            raise TooManyClientsError
        content: Any = exchange.content
        body: bytes = content.read()
        if not body:
            raise BadArgumentError("Send some seconds of sound as the body of the request.")
        found: bytes = await self._turns.run(self._in_thread, lambda: self._identify(body))
        return Answer(200, found, {"Content-Type": "application/json", "Cache-Control": "no-store"})

    def _identify(self, body: bytes) -> bytes:
        # NumPy is loaded when the first clip comes.
        from musicdb.insight.clips import clip_of, hear_clip  # noqa: PLC0415

        services = self._services
        descriptor, name = tempfile.mkstemp(prefix="musicdb-clip-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(body)
            samples = hear_clip(Path(name), find_ffmpeg(str(services.config.tools.ffmpeg or "")), _SECONDS)
        except InvalidContentError as error:
            raise InvalidContentError("There is no sound in what was sent.") from error
        finally:
            Path(name).unlink()
        hits = services.finder.identify_clip(clip_of(samples), _ANSWERS)
        return msgspec.json.encode(services.duplicates.named(hits))
