"""Uploads: asking for chunks, storing them, and handing complete files on.

Chunk data is on disk before the offset that covers it is. Nobody waits for the disk: while one group of chunks is
brought to disk, the next arrives.
"""

import logging
import os
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

import msgspec

from musicdb.bus import Bus
from musicdb.config.schema import Config, Uploads
from musicdb.errors import BadArgumentError, ChecksumMismatchError, ChunkError, NoSpaceError, TaskStateError
from musicdb.ids import TaskId
from musicdb.media import kinds
from musicdb.model.tasks import Notification, State, Task
from musicdb.taskmanagement.admission import Offer, admit
from musicdb.taskmanagement.growingfile import GrowingFile
from musicdb.taskmanagement.shelf import TaskShelf, check_id
from musicdb.taskmanagement.states import Event
from musicdb.taskmanagement.taskmanager import TaskManager
from musicdb.wire.chunks import Chunk

log = logging.getLogger(__name__)

_FAILED = (State.UPLOADFAILED, State.INVALIDCONTENT)
BINARY = "binary"
HEX = "hex"


class _Stream:
    """What is known about an upload while it runs: its file, chunks to be stored, offsets asked of a hex client."""

    def __init__(self, file: GrowingFile, encoding: str) -> None:
        self.file = file
        self.encoding = encoding
        self.waiting: deque[tuple[Chunk, Callable[[], None]]] = deque()
        self.asked: deque[int] = deque()
        self.busy = False


class UploadManager(TaskManager):
    """Takes files from clients. Any number of uploads run at once, each stored by one writer at a time."""

    def __init__(
        self, shelf: TaskShelf, bus: Bus, wake: Callable[[TaskId], None], config: Config, writers: Executor
    ) -> None:
        super().__init__(shelf, bus, wake)
        self._config = config
        self._directory = config.directories.uploads
        self._writers = writers
        self._lock = threading.Lock()
        self._streams: dict[TaskId, _Stream] = {}

    @property
    def limits(self) -> Uploads:
        """What may be uploaded at the moment."""
        return self._config.uploads

    def set_limits(self, uploads: Uploads) -> None:
        """Takes over what may be uploaded from now on. How chunks are asked for stays."""
        limits = msgspec.structs.replace(
            self._config.uploads, allow=uploads.allow, maxsize=uploads.maxsize, reserve=uploads.reserve
        )
        self._config = msgspec.structs.replace(self._config, uploads=limits)

    def initiate_upload(
        self, taskid: str, offer: Offer, encoding: str = HEX, annotations: dict[str, Any] | None = None
    ) -> Task:
        """Begins an upload and asks for its first chunks.

        An upload that is waiting under this id already goes on where it stopped; one that failed begins anew.
        """
        failed = self._shelf.find(check_id(taskid))
        if failed and failed.state not in _FAILED:
            return self._continue_upload(failed, offer, encoding)
        contenttype = admit(offer, self._config, self._outstanding())
        task = self.create_new_task(
            State.WAITFORCHUNK,
            contenttype,
            check_id(taskid),
            mimetype=offer.mimetype or kinds.mimetype_of(offer.filename),
            annotations={**(annotations or {}), **({"encoding": encoding} if encoding == BINARY else {})},
            filesize=offer.filesize,
            offset=0,
            sourcefilename=offer.filename,
            sourcechecksum=offer.checksum,
            uploadpath=self._free_name(contenttype, offer, check_id(taskid)),
        )
        if failed:
            self._forget(task.id)
            self._shelf.delete_uploads(failed)
        (self._directory / str(task.uploadpath)).touch()
        self.save_task(task)
        self._ask(task, self._stream(task, encoding))
        return task

    def _continue_upload(self, task: Task, offer: Offer, encoding: str) -> Task:
        if (task.sourcechecksum, task.filesize) != (offer.checksum, offer.filesize):
            raise BadArgumentError(f"The task id {task.id} belongs to another file already; choose a new one.")
        if task.state is State.WAITFORCHUNK:
            self.request_chunks(task.id, encoding)
        else:
            self.notify_client(Notification.STATEUPDATE, task)
        return task

    def request_chunks(self, taskid: TaskId, encoding: str | None = None) -> None:
        """Asks for everything that is missing, whoever was asked before."""
        task = self._waiting_task(taskid)
        stream = self._stream(task, encoding)
        with self._lock:
            stream.encoding = encoding or stream.encoding
            stream.asked.clear()
            stream.file.ask_again()
        self._ask(task, stream)

    def new_chunk(self, taskid: TaskId, rawdata: bytes, offset: int | None = None) -> None:
        """Takes a chunk from a client that sends hexadecimal text. Without data, missing chunks are asked for again.

        Clients of MusicDB 8 send no offset: their chunks belong to the offsets they were asked for, in that order.
        """
        if not rawdata:
            self.request_chunks(taskid, HEX)
            return
        stream = self._stream(self._waiting_task(taskid), None)
        with self._lock:
            asked = stream.asked.popleft() if stream.asked else None
        if offset is None:
            offset = asked
        if offset is None:
            raise ChunkError("Nobody asked for this chunk. Send an empty chunk to be asked for what is missing.")
        self.receive_chunk(Chunk(taskid, offset, rawdata), _nothing)

    def receive_chunk(self, chunk: Chunk, done: Callable[[], None]) -> None:
        """Takes a chunk without waiting for the disk. `done` is called from another thread when its memory is free."""
        if not chunk.payload:
            self.request_chunks(chunk.taskid, BINARY)
            done()
            return
        task = self._waiting_task(chunk.taskid)
        stream = self._stream(task, None)
        self._check_place(task, stream, chunk)
        self._hand_over(chunk, done, stream)

    def _hand_over(self, chunk: Chunk, done: Callable[[], None], stream: _Stream) -> None:
        with self._lock:
            stream.waiting.append((chunk, done))
            if stream.busy:
                return
            stream.busy = True
        self._writers.submit(self._store_all, chunk.taskid, stream)

    def _check_place(self, task: Task, stream: _Stream, chunk: Chunk) -> None:
        filesize = task.filesize or 0
        if not 0 <= chunk.offset <= filesize - len(chunk.payload):
            raise ChunkError(f"The chunk at offset {chunk.offset} does not lie inside the file of {filesize} bytes.")
        ahead = 2 * self._config.uploads.window * max(self._config.uploads.chunksize, self._config.uploads.hexchunksize)
        if stream.file.requested + ahead < chunk.offset < stream.file.ending:
            raise ChunkError(f"Nobody asked for a chunk at offset {chunk.offset} yet. Wait for the next ChunkRequest.")

    def _store_all(self, taskid: TaskId, stream: _Stream) -> None:
        try:
            while task := self._store_waiting(taskid, stream):
                if stream.file.complete:
                    self.upload_completed(task)
                    return
        except OSError as error:
            log.exception("The upload %s cannot be stored", taskid)
            self._forget(taskid)
            reason = NoSpaceError(
                f"The upload cannot be stored on the server: {error.strerror}. Make room and try again."
            )
            if task := self._shelf.find(taskid):
                self.fail(task, Event.BROKEN, reason)

    def _store_waiting(self, taskid: TaskId, stream: _Stream) -> Task | None:
        with self._lock:
            batch = tuple(stream.waiting)
            stream.waiting.clear()
            stream.busy = bool(batch)
        task = self._shelf.find(taskid)
        if not batch or task is None or task.state is not State.WAITFORCHUNK:
            for _, done in batch:
                done()
            return None
        with stream.file.open(self._directory / str(task.uploadpath)) as file:
            for chunk, done in batch:
                stream.file.store(file, chunk.offset, chunk.payload)
                done()
            if stream.encoding == BINARY:
                # Who sends no offsets may send only what comes next.
                stream.file.prefer_index(file)
            # Clients need not wait for the disk: without this, one file came at 30 instead of 45 MiB/s from a browser.
            grown = msgspec.structs.replace(task, offset=stream.file.received)
            asked = stream.file.complete or self._ask(grown, stream)
            os.fdatasync(file.fileno())
        stored = self._shelf.change(taskid, while_in=State.WAITFORCHUNK, offset=grown.offset)
        if stored and not asked:
            # The last chunks are on their way: without a request, nothing else would tell how far it is.
            self.notify_client(Notification.STATEUPDATE, stored)
        return stored

    def upload_completed(self, task: Task) -> bool:
        """Compares the checksum of a complete file with the announced one and goes on with it."""
        stream = self._stream(task, None)
        self._forget(task.id)
        if stream.file.sha1() != task.sourcechecksum:
            self.fail(task, Event.BROKEN, ChecksumMismatchError())
            return False
        self.happen(task, Event.ARRIVED, contentchecksum=stream.file.sha256())
        return True

    def ask_for_chunks(self, task: Task) -> str:
        """After a restart: asks for what is missing. A file that was complete when the server died goes on."""
        (self._directory / str(task.uploadpath)).touch()
        stream = self._stream(task, None)
        if task.offset == task.filesize:
            self._hand_over(Chunk(task.id, task.offset or 0, b""), _nothing, stream)
        else:
            self._ask(task, stream)
        return "done"

    def ask_for_stalled(self) -> None:
        """A client came: whatever nobody was asked for since the start, it may have."""
        for task in self._shelf.all():
            if task.state is State.WAITFORCHUNK and task.id not in self._streams:
                self._wake(task.id)

    def annotate_upload(self, taskid: TaskId, annotations: dict[str, Any]) -> Task:
        """Merges annotations into an upload, and tells clients."""
        task = self._shelf.annotate(taskid, annotations)
        self.notify_client(Notification.STATEUPDATE, task)
        return task

    def request_remove_upload(self, taskid: TaskId) -> None:
        """Marks an upload for removal; the task management thread removes it."""
        self._forget(taskid)
        task = self.get_task_by_id(taskid)
        if task.state is not State.REMOVE:
            self.happen(task, Event.REMOVED)

    def remove(self, task: Task) -> str:
        """The last duty of a task. The same file may come again under the same id."""
        self._forget(task.id)
        return super().remove(task)

    def _waiting_task(self, taskid: TaskId) -> Task:
        task = self.get_task_by_id(taskid)
        if task.state is not State.WAITFORCHUNK:
            raise TaskStateError(f"The upload {taskid} is in the state {task.state!r} and takes no more chunks.")
        return task

    def _stream(self, task: Task, encoding: str | None) -> _Stream:
        with self._lock:
            stream = self._streams.get(task.id)
            if stream is None:
                file = GrowingFile(task.filesize or 0, task.offset or 0)
                stream = _Stream(file, encoding or task.annotations.get("encoding", HEX))
                self._streams[task.id] = stream
            return stream

    def _forget(self, taskid: TaskId) -> None:
        with self._lock:
            stream = self._streams.pop(taskid, None)
            dropped = tuple(stream.waiting) if stream else ()
        for _, done in dropped:
            done()

    def _ask(self, task: Task, stream: _Stream) -> bool:
        binary = stream.encoding == BINARY
        uploads = self._config.uploads
        chunksize = uploads.chunksize if binary else uploads.hexchunksize
        with self._lock:
            offsets = stream.file.next_requests(uploads.window if binary else 1, chunksize)
            if not binary:
                stream.asked.extend(offsets)
        for offset in offsets:
            self.notify_client(Notification.CHUNKREQUEST, task, offset=offset, chunksize=chunksize)
        return bool(offsets)

    def _outstanding(self) -> int:
        waiting = (task for task in self._shelf.all() if task.state is State.WAITFORCHUNK)
        return sum((task.filesize or 0) - (task.offset or 0) for task in waiting)

    def _free_name(self, contenttype: str, offer: Offer, taskid: TaskId) -> str:
        extension = kinds.split_extension(offer.filename)[1]
        name = f"{contenttype}-{offer.checksum}.{extension}"
        if any(task.uploadpath == name and task.id != taskid for task in self._shelf.all()):
            return f"{contenttype}-{offer.checksum}-{taskid}.{extension}"
        return name


def _nothing() -> None:
    """There is nobody to tell."""
