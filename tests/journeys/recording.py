"""What the browser of MusicDB 8.2 asked: each pair of function and signature, in the order of a session.

A row says what is sent, and what has to come back: the shape of a response to the one who asked, or the getter whose
fresh answer everybody gets as a broadcast, and which notifications follow.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from tests.journeys import shapes

Facts = Mapping[str, Any]
Arguments = Callable[[Facts], Any]


class Row(NamedTuple):
    """One exchange. `announces` names the getter of a forced broadcast, `answers_as` the name a response bears."""

    fncname: str
    fncsig: str
    result: Any = shapes.NOTHING
    arguments: Arguments = lambda _: None
    method: str = "request"
    announces: str | None = None
    answers_as: str | None = None
    tells: tuple[tuple[str, str], ...] = ()


def ids(*names: str, **more: Any) -> Arguments:
    """Arguments that are facts of the same name, and some more."""
    return lambda facts: {**{name: facts[name] for name in names}, **more}


def known(**wanted: str) -> Arguments:
    """Arguments that are facts of other names."""
    return lambda facts: {name: facts[fact] for name, fact in wanted.items()}


def said(**given: Any) -> Arguments:
    """Arguments as they are."""
    return lambda _: given


QUEUE = (("MusicDB:SongQueue", "onSongQueueChanged"),)
SONG = (*QUEUE, ("MusicDB:SongQueue", "onSongChanged"))
STREAM = (("MusicDB:AudioStream", "onStatusChanged"),)
VIDEO_QUEUE = (("MusicDB:VideoQueue", "onVideoQueueChanged"),)
VIDEO = (*VIDEO_QUEUE, ("MusicDB:VideoQueue", "onVideoChanged"), ("MusicDB:VideoStream", "onStreamNextVideo"))
VIDEO_STREAM = (("MusicDB:VideoStream", "onStatusChanged"),)
TASK = (("MusicDB:Task", "StateUpdate"),)
REFRESH = (("sys:refresh", "UpdateCaches"),)

START = (
    Row("LoadWebUIConfiguration", "SetupWebUI", shapes.WEBUI),
    Row("GetMDBState", "InitializeWebUI", shapes.STATE),
    Row("GetArtists", "UpdateArtistsCache", [shapes.ARTIST]),
    Row("GetTags", "UpdateTagsCache", shapes.ALL_TAGS),
    Row("GetMDBState", "UpdateMDBState", shapes.STATE),
    Row("AddSongToQueue", "", arguments=ids("songid", position="last"), method="call", tells=QUEUE),
    Row("GetAudioStreamState", "UpdateStreamState", shapes.AUDIO_STREAM),
    Row("GetStreamState", "UpdateStreamState", shapes.AUDIO_STREAM),
    Row("GetSongQueue", "ShowSongQueue", shapes.SONG_QUEUE),
    Row("GetAudioStreamState", "UpdateHUD", shapes.AUDIO_STREAM),
    Row("GetFilteredArtistsWithAlbums", "ShowArtists", shapes.ARTISTS_WITH_ALBUMS),
    Row("GetFilteredArtistsWithAlbums", "ShowArtists", shapes.ARTISTS_WITH_ALBUMS, method="broadcast"),
    Row("GetAlbum", "ShowAlbum", shapes.ALBUM_VIEW, ids("albumid")),
)
READING = (
    Row("GetArtistsWithAlbums", "ConfirmAlbumImportTask", shapes.ARTISTS_WITH_ALBUMS),
    Row("GetFilteredArtistsWithVideos", "ShowArtists", shapes.ARTISTS_WITH_VIDEOS),
    Row("GetFilteredArtistsWithVideos", "ShowArtists", shapes.ARTISTS_WITH_VIDEOS, method="broadcast"),
    Row("GetAlbums", "", [shapes.TAGGED_ALBUM], ids("artistid", applyfilter=True)),
    Row("GetAlbum", "UpdateTags", shapes.ALBUM_VIEW, ids("albumid")),
    Row("GetAlbum", "ShowAlbumSettingsLayer", shapes.ALBUM_VIEW, ids("albumid")),
    Row("GetAlbum", "ShowSongsSettingsLayer", shapes.ALBUM_VIEW, ids("albumid")),
    Row("GetAlbum", "AlbumRenamed", shapes.ALBUM_VIEW, ids("albumid"), "broadcast"),
    Row("GetAlbum", "SongRenamed", shapes.ALBUM_VIEW, ids("albumid"), "broadcast"),
    Row("GetSortedAlbumCDs", "", shapes.CDS, ids("albumid")),
    Row("GetSong", "UpdateSong", shapes.SONG_VIEW, ids("songid")),
    Row("GetVideos", "", [shapes.TAGGED_VIDEO], ids("artistid")),
    Row("GetVideo", "ShowVideo", shapes.VIDEO_VIEW, ids("videoid")),
    Row("GetSongTags", "", shapes.SONG_TAGS, ids("songid")),
    Row("GetAlbumTags", "", shapes.ALBUM_TAGS, ids("albumid")),
    Row("GetVideoTags", "", shapes.VIDEO_TAGS, ids("videoid")),
    Row("GetTables", "", {"songs": [shapes.SONG], "albums": [shapes.ALBUM], "artists": [shapes.ARTIST],
        "tags": [shapes.TAG]}, said(tables=["songs", "albums", "artists", "tags"])),
    Row("Find", "ShowPreview", shapes.FOUND, said(searchstring="first", limit=5)),
    Row("Find", "ShowResults", shapes.FOUND, said(searchstring="three", limit=20)),
    Row("Find", "ShowPreview", {"artists": [], "albums": [], "songs": []}, said(searchstring="", limit=5)),
    Row("GetSongRelationship", "ShowSongRelationship", shapes.SONG_RELATIONSHIP, ids("songid")),
    Row("CutSongRelationship", "ShowSongRelationship", shapes.SONG_RELATIONSHIP, ids("songid", "relatedsongid"),
        answers_as="GetSongRelationship"),
    Row("GetVideoRelationship", "", shapes.VIDEO_RELATIONSHIP, ids("videoid")),
    Row("CutVideoRelationship", "", shapes.VIDEO_RELATIONSHIP, known(videoid="videoid", relatedvideoid="videoid"),
        answers_as="GetVideoRelationship"),
    Row("GetSongLyrics", "ShowLyrics", shapes.LYRICS, ids("songid")),
    Row("SetSongLyrics", "UpdateLyricsState", shapes.SONG_VIEW, ids("songid", lyrics=":: ref\nLa", lyricsstate=3),
        "broadcast", announces="GetSong"),
    Row("GetSongLyrics", "ReloadLyrics", {**shapes.LYRICS, "lyrics": ":: ref\nLa", "lyricsstate": 3}, ids("songid")),
)  # fmt: skip
SETTINGS = (
    Row("LoadWebUIConfiguration", "ShowWebUISettings", shapes.WEBUI),
    Row("LoadWebUIConfiguration", "ShowStreamSettings", shapes.WEBUI),
    Row("LoadWebUIConfiguration", "ReloadStreamSettings", shapes.WEBUI),
    Row("SaveWebUIConfiguration", "UpdateConfig", shapes.WEBUI, known(config="webui"), "broadcast"),
    Row("LoadRandyConfiguration", "ShowRandySettings", shapes.RANDY),
    Row("SaveRandyConfiguration", "ReloadRandySettings", shapes.RANDY, known(config="randy"), "broadcast"),
    Row("LoadRandyConfiguration", "ReloadRandySettings", shapes.RANDY),
    Row("GetTags", "UpdateTags", shapes.ALL_TAGS),
    Row("GetTags", "ShowGenreSettings", shapes.ALL_TAGS),
    Row("GetTags", "ShowMoodManager", shapes.ALL_TAGS),
    Row("GetTagsStatistics", "UpdateTagsStatistics", dict),
    Row("GetTagsStatistics", "UpdateGenreSelection", dict),
    Row("AddGenre", "UpdateTags", shapes.ALL_TAGS, said(name="Jazz"), announces="GetTags"),
    Row("AddSubgenre", "UpdateTags", shapes.ALL_TAGS, said(name="Bebop", parentname="Jazz"), announces="GetTags"),
    Row("AddMoodFlag", "UpdateTags", shapes.ALL_TAGS,
        said(name="Sad", icon="☹", color=None, posx=1, posy=0), announces="GetTags"),
    Row("ModifyTag", "UpdateTags", shapes.ALL_TAGS,
        lambda facts: {"tagid": facts["genreid"], "attribute": "name", "value": "Heavy Metal"}, announces="GetTags"),
    Row("ModifyTag", "UpdateTags", shapes.ALL_TAGS,
        lambda facts: {"tagid": facts["moodid"], "attribute": "posx", "value": 2}, announces="GetTags"),
    Row("SetMDBState", "UpdateMDBState", shapes.STATE,
        said(category="GenreFilter", name="Heavy Metal", value=True), announces="GetMDBState"),
    Row("SetMDBState", "UpdateMDBState", shapes.STATE,
        said(category="SubgenreFilter:Heavy Metal", name="Industrial", value=False), announces="GetMDBState"),
    Row("SetMDBState", "UpdateMDBState", shapes.STATE,
        said(category="GenreFilter", name="Heavy Metal", value=False), "call", announces="GetMDBState"),
    Row("SetMDBState", "UpdateMDBState", shapes.STATE,
        said(category="MusicDB", name="uimode", value="audio"), announces="GetMDBState"),
    *(
        Row(f"{act}{kind}Tag", "UpdateTags", view, known(**{f"{kind.lower()}id": f"{kind.lower()}id", "tagid": tagid}),
            announces=f"Get{kind}")
        for kind, view in (("Song", shapes.SONG_VIEW), ("Album", shapes.ALBUM_VIEW), ("Video", shapes.VIDEO_VIEW))
        for tagid in ("genreid", "subgenreid")
        for act in ("Set", "Remove", "Set")
    ),
    Row("SetSongTag", "UpdateTags", shapes.SONG_VIEW,
        lambda facts: {"songid": facts["songid"], "tagid": facts["moodid"], "approval": 0, "confidence": 0.5},
        announces="GetSong"),
    *(
        Row("UpdateSongStatistic", "", shapes.SONG_VIEW, ids("songid", statistic=statistic, modifier=modifier), "call",
            announces="GetSong")
        for statistic, modifiers in {
            "likes": ("inc", "dec"), "dislikes": ("inc", "reset"), "favorite": ("love", "hate", "none"),
            "disable": ("yes", "no"), "liverecording": ("yes", "no"), "badaudio": ("yes", "no"),
        }.items()
        for modifier in modifiers
    ),
    Row("UpdateVideoStatistic", "", shapes.VIDEO_VIEW, ids("videoid", statistic="lyricsvideo", modifier="yes"), "call",
        announces="GetVideo"),
    Row("DeleteTag", "UpdateTags", shapes.ALL_TAGS, known(tagid="moodid"), announces="GetTags"),
    Row("HideAlbum", "UpdateArtists", shapes.NOTHING, ids("albumid", hide=True), "broadcast"),
    Row("GetHiddenAlbums", "ShowHiddenAlbums", [shapes.TAGGED_ALBUM]),
    Row("HideAlbum", "UpdateArtists", shapes.NOTHING, ids("albumid", hide=False), "broadcast"),
    Row("SetAlbumImportTime", "ConfirmAlbumSettingsTask", shapes.NOTHING, ids("albumid", importtime=1_600_000_000)),
    Row("SetAlbumOrigin", "ConfirmAlbumSettingsTask", shapes.NOTHING, ids("albumid", origin="CD")),
    Row("Bounce", "ConfirmAlbumSettingsTask", {"some": "thing"}, said(some="thing")),
    Row("SetAlbumColor", "", shapes.YES, ids("albumid", colorname="bgcolor", color="#102030")),
    Row("SetVideoColor", "", shapes.YES, ids("videoid", colorname="hlcolor", color="#102030")),
    Row("SetVideoTimeFrame", "", shapes.YES, ids("videoid", begin=None, end=None)),
    Row("SetVideoThumbnail", "", int, ids("videoid", timestamp=0)),
)  # fmt: skip
PLAYING = (
    Row("AddAlbumToQueue", "", arguments=ids("albumid", position="last"), method="call", tells=QUEUE),
    Row("AddAlbumToQueue", "", arguments=ids("albumid", position="next", cd=0), method="call", tells=QUEUE),
    Row("AddRandomSongToQueue", "", arguments=ids("albumid", position="last"), method="call", tells=QUEUE),
    Row("AddSongToQueue", "", arguments=known(songid="relatedsongid", position="entryid"), method="call", tells=QUEUE),
    Row("MoveSongInQueue", "", arguments=known(entryid="thirdid", afterid="entryid"), method="call", tells=QUEUE),
    Row("RemoveSongFromQueue", "", arguments=known(entryid="thirdid"), method="call", tells=QUEUE),
    Row("SetAudioStreamState", "", arguments=said(state="play"), method="call", tells=STREAM),
    Row("SetStreamState", "", arguments=said(state="playpause"), method="call", tells=STREAM),
    Row("PlayNextSong", "", method="call", tells=SONG),
    Row("RemoveSongFromQueue", "", arguments=known(entryid="entryid"), method="call", tells=SONG),
    Row("AddVideoToQueue", "", arguments=ids("videoid", position="last"), method="call", tells=VIDEO),
    Row("AddVideoToQueue", "", arguments=ids("videoid", position="next"), method="call", tells=VIDEO_QUEUE),
    Row("AddRandomVideoToQueue", "", arguments=said(position="last"), method="call", tells=VIDEO_QUEUE),
    Row("GetVideoQueue", "ShowVideoQueue", shapes.VIDEO_QUEUE),
    Row("GetVideoStreamState", "UpdateHUD", shapes.VIDEO_STREAM),
    Row("GetVideoStreamState", "UpdateStreamState", shapes.VIDEO_STREAM),
    Row("SetVideoStreamState", "", arguments=said(state="play"), method="call", tells=VIDEO_STREAM),
    Row("MoveVideoInQueue", "", arguments=known(entryid="secondvideo", afterid="lastvideo"), method="call",
        tells=VIDEO_QUEUE),
    Row("VideoEnded", "", arguments=known(entryid="videoentry"), method="call", tells=VIDEO),
    Row("PlayNextVideo", "", method="call", tells=VIDEO),
    Row("RemoveVideoFromQueue", "", arguments=known(entryid="videoentry"), method="call", tells=VIDEO),
)  # fmt: skip
FILES = (
    Row("FindNewContent", "ShowAlbumImport", shapes.NEW_CONTENT),
    Row("FindNewContent", "ShowVideoImport", shapes.NEW_CONTENT),
    Row("FindAlbumSongFiles", "ShowAlbumImportLayer", shapes.ALBUM_SONG_FILES, said(albumpath="Cid/2010 - Newer")),
    Row("RenameMusicFile", "ConfirmAlbumImportTask", shapes.YES,
        said(oldpath="Cid/2010 - Newer/1 Five.mp3", newpath="Cid/2010 - Newer/01 Five.mp3")),
    Row("RenameAlbumDirectory", "ConfirmAlbumImportTask", shapes.YES,
        said(oldpath="Cid/2010 - Newer", newpath="Cid/2011 - Newest")),
    Row("CreateArtistEntry", "ConfirmAlbumImportTask", shapes.ARTIST, said(name="Dan")),
    Row("ChangeArtistDirectory", "ConfirmAlbumImportTask", shapes.YES,
        said(oldalbumpath="Cid/2011 - Newest", newartistdirectory="Dan")),
    Row("InitiateMusicImport", "ConfirmAlbumImportTask", str,
        said(contenttype="album", contentpath="Dan/2011 - Newest"), tells=(*TASK, *REFRESH)),
    Row("InitiateArtworkImport", "ConfirmAlbumImportTask", str,
        said(sourcepath="Dan/2011 - Newest/01 Five.mp3", targetpath="Dan/2011 - Newest"), tells=TASK),
    Row("Bounce", "InformAlbumImportProgressLayer", {"state": "done"}, said(state="done")),
    Row("RenameMusicFile", "ConfirmSongRenaming", shapes.YES,
        said(oldpath="Dan/2011 - Newest/01 Five.mp3", newpath="Dan/2011 - Newest/02 Five.mp3"), tells=REFRESH),
    Row("RenameAlbumDirectory", "ConfirmAlbumSettingsTask", shapes.YES,
        said(oldpath="Dan/2011 - Newest", newpath="Dan/2012 - Newest"), tells=REFRESH),
    Row("RenameArtistDirectory", "", shapes.YES, said(oldpath="Dan", newpath="Don"), tells=REFRESH),
    Row("InitiateFilesystemScan", "ShowRepairView", str, tells=TASK),
    Row("GetCurrentTasks", "ShowCurrentTasks", shapes.TASK_LIST),
    Row("UpdateSongEntry", "", arguments=ids("songid", newpath="Ada/2001 - First/01 One.mp3")),
    Row("UpdateAlbumEntry", "", arguments=ids("albumid", newpath="Ada/2001 - First")),
    Row("UpdateArtistEntry", "", arguments=ids("artistid", newpath="Ada")),
    Row("RemoveSongEntry", "", int, ids("songid")),
    Row("CreateSongEntry", "", arguments=said(newpath="Ada/2001 - First/01 One.mp3"), result=(dict, None)),
    Row("RemoveAlbumEntry", "", int, ids("albumid")),
    Row("RemoveArtistEntry", "", int, ids("artistid")),
    Row("AnnotateUpload", "", arguments=known(taskid="uploadid", selectorid="genreid"), method="call"),
    Row("InitiateContentIntegration", "ConfirmAlbumIntegrationTask", str,
        lambda facts: {"taskid": facts["uploadid"], "musicpath": "Eva/2013 - Up/01 Six.mp3"}, tells=TASK),
    Row("RemoveUpload", "", arguments=known(taskid="otherid"), method="call", tells=TASK),
)  # fmt: skip
SESSION = (*START, *READING, *SETTINGS, *PLAYING, *FILES)
