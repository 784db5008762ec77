"""Functions that look after the catalogue as a whole."""

from typing import Literal

from musicdb.api.declare import Subject
from musicdb.errors import NotFoundError
from musicdb.ids import TaskId
from musicdb.library.artworkcollecting import collect_artwork, unused_artwork
from musicdb.library.naming import analyse_path
from musicdb.model.collection import CollectionStatistics, Entry, Finding
from musicdb.services import Services

maintenance = Subject("maintenance", "The catalogue as a whole: how much there is, and what is odd about it.")

_DEFAULT = "default.jpg"
_LEVELS = {"artist": 1, "album": 2, "video": 2, "song": 3}


@maintenance.function("GetCollectionStatistics")
def get_collection_statistics(services: Services) -> CollectionStatistics:
    """How much there is of everything, hidden albums included."""
    return services.store.collection.statistics()


@maintenance.function("FindEntries")
def find_entries(services: Services, *, path: str) -> list[Entry]:
    """The artist, album, song or video with this path and everything below it; without a path, all there is."""
    found = services.store.collection.entries(path.rstrip("/"))
    if path and not found:
        raise NotFoundError(f"“{path}” is not in the catalogue.")
    return found


@maintenance.function("CheckPaths", slow=True)
def check_paths(services: Services, *, path: str = "") -> list[Finding]:
    """What is odd about the entries at and below a path: files that are missing, names outside of the scheme."""
    services.music.require()
    findings = []
    for entry in find_entries(services, path=path):
        try:
            services.music.existing(entry.path)
        except NotFoundError:
            findings.append(Finding(entry.path, f"This {entry.kind} is in the catalogue, but not on disk."))
            continue
        parts = entry.path.split("/")
        if len(parts) != _LEVELS[entry.kind]:
            findings.append(Finding(entry.path, f"This {entry.kind} does not lie where such things lie."))
        elif entry.kind == "song" and ((said := analyse_path(entry.path)) is None or said.song is None):
            findings.append(Finding(entry.path, "The name is not like Artist/2001 - Album/01 Song.mp3."))
    return findings


@maintenance.function("FindMissingArtworks", slow=True)
def find_missing_artworks(services: Services) -> list[str]:
    """The paths of the albums and videos that have a picture of which a size is missing on disk."""
    return [path for path, picture, whole in _pictures(services, "", None) if picture != _DEFAULT and not whole]


@maintenance.function("FindUnusedArtworks", slow=True)
def find_unused_artworks(services: Services) -> list[str]:
    """The pictures in the artwork directory that no album and no video uses any more."""
    directory = services.config.directories.artwork
    return sorted(path.relative_to(directory).as_posix() for path in unused_artwork(services.store, directory))


@maintenance.function("CollectArtworks", slow=True)
def collect_artworks(services: Services) -> int:
    """Removes the pictures that no album and no video uses any more. Returns how many files that were."""
    return collect_artwork(services.store, services.config.directories.artwork)


@maintenance.function("UpdateArtworks", slow=True)
def update_artworks(
    services: Services, *, path: str = "", everything: bool = False, kind: Literal["album", "video"] | None = None
) -> list[TaskId]:
    """Looks for the artwork of the albums and videos at and below a path, and renders what sizes are missing.

    Without `everything` only those that have none, or whose files are missing; with a `kind` only albums or videos.
    The answer is the tasks that do it.
    """
    found = _pictures(services, path, kind)
    wanted = [target for target, picture, whole in found if everything or picture == _DEFAULT or not whole]
    return [services.artwork_tasks.initiate_artwork_update(target).id for target in wanted]


def _pictures(services: Services, path: str, kind: str | None) -> list[tuple[str, str, bool]]:
    """The albums and videos at and below a path: their paths, pictures, and whether all sizes of these are there."""
    kinds = {kind} if kind else {"album", "video"}
    directory = services.config.directories.artwork
    with services.store.read():
        entries = [entry for entry in find_entries(services, path=path) if entry.kind in kinds]
        pictures: dict[tuple[str, int], str] = {
            ("album", album.id): album.artworkpath for album in services.store.albums.all(hidden=True)
        }
        videos = services.store.videos.all()
    pictures |= {("video", video.id): video.thumbnailfile for video in videos}
    without_frames = {
        video.path
        for video in videos
        if not video.framesdirectory or not (directory / video.framesdirectory / "frame-01.jpg").is_file()
    }
    places = [directory, *(directory / f"{scale}x{scale}" for scale in services.config.albumcover.scales)]
    found = [(entry.path, pictures.get((entry.kind, entry.id), _DEFAULT)) for entry in entries]
    return [
        (target, picture, target not in without_frames and all((place / picture).is_file() for place in places))
        for target, picture in found
    ]
