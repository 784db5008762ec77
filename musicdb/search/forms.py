"""All spellings under which one text is found.

A name is typed in more ways than it is written: AC/DC as `acdc` and `ac dc`, Motörhead as `motorhead` and `motoerhead`,
Ke$ha as `kesha`, “Simon & Garfunkel” with an “and”, The Beatles without “The”.
"""

import re
from collections.abc import Iterator

import msgspec

from musicdb.search.folding import fold, letterwise
from musicdb.search.letters import consonants, is_without_vowels

# No folded text contains it, because punctuation is removed.
SKELETON_MARK = "~"
_SHORTEST_SKELETON = 2

_JOINTS = re.compile(r"(?<=\S)[-/_.:;,+*&|\\@#=<>()\[\]{}!?\"‐-―·・…]+(?=\S)")
_AND = re.compile(r"(?<=\s)[&+](?=\s)")
_DOLLAR = re.compile(r"(?<=[\w$])\$|\$(?=[\w$])")
_AT = re.compile(r"(?<=\w)@(?=\w)")
_EXCLAMATION = re.compile(r"(?<=\w)!(?=\w)")
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "ae", "Ö": "oe", "Ü": "ue", "Å": "aa", "Ø": "oe"}
)
_ARTICLE = re.compile(r"(?:the|a|an|der|die|das|le|la|les|el|los|las|il|de|het) (?=.)")


# What a form is good for: its words are found one by one, it is compared letter by letter, it counts as the text.
WORDS = 1
LETTERS = 2
WHOLE = 4

_SPELLED = WORDS | WHOLE
_ALL = _SPELLED | LETTERS


class Form(msgspec.Struct, frozen=True):
    """One spelling, and what it is good for: a sum of WORDS, LETTERS and WHOLE."""

    text: str
    use: int


def query_forms(text: str) -> list[Form]:
    """The spellings of what a person typed, the plain one first; none when nothing was typed."""
    return _without_repetitions(_typed(text))


def name_forms(text: str) -> list[Form]:
    """The spellings of a name, the plain one first; none when it is blank."""
    if text.isascii() and text.replace(" ", "").isalnum():
        # Most names are so simple, and this is where the time for building an index goes.
        folded = fold(text)
        article = _ARTICLE.match(folded)
        whole = [Form(folded, _ALL)] if folded else []
        return [*whole, Form(folded[article.end() :], WHOLE)] if article else whole
    return _without_repetitions(_written(text))


def skeleton_of(word: str) -> str | None:
    """Under which word a Latin word finds words of scripts without vowels."""
    bones = consonants(word)
    return SKELETON_MARK + bones if len(bones) >= _SHORTEST_SKELETON else None


def _typed(text: str) -> Iterator[Form]:
    folded = fold(text)
    if text.isascii():
        yield Form(folded, _ALL)
    else:
        yield from _letters(folded, letterwise(text))
    if not any(map(str.isalnum, text)):
        return
    if _JOINTS.search(text):
        yield Form(fold(_JOINTS.sub(" ", text)), _SPELLED)
    expanded = _expanded(text)
    if expanded != text:
        yield Form(fold(expanded), _SPELLED)


def _letters(folded: str, letters: str) -> Iterator[Form]:
    if folded.replace(" ", "") == letters.replace(" ", ""):
        # Chinese characters are words of their own, but compared without the blanks between them.
        yield Form(folded, _SPELLED)
    else:
        yield Form(folded, _ALL)
    yield Form(letters, LETTERS)


def _written(text: str) -> Iterator[Form]:
    yield from _typed(text)
    if _AND.search(text):
        yield Form(fold(_AND.sub("and", text)), _SPELLED)
    folded = fold(text)
    if article := _ARTICLE.match(folded):
        yield Form(folded[article.end() :], WHOLE)
    if not text.isascii():
        bones = (skeleton_of(fold(word)) for word in text.split() if is_without_vowels(word))
        yield Form(" ".join(word for word in bones if word), WORDS)


def _expanded(text: str) -> str:
    """With two letters for an umlaut, and a letter for a sign that is drawn instead of it."""
    if not text.isascii():
        text = text.translate(_UMLAUTS)
    return _EXCLAMATION.sub("i", _AT.sub("a", _DOLLAR.sub("s", text)))


def _without_repetitions(forms: Iterator[Form]) -> list[Form]:
    uses: dict[str, int] = {}
    for form in forms:
        if form.text:
            uses[form.text] = uses.get(form.text, 0) | form.use
    return [Form(text, use) for text, use in uses.items()]
