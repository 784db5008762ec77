"""The opened house: everything a function of the API may need, built once and handed on."""

from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import msgspec

from musicdb.bus import Bus
from musicdb.config.schema import Config
from musicdb.ids import TaskId
from musicdb.insight.analyst import AnalysisDirectories, Analyst
from musicdb.insight.annotations import Annotations
from musicdb.insight.duplicates import Duplicates
from musicdb.insight.experiments import Experiments
from musicdb.insight.finder import Finder
from musicdb.insight.observations import Observations
from musicdb.insight.predictor import Predictor
from musicdb.insight.runs import Runs
from musicdb.insight.selections import Selections
from musicdb.insight.similar import SimilarSongs
from musicdb.insight.soundindex import SoundIndex
from musicdb.insight.suggestions import Suggestions
from musicdb.insight.surroundings import Surroundings
from musicdb.insight.trackdesk import TrackDesk
from musicdb.insight.transfers import Transfers
from musicdb.library.accepting import Accepter
from musicdb.library.artwork import Artworks
from musicdb.library.contentwatch import ContentWatch
from musicdb.library.duplicating import Decider
from musicdb.library.exporting import Exporter
from musicdb.library.importing import Importer
from musicdb.library.paths import MusicDirectory
from musicdb.library.plan import Planner
from musicdb.library.playlists import Playlists
from musicdb.library.renaming import Renamer
from musicdb.library.reshaping import Reshaper
from musicdb.library.retagging import Retagger
from musicdb.library.scanning import Scanner
from musicdb.library.searching import Searcher
from musicdb.library.succession import Succession
from musicdb.library.videoframes import VideoFrames
from musicdb.library.view import CatalogueView
from musicdb.media.ffmpeg import find_ffmpeg
from musicdb.model.events import ContentChanged
from musicdb.playback.queue import SongQueue
from musicdb.playback.radio import Radio
from musicdb.playback.stream import AudioStream, make_stream
from musicdb.playback.tracker import Tracker
from musicdb.playback.videostream import VideoStream, make_video_stream
from musicdb.store.store import Store
from musicdb.taskmanagement.artworkmanager import ArtworkManager
from musicdb.taskmanagement.exportmanager import ExportManager
from musicdb.taskmanagement.filesystemmanager import FilesystemManager
from musicdb.taskmanagement.importmanager import ImportManager
from musicdb.taskmanagement.integrationmanager import IntegrationManager
from musicdb.taskmanagement.managementthread import Duties, TaskManagementThread
from musicdb.taskmanagement.preprocessmanager import PreprocessManager
from musicdb.taskmanagement.shelf import TaskShelf
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
    artworks: Artworks
    videoframes: VideoFrames
    scanner: Scanner
    searcher: Searcher
    watch: ContentWatch
    queue: SongQueue
    tracker: Tracker
    stream: AudioStream
    videostream: VideoStream
    playlists: Playlists
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
    thread: TaskManagementThread


def open_services(config: Config, bus: Bus) -> Services:
    """Opens the catalogue, finishes what a crash interrupted, and takes up all tasks."""
    directories = config.directories
    for directory in (directories.music, directories.tasks, directories.uploads, directories.artwork):
        directory.mkdir(parents=True, exist_ok=True)
    store = Store(directories.database)
    music = MusicDirectory(directories.music)
    shelf = TaskShelf(directories.tasks, directories.uploads)
    thread = TaskManagementThread(shelf, config.tasks.workers, config.uploads.expireafter * 3600)
    services = _build(config, bus, store, music, shelf, thread)
    services.planner.recover()
    services.uploads.load_tasks()
    thread.start(services.uploads, _duties(services))
    services.verdicts.start()
    services.stream.start()
    return services


def close_services(services: Services) -> None:
    """Stops the music and the work, and closes the catalogue."""
    services.stream.stop()
    services.analyst.stop()
    services.trackdesk.stop()
    services.verdicts.stop()
    services.finder.stop()
    services.predictor.stop()
    services.watch.stop()
    services.thread.stop()
    services.store.close()


def _build(
    config: Config, bus: Bus, store: Store, music: MusicDirectory, shelf: TaskShelf, thread: TaskManagementThread
) -> Services:
    ffmpeg, common = find_ffmpeg(str(config.tools.ffmpeg or "")), (shelf, bus, thread.wake)
    planner, playlists = Planner(store, music, config.directories.removed), Playlists(store, bus)
    importer, scanner = Importer(store, music, config.music, ffmpeg), Scanner(store, music, config.music)
    imports, exporter = ImportManager(*common, music, importer), _exporter(config, store, music, playlists, ffmpeg)
    artworks, frames = _pictures(config, store, music, ffmpeg)
    similar = SimilarSongs(store, Surroundings(store, bus))
    queue, tracker = SongQueue(store, bus, Radio(store, similar.tune)), Tracker(store, config.tracker)
    return Services(
        config=config,
        bus=bus,
        store=store,
        music=music,
        planner=planner,
        **_order(config, store, music, planner, importer),
        importer=importer,
        artworks=artworks,
        videoframes=frames,
        scanner=scanner,
        watch=ContentWatch(store, music, config.music, _content_listener(config, bus, imports)),
        queue=queue,
        tracker=tracker,
        stream=make_stream(config, ffmpeg, bus, store, queue, tracker, music.existing),
        videostream=make_video_stream(store, bus, config.tracker),
        playlists=playlists,
        **_laboratory(config, store, bus, playlists, _analyst(config, bus, store, music, ffmpeg)),
        observations=Observations(store, config.directories.analysis, ffmpeg, music.existing),
        annotations=Annotations(store),
        **_household(config, store, music, common, Decider(store, music, planner, importer), similar),
        uploads=UploadManager(*common, config, thread.writers),
        preprocessing=PreprocessManager(*common, config, ffmpeg),
        integrations=IntegrationManager(*common, config, music, planner, CatalogueView(store, music), imports),
        imports=imports,
        artwork_tasks=ArtworkManager(*common, config, store, music, artworks, frames),
        scans=FilesystemManager(*common, scanner),
        exports=ExportManager(*common, store, exporter, thread.stopping.is_set),
        thread=thread,
    )


class _Laboratory(TypedDict):
    transfers: Transfers
    analyst: Analyst
    experiments: Experiments
    selections: Selections
    runs: Runs


def _laboratory(config: Config, store: Store, bus: Bus, playlists: Playlists, analyst: Analyst) -> _Laboratory:
    experiments = Experiments(store, bus)
    selections = Selections(store, bus, playlists.songs, playlists.songs_of_rules)
    runs = Runs(store, bus, experiments, selections, analyst.look)
    arriving = config.directories.data / "arriving"
    return {
        "analyst": analyst,
        "experiments": experiments,
        "selections": selections,
        "runs": runs,
        "transfers": Transfers(store, bus, experiments, selections, config.directories.analysis, arriving),
    }


class _Order(TypedDict):
    renamer: Renamer
    reshaper: Reshaper
    accepter: Accepter
    retagger: Retagger


def _order(config: Config, store: Store, music: MusicDirectory, planner: Planner, importer: Importer) -> _Order:
    ffmpeg = find_ffmpeg(str(config.tools.ffmpeg or ""))
    return {
        "renamer": Renamer(store, music, planner),
        "reshaper": Reshaper(store, music, planner),
        "accepter": Accepter(store, music, planner),
        "retagger": Retagger(store, music, planner, importer, config.directories.data / "edits", ffmpeg),
    }


_Common = tuple[TaskShelf, Bus, Callable[[TaskId], None]]


class _Household(TypedDict):
    searcher: Searcher
    finder: Finder
    similar: SimilarSongs
    trackdesk: TrackDesk
    duplicates: Duplicates
    predictor: Predictor
    suggestions: Suggestions
    decider: Decider
    verdicts: VerdictManager


def _household(
    config: Config, store: Store, music: MusicDirectory, common: _Common, decider: Decider, similar: SimilarSongs
) -> _Household:
    bus, directories, ffmpeg = common[1], config.directories, find_ffmpeg(str(config.tools.ffmpeg or ""))
    predictor = Predictor(store, bus, config.analysis, directories.analysis, ffmpeg)
    index = SoundIndex(store, config.fingerprint, directories.fingerprints)
    finder = Finder(store, bus, index, Succession(store, bus, music, decider).follow)
    duplicates = Duplicates(store, directories.analysis)
    return {
        "searcher": Searcher(store),
        "finder": finder,
        "trackdesk": TrackDesk(store, finder, config.directories.submitted),
        "similar": similar,
        "duplicates": duplicates,
        "decider": decider,
        "verdicts": VerdictManager(*common, directories.uploads, ffmpeg, finder, duplicates),
        "predictor": predictor,
        "suggestions": Suggestions(store, bus, predictor.look),
    }


def _pictures(config: Config, store: Store, music: MusicDirectory, ffmpeg: Path) -> tuple[Artworks, VideoFrames]:
    directory = config.directories.artwork
    artworks = Artworks(store, music, directory, config.albumcover.scales, ffmpeg)
    return artworks, VideoFrames(store, music, artworks, directory, config.videoframes, ffmpeg)


def _exporter(config: Config, store: Store, music: MusicDirectory, playlists: Playlists, ffmpeg: Path) -> Exporter:
    paths = config.directories
    return Exporter(store, music, playlists, paths.artwork, paths.exports, ffmpeg, (paths.music, paths.data))


def _analyst(config: Config, bus: Bus, store: Store, music: MusicDirectory, ffmpeg: Path) -> Analyst:
    directories = AnalysisDirectories(config.directories.music, config.directories.analysis)
    return Analyst(store, bus, config.analysis, directories, ffmpeg, music.existing)


def _content_listener(config: Config, bus: Bus, imports: ImportManager) -> Callable[[ContentChanged], None]:
    def tell(changed: ContentChanged) -> None:
        bus.publish(changed)
        if config.music.autoimport:
            imports.import_changed(changed)

    return tell


def _duties(services: Services) -> Duties:
    return {
        Duty.ASK_FOR_CHUNKS: services.uploads.ask_for_chunks,
        Duty.PREPROCESS: services.preprocessing.pre_process_uploaded_file,
        Duty.CONSIDER_AUTOPILOT: services.integrations.consider_autopilot,
        Duty.INTEGRATE: services.integrations.integrate_uploaded_file,
        Duty.CONCLUDE_INTEGRATION: services.integrations.conclude_integration,
        Duty.IMPORT_MUSIC: services.imports.import_music,
        Duty.IMPORT_ARTWORK: services.artwork_tasks.import_artwork,
        Duty.REFRESH_CACHES: services.imports.refresh_caches,
        Duty.SCAN_FILESYSTEM: services.scans.scan_filesystem,
        Duty.EXPORT: services.exports.export_music,
        Duty.REMOVE: services.uploads.remove,
    }
