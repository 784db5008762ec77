"""The records of MusicDB 8, as shapes: section 2.5 of what is known about its protocol."""

from typing import Any

_NUMBER_OR_NONE = (int, None)
_TEXT_OR_NONE = (str, None)
NOTHING = (None,)
YES = True


def _record(names: str, **others: Any) -> dict[str, Any]:
    return {**dict.fromkeys(names.split(), int), **others}


ARTIST = _record("id", name=str, path=str)
ALBUM = _record(
    "id artistid numofsongs numofcds release added hidden",
    **dict.fromkeys(("name", "path", "origin", "artworkpath", "bgcolor", "fgcolor", "hlcolor"), str),
)
SONG = _record(
    "id albumid artistid number cd disabled playtime bitrate likes dislikes favorite lyricsstate lastplayed"
    " liverecording badaudio",
    **dict.fromkeys(("name", "path", "checksum"), str),
)
VIDEO = _record(
    "id artistid disabled playtime release added xresolution yresolution likes dislikes favorite liverecording badaudio"
    " lastplayed lyricsvideo vbegin vend",
    songid=_NUMBER_OR_NONE,
    albumid=_NUMBER_OR_NONE,
    **dict.fromkeys(
        (
            "name", "path", "origin", "codec", "framesdirectory", "thumbnailfile", "previewfile", "checksum",
            "bgcolor", "fgcolor", "hlcolor",
        ),
        str,
    ),
)  # fmt: skip
TAG = {
    **_record("id class", name=str),
    **dict.fromkeys(("parentid", "icontype", "posx", "posy"), _NUMBER_OR_NONE),
    **dict.fromkeys(("icon", "color"), _TEXT_OR_NONE),
}
TARGET_TAG = {**TAG, "entryid": int, "tagid": int, "confidence": float, "approval": int}
ALL_TAGS = {"genres": [TAG], "subgenres": [TAG], "moods": [TAG]}
TAGS = {"genres": [TARGET_TAG], "subgenres": [TARGET_TAG], "moods": [TARGET_TAG]}
SONG_TAGS = {**TAGS, "songid": int}
ALBUM_TAGS = {**TAGS, "albumid": int}
VIDEO_TAGS = {**TAGS, "videoid": int}
TAGGED_ALBUM = {"album": ALBUM, "tags": ALBUM_TAGS}
TAGGED_VIDEO = {"video": VIDEO, "tags": VIDEO_TAGS}
CDS = [[{"song": SONG, "tags": SONG_TAGS}]]
ALBUM_VIEW = {"artist": ARTIST, "album": ALBUM, "tags": ALBUM_TAGS, "cds": CDS}
SONG_VIEW = {"song": SONG, "album": ALBUM, "artist": ARTIST, "tags": SONG_TAGS}
VIDEO_VIEW = {"artist": ARTIST, "album": (ALBUM, None), "song": (SONG, None), "video": VIDEO, "tags": VIDEO_TAGS}
ARTISTS_WITH_ALBUMS = [{"artist": ARTIST, "albums": [TAGGED_ALBUM]}]
ARTISTS_WITH_VIDEOS = [{"artist": ARTIST, "videos": [TAGGED_VIDEO]}]
STATE = {
    "GenreFilter": [str],
    "SubgenreFilter": dict,
    "MusicDB": {"uimode": str},
    "audiostream": {"isconnected": bool, "isplaying": bool, "currentsong": (SONG, None)},
    "videostream": {"isstreaming": bool, "isplaying": bool, "currentvideo": (VIDEO, None)},
}
WEBUI = {
    "meta": {"version": int},
    "WebUI": {"videomode": str, "lyrics": str},
    "ArtistsView": {"showrelease": bool},
    "GenreSelectionView": {"showother": bool},
    "MainMenu": {"showstreamplayer": bool, "showsystemstatus": bool},
    "Stream": {"url": str, "username": str, "password": str},
    "debug": {"blurartwork": bool},
}
RANDY = {
    "Constraints": _record(
        "MinSongLength MaxSongLength", NoDisabled=bool, NoHated=bool, NoBadFile=bool, NoLiveMusic=bool
    ),
    "BlackLists": _record("SongListLength AlbumListLength ArtistListLength VideoListLength MaxAge"),
    "Limits": {"MaxTries": int},
}
AUDIO_STREAM = {
    "isconnected": bool, "isplaying": bool, "hasqueue": True,
    "song": SONG, "album": ALBUM, "artist": ARTIST, "songtags": SONG_TAGS, "albumtags": ALBUM_TAGS,
}  # fmt: skip
VIDEO_STREAM = {
    "isstreaming": bool, "isplaying": bool, "hasqueue": True, "currententry": str,
    "video": VIDEO, "artist": ARTIST, "videotags": VIDEO_TAGS,
}  # fmt: skip
SONG_QUEUE = [{"entryid": str, "israndom": bool, "song": SONG, "album": ALBUM, "artist": ARTIST}]
VIDEO_QUEUE = [{"entryid": str, "israndom": bool, "video": VIDEO, "album": (ALBUM, None), "artist": ARTIST}]
LYRICS = {"songid": int, "song": SONG, "album": ALBUM, "artist": ARTIST, "lyrics": str, "lyricsstate": int}
SONG_RELATIONSHIP = {
    "songid": int, "song": SONG, "album": ALBUM, "artist": ARTIST,
    "songs": [{"song": SONG, "tags": SONG_TAGS, "weight": (int, float), "album": ALBUM, "artist": ARTIST}],
}  # fmt: skip
VIDEO_RELATIONSHIP = {
    "videoid": int,
    "videos": [{"video": VIDEO, "tags": VIDEO_TAGS, "weight": (int, float), "artist": ARTIST}],
}
FOUND = {
    "artists": [{"artist": ARTIST, "albums": [ALBUM]}],
    "albums": [{"artist": ARTIST, "album": ALBUM}],
    "songs": [{"artist": ARTIST, "album": ALBUM, "song": SONG}],
}
NEW_CONTENT = {
    "albums": [{"path": str, "artistname": str, "albumname": str, "release": _NUMBER_OR_NONE}],
    "videos": [{"path": str, "artistname": str, "videoname": str, "release": _NUMBER_OR_NONE, "extension": str}],
}
_FROM_FILE = _record("releaseyear cdnumber songnumber", songname=str, albumname=str, artistname=str)
ALBUM_SONG_FILES = [
    {"path": str, "frommeta": {**_FROM_FILE, "origin": str, "haslyrics": bool, "hasartwork": bool},
     "fromfile": (_FROM_FILE, None)}
]  # fmt: skip
TASK = {
    **dict.fromkeys(("id", "state", "contenttype"), str),
    "annotations": dict,
    "initializationtime": int,
    "updatetime": _NUMBER_OR_NONE,
    **dict.fromkeys(("filesize", "offset"), _NUMBER_OR_NONE),
    **dict.fromkeys(
        (
            "mimetype", "sourcefilename", "sourcechecksum", "uploadpath", "preprocessedpath", "videopath", "albumpath",
            "awsourcetype", "awsourcepath",
        ),
        _TEXT_OR_NONE,
    ),
}  # fmt: skip
TASK_LIST = {name: [TASK] for name in ("videos", "albumfiles", "albums", "artworks", "any")}
CHUNK_REQUEST = {"taskid": str, "offset": int, "chunksize": int, "state": str, "task": TASK, "message": _TEXT_OR_NONE}
TASK_NEWS = {
    "taskid": str, "offset": _NUMBER_OR_NONE, "chunksize": _NUMBER_OR_NONE, "state": str, "task": (TASK, None),
    "message": _TEXT_OR_NONE, "tasklist": TASK_LIST,
}  # fmt: skip
