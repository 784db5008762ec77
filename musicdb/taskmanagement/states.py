"""The life of a task, as one table. Drawn into share/doc/tasks.rst.

An outcome `failed` comes from a MusicDBError a duty raises; every other outcome is a word it returns. Each duty can be
done twice: after a crash the step runs again.
"""

from enum import StrEnum

from musicdb.machine import Table, ends, waits, works
from musicdb.model.tasks import State


class Duty(StrEnum):
    """What the task management thread does for a task. The managers know how."""

    ASK_FOR_CHUNKS = "ask for chunks"
    PREPROCESS = "preprocess"
    CONSIDER_AUTOPILOT = "consider autopilot"
    INTEGRATE = "integrate"
    CONCLUDE_INTEGRATION = "conclude integration"
    REPLACE = "replace the file of a song"
    IMPORT_MUSIC = "import music"
    IMPORT_ARTWORK = "import artwork"
    REFRESH_CACHES = "refresh caches"
    SCAN_FILESYSTEM = "scan the file system"
    EXPORT = "export"
    REMOVE = "remove"


class Event(StrEnum):
    """What a waiting task can meet."""

    ARRIVED = "arrived"
    BROKEN = "broken"
    INTEGRATED = "integrate"
    ILLUSTRATED = "illustrate"
    REPLACED = "replace"
    RETRIED = "retry"
    REMOVED = "remove"
    EXPIRED = "expired"


STATES: Table[State] = Table(
    entries=(
        State.WAITFORCHUNK,
        State.UPLOADCOMPLETE,
        State.STARTMUSICIMPORT,
        State.STARTARTWORKIMPORT,
        State.STARTFSSCAN,
        State.STARTEXPORT,
    ),
    always={Event.REMOVED: State.REMOVE, Event.EXPIRED: State.REMOVE},
    rows=(
        # Upload
        waits(
            State.WAITFORCHUNK,
            arriving=Duty.ASK_FOR_CHUNKS,
            arrived=State.UPLOADCOMPLETE,
            broken=State.UPLOADFAILED,
        ),
        waits(State.UPLOADFAILED),
        works(State.UPLOADCOMPLETE, done=State.PREPROCESSING),
        works(
            State.PREPROCESSING,
            Duty.PREPROCESS,
            done=State.READYFORINTEGRATION,
            unpacked=State.REMOVE,
            failed=State.INVALIDCONTENT,
        ),
        waits(State.INVALIDCONTENT),
        # Integration
        waits(
            State.READYFORINTEGRATION,
            arriving=Duty.CONSIDER_AUTOPILOT,
            integrate=State.STARTINTEGRATION,
            illustrate=State.STARTARTWORKIMPORT,
            replace=State.REPLACING,
        ),
        works(State.STARTINTEGRATION, done=State.INTEGRATING),
        works(State.INTEGRATING, Duty.INTEGRATE, done=State.READYFORIMPORT, failed=State.INTEGRATIONFAILED),
        waits(State.INTEGRATIONFAILED, integrate=State.STARTINTEGRATION, replace=State.REPLACING),
        works(State.REPLACING, Duty.REPLACE, done=State.IMPORTCOMPLETE, failed=State.INTEGRATIONFAILED),
        works(State.READYFORIMPORT, Duty.CONCLUDE_INTEGRATION, done=State.REMOVE, failed=State.INTEGRATIONFAILED),
        # Import
        works(State.STARTMUSICIMPORT, done=State.IMPORTINGMUSIC),
        works(State.IMPORTINGMUSIC, Duty.IMPORT_MUSIC, done=State.STARTARTWORKIMPORT, failed=State.IMPORTFAILED),
        works(State.STARTARTWORKIMPORT, done=State.IMPORTINGARTWORK),
        works(State.IMPORTINGARTWORK, Duty.IMPORT_ARTWORK, done=State.IMPORTCOMPLETE, failed=State.IMPORTFAILED),
        works(State.IMPORTCOMPLETE, Duty.REFRESH_CACHES, done=State.REMOVE, failed=State.REMOVE),
        waits(State.IMPORTFAILED, retry=State.STARTMUSICIMPORT),
        # File system scan
        works(State.STARTFSSCAN, done=State.SCANNINGFS),
        works(State.SCANNINGFS, Duty.SCAN_FILESYSTEM, done=State.FSSCANCOMPLETE, failed=State.FSSCANFAILED),
        works(State.FSSCANCOMPLETE, done=State.REMOVE),
        works(State.FSSCANFAILED, done=State.REMOVE),
        # Export to a device
        works(State.STARTEXPORT, done=State.EXPORTING),
        works(
            State.EXPORTING,
            Duty.EXPORT,
            done=State.EXPORTCOMPLETE,
            interrupted=State.STARTEXPORT,
            failed=State.EXPORTFAILED,
        ),
        works(State.EXPORTCOMPLETE, done=State.REMOVE),
        waits(State.EXPORTFAILED, retry=State.STARTEXPORT),
        # The end
        ends(State.REMOVE, Duty.REMOVE),
    ),
)
