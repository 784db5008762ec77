"""The daemon: starts the rooms in order, tells that it is ready, and stops them in reverse."""

import logging
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

from twisted.internet import reactor as installed_reactor
from twisted.internet.defer import Deferred
from twisted.internet.task import LoopingCall
from twisted.internet.threads import deferToThread
from twisted.logger import STDLibLogObserver, globalLogBeginner

from musicdb import systemd
from musicdb.bus import Bus
from musicdb.config.datalock import DataLock
from musicdb.config.reloading import changes
from musicdb.config.schema import Config
from musicdb.errors import MusicDBError
from musicdb.net.site import Listening, listen
from musicdb.opening import close_services, open_services
from musicdb.services import Services

log = logging.getLogger(__name__)

# With the default of 5 ms every thread that reads tags makes an answer wait 5 ms for the interpreter, at each step.
_SWITCH_INTERVAL = 0.0005
_FAREWELL_SECONDS = 1.5
"""How long clients and their calls may take to end. Only then the music stops and its position is written down."""
_STOP_SECONDS = 4.0
"""How long stopping may take altogether. What is in hand then is left as by a crash, and goes on at the next start."""

_OPEN_FILES = 65_536
"""How many open files are asked for."""

Reload = Callable[[], Config]


def run(config: Config, reload: Reload | None = None) -> int:
    """Runs the daemon until it is told to stop. Returns the exit code. Raises MusicDBError when it cannot start.

    `reload` reads the configuration again; it is called at SIGHUP.
    """
    sys.setswitchinterval(_SWITCH_INTERVAL)
    _allow_many_files()
    observer: Any = STDLibLogObserver()
    globalLogBeginner.beginLoggingTo([observer], redirectStandardIO=False)
    reactor: Any = installed_reactor
    with DataLock(config.directories.data) as lock:
        services = open_services(config, Bus(reactor.callFromThread))
        try:
            listening = listen(services, reactor)
        except BaseException:
            close_services(services)
            raise
        services.watch.start()
        services.analyst.start()
        services.finder.start()
        services.trackdesk.start()
        services.predictor.start()
        lock.tell(listening.url)
        reactor.addSystemEventTrigger("before", "shutdown", _stop, reactor, listening, services)
        reactor.callWhenRunning(_begin, reactor, listening, services, reload or (lambda: config))
        reactor.run()
    return 0


def _allow_many_files() -> None:
    """Each client is an open file. Most systems begin with 1,024 of them, and allow more to those who ask."""
    begun, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if most == resource.RLIM_INFINITY else min(most, _OPEN_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(begun, wanted), most))


def _begin(reactor: Any, listening: Listening, services: Services, reload: Reload) -> None:
    reloader = _Reloader(listening, services, reload)
    signal.signal(signal.SIGHUP, lambda *_: reactor.callFromThread(reloader.begin))
    seconds = systemd.watchdog_seconds()
    if seconds:
        alive = lambda: reactor.callFromThread(systemd.notify, "WATCHDOG=1")  # noqa: E731
        LoopingCall(services.thread.answer, alive).start(seconds / 3)
    sys.stdout.write(f"MusicDB is ready at {listening.url}\n")
    sys.stdout.flush()
    systemd.notify("READY=1")


def _stop(reactor: Any, listening: Listening, services: Services) -> Deferred[None]:
    systemd.notify("STOPPING=1")
    deadline = threading.Timer(_STOP_SECONDS, _leave)
    deadline.daemon = True
    deadline.start()
    stopped: Deferred[None] = listening.stop()
    stopped.addTimeout(_FAREWELL_SECONDS, reactor)
    return stopped.addBoth(lambda _: deferToThread(close_services, services))


def _leave() -> None:
    """Ends the process although threads still work. Python would wait for them."""
    log.warning("Work in hand takes too long to wait for; it begins again at the next start")
    os._exit(0)


class _Reloader:
    """Takes a changed configuration over, as far as that can be done without a restart."""

    def __init__(self, listening: Listening, services: Services, reload: Reload) -> None:
        self._listening = listening
        self._services = services
        self._reload = reload
        self._config = services.config

    def begin(self) -> None:
        """Reads the configuration again, in a thread."""
        systemd.notify("RELOADING=1")
        reloaded: Any = deferToThread(self._reload)
        reloaded.addCallbacks(self._take_over, self._keep)
        reloaded.addBoth(lambda _: systemd.notify("READY=1"))

    def _take_over(self, config: Config) -> None:
        live, later = changes(self._config, config)
        self._listening.set_hosts(config.websocket)
        self._services.uploads.set_limits(config.uploads)
        self._services.preprocessing.set_limits(config.uploads)
        log.info("The configuration was read again. Changed: %s", ", ".join(live) or "nothing")
        if later:
            log.warning("These changes count from the next start: %s", ", ".join(later))
        self._config = config

    def _keep(self, failure: Any) -> None:
        reason = failure.value.message if isinstance(failure.value, MusicDBError) else failure.value
        log.error("The configuration stays as it was. %s", reason)
