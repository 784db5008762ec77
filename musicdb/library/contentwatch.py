"""Notices when somebody changes the music directory, and tells it when that has been quiet for a moment.

Watching costs nothing while nothing happens: one thread waits for the kernel. Where the kernel does not hear of
changes, on network mounts, or cannot watch that many directories, new music is looked for now and then.
"""

import errno
import logging
import os
import select
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack

import msgspec

from musicdb.config.schema import Music
from musicdb.errors import MusicDBError
from musicdb.library.freshness import Freshness
from musicdb.library.mounts import MOUNTS, mount_of
from musicdb.library.paths import MusicDirectory
from musicdb.library.scanning import Scanner
from musicdb.library.watch import Stop, watch_tree
from musicdb.model.events import ContentChanged
from musicdb.store.store import Store

log = logging.getLogger(__name__)

QUIET = 5.0
"""Seconds nothing may happen before it is told what happened."""

LONGEST = 60.0
"""Seconds after which it is told in any case."""

_WAKE = b"."


class Pace(msgspec.Struct, frozen=True):
    """When it is told, in seconds. `rescan` 0 means never."""

    quiet: float = QUIET
    longest: float = LONGEST
    rescan: float = 0.0


class ContentWatch:
    """Tells a listener what changed, from a thread of its own, between `start` and `stop`."""

    def __init__(
        self,
        store: Store,
        music: MusicDirectory,
        config: Music,
        listener: Callable[[ContentChanged], None],
        pace: Pace | None = None,
    ) -> None:
        self._music = music
        self._enabled = config.watch
        self._freshness = Freshness(store, music, config)
        self._scanner = Scanner(store, music, config)
        self._listener = listener
        self._pace = pace or Pace(rescan=config.rescan * 60.0)
        self._lock = threading.Lock()
        self._happened: set[str] = set()
        self._outdated = False
        self._first = self._last = 0.0
        self._found: ContentChanged | None = None
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._ends: tuple[int, int] | None = None
        self.is_watching = threading.Event()
        """Set when changes are heard of from now on."""

    def start(self) -> None:
        """Begins to watch, if the configuration wants it. Returns at once; a large tree takes a second."""
        if self._enabled and self._thread is None:
            reading, writing = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
            self._ends = (reading, writing)
            self._thread = threading.Thread(target=self._run, args=(reading,), name="content watch", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Ends watching. Doing it twice does no harm."""
        thread, self._thread = self._thread, None
        if thread is None or self._ends is None:
            return
        self._stopping = True
        self._wake()
        thread.join()
        for descriptor in self._ends:
            os.close(descriptor)

    def _hear(self, path: str, outdated: bool) -> None:  # noqa: FBT001 - the face of the watcher
        """Called by the watcher for each change."""
        name = os.path.relpath(path, self._music.root)
        if name == os.curdir or name.startswith(os.pardir):
            return
        with self._lock:
            self._last = time.monotonic()
            wake = not self._happened
            if wake:
                self._first = self._last
            self._happened.add(name)
            self._outdated = self._outdated or outdated
        if wake:
            self._wake()

    def _wake(self) -> None:
        if self._ends is not None:
            try:
                os.write(self._ends[1], _WAKE)
            except BlockingIOError:
                log.debug("The content watch is awake already.")

    def _run(self, reading: int) -> None:
        with ExitStack() as opened:
            poll = select.poll()
            poll.register(reading, select.POLLIN)
            if MOUNTS.exists():
                # The kernel tells that something was mounted or unmounted as an error of this file.
                poll.register(opened.enter_context(MOUNTS.open("rb")), select.POLLERR | select.POLLPRI)
            mount, watcher = mount_of(self._music.root), self._watch()
            while not self._stopping:
                ready = dict(poll.poll(self._patience(has_watcher=watcher is not None)))
                if ready.pop(reading, 0):
                    os.read(reading, select.PIPE_BUF)
                now_mounted = mount_of(self._music.root) if ready else mount
                if now_mounted != mount or (ready and watcher is None) or self._is_outdated():
                    # The new one begins before the old one ends, so that nothing is missed in between.
                    mount, former = now_mounted, watcher
                    watcher = self._watch()
                    self._close(former)
                self._tell_when_quiet(rescan=watcher is None and not ready)
            self._close(watcher)

    def _watch(self) -> Stop | None:
        """Begins to watch, or says why that cannot be done."""
        mount = mount_of(self._music.root)
        try:
            if mount is not None and mount.is_remote:
                self._explain(f"{mount.point} is on a network ({mount.kind})")
                return None
            return watch_tree(self._music.root, self._hear)
        except OSError as error:
            reason = "there are too many directories (sysctl fs.inotify.max_user_watches allows more)"
            self._explain(reason if error.errno == errno.ENOSPC else str(error.strerror))
            return None
        finally:
            self.is_watching.set()

    def _explain(self, reason: str) -> None:
        how = f"New music is looked for every {self._pace.rescan / 60:.0f} minutes." if self._pace.rescan else ""
        log.warning("The music directory %s cannot be watched: %s. %s", self._music.root, reason, how)

    @staticmethod
    def _close(watcher: Stop | None) -> None:
        if watcher is not None:
            watcher()

    def _due(self) -> float | None:
        """When to tell what happened; None when nothing did."""
        with self._lock:
            if not self._happened:
                return None
            return min(self._last + self._pace.quiet, self._first + self._pace.longest)

    def _is_outdated(self) -> bool:
        """Whether the tree has to be watched anew before it is told what happened."""
        due = self._due()
        with self._lock:
            outdated = self._outdated and due is not None and due <= time.monotonic()
            self._outdated = self._outdated and not outdated
        return outdated

    def _patience(self, *, has_watcher: bool) -> float | None:
        """How long to wait, in milliseconds; None for as long as nothing happens."""
        due = self._due()
        if due is not None:
            return max(0.0, due - time.monotonic()) * 1000 + 1
        return None if has_watcher or not self._pace.rescan else self._pace.rescan * 1000

    def _tell_when_quiet(self, *, rescan: bool) -> None:
        due = self._due()
        try:
            if due is not None and due <= time.monotonic():
                with self._lock:
                    happened, self._happened = self._happened, set()
                self._tell(self._freshness.look(happened))
            elif due is None and rescan and self._pace.rescan and not self._stopping:
                new = self._scanner.find_new_content()
                found = ContentChanged([album.path for album in new.albums], [video.path for video in new.videos])
                if found != self._found:
                    self._found = found
                    self._tell(found)
        except (OSError, MusicDBError) as error:
            log.warning("What changed in the music directory is not told: %s", error)

    def _tell(self, changed: ContentChanged) -> None:
        if changed.albums or changed.videos:
            log.info("Changed in the music directory: %d albums, %d videos", len(changed.albums), len(changed.videos))
            self._listener(changed)
