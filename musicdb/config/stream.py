"""The options of the sections [stream] and [Icecast]."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from musicdb.config.secrets import Secret

LoudnessSource = Literal["tags", "measured"]


class Stream(Struct, frozen=True):
    """What everybody hears together, at /stream.mp3, /stream.opus and /stream.flac of the one port."""

    mp3bitrate: Annotated[
        Literal[128, 160, 192, 224, 256, 320],
        Meta(description="Kilobits per second of the MP3 stream: 128, 160, 192, 224, 256 or 320."),
    ] = 320
    opusbitrate: Annotated[
        int,
        Meta(ge=32, le=510, description="Kilobits per second of the Opus stream, on average."),
    ] = 160
    loudness: Annotated[
        LoudnessSource,
        Meta(description="Whose ReplayGain counts where there are two: that in the tags, or the measured one."),
    ] = "tags"


class IcecastServer(Struct, frozen=True):
    """An Icecast server the MP3 stream is sent to, besides."""

    enabled: Annotated[bool, Meta(description="Whether to send the stream to an Icecast server.")] = False
    host: Annotated[str, Meta(min_length=1, description="The name or address of the Icecast server.")] = "localhost"
    port: Annotated[int, Meta(ge=1, le=65535, description="The port of the Icecast server.")] = 8000
    user: Annotated[str, Meta(min_length=1, description="The name Icecast knows sources by.")] = "source"
    password: Annotated[Secret, Meta(description="The source-password of the Icecast server.")] = Secret()
    mountname: Annotated[
        str,
        Meta(pattern=r"^/[^\s?#]+$", description="Where listeners find the stream: a slash and a name without spaces."),
    ] = "/stream"
