"""Carries events from whoever makes them to whoever listens, across threads.

Publishing never runs a listener in the publisher's thread by itself: *delivery* is injected. The daemon delivers on the
reactor (`reactor.callFromThread`), tests by a plain call.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar, cast

Event = TypeVar("Event")
Listener = Callable[[Event], None]
Delivery = Callable[[Listener[Any], Any], None]


def call_directly(listener: Listener[Any], event: Any) -> None:
    """Delivers in the thread of the publisher."""
    listener(event)


class Bus:
    """Events by type. Listeners come and go in one thread only."""

    def __init__(self, deliver: Delivery = call_directly) -> None:
        self._deliver = deliver
        self._listeners: dict[type, list[Listener[Any]]] = defaultdict(list)

    def subscribe(self, event_type: type[Event], listener: Listener[Event]) -> None:
        """Calls `listener` with every event of exactly this type."""
        self._listeners[event_type].append(cast("Listener[Any]", listener))

    def unsubscribe(self, event_type: type[Event], listener: Listener[Event]) -> None:
        """Does not call `listener` any more."""
        self._listeners[event_type].remove(cast("Listener[Any]", listener))

    def publish(self, event: object) -> None:
        """Hands an event to all listeners of its type."""
        for listener in tuple(self._listeners[type(event)]):
            self._deliver(listener, event)
