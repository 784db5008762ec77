"""The opened house: everything a function of the API may need, built once and handed on."""

import msgspec

from musicdb.bus import Bus
from musicdb.config.schema import Config
from musicdb.household.apppasswords import AppPasswords
from musicdb.household.phoneplays import PhonePlays
from musicdb.insight.analyst import Analyst
from musicdb.insight.annotations import Annotations
from musicdb.insight.duplicates import Duplicates
from musicdb.insight.experiments import Experiments
from musicdb.insight.finder import Finder
from musicdb.insight.observations import Observations
from musicdb.insight.predictor import Predictor
from musicdb.insight.runs import Runs
from musicdb.insight.selections import Selections
from musicdb.insight.similar import SimilarSongs
from musicdb.insight.suggestions import Suggestions
from musicdb.insight.trackdesk import TrackDesk
from musicdb.insight.transfers import Transfers
from musicdb.library.accepting import Accepter
from musicdb.library.contentwatch import ContentWatch
from musicdb.library.covering import Covers
from musicdb.library.duplicating import Decider
from musicdb.library.importing import Importer
from musicdb.library.paths import MusicDirectory
from musicdb.library.plan import Planner
from musicdb.library.playlists import Playlists
from musicdb.library.renaming import Renamer
from musicdb.library.reshaping import Reshaper
from musicdb.library.retagging import Retagger
from musicdb.library.scanning import Scanner
from musicdb.library.searching import Searcher
from musicdb.playback.queue import SongQueue
from musicdb.playback.stream import AudioStream
from musicdb.playback.tracker import Tracker
from musicdb.playback.transcoding import Transcoder
from musicdb.playback.videostream import VideoStream
from musicdb.store.store import Store
from musicdb.taskmanagement.artworkmanager import ArtworkManager
from musicdb.taskmanagement.exportmanager import ExportManager
from musicdb.taskmanagement.filesystemmanager import FilesystemManager
from musicdb.taskmanagement.importmanager import ImportManager
from musicdb.taskmanagement.integrationmanager import IntegrationManager
from musicdb.taskmanagement.managementthread import Duties, TaskManagementThread
from musicdb.taskmanagement.preprocessmanager import PreprocessManager
from musicdb.taskmanagement.replacementmanager import ReplacementManager
from musicdb.taskmanagement.states import Duty
from musicdb.taskmanagement.uploadmanager import UploadManager
from musicdb.taskmanagement.verdictmanager import VerdictManager


class Services(msgspec.Struct, frozen=True):
    """One field per service."""

    config: Config
    bus: Bus
    store: Store
    music: MusicDirectory
    planner: Planner
    renamer: Renamer
    reshaper: Reshaper
    accepter: Accepter
    retagger: Retagger
    importer: Importer
    covers: Covers
    scanner: Scanner
    searcher: Searcher
    watch: ContentWatch
    queue: SongQueue
    tracker: Tracker
    stream: AudioStream
    videostream: VideoStream
    transcoder: Transcoder
    playlists: Playlists
    apppasswords: AppPasswords
    phoneplays: PhonePlays
    analyst: Analyst
    experiments: Experiments
    selections: Selections
    runs: Runs
    finder: Finder
    observations: Observations
    annotations: Annotations
    similar: SimilarSongs
    trackdesk: TrackDesk
    duplicates: Duplicates
    decider: Decider
    transfers: Transfers
    predictor: Predictor
    suggestions: Suggestions
    uploads: UploadManager
    preprocessing: PreprocessManager
    integrations: IntegrationManager
    imports: ImportManager
    artwork_tasks: ArtworkManager
    scans: FilesystemManager
    exports: ExportManager
    verdicts: VerdictManager
    replacements: ReplacementManager
    thread: TaskManagementThread


def duties_of(services: Services) -> Duties:
    """Which method does which duty."""
    return {
        Duty.ASK_FOR_CHUNKS: services.uploads.ask_for_chunks,
        Duty.PREPROCESS: services.preprocessing.pre_process_uploaded_file,
        Duty.CONSIDER_AUTOPILOT: services.integrations.consider_autopilot,
        Duty.INTEGRATE: services.integrations.integrate_uploaded_file,
        Duty.CONCLUDE_INTEGRATION: services.integrations.conclude_integration,
        Duty.REPLACE: services.replacements.replace_song,
        Duty.IMPORT_MUSIC: services.imports.import_music,
        Duty.IMPORT_ARTWORK: services.artwork_tasks.import_artwork,
        Duty.REFRESH_CACHES: services.imports.refresh_caches,
        Duty.SCAN_FILESYSTEM: services.scans.scan_filesystem,
        Duty.EXPORT: services.exports.export_music,
        Duty.REMOVE: services.uploads.remove,
    }
