"""The opened house: everything a function of the API may need, built once by the daemon and handed on."""

import msgspec

from musicdb.bus import Bus
from musicdb.config.schema import Config
from musicdb.library.artwork import Artworks
from musicdb.library.importing import Importer
from musicdb.library.paths import MusicDirectory
from musicdb.library.plan import Planner
from musicdb.library.scanning import Scanner
from musicdb.store.store import Store
from musicdb.taskmanagement.artworkmanager import ArtworkManager
from musicdb.taskmanagement.filesystemmanager import FilesystemManager
from musicdb.taskmanagement.importmanager import ImportManager
from musicdb.taskmanagement.integrationmanager import IntegrationManager
from musicdb.taskmanagement.managementthread import TaskManagementThread
from musicdb.taskmanagement.uploadmanager import UploadManager


class Services(msgspec.Struct, frozen=True):
    """One field per service."""

    config: Config
    bus: Bus
    store: Store
    music: MusicDirectory
    planner: Planner
    importer: Importer
    artworks: Artworks
    scanner: Scanner
    uploads: UploadManager
    integrations: IntegrationManager
    imports: ImportManager
    artwork_tasks: ArtworkManager
    scans: FilesystemManager
    thread: TaskManagementThread
