"""The catalogue: everything MusicDB knows about the music, in the file `music.db`."""

from pathlib import Path

from musicdb.store.albums import Albums
from musicdb.store.analysis import Analyses
from musicdb.store.analysisjobs import AnalysisJobs
from musicdb.store.annotations import Annotations
from musicdb.store.apppasswords import AppPasswords
from musicdb.store.artists import Artists
from musicdb.store.artworkuse import ArtworkUse
from musicdb.store.candidates import Candidates
from musicdb.store.changes import Changes
from musicdb.store.collection import Collection
from musicdb.store.connection import open_connection
from musicdb.store.database import Database
from musicdb.store.definitions import Definitions
from musicdb.store.embeddings import Embeddings
from musicdb.store.foldednames import FoldedNames
from musicdb.store.genrefilter import GenreFilter
from musicdb.store.heardsounds import HeardSounds
from musicdb.store.indexedsounds import IndexedSounds
from musicdb.store.inheritances import Inheritances
from musicdb.store.keptplaces import KeptPlaces
from musicdb.store.keptrecords import KeptRecords
from musicdb.store.listed import Listed
from musicdb.store.listings import Listings
from musicdb.store.lyrics import Lyrics
from musicdb.store.marks import Marks
from musicdb.store.placedsongs import PlacedSongs
from musicdb.store.playedsongs import PlayedSongs
from musicdb.store.playedvideos import PlayedVideos
from musicdb.store.playlists import Playlists
from musicdb.store.predictions import Predictions
from musicdb.store.queuedsongs import QueuedSongs
from musicdb.store.queuedvideos import QueuedVideos
from musicdb.store.recentsongs import RecentSongs
from musicdb.store.recordings import Recordings
from musicdb.store.relocations import Relocations
from musicdb.store.runs import Runs
from musicdb.store.searchnames import SearchNames
from musicdb.store.settings import Settings
from musicdb.store.shelves import Shelves
from musicdb.store.songrelations import SongRelations
from musicdb.store.songs import Songs
from musicdb.store.soundmatches import SoundMatches
from musicdb.store.soundtracks import SoundTracks
from musicdb.store.statistics import Statistics
from musicdb.store.submissions import Submissions
from musicdb.store.tagging import Tagging
from musicdb.store.tags import Tags
from musicdb.store.upgrading import upgrade
from musicdb.store.videojobs import VideoJobs
from musicdb.store.videos import Videos


class Store(Database):
    """The opened catalogue, one small class per table. Safe to use from any thread.

    `path` is the database file; it is created when it is missing.

    :raises DatabaseError: when the file is damaged or belongs to another program.
    :raises DatabaseVersionError: when a newer MusicDB made the file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        _make_current(path)
        self.artists = Artists(self)
        self.albums = Albums(self)
        self.artworkuse = ArtworkUse(self)
        self.songs = Songs(self)
        self.videos = Videos(self)
        self.lyrics = Lyrics(self)
        self.tags = Tags(self)
        self.changes = Changes(self)
        self.keptrecords, self.inheritances = KeptRecords(self), Inheritances(self)
        self.relocations = Relocations(self)
        self.queuedsongs = QueuedSongs(self)
        self.recentsongs = RecentSongs(self)
        self.candidates = Candidates(self)
        self.settings = Settings(self)
        self.genrefilter = GenreFilter(self)
        self.playedsongs = PlayedSongs(self)
        self.songrelations = SongRelations(self)
        self.placedsongs = PlacedSongs(self)
        self.statistics = Statistics(self)
        self.collection = Collection(self)
        self.tagging = Tagging(self)
        self.playlists = Playlists(self)
        self.queuedvideos, self.playedvideos = QueuedVideos(self), PlayedVideos(self)
        self.foldednames, self.searchnames = FoldedNames(self), SearchNames(self)
        self.shelves, self.listings, self.listed = Shelves(self), Listings(self), Listed(self)
        self.analyses, self.analysisjobs = Analyses(self), AnalysisJobs(self)
        self.embeddings, self.videojobs = Embeddings(self), VideoJobs(self)
        self.definitions, self.runs, self.predictions = Definitions(self), Runs(self), Predictions(self)
        self.indexedsounds, self.soundmatches = IndexedSounds(self), SoundMatches(self)
        self.recordings, self.annotations = Recordings(self), Annotations(self)
        self.heardsounds, self.soundtracks = HeardSounds(self), SoundTracks(self)
        self.marks, self.keptplaces = Marks(self), KeptPlaces(self)
        self.submissions, self.apppasswords = Submissions(self), AppPasswords(self)


def _make_current(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = open_connection(path)
    try:
        upgrade(connection, path)
    finally:
        connection.close()
