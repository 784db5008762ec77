"""Sounds of clear kinds, made on the spot and heard by the processors, as songs of the catalogue without files."""

from functools import cache
from hashlib import sha256
from typing import Any

import numpy

from musicdb.analysis.listening import Listening, Request
from musicdb.analysis.result import AudioMetadata
from musicdb.ids import SongId
from musicdb.model.analysis import SoundValues
from musicdb.store.store import Store
from tests.playback.shelf import details

RATE = 44_100
SECONDS = 5.0
STYLES = ("pad", "beat", "arpeggio", "noise")
Sound = Any


def _tone(frequency: float, count: int, overtones: int) -> Sound:
    moments = numpy.arange(count) / RATE
    return sum(numpy.sin(2 * numpy.pi * frequency * one * moments) / one for one in range(1, overtones + 1))


def _fading(count: int, seconds: float) -> Sound:
    return numpy.exp(-numpy.arange(count) / (seconds * RATE))


def sound(style: str, number: int) -> Sound:
    """A sound of a style, in another key, tempo and level for each number: one row for each moment."""
    random = numpy.random.default_rng([STYLES.index(style), number])
    count = int(SECONDS * RATE)
    heard, root = numpy.zeros(count), 110 * 2 ** (random.integers(0, 12) / 12)
    if style == "pad":
        heard += sum(_tone(root * 2 ** (step / 12), count, 1) for step in (0, 4, 7))
    elif style == "noise":
        spectrum = numpy.fft.rfft(random.standard_normal(count))
        heard += numpy.fft.irfft(spectrum / numpy.linspace(1, 9, len(spectrum)) ** random.uniform(0.5, 1.0), count)
    else:
        length = int(RATE * (random.uniform(0.4, 0.55) if style == "beat" else random.uniform(0.15, 0.25)))
        for turn, begin in enumerate(range(0, count - length, length)):
            if style == "beat":
                hit = _tone(60, length, 1) if turn % 2 == 0 else random.standard_normal(length)
                heard[begin : begin + length] += hit * _fading(length, 0.03)
            else:
                note = root * 2 ** (1 + (0, 2, 4, 5, 7, 9, 11)[random.integers(0, 7)] / 12)
                heard[begin : begin + length] += _tone(note, length, 11) * _fading(length, 0.1)
    heard += random.standard_normal(count) * 1e-3 * numpy.abs(heard).max()
    heard *= 10 ** (random.uniform(-18, -1) / 20) / numpy.abs(heard).max()
    return numpy.stack([heard, heard], 1).astype(numpy.float32)


@cache
def embedding(style: str, number: int) -> bytes:
    """What the processor says about it."""
    listening = Listening([Request("embedding")], AudioMetadata(samplerate=RATE, channels=2))
    listening.hear(sound(style, number))
    (vector,) = [one.data for one in listening.tell() if one.id == "embedding.vector"]
    return bytes(numpy.ravel(vector).astype("<f4").tobytes())


def add_heard(store: Store, artist: str, title: str, embeddings: dict[str, bytes], **values: Any) -> dict[str, SongId]:
    """An album of songs with these names that were heard already."""
    with store.write():
        path = f"{artist}/2004 - {title}"
        row = store.artists.add(artist, artist)
        album = store.albums.add_or_update(artistid=row.id, name=title, path=path, release=2004, origin="CD", added=7)
        # No two of them are equally long by chance.
        taken = len(store.songs.all())
        songs = [
            details(f"{path}/{name}.mp3", 1 + place, name=name, playtime=150 + 3 * (taken + place))
            for place, name in enumerate(embeddings)
        ]
        store.songs.add_or_update(album, songs)
        ids = {song.name: song.id for song in store.songs.of_album(album.id)}
        for name, data in embeddings.items():
            checksum = store.songs.get(ids[name]).checksum
            soundhash = sha256(checksum.encode()).hexdigest()
            store.analyses.set_soundhash(checksum, soundhash)
            store.analyses.keep(soundhash, "default", [], SoundValues(**values), embedding=data)
    return ids


def fill(store: Store, count: int = 8) -> dict[str, list[SongId]]:
    """So many songs of each style, two by an artist; by style."""
    return {
        style: [
            songid
            for number in range(0, count, 2)
            for songid in add_heard(
                store,
                f"{style} {number}",
                "Album",
                {f"{style} song {one}": embedding(style, one) for one in (number, number + 1)},
            ).values()
        ]
        for style in STYLES
    }
