"""Opens a file of sound or video with the part of mutagen that knows it, which is imported when it is first needed."""

import math
from collections.abc import Callable, Iterator
from importlib import import_module
from io import BytesIO
from typing import Any, BinaryIO

import msgspec

from musicdb.media.chunks import read_chunks
from musicdb.media.id3frames import read_id3
from musicdb.media.matroska import MatroskaTrack, read_matroska
from musicdb.media.signatures import Content
from musicdb.media.tagnames import Family

_MOST = 2**31
_APE_FOOTER = b"APETAGEX"
# The footer of 32 bytes, and an ID3v1 tag of 128 bytes that may come after it.
_APE_TAIL = 160

# Opus files do not tell: the format has but one rate (RFC 7845).
_SAMPLERATES = {"opus": 48000}

_MP4_CODECS = {
    "mp4a.6b": "mp3",
    "mp4a.69": "mp3",
    "mp4a": "aac",
    "alac": "alac",
    "flac": "flac",
    "opus": "opus",
    "ac-3": "ac3",
    "ec-3": "eac3",
}
_MATROSKA_CODECS = {
    "A_AAC": "aac",
    "A_ALAC": "alac",
    "A_AC3": "ac3",
    "A_EAC3": "eac3",
    "A_FLAC": "flac",
    "A_MPEG/L3": "mp3",
    "A_OPUS": "opus",
    "A_PCM": "pcm",
    "A_VORBIS": "vorbis",
    "A_WAVPACK": "wavpack",
}


class SoundFile(msgspec.Struct, frozen=True, kw_only=True):
    """The sound and what is said about it. Playtime in seconds, bitrate in bit/s, sample rate in Hz.

    `blocks` are the tag objects with their family, the most trusted first. `pictures` are those that stand outside of
    tags, each with its type (3: front cover, as in ID3).
    """

    playtime: float
    bitrate: int
    samplerate: int
    channels: int
    codec: str
    blocks: tuple[tuple[Family, Any], ...]
    pictures: tuple[tuple[int, bytes], ...] = ()


def open_sound(stream: BinaryIO, content: Content) -> SoundFile:
    """Reads header and tags. Whatever mutagen raises comes through, for damaged files that may be anything."""
    return _OPENERS[content](stream)


def is_sound(content: Content) -> bool:
    """Whether this room can read such a file."""
    return content in _OPENERS


def _file(module: str, name: str, family: Family, codec: str) -> Callable[[BinaryIO], SoundFile]:
    """Opens formats whose tags are of one family with the class of this name."""

    def open_file(stream: BinaryIO) -> SoundFile:
        stream.seek(0)
        file = getattr(import_module(module), name)(stream)
        pictures = tuple((picture.type, picture.data) for picture in getattr(file, "pictures", ()))
        blocks: tuple[tuple[Family, Any], ...] = () if file.tags is None else ((family, file.tags),)
        return _sound(stream, file.info, codec or _mp4_codec(file.info), blocks, pictures)

    return open_file


def _stream(module: str, name: str, codec: str) -> Callable[[BinaryIO], SoundFile]:
    """Opens formats with tags around them: ID3 before (or ID3v1 behind), APEv2 behind. Broken tags are left out."""

    def open_stream(stream: BinaryIO) -> SoundFile:
        stream.seek(0)
        info = getattr(import_module(module), name)(stream)
        return _sound(stream, info, codec, tuple(_tags_around(stream)))

    return open_stream


def _chunked(module: str, name: str, big_endian: bool) -> Callable[[BinaryIO], SoundFile]:  # noqa: FBT001 -- a table's column
    """Opens WAV and AIFF, whose tags are chunks."""

    def open_chunked(stream: BinaryIO) -> SoundFile:
        stream.seek(0)
        info = getattr(import_module(module), name)(stream)
        chunks = read_chunks(stream, "big" if big_endian else "little")
        blocks: list[tuple[Family, Any]] = list(_optional("id3", read_id3, BytesIO(chunks.id3))) if chunks.id3 else []
        return _sound(stream, info, "pcm", (*blocks, ("vorbis", chunks.texts)))

    return open_chunked


def _matroska(stream: BinaryIO) -> SoundFile:
    facts = read_matroska(stream)
    if not facts.tracks:
        raise ValueError("no tracks")
    pairs = [(name, text) for name, texts in facts.tags.items() for text in texts]
    if facts.title:
        pairs = [("title", facts.title), *((name, text) for name, text in pairs if name != "title")]
    silent = MatroskaTrack("audio", "", 0, 0)
    track = next((track for track in facts.tracks if track.kind == "audio"), silent)
    moving = any(track.kind == "video" for track in facts.tracks)
    return SoundFile(
        playtime=facts.playtime,
        bitrate=0 if moving else _average_bitrate(stream, facts.playtime),
        samplerate=track.samplerate,
        channels=track.channels,
        codec=next((codec for name, codec in _MATROSKA_CODECS.items() if track.codec.startswith(name)), ""),
        blocks=(("vorbis", pairs),),
        pictures=tuple((3, picture) for picture in facts.pictures),
    )


_OPENERS: dict[Content, Callable[[BinaryIO], SoundFile]] = {
    Content.MPEG: _stream("mutagen.mp3", "MPEGInfo", "mp3"),
    Content.ADTS: _stream("mutagen.aac", "AACInfo", "aac"),
    Content.APE: _stream("mutagen.monkeysaudio", "MonkeysAudioInfo", "ape"),
    Content.WAVPACK: _stream("mutagen.wavpack", "WavPackInfo", "wavpack"),
    Content.WAVE: _chunked("mutagen.wave", "WaveStreamInfo", big_endian=False),
    Content.AIFF: _chunked("mutagen.aiff", "AIFFInfo", big_endian=True),
    Content.FLAC: _file("mutagen.flac", "FLAC", "vorbis", "flac"),
    Content.OGG_VORBIS: _file("mutagen.oggvorbis", "OggVorbis", "vorbis", "vorbis"),
    Content.OGG_OPUS: _file("mutagen.oggopus", "OggOpus", "vorbis", "opus"),
    Content.OGG_FLAC: _file("mutagen.oggflac", "OggFLAC", "vorbis", "flac"),
    Content.MP4: _file("mutagen.mp4", "MP4", "mp4", ""),
    Content.ASF: _file("mutagen.asf", "ASF", "asf", "wma"),
    Content.MATROSKA: _matroska,
}


def _tags_around(stream: BinaryIO) -> Iterator[tuple[Family, Any]]:
    yield from _optional("id3", read_id3, stream)
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _APE_TAIL))
    if _APE_FOOTER in stream.read():
        stream.seek(0)
        yield from _optional("ape", import_module("mutagen.apev2").APEv2, stream)


def _optional(family: Family, read: Callable[[Any], Any], stream: BinaryIO) -> Iterator[tuple[Family, Any]]:
    """A tag that is missing or damaged does not spoil the file, which plays without it."""
    try:
        tags = read(stream)
    except Exception:  # noqa: BLE001 -- what mutagen raises for damaged bytes is not limited to its own errors
        return
    yield family, tags


def _sound(
    stream: BinaryIO,
    info: Any,
    codec: str,
    blocks: tuple[tuple[Family, Any], ...],
    pictures: tuple[tuple[int, bytes], ...] = (),
) -> SoundFile:
    playtime = _number(info, "length")
    return SoundFile(
        playtime=playtime,
        bitrate=int(_number(info, "bitrate")) or (_average_bitrate(stream, playtime) if codec else 0),
        samplerate=int(_number(info, "sample_rate")) or _SAMPLERATES.get(codec, 0),
        channels=int(_number(info, "channels")),
        codec=codec,
        blocks=blocks,
        pictures=pictures,
    )


def _number(info: Any, name: str) -> float:
    """A number of the header; 0 when there is none, and for what no file can have."""
    value = getattr(info, name, 0) or 0
    return float(value) if math.isfinite(value) and 0 < value < _MOST else 0.0


def _average_bitrate(stream: BinaryIO, playtime: float) -> int:
    return min(int(stream.seek(0, 2) * 8 / playtime), _MOST) if playtime > 0 else 0


def _mp4_codec(info: Any) -> str:
    codec = str(info.codec).lower()
    return next((known for name, known in _MP4_CODECS.items() if codec.startswith(name)), codec.strip())
