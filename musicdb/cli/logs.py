"""Where the log goes: one handler for all loggers, as the section [log] of the configuration says."""

import logging
import os
import sys
from logging.handlers import WatchedFileHandler

from musicdb.config.schema import Log
from musicdb.errors import ConfigError

# syslog(3): what the journal calls the levels.
_PRIORITIES = {logging.DEBUG: 7, logging.INFO: 6, logging.WARNING: 4, logging.ERROR: 3, logging.CRITICAL: 2}


class JournalFormatter(logging.Formatter):
    """Puts the priority before each line, as the journal of systemd understands it. It adds the time itself."""

    def format(self, record: logging.LogRecord) -> str:
        """The lines of a record."""
        priority = f"<{_PRIORITIES.get(record.levelno, 6)}>"
        return priority + super().format(record).replace("\n", f"\n{priority}")


def open_log(settings: Log) -> None:
    """Sends what is logged from now on to where it shall go. Raises ConfigError when the file cannot be written."""
    handler = _handler(settings.logfile)
    if settings.logfile == "journal" or (settings.logfile == "stderr" and _stderr_is_journal()):
        handler.setFormatter(JournalFormatter("%(name)s: %(message)s"))
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=settings.loglevel, force=True)
    logging.captureWarnings(capture=True)
    for name in settings.ignore:
        logging.getLogger(name).setLevel(logging.WARNING)


def _stderr_is_journal() -> bool:
    """Whether systemd connects the standard error with its journal: then it says with which file that is."""
    status = os.fstat(sys.stderr.fileno()) if os.environ.get("JOURNAL_STREAM") else None
    return status is not None and os.environ["JOURNAL_STREAM"] == f"{status.st_dev}:{status.st_ino}"


def _handler(logfile: str) -> logging.Handler:
    match logfile:
        case "stdout":
            return logging.StreamHandler(sys.stdout)
        case "stderr" | "journal":
            return logging.StreamHandler(sys.stderr)
    try:
        return WatchedFileHandler(logfile, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"The log file {logfile} cannot be written: {error.strerror}.") from error
