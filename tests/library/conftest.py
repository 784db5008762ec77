"""What the tests of the library share: a music directory with a catalogue, and songs made on the spot."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import imageio_ffmpeg
import msgspec
import mutagen
import pytest
from mutagen.flac import Picture
from mutagen.id3 import APIC, USLT

from musicdb.config.schema import Music
from musicdb.config.schema import VideoFrames as Options
from musicdb.ids import AlbumId, VideoId
from musicdb.library.artwork import Artworks
from musicdb.library.covering import Covers
from musicdb.library.importing import Importer
from musicdb.library.paths import MusicDirectory
from musicdb.library.plan import Planner
from musicdb.library.scanning import Scanner
from musicdb.library.videoframes import VideoFrames
from musicdb.store.store import Store
from tests.sounds import make_song

FFMPEG = Path(imageio_ffmpeg.get_ffmpeg_exe())


class Household(msgspec.Struct, frozen=True):
    """Everything the library needs, in a temporary place."""

    root: Path
    artwork: Path
    store: Store
    music: MusicDirectory
    importer: Importer
    artworks: Artworks
    frames: VideoFrames
    planner: Planner
    covers: Covers
    scanner: Scanner

    def find_cover(self, albumid: AlbumId) -> str:
        """Looks for the picture of an album. Returns its path."""
        self.artworks.import_for_album(albumid)
        return self.store.albums.get(albumid).artworkpath

    def find_thumbnail(self, videoid: VideoId) -> str:
        """Looks for the picture of a video. Returns its path."""
        self.artworks.import_for_video(videoid)
        return self.store.videos.get(videoid).thumbnailfile

    def choose_cover(self, albumid: AlbumId, picture: bytes) -> str:
        """Gives an album a picture as a person does. Returns its path."""
        assert self.covers.import_for_album(albumid, picture) is not None
        return self.store.albums.get(albumid).artworkpath


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    root, artwork = tmp_path / "music", tmp_path / "artwork"
    root.mkdir()
    artwork.mkdir()
    store, music, config = Store(tmp_path / "music.db"), MusicDirectory(root), Music()
    artworks, planner = Artworks(store, music, artwork, (150, 500), FFMPEG), Planner(store, music, tmp_path / "removed")
    frames = VideoFrames(store, music, artworks, artwork, Options(frames=3), FFMPEG)
    yield Household(
        root=root,
        artwork=artwork,
        store=store,
        music=music,
        importer=Importer(store, music, config, FFMPEG),
        artworks=artworks,
        frames=frames,
        planner=planner,
        covers=Covers(store, planner, artworks, frames),
        scanner=Scanner(store, music, config),
    )
    store.close()


AddSong = Callable[..., Path]


@pytest.fixture(scope="session")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A short sound in some formats, made once."""
    directory = tmp_path_factory.mktemp("sounds")
    names = ("x.mp3", "x.flac", "x.m4a", "x.ogg", "x.opus", "x.wav")
    return {name.rpartition(".")[2]: make_song(directory / name, seconds=0.2).read_bytes() for name in names}


@pytest.fixture
def add_song(household: Household, sounds: dict[str, bytes]) -> AddSong:
    """Puts a song into the music directory: `add_song("A/2004 - B/01 C.mp3", genre="Rock")`."""

    def add(path: str, **tags: str | list[str]) -> Path:
        place = household.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(sounds[place.suffix.lower().lstrip(".")])
        write_tags(place, title=place.stem, **tags)
        return place

    return add


def write_tags(place: Path, **tags: str | list[str]) -> None:
    """Replaces tags of a song by their easy names."""
    file = mutagen.File(place, easy=True)
    if file.tags is None:
        file.add_tags()
    for name, value in tags.items():
        file[name] = value
    file.save()


def embed_picture(place: Path, content: bytes) -> None:
    """Puts a front cover into an MP3 or FLAC file."""
    file = mutagen.File(place)
    if place.suffix == ".flac":
        picture = Picture()
        picture.type, picture.mime, picture.data = 3, "image/png", content
        file.add_picture(picture)
    else:
        file.tags.add(APIC(encoding=3, mime="image/png", type=3, desc="", data=content))
    file.save()


def embed_lyrics(place: Path, text: str) -> None:
    """Puts lyrics into an MP3 file."""
    file = mutagen.File(place)
    file.tags.setall("USLT", [USLT(encoding=3, lang="eng", desc="", text=text)] if text else [])
    file.save()


def make_video(place: Path, source: str = "testsrc=duration=1:size=160x120:rate=10") -> None:
    """Writes a video without sound; `source` is a filter of ffmpeg."""
    place.parent.mkdir(parents=True, exist_ok=True)
    command = [str(FFMPEG), "-v", "error", "-y", "-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p", str(place)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
