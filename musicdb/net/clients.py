"""All WebSocket clients: who is connected, and what all of them are told.

Whatever goes to all is encoded and framed once. Clients that have not proven that they belong to the household hear
nothing. Everything here happens on the reactor.
"""

import logging
from typing import Any, Protocol

from autobahn.websocket.protocol import PreparedMessage
from twisted.internet.defer import Deferred

from musicdb.model.events import (
    Announcement,
    AudioStreamChanged,
    AudioStreamInterrupted,
    AudioStreamTime,
    CachesChanged,
    SongChanged,
    SongQueueChanged,
    SongSkipped,
    TaskChanged,
)
from musicdb.model.tasks import Notification
from musicdb.net.admission import Admission
from musicdb.net.news import tell_news
from musicdb.services import Services
from musicdb.wire.packets import encode_broadcast, encode_notification

log = logging.getLogger(__name__)


class Member(Protocol):
    """The face of a client that this file uses."""

    wants_tasklist: bool
    is_closed: Deferred[Any]

    @property
    def admitted(self) -> bool:
        """Whether the client has proven that it belongs to the household."""

    def send_frame(self, message: bytes) -> None:
        """Sends a framed packet."""

    def check_again(self) -> None:
        """Closes the connection when what admitted it is not good any more."""

    def close(self, code: int, reason: str) -> None:
        """Begins to close the connection."""


def framed(packet: bytes) -> bytes:
    """A text packet inside the WebSocket frame that carries it, good for any number of clients."""
    frame: bytes = PreparedMessage(packet, isBinary=False, applyMask=False, doNotCompress=True).payloadHybi
    return frame


class Clients:
    """The clients, in the order in which they came."""

    def __init__(self, services: Services, admission: Admission) -> None:
        self._services = services
        self._admission = admission
        self._members: dict[Member, None] = {}
        self._generation = admission.generation
        services.bus.subscribe(TaskChanged, self.tell_task)
        services.bus.subscribe(CachesChanged, self.tell_caches)
        services.bus.subscribe(Announcement, self.tell_announcement)
        services.bus.subscribe(SongQueueChanged, self.tell_song_queue)
        services.bus.subscribe(SongChanged, self.tell_song)
        services.bus.subscribe(AudioStreamChanged, self.tell_stream)
        services.bus.subscribe(AudioStreamTime, self.tell_time)
        services.bus.subscribe(SongSkipped, self.tell_skipped)
        services.bus.subscribe(AudioStreamInterrupted, self.tell_interrupted)
        tell_news(services.bus, self.broadcast)

    def __len__(self) -> int:
        return len(self._members)

    def enter(self, member: Member) -> None:
        """A client connected."""
        self._members[member] = None
        self._watch()

    def leave(self, member: Member) -> None:
        """A client is gone."""
        self._members.pop(member, None)
        self._watch()

    def make_room(self, limit: int) -> bool:
        """Whether one more client may come. Of strangers the one that waits longest has to go for it."""
        if len(self._members) < limit:
            return True
        stranger = next((member for member in self._members if not member.admitted), None)
        if stranger is None:
            return False
        self.leave(stranger)
        stranger.close(1013, "Others are waiting.")
        return True

    def close_all(self) -> list[Deferred[Any]]:
        """Tells all clients that the server goes away. What is returned fires when they are gone."""
        members = tuple(self._members)
        for member in members:
            member.close(1001, "The server is stopped.")
        return [member.is_closed for member in members]

    def broadcast(self, packet: bytes) -> None:
        """Sends a packet to all."""
        self._send(framed(packet), self._listeners())

    def tell_task(self, event: TaskChanged) -> None:
        """Tells all clients news about a task; with the list of all tasks for those who want it."""
        listeners = self._listeners()
        if event.notification is Notification.CHUNKREQUEST:
            self._send(_task_frame(event, {}), listeners)
            return
        without = [member for member in listeners if not member.wants_tasklist]
        if without:
            self._send(_task_frame(event, {}), without)
        if len(without) < len(listeners):
            frame = _task_frame(event, {"tasklist": self._services.uploads.current_tasks()})
            self._send(frame, [member for member in listeners if member.wants_tasklist])

    def tell_caches(self, _event: CachesChanged) -> None:
        """Tells all clients to load the catalogue again."""
        self.broadcast(encode_broadcast("sys:refresh", "UpdateCaches", None))

    def tell_announcement(self, event: Announcement) -> None:
        """Tells all clients the fresh answer of a getter."""
        self.broadcast(encode_broadcast(event.fncname, event.fncsig, event.result, event.passed))

    def tell_song_queue(self, _event: SongQueueChanged) -> None:
        """Tells all clients to ask for the song queue again."""
        self.broadcast(encode_notification("SongQueue", "onSongQueueChanged", None))

    def tell_song(self, _event: SongChanged) -> None:
        """Tells all clients that another song is the current one."""
        self.broadcast(encode_notification("SongQueue", "onSongChanged", None))

    def tell_stream(self, _event: AudioStreamChanged) -> None:
        """Tells all clients to ask for the state of the audio stream again."""
        self.broadcast(encode_notification("AudioStream", "onStatusChanged", None))

    def tell_time(self, event: AudioStreamTime) -> None:
        """Tells all clients how much of the song was played. To clients of MusicDB 8 this is the sign of life, too."""
        self.broadcast(encode_notification("AudioStream", "onTimeChanged", event.seconds))

    def tell_skipped(self, event: SongSkipped) -> None:
        """Tells all clients which song cannot be played, and why."""
        self.broadcast(encode_notification("AudioStream", "onSongSkipped", event))

    def tell_interrupted(self, event: AudioStreamInterrupted) -> None:
        """Tells all clients why there is no music at the moment."""
        self.broadcast(encode_notification("AudioStream", "onInterrupted", event))

    def _watch(self) -> None:
        # Without clients nobody wants to know the time, and the server can sleep.
        self._services.stream.player.watch(watched=bool(self._members))

    def _listeners(self) -> list[Member]:
        generation = self._admission.generation
        if generation != self._generation:
            self._generation = generation
            for member in tuple(self._members):
                member.check_again()
        return [member for member in self._members if member.admitted]

    @staticmethod
    def _send(frame: bytes, members: list[Member]) -> None:
        for member in members:
            member.send_frame(frame)


def _task_frame(event: TaskChanged, more: dict[str, Any]) -> bytes:
    arguments = {
        "taskid": event.taskid,
        "offset": event.offset,
        "chunksize": event.chunksize,
        "state": event.state,
        "task": event.task,
        "message": event.message,
        **more,
    }
    return framed(encode_notification("Task", event.notification, arguments))
