"""The daemon: starts the rooms in order, tells that it is ready, and stops them in reverse."""

import logging
import os
import socket
import sys
from typing import Any

from twisted.internet import reactor as installed_reactor
from twisted.internet.defer import Deferred
from twisted.internet.threads import deferToThread
from twisted.logger import STDLibLogObserver, globalLogBeginner

from musicdb.bus import Bus
from musicdb.config.schema import Config
from musicdb.net.site import Listening, listen
from musicdb.services import Services, close_services, open_services

log = logging.getLogger(__name__)

# With the default of 5 ms every thread that reads tags makes an answer wait 5 ms for the interpreter, at each step.
_SWITCH_INTERVAL = 0.0005


def run(config: Config) -> int:
    """Runs the daemon until it is told to stop. Returns the exit code. Raises MusicDBError when it cannot start."""
    sys.setswitchinterval(_SWITCH_INTERVAL)
    observer: Any = STDLibLogObserver()
    globalLogBeginner.beginLoggingTo([observer], redirectStandardIO=False)
    reactor: Any = installed_reactor
    bus = Bus(reactor.callFromThread)
    services = open_services(config, bus)
    try:
        listening = listen(services, reactor)
    except BaseException:
        close_services(services)
        raise
    reactor.addSystemEventTrigger("before", "shutdown", _stop, listening, services)
    reactor.callWhenRunning(_ready, listening.url)
    reactor.run()
    return 0


def _stop(listening: Listening, services: Services) -> Deferred[None]:
    notify_systemd("STOPPING=1")
    stopped: Deferred[None] = listening.stop()
    stopped.addBoth(lambda _: deferToThread(close_services, services))
    return stopped


def _ready(url: str) -> None:
    sys.stdout.write(f"MusicDB is ready at {url}\n")
    sys.stdout.flush()
    notify_systemd("READY=1")


def notify_systemd(message: str) -> None:
    """Tells systemd about the state of the daemon, if systemd wants to know."""
    address = os.environ.get("NOTIFY_SOCKET")
    if address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as notifications:
            notifications.connect("\0" + address[1:] if address.startswith("@") else address)
            notifications.sendall(message.encode())
