"""What can be set while the server runs, by all for all. The shapes are those of webui.ini and randy.ini."""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

Length = Annotated[int, Meta(ge=0, le=100_000)]
Switch = Literal["enabled", "disabled"]


class SettingsVersion(Struct, frozen=True):
    """The version of the shape."""

    version: int


class RandyConstraints(Struct, frozen=True, rename="pascal"):
    """What a song must be like. Lengths in seconds."""

    no_disabled: bool = True
    no_hated: bool = True
    no_bad_file: bool = True
    no_live_music: bool = False
    min_song_length: Length = 120
    max_song_length: Length = 600


class RandyBlackLists(Struct, frozen=True, rename="pascal"):
    """How many of the songs, albums, artists and videos that were queued last are left alone, and for how many hours.

    0 switches a list off.
    """

    song_list_length: Length = 5
    album_list_length: Length = 2
    artist_list_length: Length = 1
    video_list_length: Length = 3
    max_age: Length = 24


class RandyLimits(Struct, frozen=True, rename="pascal"):
    """From how many albums a song is drawn. The more, the more the weights count."""

    max_tries: Annotated[int, Meta(ge=1, le=1000)] = 10


class RandyConfiguration(Struct, frozen=True):
    """How Randy chooses."""

    constraints: RandyConstraints = field(default=RandyConstraints(), name="Constraints")
    blacklists: RandyBlackLists = field(default=RandyBlackLists(), name="BlackLists")
    limits: RandyLimits = field(default=RandyLimits(), name="Limits")
    meta: SettingsVersion = SettingsVersion(1)


class WebUIModes(Struct, frozen=True):
    """Which parts of the WebUI there are."""

    videomode: Switch = "disabled"
    lyrics: Switch = "enabled"


class ArtistsViewSettings(Struct, frozen=True):
    """The list of artists: whether the release year stands below the covers."""

    showrelease: bool = True


class GenreSelectionViewSettings(Struct, frozen=True):
    """The choice of genres: whether the genre Other is shown."""

    showother: bool = True


class MainMenuSettings(Struct, frozen=True):
    """The main menu: which sections it has."""

    showstreamplayer: bool = False
    showsystemstatus: bool = False


class StreamSettings(Struct, frozen=True):
    """Where the stream is heard, and as whom."""

    url: str = "/stream.mp3"
    username: str = ""
    password: str = ""


class DebugSettings(Struct, frozen=True):
    """For screenshots."""

    blurartwork: bool = False


class WebUIConfiguration(Struct, frozen=True):
    """How the WebUI looks, the same in all browsers."""

    webui: WebUIModes = field(default=WebUIModes(), name="WebUI")
    artistsview: ArtistsViewSettings = field(default=ArtistsViewSettings(), name="ArtistsView")
    genreselectionview: GenreSelectionViewSettings = field(
        default=GenreSelectionViewSettings(), name="GenreSelectionView"
    )
    mainmenu: MainMenuSettings = field(default=MainMenuSettings(), name="MainMenu")
    stream: StreamSettings = field(default=StreamSettings(), name="Stream")
    debug: DebugSettings = DebugSettings()
    meta: SettingsVersion = SettingsVersion(3)


class Mode(Struct, frozen=True):
    """Whether all browsers show music or videos."""

    uimode: Literal["audio", "video"] = "audio"
