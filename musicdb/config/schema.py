"""All options, one field each: its type, its default, and the sentence that stands beside it in etc/musicdb.ini.

A section is a class, its docstring the sentence above the section. Sizes are in bytes and may be written with a unit.
"""

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct, field
from platformdirs import user_data_path, user_music_path

from musicdb.config.acoustid import AcoustID
from musicdb.config.analysis import Analysis
from musicdb.config.fingerprint import Fingerprints
from musicdb.config.phones import Phones
from musicdb.config.stream import IcecastServer, Stream
from musicdb.config.units import GIB, KIB, MIB, Bytes, Seconds

PictureWidth = Annotated[int, Meta(ge=16, le=4096)]
PictureSize = Annotated[str, Meta(pattern=r"^[1-9]\d{1,3}x[1-9]\d{1,3}$", title="a size in pixels such as 150x83")]
Slashed = Meta(extra={"separator": "/"})
UploadType = Literal["albumfile", "video", "artwork"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


def _user_data() -> Path:
    return user_data_path("musicdb", appauthor=False)


class MetaInformation(Struct, frozen=True):
    """About this file."""

    version: Annotated[int, Meta(ge=1, description="The version of MusicDB this file was written for.")] = 9


class Directories(Struct, frozen=True):
    """Where everything lies. `~` is the home directory of the user who runs MusicDB."""

    music: Annotated[
        Path,
        Meta(description="The music collection: Artist/YYYY - Album/NN Song.mp3.", examples=["~/Music"]),
    ] = field(default_factory=user_music_path)
    data: Annotated[
        Path,
        Meta(description="Everything else MusicDB keeps.", examples=["~/.local/share/musicdb"]),
    ] = field(default_factory=_user_data)

    @property
    def tasks(self) -> Path:
        """One JSON file per task."""
        return self.data / "tasks"

    @property
    def uploads(self) -> Path:
        """Files that are not in the music directory yet."""
        return self.data / "uploads"

    @property
    def state(self) -> Path:
        """What survives a restart and is not music."""
        return self.data / "state"

    @property
    def config(self) -> Path:
        """Secrets and settings that are made by MusicDB, not by an editor."""
        return self.data / "config"

    @property
    def artwork(self) -> Path:
        """Covers in all sizes. Can be made again from the music directory."""
        return self.data / "webdata" / "artwork"

    @property
    def fingerprints(self) -> Path:
        """The index of all fingerprints. Can be made again from the catalogue."""
        return self.data / "fingerprints"

    @property
    def submitted(self) -> Path:
        """The index of fingerprints other programs submitted. Can be made again from the catalogue."""
        return self.data / "submitted"

    @property
    def fpindex(self) -> Path:
        """Indexes of others, by name."""
        return self.data / "fpindex"

    @property
    def analysis(self) -> Path:
        """What was found out about sounds, as far as it is too long for the catalogue. Can be made again."""
        return self.data / "analysis"

    @property
    def removed(self) -> Path:
        """Music a person removed, until it is removed for good."""
        return self.data / "removed"

    @property
    def exports(self) -> Path:
        """Copies on their way to a device."""
        return self.data / "exports"

    @property
    def database(self) -> Path:
        """The catalogue."""
        return self.data / "music.db"


class Websocket(Struct, frozen=True):
    """The one port for everything: pages, music, pictures and the WebSocket."""

    bind: Annotated[
        str,
        Meta(min_length=1, description="The address to listen at. All but loopback need `musicdb user password`."),
    ] = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535, description="The port to listen at; 0 takes any free one.")] = 9000
    opentimeout: Annotated[Seconds, Meta(description="Seconds a client may take to open a WebSocket.")] = 10
    closetimeout: Annotated[Seconds, Meta(description="Seconds a client may take to close a WebSocket.")] = 5
    maxmessage: Annotated[Bytes, Meta(ge=1024, description="The largest message a client may send.")] = 4 * MIB
    maxclients: Annotated[int, Meta(ge=1, description="How many clients may be connected at once.")] = 1000
    allowedhosts: Annotated[
        tuple[str, ...],
        Meta(description="Further names browsers may use for this machine, for example music.example.org."),
    ] = ()
    cert: Annotated[Path | None, Meta(description="The TLS certificate (PEM). Empty: no TLS.")] = None
    key: Annotated[Path | None, Meta(description="The private key of the certificate (PEM). Empty: no TLS.")] = None


class Uploads(Struct, frozen=True):
    """Music that comes in through the browser."""

    allow: Annotated[
        tuple[UploadType, ...],
        Meta(description="What may be uploaded: albumfile, video, artwork. Empty: nothing."),
    ] = ("albumfile", "video", "artwork")
    maxsize: Annotated[Bytes, Meta(ge=1, description="The largest file that is accepted.")] = 20 * GIB
    reserve: Annotated[Bytes, Meta(ge=0, description="Free disk space uploads must leave.")] = GIB
    chunksize: Annotated[
        Bytes,
        Meta(ge=4 * KIB, le=16 * MIB, description="How much a client that sends binary chunks is asked for at once."),
    ] = MIB
    hexchunksize: Annotated[
        Bytes,
        Meta(ge=4 * KIB, le=16 * MIB, description="The same for a client that sends hexadecimal chunks."),
    ] = 409_600
    window: Annotated[int, Meta(ge=1, le=64, description="How many binary chunks are asked for ahead.")] = 4
    expireafter: Annotated[
        int,
        Meta(ge=1, description="Hours without progress after which an unfinished upload is given up."),
    ] = 24
    archivesize: Annotated[Bytes, Meta(ge=1, description="The most an archive may hold, unpacked.")] = 50 * GIB
    archivefiles: Annotated[int, Meta(ge=1, description="The most files an archive may hold.")] = 20_000


class Music(Struct, frozen=True):
    """What in the music directory is none of it (names separated by slashes), and how changes there are noticed."""

    ignoreartists: Annotated[tuple[str, ...], Slashed, Meta(description="Directories that are no artists.")] = (
        "lost+found",
    )
    ignorealbums: Annotated[tuple[str, ...], Slashed, Meta(description="Directories that are no albums.")] = ()
    ignoresongs: Annotated[tuple[str, ...], Slashed, Meta(description="Files that are no songs.")] = (
        ".directory",
        "desktop.ini",
        "Desktop.ini",
        ".DS_Store",
        "Thumbs.db",
        "README",
    )
    watch: Annotated[bool, Meta(description="Notice when something changes in the music directory.")] = True
    autoimport: Annotated[
        bool,
        Meta(description="Import by itself what is new or changed. What is missing stays in the catalogue."),
    ] = False
    rescan: Annotated[
        int,
        Meta(ge=0, description="Minutes between two looks at music that cannot be watched, as on a network; 0: never."),
    ] = 60


class AlbumCover(Struct, frozen=True):
    """The pictures of albums."""

    scales: Annotated[
        tuple[PictureWidth, ...],
        Meta(min_length=1, description="Widths in pixels each cover is kept in."),
    ] = (150, 200, 500, 1000)


class VideoFrames(Struct, frozen=True):
    """The pictures of videos."""

    frames: Annotated[int, Meta(ge=1, le=100, description="How many frames show what a video is about.")] = 5
    scales: Annotated[tuple[PictureSize, ...], Meta(min_length=1, description="Sizes in pixels of the frames.")] = (
        "150x83",
    )
    previewlength: Annotated[Seconds, Meta(description="Seconds the animated preview lasts.")] = 3


class Tools(Struct, frozen=True):
    """Programs MusicDB depends on."""

    ffmpeg: Annotated[
        Path | None,
        Meta(description="The ffmpeg to use. Empty: the one of the system when it is new enough, else our own."),
    ] = None


class Tasks(Struct, frozen=True):
    """Long work in the background."""

    workers: Annotated[int, Meta(ge=1, le=64, description="How many tasks are worked on at once.")] = 2


class Tracking(Struct, frozen=True):
    """What is remembered about songs that were heard to their end."""

    cuttime: Annotated[
        int,
        Meta(ge=1, description="Minutes of silence after which two songs no longer count as heard together."),
    ] = 30
    trackrandom: Annotated[bool, Meta(description="Whether songs Randy chose count as heard together, too.")] = False
    halflife: Annotated[
        int,
        Meta(ge=1, description="Days after which having been heard together counts only half as much."),
    ] = 365


class Log(Struct, frozen=True):
    """What MusicDB says about its work."""

    logfile: Annotated[
        str,
        Meta(min_length=1, description="Where to: stderr, stdout, journal, or the path of a file."),
    ] = "stderr"
    loglevel: Annotated[LogLevel, Meta(description="What to say: DEBUG, INFO, WARNING or ERROR and above.")] = "INFO"
    ignore: Annotated[tuple[str, ...], Meta(description="Loggers of which only warnings are of interest.")] = (
        "requests",
        "PIL",
    )


class Config(Struct, frozen=True):
    """Everything that can be set, one field per section."""

    meta: MetaInformation = MetaInformation()
    directories: Directories = field(default_factory=Directories)
    websocket: Websocket = Websocket()
    uploads: Uploads = Uploads()
    music: Music = Music()
    albumcover: AlbumCover = AlbumCover()
    videoframes: VideoFrames = VideoFrames()
    tools: Tools = Tools()
    tasks: Tasks = Tasks()
    tracker: Tracking = Tracking()
    stream: Stream = Stream()
    Icecast: IcecastServer = IcecastServer()
    analysis: Analysis = Analysis()
    fingerprint: Fingerprints = Fingerprints()
    acoustid: AcoustID = AcoustID()
    phones: Phones = Phones()
    log: Log = Log()


# Options a musicdb.ini of MusicDB 8 may hold that have lost their meaning.
RETIRED: dict[str, frozenset[str]] = {
    "musicdb": frozenset({"username", "groupname"}),
    "log": frozenset({"debugfile"}),
    "debug": frozenset(
        {"disablestats", "disabletracker", "disableai", "disabletagging", "disableicecast", "disablevideos"}
    ),
    "extern": frozenset({"configtemplate", "statedir", "configfile", "songmap"}),
}
