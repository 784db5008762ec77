"""Latin letters for the syllables of Japanese and Korean.

Kana become Hepburn without marks for long vowels, as most names are typed: とうきょう is `tokyo`, スーパー is `supa`.
Hangul become the letters of the Revised Romanization, syllable by syllable: 방탄 is `bangtan`.
"""

import re

_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "g": "がぎぐげご", "s": "さしすせそ", "z": "ざじずぜぞ",
    "t": "たちつてと", "d": "だぢづでど", "n": "なにぬねの", "h": "はひふへほ", "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ", "m": "まみむめも", "r": "らりるれろ",
}  # fmt: skip
_IRREGULAR = {
    "し": "shi", "じ": "ji", "ち": "chi", "つ": "tsu", "ぢ": "ji", "づ": "zu", "ふ": "fu", "や": "ya", "ゆ": "yu",
    "よ": "yo", "わ": "wa", "ゐ": "i", "ゑ": "e", "を": "o", "ん": "n", "ゔ": "vu", "ぁ": "a", "ぃ": "i", "ぅ": "u",
    "ぇ": "e", "ぉ": "o", "ゃ": "ya", "ゅ": "yu", "ょ": "yo", "ゎ": "wa", "っ": "", "ゕ": "ka", "ゖ": "ke",
    "ー": "", "ゝ": "", "ゞ": "",
}  # fmt: skip
_KANA = {
    letter: consonant + vowel
    for consonant, letters in _ROWS.items()
    for letter, vowel in zip(letters, "aiueo", strict=True)
} | _IRREGULAR

_SMALL_Y = dict(zip("ゃゅょ", "auo", strict=True))
_SMALL_VOWEL = dict(zip("ぁぃぅぇぉ", "aiueo", strict=True))
_DOUBLING = "っ"
_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)} | {0x30FD: 0x309D, 0x30FE: 0x309E}

_RUN_OF_KANA = re.compile("[\u3041-\u3096\u309d\u309e\u30a1-\u30f6\u30fc-\u30fe]+")
_LONG_O = re.compile("o[ou]+")
_LONG_U = re.compile("uu+")

# Letters in the order of Unicode; "-" for none.
_INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h"
_MEDIALS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"
_FINALS = "- k kk k n n n t l k m l l l p l m p p t t ng t t k t p t"
_LETTERS = {
    first: [letters.strip("-") for letters in row.split()]
    for first, row in ((0x1100, _INITIALS), (0x1161, _MEDIALS), (0x11A7, _FINALS))
}
_FIRST_SYLLABLE = 0xAC00
_LAST_SYLLABLE = 0xD7A3


def spell_kana(text: str) -> str:
    """Replaces all kana of a text; everything else stays."""
    return _RUN_OF_KANA.sub(lambda run: _spell_run(run[0].translate(_KATAKANA_TO_HIRAGANA)), text)


def _spell_run(kana: str) -> str:
    spelled = ""
    doubling = False
    for letter in kana:
        if letter == _DOUBLING:
            doubling = True
            continue
        if letter in _SMALL_Y and spelled.endswith("i"):
            # しゃ is sha, but きゃ is kya.
            stem = spelled[:-1]
            spelled = stem + ("" if stem.endswith(("sh", "ch", "j")) else "y") + _SMALL_Y[letter]
            continue
        if letter in _SMALL_VOWEL and spelled.endswith(("i", "u", "e", "o")):
            spelled = spelled[:-1] + _SMALL_VOWEL[letter]
            continue
        syllable = _KANA.get(letter, "")
        # っち is tchi in Hepburn, but is typed cchi as often; one letter less is a typo that is forgiven.
        spelled += (syllable[:1] if doubling and syllable else "") + syllable
        doubling = False
    return _LONG_U.sub("u", _LONG_O.sub("o", spelled))


def spell_hangul(letter: str) -> str | None:
    """The Latin letters of a Korean syllable or letter, or None for any other character."""
    code = ord(letter)
    if _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE:
        initials, medials, finals = _LETTERS.values()
        rest, final = divmod(code - _FIRST_SYLLABLE, len(finals))
        initial, medial = divmod(rest, len(medials))
        return initials[initial] + medials[medial] + finals[final]
    for first, letters in _LETTERS.items():
        if first <= code < first + len(letters):
            return letters[code - first]
    return None
