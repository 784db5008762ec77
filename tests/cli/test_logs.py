"""The log goes where the configuration says."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from musicdb.cli.logs import open_log
from musicdb.config.schema import Log
from musicdb.errors import ConfigError


@pytest.fixture(autouse=True)
def other_logs_are_kept() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    for handler in set(root.handlers) - set(handlers):
        handler.close()
    root.handlers[:], root.level = handlers, level
    logging.captureWarnings(capture=False)
    logging.getLogger("talkative").setLevel(logging.NOTSET)


def test_a_file_gets_what_is_important_enough(tmp_path: Path) -> None:
    file = tmp_path / "musicdb.log"
    open_log(Log(logfile=str(file), loglevel="INFO", ignore=("talkative",)))
    logging.getLogger("room").info("%s songs", 3)
    logging.getLogger("room").debug("details")
    logging.getLogger("talkative").info("chatter")
    logging.getLogger("talkative").warning("trouble")
    lines = file.read_text("utf-8").splitlines()
    assert [line.split(" ", 2)[2] for line in lines] == ["INFO room: 3 songs", "WARNING talkative: trouble"]


@pytest.mark.parametrize(
    ("logfile", "stream", "text"),
    [
        ("stderr", "err", "ERROR room: bad\nnews\n"),
        ("stdout", "out", "ERROR room: bad\nnews\n"),
        ("journal", "err", "<3>room: bad\n<3>news\n"),
    ],
)
def test_streams(logfile: str, stream: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    open_log(Log(logfile=logfile))
    logging.getLogger("room").error("bad\nnews")
    assert getattr(capsys.readouterr(), stream).endswith(text)


def test_a_file_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written: Is a directory"):
        open_log(Log(logfile=str(tmp_path)))
