"""Functions that bring music to devices."""

from musicdb.api.declare import Subject
from musicdb.ids import TaskId
from musicdb.model.exports import Device, ExportPlan
from musicdb.services import Services

exports = Subject(
    "exports",
    "Music for players and cards. A device is made ready by `musicdb extern --init`, which also says what it gets. "
    "How far an export is, is told by onProgress of MusicDB:Export; its result is the annotation `export` of its task.",
)


@exports.function("GetDevices", slow=True)
def get_devices(services: Services) -> list[Device]:
    """The devices that were exported to, the last one first, and whether they are there."""
    return services.exports.devices()


@exports.function("PlanExport", slow=True)
def plan_export(services: Services, *, path: str) -> ExportPlan:
    """What an export to the device mounted at a path would do. Nothing is changed."""
    return services.exports.plan_export(path)


@exports.function("InitiateExport", slow=True)
def initiate_export(services: Services, *, path: str) -> TaskId:
    """Brings the device mounted at a path up to date with what is selected for it; goes on where it was interrupted.

    `RemoveUpload` with the id of the task ends it.
    """
    return services.exports.initiate_export(path).id
