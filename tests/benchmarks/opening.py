"""What a view asks for when it opens, in a house of 100,000 songs that was lived in: milliseconds inside the server."""

from collections.abc import Iterator
from pathlib import Path

from musicdb.bus import Bus
from musicdb.config.schema import Config, Directories
from musicdb.model.playlists import PlaylistOrder
from musicdb.model.shelves import AlbumOrder
from musicdb.opening import close_services, open_services
from tests.benchmarks.browsing import took
from tests.benchmarks.manor import furnish

PROMISE = "<= 150 ms"
LOVED = {"match": "all", "rules": [{"match": "flag", "flag": "loved", "value": True}]}
NAMED = {"match": "text", "field": "title", "operator": "contains", "value": "a"}
ASKED: tuple[tuple[str, dict[str, object]], ...] = (
    ("GetArtistShelf", {}),
    *(("GetAlbumShelf", {"order": str(order)}) for order in AlbumOrder),
    *(("GetSongShelf", {"order": str(order)}) for order in PlaylistOrder),
    ("GetSongShelf", {"order": "library", "descending": True, "rule": LOVED}),
    ("GetSongShelf", {"order": "library", "rule": NAMED}),
    ("GetVideoShelf", {}),
    ("GetVideos", {"artistid": 10}),
    ("GetAlbum", {"albumid": 5}),
    ("GetSomeArtists", {"artistids": [10]}),
    ("GetArtists", {}),
    ("GetSong", {"songid": 2}),
    ("GetSongLyrics", {"songid": 2}),
    ("GetSongRelationship", {"songid": 2}),
    ("GetSuggestions", {"songid": 2}),
    ("GetOpenSuggestions", {"limit": 60}),
    ("GetModelQuality", {}),
    ("GetTwins", {"songid": 2}),
    ("GetRecording", {"songid": 2}),
    ("GetTags", {}),
    ("GetTagsStatistics", {}),
    ("Find", {"searchstring": "Silver Harbor", "limit": 40}),
    ("Find", {"searchstring": "a", "limit": 40}),
    ("GetSongQueue", {}),
    ("GetPlaylists", {}),
    ("GetPlaylist", {"playlistid": 1}),
    ("GetPlaylist", {"playlistid": 61}),
    ("PreviewSmartPlaylist", {"rules": {"rule": LOVED}, "limit": 40}),
    ("GetListeningStatistics", {"days": 30}),
    ("GetListeningStatistics", {"days": 730}),
    ("GetCollectionStatistics", {}),
    ("GetSoundMap", {}),
    ("GetPlayHistory", {"limit": 50}),
    ("GetChanges", {"limit": 50}),
    ("GetDuplicates", {}),
    ("GetCurrentTasks", {}),
    ("GetMDBState", {}),
    ("GetAnalysisState", {}),
    ("GetAnalysisFailures", {}),
    ("LoadRandyConfiguration", {}),
    ("GetServerInfo", {}),
    ("GetArtistsWithAlbums", {}),
)


def measure(directory: Path) -> Iterator[tuple[str, str, str]]:
    """Milliseconds of the middle one of several calls."""
    services = open_services(Config(directories=Directories(directory / "music", directory / "data")), Bus())
    try:
        furnish(services, long_songs=False)
        for function, arguments in ASKED:
            told = ", ".join(str(value) for value in arguments.values() if isinstance(value, str))
            yield f"{function} {told}", took(services, function, **arguments), PROMISE
    finally:
        close_services(services)
