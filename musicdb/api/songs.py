"""Functions about songs."""

from musicdb.api.declare import Subject
from musicdb.ids import SongId
from musicdb.library.lyrics import read_lines
from musicdb.model.lyrics import SynchronizedLyrics
from musicdb.model.views import LyricsView, SongView
from musicdb.services import Services

songs = Subject("songs", "Songs and their lyrics.")


@songs.function("GetSong")
def get_song(services: Services, *, songid: SongId) -> SongView:
    """A song with its album, its artist and its tags."""
    store = services.store
    with store.read():
        song = store.songs.get(songid)
        album = store.albums.get(song.albumid)
        return SongView(song, album, store.artists.get(song.artistid), store.tags.of_song(songid))


@songs.function("GetSongLyrics")
def get_song_lyrics(services: Services, *, songid: SongId) -> LyricsView:
    """The lyrics of a song. Without any, the text is empty."""
    store = services.store
    with store.read():
        song = store.songs.get(songid)
        album, artist = store.albums.get(song.albumid), store.artists.get(song.artistid)
        return LyricsView(songid, song, album, artist, store.lyrics.get(songid), song.lyricsstate)


@songs.function("GetSynchronizedLyrics")
def get_synchronized_lyrics(services: Services, *, songid: SongId) -> SynchronizedLyrics:
    """The lines of a song with the times in seconds at which they are sung; none when these are not known."""
    store = services.store
    with store.read():
        song = store.songs.get(songid)
        return SynchronizedLyrics(songid, song.lyricsstate, read_lines(store.lyrics.synchronized(songid)))
