"""Endpoints about the server and who uses it."""

from typing import Final

import msgspec

from musicdb.errors import NotFoundError
from musicdb.net.subsonic.declare import Call, Group

system: Final = Group("system")

FOLDER: Final = 1


class Extension(msgspec.Struct, frozen=True):
    """Something of OpenSubsonic that this server can, in these versions."""

    name: str
    versions: list[int]


EXTENSIONS: Final = [
    Extension("apiKeyAuthentication", [1]),
    Extension("formPost", [1]),
    Extension("indexBasedQueue", [1]),
    Extension("playbackReport", [1]),
    Extension("songLyrics", [1]),
    Extension("sonicSimilarity", [1]),
    Extension("topSongsByArtistId", [1]),
    Extension("transcodeOffset", [1]),
]


class License(msgspec.Struct, frozen=True):
    """The license of the server. Free software has a valid one."""

    valid: bool = True


class TokenInfo(msgspec.Struct, frozen=True):
    """Whom an API key belongs to."""

    username: str


class MusicFolder(msgspec.Struct, frozen=True):
    """A music directory."""

    id: int
    name: str


class MusicFolders(msgspec.Struct, frozen=True):
    """All music directories. There is one."""

    musicFolder: list[MusicFolder]


class User(msgspec.Struct, frozen=True, kw_only=True):
    """What the user of an app may do. Settings and users are changed in the WebUI only."""

    username: str
    email: str = ""
    scrobblingEnabled: bool = True
    adminRole: bool = False
    settingsRole: bool = False
    downloadRole: bool = True
    uploadRole: bool = False
    playlistRole: bool = True
    coverArtRole: bool = False
    commentRole: bool = False
    podcastRole: bool = False
    streamRole: bool = True
    jukeboxRole: bool = True
    shareRole: bool = False
    videoConversionRole: bool = False
    folder: tuple[int, ...] = (FOLDER,)


class Users(msgspec.Struct, frozen=True):
    """All users."""

    user: list[User]


@system.endpoint("ping")
def ping(_call: Call) -> None:
    """Tells that the server is there, and that the password is right."""


@system.endpoint("getOpenSubsonicExtensions", answer="openSubsonicExtensions", public=True)
def get_extensions(_call: Call) -> list[Extension]:
    """What this server can beyond Subsonic."""
    return EXTENSIONS


@system.endpoint("getLicense", answer="license")
def get_license(_call: Call) -> License:
    """The license, which apps look at before they work."""
    return License()


@system.endpoint("tokenInfo", answer="tokenInfo")
def get_token_info(call: Call) -> TokenInfo:
    """Whom the API key belongs to."""
    return TokenInfo(call.user)


@system.endpoint("getMusicFolders", answer="musicFolders")
def get_music_folders(_call: Call) -> MusicFolders:
    """The one music directory."""
    return MusicFolders([MusicFolder(FOLDER, "Music")])


@system.endpoint("getUser", answer="user")
def get_user(call: Call, *, username: str) -> User:
    """What the user of this app may do. There is no other user."""
    if username != call.user:
        raise NotFoundError("There is no such user. A household has one; its name is what the app calls itself.")
    return User(username=username)


@system.endpoint("getUsers", answer="users")
def get_users(call: Call) -> Users:
    """The only user."""
    return Users([User(username=call.user)])
