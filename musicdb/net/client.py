"""One WebSocket client: its messages come in, its packets go out, in their order.

A packet that makes no sense is answered, it never costs the connection. A chunk of a file is handed on inside the
buffer it arrived in, without another copy.
"""

import logging
from collections.abc import Callable
from typing import Any

from autobahn.twisted.websocket import WebSocketServerFactory
from autobahn.websocket.types import ConnectionRequest

from musicdb.api.dispatch import Reply, refuse
from musicdb.api.table import FUNCTIONS
from musicdb.config.schema import Config
from musicdb.config.secretfiles import Generation
from musicdb.errors import MusicDBError, NotAllowedError
from musicdb.net.admission import Admission
from musicdb.net.calls import CallQueue, Lanes
from musicdb.net.clients import Clients, framed
from musicdb.net.intake import Intake
from musicdb.net.outbox import Outbox
from musicdb.net.receiver import Receiver
from musicdb.services import Services
from musicdb.wire.chunks import HEADER_LIMIT, Chunk, decode_chunk
from musicdb.wire.packets import Call, Method, decode_call, encode_error, salvage_call

log = logging.getLogger(__name__)

Dispatch = Callable[[Services, Call], Reply]

STRANGER_LIMIT = 64 * 1024
"""The largest message of a client that has not proven that it belongs to the household, in bytes."""
UNSENT_LIMIT = 16 * 1024 * 1024
"""How much may wait to be sent to a client before it is given up, in bytes."""
STRIKES = 5
"""How many messages without the right key close a connection."""
PING_INTERVAL = 30
PING_TIMEOUT = 90
"""In seconds. On a slow uplink a pong waits half a minute for the chunks in front of it."""

_POLICY_VIOLATION = 1008
_PACKET_AROUND_CHUNK = 4096


class Client(Receiver):
    """A connection. Made for every upgrade, so it opens nothing and asks nothing of the services."""

    factory: "ClientFactory"
    _key: Generation = None

    def __init__(self) -> None:
        super().__init__()
        self.admitted = False
        self.wants_tasklist = True
        self._session: str | None = None
        self._strikes = 0
        self._deadline: Any = None

    def onConnect(self, request: ConnectionRequest) -> None:
        """The handshake tells who it is, and what it wants to hear."""
        self.wants_tasklist = request.params.get("tasklist") != ["no"]
        self._session = self.factory.admission.session_of(request.headers.get("cookie", ""))
        self.admitted = self._session is not None

    def onOpen(self) -> None:
        """The handshake is complete."""
        # The HTTP channel this connection was before is still registered.
        transport: Any = self.transport
        transport.unregisterProducer()
        self._outbox = Outbox(transport, UNSENT_LIMIT, self._give_up, self._proceed)
        transport.registerProducer(self._outbox, True)  # noqa: FBT003
        self._intake = Intake(transport.pauseProducing, transport.resumeProducing)
        self._calls = CallQueue(self.factory.lanes, self.factory.reactor, lambda: not self._outbox.paused)
        self.factory.clients.enter(self)
        if self.admitted:
            self.factory.services.uploads.ask_for_stalled()
        else:
            self.set_message_limit(STRANGER_LIMIT)
            timeout = self.factory.settings.opentimeout
            self._deadline = self.factory.reactor.callLater(timeout, self._refuse_stranger)

    def onClose(self, wasClean: bool, code: int | None, reason: str | None) -> None:  # noqa: FBT001
        """The connection is gone, whether it was open before or not."""
        self.factory.clients.leave(self)
        self._cancel_deadline()

    def onPing(self, payload: bytes) -> None:
        """Answers a ping, unless the client sends pings and does not read the answers."""
        if not self._outbox.paused:
            super().onPing(payload)

    def onAutoPingTimeout(self) -> None:
        """No answer to a ping. While we do not read, that says nothing about the client."""
        if self._intake.paused and not self._outbox.paused:
            self.autoPingTimeoutCall = None
            self._sendAutoPing()
        else:
            super().onAutoPingTimeout()

    def received(self, message: bytearray, *, binary: bool) -> None:
        """Takes a message: a chunk of a file, or a packet."""
        if binary:
            self._take_chunk(message)
        else:
            self._take_packet(message)

    def send_frame(self, message: bytes) -> None:
        """Sends a framed packet as soon as those before it are sent."""
        if self.state == self.STATE_OPEN:
            self._outbox.send(message)

    def check_again(self) -> None:
        """The secrets changed: closes the connection unless what admitted it is still good."""
        admission = self.factory.admission
        by_session = self._session is not None and admission.session_holds(self._session)
        by_key = self._key is not None and self._key == admission.key_generation
        if self.admitted and not (by_session or by_key):
            self.admitted = False
            self.close(_POLICY_VIOLATION, "Log in again.")

    def close(self, code: int, reason: str) -> None:
        """Begins to close the connection. What waits to be sent is dropped."""
        if self.state == self.STATE_OPEN:
            self._outbox.stopProducing()
            self.sendCloseFrame(code, reason.encode())

    def _take_packet(self, message: bytearray) -> None:
        try:
            call = decode_call(message)
        except MusicDBError as error:
            self._refuse_packet(message, error)
            return
        if not self._may_call(call):
            self._deliver(refuse(call, NotAllowedError("Log in first, or send the right API key with each packet.")))
            self._strike()
            return
        size = len(message)
        self._intake.begin(size)

        def finished(reply: Reply | None) -> None:
            self._deliver(reply or refuse(call, MusicDBError()))
            self._intake.finish(size)

        function = FUNCTIONS.get(call.fncname)
        slow = function is not None and function.slow
        self._calls.submit(lambda: self.factory.dispatch(self.factory.services, call), finished, slow=slow)

    def _refuse_packet(self, message: bytearray, error: MusicDBError) -> None:
        call = salvage_call(message)
        self._deliver(refuse(call, error) if call else Reply(to_caller=(encode_error(None, error),)))
        if not self.admitted:
            self._strike()

    def _may_call(self, call: Call) -> bool:
        admission = self.factory.admission
        if call.key and admission.key_matches(call.key):
            self._key = admission.key_generation
            self._admit()
            return True
        return self._session is not None and admission.session_holds(self._session)

    def _admit(self) -> None:
        if not self.admitted:
            self.admitted = True
            self.set_message_limit(self.factory.message_limit)
            self._cancel_deadline()
            self.factory.services.uploads.ask_for_stalled()

    def _take_chunk(self, message: bytearray) -> None:
        if not self.admitted:
            self._refuse_chunk(None, NotAllowedError("Log in first, or send the API key before any chunk."))
            self._strike()
            return
        chunk = None
        size = len(message)
        self._intake.begin(size)
        try:
            chunk = decode_chunk(message)
            self.factory.services.uploads.receive_chunk(chunk, lambda: self._chunk_done(size))
        except MusicDBError as error:
            self._intake.finish(size)
            self._refuse_chunk(chunk, error)
        except Exception:
            log.exception("A chunk cannot be taken")
            self._intake.finish(size)
            self._refuse_chunk(chunk, MusicDBError())

    def _chunk_done(self, size: int) -> None:
        """Runs in whatever thread stored the chunk."""
        self.factory.reactor.callFromThread(self._intake.finish, size)

    def _refuse_chunk(self, chunk: Chunk | None, error: MusicDBError) -> None:
        place = {"taskid": chunk.taskid, "offset": chunk.offset} if chunk else None
        self._answer(encode_error(Call(Method.CALL, "UploadChunk", passed=place), error))

    def _deliver(self, reply: Reply) -> None:
        for packet in reply.to_caller:
            self._answer(packet)
        for packet in reply.to_all:
            self.factory.clients.broadcast(packet)

    def _answer(self, packet: bytes) -> None:
        self.send_frame(framed(packet))

    def _strike(self) -> None:
        self._strikes += 1
        if self._strikes >= STRIKES:
            self.close(_POLICY_VIOLATION, "Too many packets without the right key.")

    def _refuse_stranger(self) -> None:
        self._deadline = None
        self.close(_POLICY_VIOLATION, "No packet with the right key came in time.")

    def _cancel_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _proceed(self) -> None:
        self._calls.proceed()

    def _give_up(self) -> None:
        self.wasNotCleanReason = f"more than {UNSENT_LIMIT} bytes wait to be sent to it"
        self.dropConnection(abort=True)


class ClientFactory(WebSocketServerFactory):
    """Makes clients, and holds what they share."""

    protocol = Client  # type: ignore[assignment]

    def __init__(
        self,
        services: Services,
        reactor: Any,
        lanes: Lanes,
        admission: Admission,
        clients: Clients,
        dispatch: Dispatch,
    ) -> None:
        super().__init__(server="MusicDB", reactor=reactor)
        self.services = services
        self.lanes = lanes
        self.admission = admission
        self.clients = clients
        self.dispatch = dispatch
        self.settings = services.config.websocket
        self.message_limit = _message_limit(services.config)
        self.setProtocolOptions(
            versions=[13],
            webStatus=False,
            utf8validateIncoming=False,  # decoding a packet does it again, and answers instead of closing
            failByDrop=False,
            maxFramePayloadSize=self.message_limit,
            maxMessagePayloadSize=self.message_limit,
            openHandshakeTimeout=self.settings.opentimeout,
            closeHandshakeTimeout=self.settings.closetimeout,
            perMessageCompressionAccept=_no_compression,
            autoPingInterval=PING_INTERVAL,
            autoPingTimeout=PING_TIMEOUT,
        )


def _message_limit(config: Config) -> int:
    # The chunks clients are asked for must fit, whatever else the configuration says.
    uploads = config.uploads
    hexchunk = 2 * uploads.hexchunksize + _PACKET_AROUND_CHUNK
    return max(config.websocket.maxmessage, uploads.chunksize + HEADER_LIMIT, hexchunk)


def _no_compression(_offers: object) -> None:
    # Accepted, it costs 108 KiB per connection, and browsers deflate every chunk: 18 MiB/s instead of 58.
    return None
