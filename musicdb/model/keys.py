"""Musical keys by their names, and which of them go together."""

from typing import Annotated, Final

from msgspec import Meta

NOTES: Final = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
MODES: Final = ("major", "minor")
KEYS: Final = tuple(f"{note} {mode}" for mode in MODES for note in NOTES)
"""C major to B major, then C minor to B minor."""

KeyName = Annotated[
    str, Meta(pattern="^([A-G]|C#|Eb|F#|Ab|Bb) (major|minor)$", description="A key, as in “Eb major” or “A minor”.")
]

_FIFTH: Final = 7


def place_in_circle(key: str) -> int:
    """Where a key is in the circle of fifths, from C major (0) on; a minor key comes after its relative major."""
    note, mode = KEYS.index(key) % len(NOTES), KEYS.index(key) // len(NOTES)
    # The relative major is three semitones above; seven fifths up are one semitone.
    return (note + 3 * mode) * _FIFTH % len(NOTES) * len(MODES) + mode


def related_keys(key: str) -> tuple[str, ...]:
    """The key itself, its relative key, and those a fifth above and below."""
    place, around = place_in_circle(key), len(KEYS)
    places = {place, place ^ 1, (place + len(MODES)) % around, (place - len(MODES)) % around}
    return tuple(name for name in KEYS if place_in_circle(name) in places)
