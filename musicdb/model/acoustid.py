"""Tracks as programs that speak AcoustID know them, and what such programs submit."""

from enum import StrEnum

import msgspec

from musicdb.ids import SongId


class SubmissionState(StrEnum):
    """How far a submission is."""

    PENDING = "pending"
    """Nobody has looked at it yet."""
    IMPORTED = "imported"
    """It is evidence for a track."""
    REJECTED = "rejected"
    """It is evidence for nothing. It says why."""


class SubmittedDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a submission says about the song, besides its sound. `bitrate` in kbit/s; 0 and empty: it does not say."""

    title: str = ""
    artist: str = ""
    album: str = ""
    albumartist: str = ""
    track: int = 0
    disc: int = 0
    year: int = 0
    bitrate: int = 0
    fileformat: str = ""
    puid: str = ""
    foreignid: str = ""

    def names_something(self) -> bool:
        """Whether it tells which song it is."""
        names = (self.title, self.artist, self.album, self.albumartist, self.puid, self.foreignid)
        return any(names) or bool(self.track or self.disc or self.year)


class Submission(msgspec.Struct, frozen=True):
    """A fingerprint (as text) of a song that lasts `duration` seconds, and what is said about it."""

    fingerprint: str
    duration: int
    mbid: str = ""
    """The id of the recording at MusicBrainz, when the submission tells it."""
    details: SubmittedDetails = SubmittedDetails()


class SubmissionStatus(msgspec.Struct, frozen=True):
    """What became of a submission: the track it is evidence for, or why it was rejected."""

    id: int
    state: SubmissionState
    reason: str = ""
    trackid: str = ""


class Track(msgspec.Struct, frozen=True):
    """One recording: songs of the library, or without any what was submitted. The id is a UUID that stays.

    `ids` are all ids it was ever known by: a sound has its own before its song becomes part of a recording.
    """

    id: str
    ids: tuple[str, ...]
    songids: tuple[SongId, ...] = ()


class TrackHit(msgspec.Struct, frozen=True):
    """A track, and how much a fingerprint is like it, from 0 to 1."""

    track: Track
    score: float
