"""What the library says about an upload while it arrives: the annotation `duplicate` of its task."""

from enum import StrEnum

import msgspec

from musicdb.model.identified import SongName
from musicdb.model.soundmatches import Verdict

ANNOTATION = "duplicate"


class UploadState(StrEnum):
    """How an upload stands to the library."""

    UNKNOWN = "unknown"
    """Not enough has arrived to hear anything, or the file tells what is in it only at its end."""
    NEW = "new"
    """Nothing in the library sounds like it."""
    OWNED = "owned"
    """It is there already, as far as it was heard."""
    RELATED = "related"
    """Something in the library shares sound with it: an excerpt, another version, a mix."""


class UploadQuality(StrEnum):
    """How good an upload is, compared with the song that is there."""

    BETTER = "better"
    WORSE = "worse"
    EQUAL = "equal"


class UploadVerdict(msgspec.Struct, frozen=True):
    """What is known after so many seconds were `heard`. `final`: the whole file was.

    `song` is the one of the library that is most alike, with the `verdict` over both, and its `score` from 0 to 1.
    `reasons` are sentences: the upload is the first, the song of the library the second of the two files.
    """

    state: UploadState
    heard: float
    final: bool
    song: SongName | None = None
    verdict: Verdict | None = None
    score: float | None = None
    quality: UploadQuality | None = None
    reasons: tuple[str, ...] = ()
