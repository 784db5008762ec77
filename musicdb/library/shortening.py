"""Cuts text to a number of bytes without cutting what a person sees as one character.

A cut is made neither before something that joins the character in front of it (accents, vowel signs, variation
selectors, skin tones, the middle and end of Korean syllables) nor behind something that joins the next one (zero width
joiner, virama), nor between the two halves of a flag.
"""

import unicodedata

_JOINER = "\u200d"
_VIRAMA = 9
_JOINING_RANGES = (
    (0x1160, 0x11FF),  # Korean vowels and final consonants
    (0xD7B0, 0xD7FF),  # the old ones of them
    (0x200C, 0x200D),  # zero width non-joiner and joiner
    (0xFF9E, 0xFF9F),  # Japanese half width sound marks
    (0x1F3FB, 0x1F3FF),  # skin tones
    (0xE0020, 0xE007F),  # tags, in the flags of regions
)


def shorten(text: str, size: int) -> str:
    """The longest beginning of the text that has at most `size` bytes of UTF-8, without blanks at its end."""
    if len(text.encode()) <= size:
        return text
    end = len(text.encode()[:size].decode("utf-8", "ignore"))
    cut = end
    while cut > 0 and not _is_boundary(text, cut):
        cut -= 1
    return text[: cut or end].rstrip() or text[:end]


def _is_boundary(text: str, position: int) -> bool:
    before, after = text[position - 1], text[position]
    if _joins_previous(after) or before == _JOINER or unicodedata.combining(before) == _VIRAMA:
        return False
    return not (_is_regional(after) and _regionals_before(text, position) % 2 == 1)


def _joins_previous(character: str) -> bool:
    code = ord(character)
    return unicodedata.category(character) in {"Mn", "Mc", "Me"} or any(
        low <= code <= high for low, high in _JOINING_RANGES
    )


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _regionals_before(text: str, position: int) -> int:
    start = position
    while start > 0 and _is_regional(text[start - 1]):
        start -= 1
    return position - start
