"""Endpoints about the search for new music."""

from typing import Final

import msgspec

from musicdb.model.tasks import State
from musicdb.net.subsonic.declare import Call, Group

scanning: Final = Group("scanning")

_SCANNING: Final = frozenset({State.STARTFSSCAN, State.SCANNINGFS, State.STARTMUSICIMPORT, State.IMPORTINGMUSIC})


class ScanStatus(msgspec.Struct, frozen=True):
    """Whether new music is looked for or taken in, and how many songs there are."""

    scanning: bool
    count: int


@scanning.endpoint("startScan", answer="scanStatus")
def start_scan(call: Call) -> ScanStatus:
    """Looks for new music, unless that is being done. What is found is shown in the WebUI, where names are decided."""
    if not get_scan_status(call).scanning:
        call.services.scans.initiate_filesystem_scan()
    return get_scan_status(call)


@scanning.endpoint("getScanStatus", answer="scanStatus")
def get_scan_status(call: Call) -> ScanStatus:
    """Whether new music is looked for."""
    is_scanning = any(task.state in _SCANNING for task in call.services.uploads.get_tasks())
    return ScanStatus(is_scanning, call.services.store.songs.count())
