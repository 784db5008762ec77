"""Songs in the catalogue of which it is known what they sound like, without anybody hearing them."""

import subprocess
import zlib
from pathlib import Path
from zlib import crc32

import numpy

from musicdb.fingerprint.arrays import Samples
from musicdb.fingerprint.chromaprint import RATE, fingerprint
from musicdb.ids import SongId
from musicdb.media.ffmpeg import find_ffmpeg
from musicdb.model.analysis import SoundValues
from tests.api.shelves import put, put_in_catalogue
from tests.household import House


def add_songs(house: House, album: str, sounds: dict[str, Samples], values: SoundValues | None = None) -> list[SongId]:
    """Songs of an album, by the names of their files, that sound like this."""
    for name in sounds:
        put(house, f"{album}/{name}")
    put_in_catalogue(house, album)
    store = house.services.store
    ids: list[SongId] = []
    for name, sound in sounds.items():
        song = store.songs.find(f"{album}/{name}")
        assert song is not None
        soundhash = f"{crc32(sound.tobytes()):08x}"
        store.analyses.set_soundhash(song.checksum, soundhash)
        items = fingerprint(sound).astype("<u4").tobytes()
        store.analyses.keep(soundhash, "digest", [], values or SoundValues(), fingerprint=items)
        ids.append(song.id)
    return ids


def write_sound(path: Path, sound: Samples, *options: str) -> Path:
    """Writes sound into a file of the format its extension asks for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    source = ("-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "pipe:0")
    command = (str(find_ffmpeg()), "-v", "error", "-y", *source, *options, str(path))
    subprocess.run(command, check=True, input=sound.astype("<i2").tobytes())
    return path


def noisy(sound: Samples, seed: int = 9) -> Samples:
    """The same with some noise in it."""
    random = numpy.random.default_rng(seed)
    return (sound + random.normal(0, 60, len(sound))).clip(-32768, 32767).astype(numpy.int16)


def add_tagged_song(house: House, path: str, sound: Samples, **tags: str) -> SongId:
    """A song (FLAC) that really sounds like this, with tags by their names in the file."""
    named = [part for name, value in tags.items() for part in ("-metadata", f"{name}={value}")]
    place = write_sound(house.config.directories.music / path, sound, *named)
    put_in_catalogue(house, str(place.parent.relative_to(house.config.directories.music)))
    store = house.services.store
    song = store.songs.find(path)
    assert song is not None
    soundhash = f"{zlib.crc32(sound.tobytes()):08x}"
    store.analyses.set_soundhash(song.checksum, soundhash)
    store.analyses.keep(soundhash, "digest", [], SoundValues(), fingerprint=fingerprint(sound).astype("<u4").tobytes())
    return song.id
