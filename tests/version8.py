"""A MusicDB 8 installation made by hand, from the columns its reference tells."""
# ruff: noqa: E501, ISC004, S608 - its statements are tables

import sqlite3
from contextlib import closing
from pathlib import Path

from PIL import Image

_SONGS_4 = (
    "songid INTEGER PRIMARY KEY AUTOINCREMENT, albumid INTEGER, artistid INTEGER, name TEXT, path TEXT, number INTEGER,"
    " cd INTEGER, disabled INTEGER, playtime INTEGER, bitrate INTEGER, likes INTEGER DEFAULT 0, dislikes INTEGER"
    " DEFAULT 0, favorite INTEGER DEFAULT 0, lyricsstate INTEGER DEFAULT 0, checksum TEXT DEFAULT '', lastplayed"
    " INTEGER DEFAULT 0"
)
_ALBUMS_4 = (
    "albumid INTEGER PRIMARY KEY AUTOINCREMENT, artistid INTEGER, name TEXT, path TEXT, numofsongs INTEGER, numofcds"
    " INTEGER, origin TEXT, release INTEGER, artworkpath TEXT DEFAULT 'default.jpg', bgcolor TEXT DEFAULT '#101010',"
    " fgcolor TEXT DEFAULT '#F0F0F0', hlcolor TEXT DEFAULT '#909090', added INTEGER DEFAULT 0"
)
_VIDEOS_5 = (
    "videoid INTEGER PRIMARY KEY AUTOINCREMENT, songid INTEGER, albumid INTEGER, artistid INTEGER, name TEXT, path TEXT,"
    " disabled INTEGER DEFAULT 0, playtime INTEGER, origin TEXT, release INTEGER, added INTEGER, codec TEXT,"
    " xresolution INTEGER, yresolution INTEGER, framesdirectory TEXT, thumbnailfile TEXT, previewfile TEXT,"
    " likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, favorite INTEGER DEFAULT 0, liverecording INTEGER DEFAULT 0,"
    " badaudio INTEGER DEFAULT 0, checksum TEXT DEFAULT '', lastplayed INTEGER DEFAULT 0, lyricsvideo INTEGER DEFAULT 0,"
    " bgcolor TEXT DEFAULT '#101010', fgcolor TEXT DEFAULT '#F0F0F0', hlcolor TEXT DEFAULT '#909090',"
    " vbegin INTEGER, vend INTEGER"
)
_LINK = "entryid INTEGER PRIMARY KEY AUTOINCREMENT, {}id INTEGER, tagid INTEGER, confidence REAL DEFAULT 1.0, approval INTEGER DEFAULT 1"
_META = "CREATE TABLE meta (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT, value TEXT)"

_CONTENT = """
INSERT INTO artists VALUES (3, 'Ada', 'Ada'), (7, 'Bob', 'Bob'), (8, 'Evil', '../Evil'), (9, 'Bob again', 'Bob');
INSERT INTO albums (albumid, artistid, name, path, origin, release, artworkpath, bgcolor, added)
    VALUES (11, 3, 'First', 'Ada/2001 - First', 'CD', 2001, 'Ada - First.jpg', '#AA0000', 1000),
           (12, 7, 'Second', 'Bob/2002 - Second', 'bandcamp', 2002, 'gone.jpg', 'red', 2000),
           (13, 99, 'Orphan', 'Nobody/1999 - Orphan', 'CD', 1999, 'default.jpg', '#101010', 0);
INSERT INTO songs (songid, albumid, artistid, name, path, number, cd, disabled, playtime, bitrate, likes, dislikes,
                   favorite, lyricsstate, checksum, lastplayed)
    VALUES (101, 11, 3, 'One', 'Ada/2001 - First/01 One.mp3', 1, 1, 0, 200, 320000, 4, 0, 1, 3, 'abc', 5000),
           (102, 11, 7, 'Two', 'Ada/2001 - First/02 Two.mp3', 2, 1, 1, 100, 320000, -3, 2, -1, 0, NULL, 6000),
           (103, 12, 7, 'Three', 'Bob/2002 - Second/01 Three.mp3', 1, 0, 0, 300, 192000, 0, 0, 0, 0, '', 0),
           (104, 55, 7, 'Lost', 'Bob/2003 - Lost/01 Lost.mp3', 1, 1, 0, 1, 1, 0, 0, 0, 0, '', 0);
INSERT INTO lyrics VALUES (101, ':: ref\nLa la\n::'), (999, 'Nobody sings this'), (103, '');
INSERT INTO tags (tagid, name, class, parentid, icon, icontype, color, posx, posy)
    VALUES (1, 'Other', 1, NULL, NULL, NULL, NULL, 0, NULL), (2, 'Metal', 1, NULL, NULL, NULL, NULL, 1, NULL),
           (3, 'Doom', 2, 2, NULL, NULL, NULL, NULL, NULL), (4, 'Happy', 3, NULL, '☺', 1, '#FFCC00', 2, 5),
           (5, 'Nowhere', 2, 77, NULL, NULL, NULL, NULL, NULL);
INSERT INTO songtags (songid, tagid, confidence, approval) VALUES (101, 2, 1.0, 1), (101, 4, 0.5, 0), (101, 99, 1.0, 1);
INSERT INTO albumtags (albumid, tagid, confidence, approval) VALUES (11, 3, 1.0, 2);
"""
_CONTENT_5 = """
UPDATE songs SET liverecording = 1 WHERE songid = 103;
UPDATE albums SET hidden = 1 WHERE albumid = 12;
INSERT INTO videos (videoid, songid, albumid, artistid, name, path, playtime, origin, release, added, codec,
                    framesdirectory, thumbnailfile, likes, vbegin, vend)
    VALUES (21, 101, 11, 3, 'Clip', 'Ada/2001 - Clip.mp4', 90, 'internet', 2001, 1, 'h264', 'Ada/Clip', 'frame-01.jpg',
            2, 5, 80);
INSERT INTO videos (videoid, artistid, name, path, playtime, lastplayed)
    VALUES (22, 7, 'Film', 'Bob/2002 - Film.mp4', 60, 300);
UPDATE videos SET lastplayed = 200 WHERE videoid = 21;
INSERT INTO videotags (videoid, tagid) VALUES (21, 2);
"""
# What the upgrade of MusicDB 8 makes of a database of version 4: columns its own code cannot read.
_UPGRADED = """
ALTER TABLE videos RENAME COLUMN thumbnailfile TO thumbnailpath;
ALTER TABLE videos RENAME COLUMN liverecording TO livevideo;
UPDATE videos SET livevideo = 1;
"""
_NOT_IN_UPGRADED = ("previewfile", "bgcolor", "fgcolor", "hlcolor", "vbegin", "vend")
_TRACKER = """
CREATE TABLE songrelations (id INTEGER PRIMARY KEY, songida INTEGER, songidb INTEGER, weight INTEGER DEFAULT 1);
CREATE TABLE videorelations (id INTEGER PRIMARY KEY, videoida INTEGER, videoidb INTEGER, weight INTEGER DEFAULT 1);
CREATE TABLE playedsongs (id INTEGER PRIMARY KEY, songid INTEGER, timestamp INTEGER DEFAULT 0, random INTEGER DEFAULT 0);
CREATE TABLE playedvideos (id INTEGER PRIMARY KEY, videoid INTEGER, timestamp INTEGER DEFAULT 0, random INTEGER DEFAULT 0);
INSERT INTO songrelations (songida, songidb, weight) VALUES (101, 102, 5), (101, 104, 1);
INSERT INTO playedsongs (songid, timestamp, random) VALUES (101, 4000, 0), (101, 5000, 1), (104, 5000, 0);
INSERT INTO playedvideos (videoid, timestamp) VALUES (21, 100), (99, 100);
INSERT INTO videorelations (videoida, videoidb, weight) VALUES (21, 22, 3);
"""


class Version8:
    """The files of an installation in a directory of their own."""

    def __init__(self, directory: Path, version: int = 5, *, upgraded: bool = False) -> None:
        self.directory = directory
        self.music = directory / "music.db"
        self.tracker = directory / "tracker.db"
        self.artwork = directory / "webdata" / "artwork"
        self.state = directory / "state"
        for place in (self.artwork / "Ada" / "Clip", self.state, directory / "config"):
            place.mkdir(parents=True)
        self._make_music(version)
        with closing(sqlite3.connect(self.tracker)) as connection:
            connection.executescript(f"{_META}; INSERT INTO meta (key, value) VALUES ('version', '4'); {_TRACKER}")
        for name in ("Ada - First.jpg", "Ada/Clip/frame-01.jpg"):
            Image.new("RGB", (300, 300), "#3060c0").save(self.artwork / name)
        self._make_state()
        if upgraded:
            drops = ";".join(f"ALTER TABLE videos DROP COLUMN {name}" for name in _NOT_IN_UPGRADED)
            with closing(sqlite3.connect(self.music)) as connection:
                connection.executescript(_UPGRADED + drops)

    def _make_music(self, version: int) -> None:
        new = version > 4
        script = [
            _META,
            f"INSERT INTO meta (key, value) VALUES ('version', '{version}')",
            "CREATE TABLE artists (artistid INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, path TEXT)",
            f"CREATE TABLE albums ({_ALBUMS_4}{', hidden INTEGER DEFAULT 0' * new})",
            f"CREATE TABLE songs ({_SONGS_4}{', liverecording INTEGER DEFAULT 0, badaudio INTEGER DEFAULT 0' * new})",
            "CREATE TABLE lyrics (songid INTEGER, lyrics TEXT)",
            "CREATE TABLE tags (tagid INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, class INTEGER, parentid INTEGER,"
            " icontype INTEGER, icon TEXT, color TEXT, posx INTEGER, posy INTEGER)",
            *(f"CREATE TABLE {kind}tags ({_LINK.format(kind)})" for kind in ("song", "album")),
            *([f"CREATE TABLE videos ({_VIDEOS_5})", f"CREATE TABLE videotags ({_LINK.format('video')})"] * new)[:2],
        ]
        with closing(sqlite3.connect(self.music)) as connection:
            connection.executescript(";\n".join(script) + ";" + _CONTENT + _CONTENT_5 * new)

    def _make_state(self) -> None:
        (self.state / "songqueue.csv").write_text(
            '"EntryID","SongID","IsRandom"\n340282366920938463463374607431768211455,102,"False"\n12,101,"True"\n13,104,"False"\n'
        )
        (self.state / "videoqueue.csv").write_text(
            '"EntryID","VideoID","IsRandom"\n77,22,"False"\n,21,"True"\n78,99,"True"\n'
        )
        (self.state / "songblacklist.csv").write_text('"SongID","TimeStamp"\n101,5000\n')
        (self.state / "state.ini").write_text(
            "[meta]\nversion = 4\n[MusicDB]\nuimode = audio\n[GenreFilter]\nMetal = True\nOther = False\nGone = True\n"
            "[SubgenreFilter:Metal]\nDoom = False\n"
        )
        (self.directory / "config" / "randy.ini").write_text(
            "[meta]\nversion = 1\n[Constraints]\nNoDisabled = True\nNoLiveMusic = Yes\nMinSongLength = 60\n"
        )
        (self.directory / "config" / "webui.ini").write_text(
            "[meta]\nversion = 3\n[WebUI]\nvideomode = enabled\n[Stream]\nurl = http://x\npassword = 50%\n"
        )
