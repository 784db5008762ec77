"""Watches a directory for files that disappear. The only file that knows watchdog."""

import os
from collections.abc import Callable
from pathlib import Path

Stop = Callable[[], None]
"""Stops watching. When it returns, the listener is not called any more."""


def watch_deletions(directory: Path, listener: Callable[[str], None]) -> Stop:
    """Calls the listener with the name of each file of a directory that is deleted or moved away.

    Directories inside are not watched. The listener is called in a thread of its own; names that are not valid UTF-8
    come with surrogate escapes. Raises OSError when the directory cannot be watched. The listener must not stop it.
    """
    # Imported here, because watchdog takes 50 ms to import and only the daemon watches.
    from watchdog.events import (  # noqa: PLC0415
        FileDeletedEvent,
        FileMovedEvent,
        FileSystemEvent,
        FileSystemEventHandler,
    )
    from watchdog.observers import Observer  # noqa: PLC0415

    watched = os.fspath(directory)

    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            parent, name = os.path.split(os.fsdecode(event.src_path))
            if parent == watched:
                listener(name)

    observer = Observer()
    # Without the filter watchdog also reports each file that is opened, to itself as well.
    observer.schedule(Handler(), watched, recursive=False, event_filter=[FileDeletedEvent, FileMovedEvent])
    observer.start()

    def stop() -> None:
        observer.stop()
        observer.join()

    return stop
