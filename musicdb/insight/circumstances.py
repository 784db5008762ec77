"""Whether songs may be heard now: not outside of the hours, not on battery, not while the machine has much to do."""

import os
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from musicdb.config.analysis import Analysis

_LOOK_AGAIN: Final = 60.0
"""How long, in seconds, until battery and load are looked at again while they hinder the work."""
_SUPPLIES: Final = Path("/sys/class/power_supply")
_HOURS: Final = re.compile(r"(\d{1,2})-(\d{1,2})")


class Hindrance(msgspec.Struct, frozen=True):
    """Why nothing can be begun now, and in how many seconds it is worth looking again."""

    reason: str
    seconds: float


class Circumstances:
    """Looks at the clock, the power supply and the load. `now` is the time of the place."""

    def __init__(
        self,
        config: Analysis,
        supplies: Path = _SUPPLIES,
        now: Callable[[], datetime] = datetime.now,
        load: Callable[[], float] = lambda: os.getloadavg()[0],
    ) -> None:
        self._config = config
        self._supplies = supplies
        self._now = now
        self._load = load

    def hindrance(self, workers: int) -> Hindrance | None:
        """What is in the way; None when songs may be heard. `workers` of ours are part of the load."""
        found = self._hours()
        if found is None and not self._config.onbattery and on_battery(self._supplies):
            found = Hindrance("The machine runs on battery.", _LOOK_AGAIN)
        if found is None and self._config.maxload:
            others = self._load() - workers
            if others > self._config.maxload * (os.cpu_count() or 1):
                found = Hindrance("The machine has much else to do.", _LOOK_AGAIN)
        return found

    def _hours(self) -> Hindrance | None:
        limits = _HOURS.fullmatch(self._config.hours)
        if limits is None:
            return None
        begin, end = int(limits[1]) % 24, int(limits[2]) % 24
        now = self._now()
        inside = begin <= now.hour < end if begin < end else now.hour >= begin or now.hour < end
        if inside or begin == end:
            return None
        opening = now.replace(hour=begin, minute=0, second=0, microsecond=0)
        if opening <= now:
            opening += timedelta(days=1)
        # The clock may be set meanwhile, and days may have 23 hours: never trust it for longer than an hour.
        seconds = min((opening - now).total_seconds() + 1.0, 3600.0)
        return Hindrance(f"Songs are analyzed from {begin} to {end} o’clock only.", seconds)


def on_battery(supplies: Path) -> bool:
    """Whether a battery gives what the machine uses: there is a line, and it is not connected.

    Of machines without battery, and of those whose kernel tells nothing, the answer is no.
    """
    lines, draining = [], False
    try:
        entries = list(supplies.iterdir())
    except OSError:
        return False
    for entry in entries:
        match _said(entry / "type"):
            case "Mains" | "USB":
                lines.append(_said(entry / "online") == "1")
            case "Battery" if _said(entry / "scope") != "Device":
                draining = draining or _said(entry / "status") == "Discharging"
    return draining and not any(lines)


def _said(file: Path) -> str:
    try:
        return file.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""
