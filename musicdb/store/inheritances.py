"""What was done with a song and said about it, as another one inherits it: so that it can be given back.

Plays and places in playlists move. Likes are added up. What a person says about the heir counts more than what was said
about the other song; what only a machine said is not inherited, because it says so about the heir, too.
"""

import json
from typing import Final

import msgspec

from musicdb.ids import SongId
from musicdb.store.database import Database
from musicdb.store.lyrics import Lyrics

_BY_FILE: Final = 1
_SAID = "SELECT likes, dislikes, favorite, lastplayed, lyricsstate FROM songs WHERE songid = ?"
_TAGS = """
SELECT one.tagid, one.confidence, one.approval, other.confidence, other.approval FROM songtags AS one
LEFT JOIN songtags AS other ON other.tagid = one.tagid AND other.songid = ?2
WHERE one.songid = ?1 AND one.approval > ifnull(other.approval, 0)
"""
_HANG = """
INSERT INTO songtags (songid, tagid, confidence, approval) SELECT ?1, tagid, ?3, ?4 FROM tags WHERE tagid = ?2
ON CONFLICT (songid, tagid) DO UPDATE SET confidence = excluded.confidence, approval = excluded.approval
"""
_ADD = """
UPDATE songs SET likes = likes + ?2, dislikes = dislikes + ?3, favorite = iif(favorite = 0, ?4, favorite),
    lastplayed = max(lastplayed, ?5) WHERE songid = ?1
"""
_TAKE = """
UPDATE songs SET likes = max(likes - ?2, 0), dislikes = max(dislikes - ?3, 0),
    favorite = iif(?4 <> 0 AND favorite = ?4, 0, favorite), lastplayed = iif(lastplayed = ?5, ?6, lastplayed)
WHERE songid = ?1
"""


class InheritedTag(msgspec.Struct, frozen=True):
    """A tag by a person. `before` is what the heir had: confidence and approval, or nothing."""

    tagid: int
    confidence: float
    approval: int
    before: tuple[float, int] | None


class Inheritance(msgspec.Struct, frozen=True):
    """What goes to the heir: rows of the history and of playlists, counts, and the rest as it was `before` and after.

    `favorite` is 0, and `lyrics` is no, when the heir keeps its own.
    """

    plays: tuple[int, ...]
    entries: tuple[int, ...]
    tags: tuple[InheritedTag, ...]
    likes: int
    dislikes: int
    favorite: int
    lastplayed: int
    lastplayedbefore: int
    lyrics: bool


class Inheritances:
    """Finds inheritances, and hands them over."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lyrics = Lyrics(database)

    def find(self, songid: SongId, heir: SongId) -> Inheritance | None:
        """What the heir would get of a song; None when that is nothing."""
        with self._database.read():
            said, own = self._database.row(_SAID, (songid,)), self._database.row(_SAID, (heir,))
            if said is None or own is None:
                return None
            likes, dislikes, favorite, lastplayed, lyricsstate = said
            found = Inheritance(
                plays=self._numbers("SELECT playid FROM playedsongs WHERE songid = ? ORDER BY playid", songid),
                entries=self._numbers("SELECT entryid FROM playlistsongs WHERE songid = ? ORDER BY entryid", songid),
                tags=tuple(
                    InheritedTag(tagid, confidence, approval, None if own_approval is None else (before, own_approval))
                    for tagid, confidence, approval, before, own_approval in self._database.rows(_TAGS, (songid, heir))
                ),
                likes=likes,
                dislikes=dislikes,
                favorite=0 if own[2] else favorite,
                lastplayed=max(lastplayed, own[3]),
                lastplayedbefore=own[3],
                lyrics=lyricsstate > _BY_FILE and own[4] <= _BY_FILE and self._lyrics.get(heir) == "",
            )
        nothing = Inheritance((), (), (), 0, 0, 0, own[3], own[3], lyrics=False)
        return None if found == nothing else found

    def hand_over(self, songid: SongId, heir: SongId, what: Inheritance) -> None:
        """Gives it to the heir. Belongs into the transaction in which the song goes, while it is still there."""
        self._move(songid, heir, what)
        for tag in what.tags:
            self._database.execute(_HANG, (heir, tag.tagid, tag.confidence, tag.approval))
        self._database.execute(_ADD, (heir, what.likes, what.dislikes, what.favorite, what.lastplayed))
        row = self._database.row(_SAID, (songid,))
        if what.lyrics and row is not None:
            self._lyrics.set(heir, self._lyrics.get(songid), row[4], self._lyrics.synchronized(songid))

    def take_back(self, songid: SongId, heir: SongId, what: Inheritance) -> None:
        """Gives it back to the song, which is there again. What came to the heir since stays with it."""
        if self._database.row("SELECT 1 FROM songs WHERE songid = ?", (songid,)) is None:
            return
        self._move(heir, songid, what)
        for tag in what.tags:
            if tag.before is None:
                self._database.execute("DELETE FROM songtags WHERE songid = ? AND tagid = ?", (heir, tag.tagid))
            else:
                self._database.execute(_HANG, (heir, tag.tagid, *tag.before))
        numbers = (what.likes, what.dislikes, what.favorite, what.lastplayed, what.lastplayedbefore)
        self._database.execute(_TAKE, (heir, *numbers))
        if what.lyrics and self._lyrics.get(heir) == self._lyrics.get(songid):
            self._lyrics.set(heir, "", 0)

    def _move(self, source: SongId, target: SongId, what: Inheritance) -> None:
        for table, key, numbers in (("playedsongs", "playid", what.plays), ("playlistsongs", "entryid", what.entries)):
            self._database.execute(
                f"UPDATE {table} SET songid = ? WHERE songid = ?"  # noqa: S608
                f" AND {key} IN (SELECT value FROM json_each(?))",
                (target, source, json.dumps(numbers)),
            )

    def _numbers(self, statement: str, songid: SongId) -> tuple[int, ...]:
        return tuple(number for (number,) in self._database.rows(statement, (songid,)))
