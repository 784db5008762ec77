"""The table of lyrics. Whether a song has some, and from where, is the lyricsstate of the song."""

from collections.abc import Mapping

from musicdb.ids import SongId
from musicdb.store.database import Database

# 0: none, 1: from the file. Higher states come from elsewhere and are never replaced by what a file says.
_FROM_FILE = 1


class Lyrics:
    """The texts of songs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, songid: SongId) -> str:
        """The lyrics of a song; empty when there are none."""
        row = self._database.row("SELECT lyrics FROM lyrics WHERE songid = ?", (songid,))
        return "" if row is None else str(row[0])

    def find(self, artist: str, title: str) -> SongId | None:
        """A song with lyrics by its names, folded (FoldedNames.complete)."""
        row = self._database.row(
            "SELECT songid FROM foldednames AS title JOIN songs ON songid = title.id"
            " JOIN foldednames AS artist ON artist.class = 'artist' AND artist.id = artistid AND artist.folded = ?"
            " WHERE title.class = 'song' AND title.folded = ? AND lyricsstate BETWEEN 1 AND 3 ORDER BY songid",
            (artist, title),
        )
        return None if row is None else SongId(row[0])

    def synchronized(self, songid: SongId) -> str:
        """The lyrics of a song with times, as LRC; empty when there are no times."""
        row = self._database.row("SELECT synchronized FROM lyrics WHERE songid = ?", (songid,))
        return "" if row is None else str(row[0])

    def set(self, songid: SongId, text: str, state: int, synchronized: str = "") -> None:
        """Keeps what a person says the lyrics are. An empty text means that there are none."""
        with self._database.write():
            if text:
                self._database.execute(
                    "INSERT INTO lyrics (songid, lyrics, synchronized) VALUES (?, ?, ?) ON CONFLICT (songid)"
                    " DO UPDATE SET lyrics = excluded.lyrics, synchronized = excluded.synchronized",
                    (songid, text, synchronized),
                )
            else:
                self._database.execute("DELETE FROM lyrics WHERE songid = ?", (songid,))
            self._database.execute("UPDATE songs SET lyricsstate = ? WHERE songid = ?", (state, songid))

    def take_from_files(self, texts: Mapping[SongId, str], synchronized: Mapping[SongId, str] | None = None) -> None:
        """Replaces what came from the files before. An empty text means that the file has no lyrics (any more).

        `synchronized` has the same texts with times, as LRC, where there are times.
        """
        times = synchronized or {}
        with self._database.write():
            self._database.execute_many(
                "DELETE FROM lyrics WHERE songid IN (SELECT songid FROM songs WHERE songid = ? AND lyricsstate = 1)",
                ((songid,) for songid in texts),
            )
            self._database.execute_many(
                "INSERT INTO lyrics (songid, lyrics, synchronized)"
                " SELECT songid, ?, ? FROM songs WHERE songid = ? AND lyricsstate <= 1"
                " ON CONFLICT (songid) DO UPDATE SET lyrics = excluded.lyrics, synchronized = excluded.synchronized",
                ((text, times.get(songid, ""), songid) for songid, text in texts.items() if text),
            )
            self._database.execute_many(
                "UPDATE songs SET lyricsstate = ? WHERE songid = ? AND lyricsstate <= 1",
                ((_FROM_FILE if text else 0, songid) for songid, text in texts.items()),
            )
