"""When songs may be heard."""

from datetime import datetime
from pathlib import Path

import pytest

from musicdb.config.analysis import Analysis
from musicdb.insight.circumstances import Circumstances, Hindrance, on_battery


def at(hour: int, hours: str) -> Hindrance | None:
    """What is in the way at half past an hour, with these hours allowed."""
    config = Analysis(hours=hours, onbattery=True, maxload=0)
    return Circumstances(config, now=lambda: datetime(2026, 11, 29, hour, 30)).hindrance(0)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("hour", "hours", "free"),
    [(23, "22-7", True), (6, "22-7", True), (7, "22-7", False), (12, "", True), (12, "9-17", True), (8, "9-17", False)],
)
def test_hours(hour: int, hours: str, free: bool) -> None:  # noqa: FBT001
    assert (at(hour, hours) is None) == free


def test_the_opening_is_waited_for() -> None:
    hindrance = at(21, "22-7")
    assert hindrance == Hindrance("Songs are analyzed from 22 to 7 o’clock only.", 1801.0)
    assert (at(12, "22-7") or Hindrance("", 0)).seconds == 3600.0


def test_load_of_others_counts() -> None:
    config = Analysis(onbattery=True, maxload=1.0)
    assert Circumstances(config, load=lambda: 1000.0).hindrance(1) is not None
    assert Circumstances(config, load=lambda: 2.0).hindrance(2) is None


def supply(directory: Path, name: str, **said: str) -> None:
    (directory / name).mkdir()
    for file, text in said.items():
        (directory / name / file).write_text(text + "\n")


def test_battery(tmp_path: Path) -> None:
    assert not on_battery(tmp_path / "none")
    supply(tmp_path, "hid-mouse", type="Battery", scope="Device", status="Discharging")
    assert not on_battery(tmp_path)
    supply(tmp_path, "AC", type="Mains", online="1")
    supply(tmp_path, "BAT0", type="Battery", status="Discharging")
    assert not on_battery(tmp_path)
    (tmp_path / "AC" / "online").write_text("0\n")
    assert on_battery(tmp_path)
    config = Analysis(maxload=0)
    assert Circumstances(config, supplies=tmp_path).hindrance(0) is not None
