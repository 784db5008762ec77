"""The title of a song: from its tags, else from its file name without numbers, artist and album."""

from collections.abc import Collection

from musicdb.library.hints import segments_of
from musicdb.library.naming import fold
from musicdb.library.uploads import Item


def guess_title(song: Item, known: Collection[str], *, numbered: bool) -> tuple[str, bool]:
    """The title, and whether it is one. `known` names are not a part of it; `numbered` files begin with a number."""
    if song.title:
        return song.title, True
    stem = song.stem
    if stem.meaningless:
        return stem.text, False
    segments = list(stem.segments if numbered else segments_of(stem.text))
    names = {fold(name) for name in known if name}
    while len(segments) > 1 and fold(segments[0]) in names:
        segments.pop(0)
    return " - ".join(segments), True
