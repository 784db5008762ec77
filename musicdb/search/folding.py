"""Makes texts comparable: one spelling for all ways to write the same letters, whatever the script.

`fold` leaves lower-case Latin letters, digits, letters of scripts without a table, and single blanks between words.
Chinese characters are words of their own. Texts of nothing but punctuation keep it: the band is called “!!!”.

`letterwise` does less: it maps each character to at most one other. So the distance of two texts never grows by it,
and whatever the search of MusicDB 8 found in its own spelling (NFKC, ASCII punctuation removed, lower case) is found.
"""

import re
import string
import unicodedata

from musicdb.search.letters import LETTERS
from musicdb.search.syllables import spell_hangul, spell_kana

_ASCII_PUNCTUATION = dict.fromkeys(map(ord, string.punctuation))
_KANA = re.compile("[\u3041-\u30fe]")
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_CYRILLIC_ENDING = re.compile(r"[иы]й\b")
_GREEK_PAIRS = (
    (re.compile("ο[υύ]"), "ou"),
    (re.compile("α[υύ]"), "au"),
    (re.compile("ε[υύ]"), "eu"),
    (re.compile(r"\bμπ"), "b"),
    (re.compile(r"\bντ"), "d"),
    (re.compile(r"\bγκ"), "g"),
    (re.compile("γγ"), "ng"),
)
_INVISIBLE = frozenset({"Sk", "Cc", "Cf", "Me"})
_EMOJI_STYLES = "\ufe0e\ufe0f"
_CHINESE = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))


class _Characters(dict[int, str]):
    """What a single character becomes; worked out when it is seen for the first time."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


class _SingleCharacters(dict[int, str]):
    """What a single character becomes when it must stay a single character."""

    def __missing__(self, code: int) -> str:
        folded = _CHARACTERS[code].strip()
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


def fold(text: str) -> str:
    """The text as it is compared. Empty only when there is nothing but blanks."""
    if text.isascii():
        folded = " ".join(text.translate(_ASCII_PUNCTUATION).lower().split())
    else:
        folded = " ".join(_spelled(unicodedata.normalize("NFKC", text)).translate(_CHARACTERS).split())
    return folded or "".join(unicodedata.normalize("NFKC", text).casefold().split())


def plain(text: str) -> str:
    """The text as MusicDB 8 compared it."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_ASCII_PUNCTUATION).lower().split())


def letterwise(text: str) -> str:
    """`plain` with each character folded that folds to one character."""
    return plain(text).translate(_SINGLE_CHARACTERS)


def is_chinese(character: str) -> bool:
    """Whether a character is an ideograph."""
    return any(first <= ord(character) <= last for first, last in _CHINESE)


def _spelled(text: str) -> str:
    """Replaces what is spelled by more than one character."""
    if _KANA.search(text):
        text = spell_kana(text)
    text = text.casefold()
    if _GREEK.search(text):
        for pair, latin in _GREEK_PAIRS:
            text = pair.sub(latin, text)
    return _CYRILLIC_ENDING.sub("y", text)


def _fold_character(character: str) -> str:
    if character in LETTERS:
        return LETTERS[character]
    if character.isspace():
        return " "
    if is_chinese(character):
        return f" {character} "
    hangul = spell_hangul(character)
    if hangul is not None:
        return hangul
    if _is_ignored(character):
        return ""
    parts = unicodedata.normalize("NFKD", character).casefold()
    return parts if parts == character else "".join(map(_fold_character, parts))


def _is_ignored(character: str) -> bool:
    """Punctuation, marks, and what cannot be seen. Symbols such as ★ and ÷ are names of albums."""
    category = unicodedata.category(character)
    if category == "Mn":
        # Vowels of Indic and Thai writing are marks, too, but of class 0; they are letters to whoever reads them.
        return unicodedata.combining(character) != 0 or character in _EMOJI_STYLES
    return category[0] == "P" or category in _INVISIBLE or character in string.punctuation


_CHARACTERS = _Characters()
_SINGLE_CHARACTERS = _SingleCharacters()
