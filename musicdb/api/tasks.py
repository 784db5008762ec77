"""Functions about tasks and imports."""

from musicdb.api.declare import Subject
from musicdb.ids import TaskId
from musicdb.model.tasks import ContentType
from musicdb.model.views import TaskList
from musicdb.services import Services

tasks = Subject("tasks", "Long work: imports, artwork, scans, and everything that is under way.")


@tasks.function("GetCurrentTasks")
def get_current_tasks(services: Services) -> TaskList:
    """All tasks by content type."""
    return services.uploads.current_tasks()


@tasks.function("InitiateMusicImport")
def initiate_music_import(services: Services, *, contenttype: ContentType, contentpath: str) -> TaskId:
    """Imports an album directory or a video file of the music directory. A missing artist is made."""
    return services.imports.initiate_music_import(contenttype, contentpath).id


@tasks.function("InitiateArtworkImport")
def initiate_artwork_import(services: Services, *, sourcepath: str, targetpath: str) -> TaskId:
    """Takes the artwork of an album directory or video file from an uploaded image, a song or a video."""
    return services.artwork_tasks.initiate_artwork_import(sourcepath, targetpath).id


@tasks.function("InitiateFilesystemScan")
def initiate_filesystem_scan(services: Services) -> TaskId:
    """Compares the music directory with the catalogue; the result comes as annotations of the task."""
    return services.scans.initiate_filesystem_scan().id
