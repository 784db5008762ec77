"""Opens the house, and closes it: builds each service once, and hands it to those that need it."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypedDict

from musicdb.bus import Bus
from musicdb.config.schema import Config
from musicdb.household.apppasswords import AppPasswords
from musicdb.household.phoneplays import PhonePlays
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
from musicdb.library.covering import Covers
from musicdb.library.duplicating import Decider
from musicdb.library.exchanging import Exchanger
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
from musicdb.playback.transcoding import Transcoder
from musicdb.playback.videostream import VideoStream, make_video_stream
from musicdb.services import Services, duties_of
from musicdb.store.store import Store
from musicdb.taskmanagement.artworkmanager import ArtworkManager
from musicdb.taskmanagement.exportmanager import ExportManager
from musicdb.taskmanagement.filesystemmanager import FilesystemManager
from musicdb.taskmanagement.importmanager import ImportManager
from musicdb.taskmanagement.integrationmanager import IntegrationManager
from musicdb.taskmanagement.managementthread import TaskManagementThread
from musicdb.taskmanagement.preprocessmanager import PreprocessManager
from musicdb.taskmanagement.replacementmanager import ReplacementManager
from musicdb.taskmanagement.shelf import TaskShelf
from musicdb.taskmanagement.uploadmanager import UploadManager
from musicdb.taskmanagement.verdictmanager import VerdictManager


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
    thread.start(services.uploads, duties_of(services))
    services.verdicts.start()
    services.stream.start()
    return services


def close_services(services: Services) -> None:
    """Stops the music and the work, and closes the catalogue."""
    services.stream.stop()
    services.transcoder.stop()
    services.analyst.stop()
    services.trackdesk.stop()
    services.verdicts.stop()
    services.finder.stop()
    services.predictor.stop()
    services.watch.stop()
    services.thread.stop()
    services.store.close()


_Common = tuple[TaskShelf, Bus, Callable[[TaskId], None]]


class _Ground(NamedTuple):
    """What everything else stands on."""

    config: Config
    bus: Bus
    store: Store
    music: MusicDirectory
    planner: Planner
    importer: Importer
    playlists: Playlists
    ffmpeg: Path


def _build(
    config: Config, bus: Bus, store: Store, music: MusicDirectory, shelf: TaskShelf, thread: TaskManagementThread
) -> Services:
    ffmpeg, common = find_ffmpeg(str(config.tools.ffmpeg or "")), (shelf, bus, thread.wake)
    planner, playlists = Planner(store, music, config.directories.removed), Playlists(store, bus)
    importer, scanner = Importer(store, music, config.music, ffmpeg), Scanner(store, music, config.music)
    ground = _Ground(config, bus, store, music, planner, importer, playlists, ffmpeg)
    imports = ImportManager(*common, music, importer)
    return Services(
        config=config,
        bus=bus,
        store=store,
        music=music,
        planner=planner,
        **_order(ground),
        importer=importer,
        **_pictures(ground, common),
        scanner=scanner,
        searcher=Searcher(store),
        watch=ContentWatch(store, music, config.music, _content_listener(config, bus, imports)),
        playlists=playlists,
        apppasswords=AppPasswords(store, bus, config.directories.config),
        phoneplays=PhonePlays(bus),
        **_stage(ground),
        **_laboratory(ground),
        **_ear(ground, common),
        uploads=UploadManager(*common, config, thread.writers),
        preprocessing=PreprocessManager(*common, config, ffmpeg),
        integrations=IntegrationManager(*common, config, music, planner, CatalogueView(store, music), imports),
        imports=imports,
        scans=FilesystemManager(*common, scanner),
        exports=ExportManager(*common, store, _exporter(ground), thread.stopping.is_set),
        thread=thread,
    )


class _Order(TypedDict):
    renamer: Renamer
    reshaper: Reshaper
    accepter: Accepter
    retagger: Retagger


def _order(ground: _Ground) -> _Order:
    """What keeps the music directory in order."""
    store, music, planner = ground.store, ground.music, ground.planner
    edits = ground.config.directories.data / "edits"
    return {
        "renamer": Renamer(store, music, planner),
        "reshaper": Reshaper(store, music, planner),
        "accepter": Accepter(store, music, planner),
        "retagger": Retagger(store, music, planner, ground.importer, edits, ground.ffmpeg),
    }


class _Laboratory(TypedDict):
    analyst: Analyst
    experiments: Experiments
    selections: Selections
    runs: Runs
    transfers: Transfers
    observations: Observations
    annotations: Annotations
    predictor: Predictor
    suggestions: Suggestions


def _laboratory(ground: _Ground) -> _Laboratory:
    """What hears the music, and what is known and guessed from it."""
    config, bus, store, existing = ground.config, ground.bus, ground.store, ground.music.existing
    results, directories = (
        config.directories.analysis,
        AnalysisDirectories(ground.music.root, config.directories.analysis),
    )
    analyst = Analyst(store, bus, config.analysis, directories, ground.ffmpeg, existing)
    experiments = Experiments(store, bus)
    selections = Selections(store, bus, ground.playlists.songs, ground.playlists.songs_of_rules)
    predictor = Predictor(store, bus, config.analysis, results, ground.ffmpeg)
    return {
        "analyst": analyst,
        "experiments": experiments,
        "selections": selections,
        "runs": Runs(store, bus, experiments, selections, analyst.look),
        "transfers": Transfers(store, bus, experiments, selections, results, config.directories.data / "arriving"),
        "observations": Observations(store, results, ground.ffmpeg, existing),
        "annotations": Annotations(store, bus),
        "predictor": predictor,
        "suggestions": Suggestions(store, bus, predictor.look),
    }


class _Ear(TypedDict):
    finder: Finder
    trackdesk: TrackDesk
    duplicates: Duplicates
    decider: Decider
    verdicts: VerdictManager
    replacements: ReplacementManager


def _ear(ground: _Ground, common: _Common) -> _Ear:
    """What knows songs by their sound."""
    store, bus, directories = ground.store, ground.bus, ground.config.directories
    decider = Decider(store, ground.music, ground.planner, ground.importer)
    index = SoundIndex(store, ground.config.fingerprint, directories.fingerprints)
    finder = Finder(store, bus, index, Succession(store, bus, ground.music, decider).follow)
    duplicates = Duplicates(store, directories.analysis)
    return {
        "finder": finder,
        "trackdesk": TrackDesk(store, bus, finder, directories.submitted),
        "duplicates": duplicates,
        "decider": decider,
        "verdicts": VerdictManager(*common, directories.uploads, ground.ffmpeg, finder, duplicates),
        "replacements": ReplacementManager(
            *common, directories.uploads, Exchanger(store, ground.music, ground.planner, ground.importer)
        ),
    }


class _Pictures(TypedDict):
    covers: Covers
    artwork_tasks: ArtworkManager


def _pictures(ground: _Ground, common: _Common) -> _Pictures:
    config, store, music, ffmpeg = ground.config, ground.store, ground.music, ground.ffmpeg
    directory = config.directories.artwork
    artworks = Artworks(store, music, directory, config.albumcover.scales, ffmpeg)
    frames = VideoFrames(store, music, artworks, directory, config.videoframes, ffmpeg)
    covers = Covers(store, ground.planner, artworks, frames)
    return {"covers": covers, "artwork_tasks": ArtworkManager(*common, config, store, music, artworks, covers)}


class _Stage(TypedDict):
    similar: SimilarSongs
    queue: SongQueue
    tracker: Tracker
    stream: AudioStream
    videostream: VideoStream
    transcoder: Transcoder


def _stage(ground: _Ground) -> _Stage:
    """What plays the music."""
    config, bus, store = ground.config, ground.bus, ground.store
    similar = SimilarSongs(store, Surroundings(store, bus))
    queue, tracker = SongQueue(store, bus, Radio(store, similar.tune)), Tracker(store, config.tracker)
    return {
        "similar": similar,
        "queue": queue,
        "tracker": tracker,
        "stream": make_stream(config, ground.ffmpeg, bus, store, queue, tracker, ground.music.existing),
        "videostream": make_video_stream(store, bus, config.tracker),
        "transcoder": Transcoder(ground.ffmpeg),
    }


def _exporter(ground: _Ground) -> Exporter:
    paths = ground.config.directories
    forbidden = (paths.music, paths.data)
    return Exporter(
        ground.store, ground.music, ground.playlists, paths.artwork, paths.exports, ground.ffmpeg, forbidden
    )


def _content_listener(config: Config, bus: Bus, imports: ImportManager) -> Callable[[ContentChanged], None]:
    def tell(changed: ContentChanged) -> None:
        bus.publish(changed)
        if config.music.autoimport:
            imports.import_changed(changed)

    return tell
