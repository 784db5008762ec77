"""Watches directories: for files that disappear, or for everything that changes. The only file that knows watchdog."""

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


def watch_tree(directory: Path, listener: Callable[[str, bool], None]) -> Stop:
    """Calls the listener with the path of each file or directory below a directory that comes, goes or is written.

    Of what is moved both paths are told. True with it means that a directory came or left. If it was moved from or to
    another place, watchdog does not hear what happens in it, or tells it under the old name, until the tree is watched
    anew.

    The listener is called in a thread of its own; names that are not valid UTF-8 come with surrogate escapes. Raises
    OSError when not all of it can be watched: the kernel allows only so many directories (ENOSPC). The listener must
    not stop it.
    """
    from watchdog import events  # noqa: PLC0415
    from watchdog.observers import Observer  # noqa: PLC0415

    class Handler(events.FileSystemEventHandler):
        def on_any_event(self, event: events.FileSystemEvent) -> None:
            outdated = isinstance(event, events.DirCreatedEvent | events.DirDeletedEvent)
            for path in (event.src_path, event.dest_path):
                if path:
                    listener(os.fsdecode(path), outdated)

    observer = Observer()
    # Without the filter the walk of watchdog itself makes more events than it can read, without end.
    of_files = [events.FileClosedEvent, events.FileCreatedEvent, events.FileDeletedEvent, events.FileMovedEvent]
    of_directories = [events.DirCreatedEvent, events.DirDeletedEvent, events.DirMovedEvent]
    observer.schedule(Handler(), os.fspath(directory), recursive=True, event_filter=[*of_files, *of_directories])
    try:
        observer.start()
    except OSError:
        observer.unschedule_all()
        raise

    def stop() -> None:
        observer.stop()
        observer.join()

    return stop
