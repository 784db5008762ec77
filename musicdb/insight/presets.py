"""Named sets of processors. What a processor needs besides, it asks for itself."""

import hashlib
import re
from collections.abc import Iterable, Mapping

import msgspec

from musicdb.model.analysis import HeardBy

_PROCESSORS = re.compile(r"[a-z][_a-z0-9]*(,[a-z][_a-z0-9]*)*")

DEFAULT = "default"
COMPLETE = "complete"

FINGERPRINT = HeardBy("fingerprint", "2", "{}")
"""The algorithm of Chromaprint, which is no processor, but heard along with them."""

PRESETS: Mapping[str, tuple[str, ...]] = {
    DEFAULT: (
        "waveform",
        "level",
        "loudness",
        "lossless",
        "silence",
        "cues",
        "spectral",
        "mfcc",
        "chroma",
        "key",
        "onsets",
        "tempo",
        "embedding",
    ),
    "loudness": ("waveform", "level", "loudness"),
}
"""Besides these there is `complete`: all processors there are."""


def digest(heard: Iterable[HeardBy]) -> str:
    """One name for everything a preset asks for: another one when anything in it has another version."""
    return hashlib.sha256(msgspec.json.encode(sorted(heard))).hexdigest()[:32]


def is_preset(name: str) -> bool:
    """Whether this can be the name of a preset, or a list of processors. Which processors there are, workers know."""
    return name in PRESETS or name == COMPLETE or _PROCESSORS.fullmatch(name) is not None


def names_processors(name: str) -> bool:
    """Whether this is no preset, but may be a list of processors."""
    return name not in PRESETS and name != COMPLETE and is_preset(name)
