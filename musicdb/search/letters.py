"""Latin letters for the letters of other alphabets, the way most people write the names of artists and songs.

One table for all languages of a script, because a name does not say its language; what is spelled otherwise is within
reach of the typos that are forgiven.
"""

_VOWELS_AND_GLIDES = frozenset("aeiouyw")


def _pairs(letters: str, latin: str) -> dict[str, str]:
    """A table from letters that stand in a row and what they become; `-` for nothing."""
    return {letter: "" if text == "-" else text for letter, text in zip(letters, latin.split(), strict=True)}


CYRILLIC = (
    _pairs(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya",
    )
    | _pairs("іїєґўђјљњћџѓќѕ", "i yi ye g w dj j lj nj c dz gj kj dz")
    | _pairs("әғқңөұүһҗҳҷӣӯ", "a g k n o u u h j h j i u")
)
GREEK = _pairs("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o")
ARMENIAN = _pairs(
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
    "a b g d e z e e t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev",
)
GEORGIAN = _pairs(
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h"
)
HEBREW = _pairs("אבגדהוזחטיךכלםמןנסעףפץצקרשת", "a v g d h w z h t y k k l m m n n s - f f ts ts k r sh t")
ARABIC = _pairs(
    "ءابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگی",
    "- a b h t th j h kh d dh r z s sh s d t z - gh f q k l m n h w a y p ch zh k g y",
)

# Latin letters that do not decompose into a letter and its marks.
LATIN = {
    "æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "þ": "th", "ð": "d", "đ": "d", "ħ": "h", "ł": "l", "ŋ": "ng", "ı": "i",
    "ŧ": "t", "ĸ": "k", "ə": "e", "ʻ": "", "ʼ": "", "ˈ": "",
}  # fmt: skip

LETTERS = CYRILLIC | GREEK | ARMENIAN | GEORGIAN | HEBREW | ARABIC | LATIN

# Scripts that leave the vowels to the reader.
_WITHOUT_VOWELS = frozenset(HEBREW) | frozenset(ARABIC)


def is_without_vowels(word: str) -> bool:
    """Whether a word is written in a script that leaves out vowels."""
    return not _WITHOUT_VOWELS.isdisjoint(word)


def consonants(word: str) -> str:
    """What stays of a Latin word without vowels and doubled letters: `fairuz` and `fyrwz` are both `frz`."""
    kept = ""
    for letter in word:
        if letter not in _VOWELS_AND_GLIDES and not kept.endswith(letter):
            kept += letter
    return kept
