"""Functions about files in the music directory."""

from musicdb.api.declare import Subject
from musicdb.library.scanning import AlbumSongFile, NewContent
from musicdb.services import Services

files = Subject("files", "What lies in the music directory.")


@files.function("FindNewContent", slow=True)
def find_new_content(services: Services) -> NewContent:
    """Albums and videos that lie in the music directory and are not in the catalogue."""
    return services.scanner.find_new_content()


@files.function("FindAlbumSongFiles", slow=True)
def find_album_song_files(services: Services, *, albumpath: str) -> list[AlbumSongFile]:
    """The songs of an album directory that are not in the catalogue, with what their tags and names say."""
    return services.scanner.find_album_song_files(albumpath)
