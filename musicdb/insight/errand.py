"""One question for a worker of its own, and its answer. Waits, but lets itself be called off."""

import select
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from musicdb.errors import MusicDBError
from musicdb.insight.messages import Answer, AskModels, Command, Failed, Progress, Say, Study
from musicdb.insight.workers import Worker, WorkerGoneError

Result = TypeVar("Result")


class CalledOffError(Exception):
    """Nobody waits for the answer any more."""


class Errands:
    """Sends workers out. `open_worker` gives each one its process; `call_off` ends the one that is under way."""

    def __init__(self, open_worker: Callable[[], Worker]) -> None:
        self._open_worker = open_worker
        self._end, self._alarm = socket.socketpair()

    def call_off(self) -> None:
        """Ends what is under way, and everything that comes. From any thread."""
        self._alarm.close()

    def ask(self, command: AskModels) -> Answer:
        """Asks for what is small enough for a pipe."""
        return self._ask(command)

    def study(self, book: msgspec.Struct, result: type[Result], kind: type[Study] | type[Say]) -> Result:
        """Asks for what goes through files.

        :raises MusicDBError: when it cannot be done.
        :raises CalledOffError: when it was called off.
        """
        with tempfile.TemporaryDirectory(prefix="musicdb-models-") as directory:
            source, target = Path(directory, "book"), Path(directory, "answer")
            source.write_bytes(msgspec.msgpack.encode(book))
            self._ask(kind(str(source), str(target)))
            return msgspec.msgpack.decode(target.read_bytes(), type=result)

    def _ask(self, command: Command) -> Answer:
        worker = self._open_worker()
        try:
            worker.send(command)
            # With a thousand clients descriptors are too high for select().
            waiting = select.poll()
            waiting.register(worker.output, select.POLLIN)
            waiting.register(self._end, select.POLLIN)
            while True:
                if any(ready == self._end.fileno() for ready, _ in waiting.poll()):
                    raise CalledOffError
                for answer in worker.read():
                    if isinstance(answer, Failed):
                        raise MusicDBError(answer.reason)
                    if not isinstance(answer, Progress):
                        return answer
        except WorkerGoneError as error:
            raise MusicDBError(f"The process that predicts is gone: {error}.") from error
        finally:
            worker.close()
