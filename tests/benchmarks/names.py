"""Makes up a large catalogue: artists, albums and songs with plausible names in several scripts, always the same."""

import random
from collections.abc import Iterator, Sequence

import msgspec

ALBUMS_OF_AN_ARTIST = 4
SONGS_OF_AN_ALBUM = 10

# Frequent words of titles, the most frequent first; each following rank is rarer, as in any language.
_ENGLISH = (
    "the you of love me a in to my on and it is i your all the time night no for day be with heart what blue "
    "from are we life world good like this black one down man dont way out girl up so away home baby rain go "
    "eyes fire light can never little moon dance dream soul at sun sky song red gone lost back river come when "
    "star street summer white know now cold about hold high wild run feel city road ghost take again wind "
    "golden silver angel devil train into blood water stone green days child forever mind last old midnight "
    "tears kiss queen king sweet lonely ride free alone tonight broken shadow winter morning sister hands stay "
    "burn waiting falling letter garden house ocean mountain bird wings electric velvet paper glass mirror "
    "thunder storm lightning snow desert island dust gold hunter stranger radio highway letters revolution "
    "machine paradise diamond crystal empire kingdom memory silence violet"
)
_GERMAN = (
    "der die das und ich du nicht mein herz nacht licht feuer stadt mädchen straße über träume schön für grün "
    "ärzte größe"
)
_FRENCH = "le la les de amour nuit cœur été français mère père chanson rêve où être déjà ça toi moi étoile"
_SPANISH = "el la de amor corazón noche mañana niño sueño luz más canción día tú cómo ángel"
_RUSSIAN = (
    "я не ты любовь ночь звезда город дождь война небо сердце дорога белый чёрный снег утро жизнь группа крови тебя"
)
_GREEK = "η αγάπη μου νύχτα καρδιά θάλασσα ουρανός φεγγάρι ζωή τραγούδι δρόμος σαν όνειρο"
_KANA = "さくら そら ゆめ こころ ラブ ソング ドリーム スター はな ひかり せかい ありがとう"
_HANGUL = "사랑 봄날 하늘 소녀 시대 노래 밤 꽃 바람 별 그대 우리"
_HANZI = "愛 夢 東京 月光 我的 心 花 海 風 天空 時間 夜曲 青花瓷 告白 氣球"
_ARABIC = "حبيبي ليل قمر يا قلب نور حب عمر أغنية"
_LONGEST_WORD = 14
_PREDICTED = 0.75
_ADDITIONS = ("(Live)", "(Remix)", "(feat. {})", "[Bonus Track]", "Pt. 2", "- Acoustic", "(Demo)", "& {}")
_LANGUAGES: Sequence[tuple[str, str, int]] = (
    (_ENGLISH, " ", 66), (_GERMAN, " ", 8), (_FRENCH, " ", 5), (_SPANISH, " ", 5), (_RUSSIAN, " ", 5), (_GREEK, " ", 1),
    (_KANA, "", 3), (_HANGUL, " ", 2), (_HANZI, "", 4), (_ARABIC, " ", 1),
)  # fmt: skip


class MadeUpAlbum(msgspec.Struct, frozen=True):
    """An album of an artist."""

    artist: str
    name: str
    songs: tuple[str, ...]


class Names:
    """Makes up names, and what people type when they look for them."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._letters = _followers(f"{_ENGLISH} {_SPANISH} {_FRENCH}".split())
        self._rare = [self._made_up_word() for _ in range(40_000)]
        self._languages = [(words.split(), joint) for words, joint, _ in _LANGUAGES]
        self._weights = [weight for *_, weight in _LANGUAGES]

    def albums(self, songs: int) -> Iterator[MadeUpAlbum]:
        """Albums with so many songs in all."""
        artist = ""
        for number in range(songs // SONGS_OF_AN_ALBUM):
            if number % ALBUMS_OF_AN_ARTIST == 0:
                artist = self.name(3)
            yield MadeUpAlbum(artist, self.name(5), tuple(self.name(6) for _ in range(SONGS_OF_AN_ALBUM)))

    def name(self, most: int) -> str:
        """A name of at most so many words."""
        words, joint = self._random.choices(self._languages, self._weights)[0]
        count = min(most, max(1, round(self._random.lognormvariate(0.9, 0.5))))
        chosen = [self._word(words) for _ in range(count)]
        name = joint.join(word[:1].upper() + word[1:] for word in chosen)
        if self._random.random() < 0.1:
            name += " " + self._random.choice(_ADDITIONS).format(self._word(words).title())
        return name

    def typed(self, text: str) -> Iterator[str]:
        """What stands in the field while a text is typed, one in three times with a typo."""
        typo = self._random.random() < 1 / 3 and len(text) > 4
        text = self._mistyped(text) if typo else text
        yield from (text[:length] for length in range(1, len(text) + 1))

    def choice(self, things: Sequence[str]) -> str:
        """One of them."""
        return self._random.choice(things)

    def _word(self, words: Sequence[str]) -> str:
        if words[0].isascii() and self._random.random() < 0.35:
            return self._random.choice(self._rare)
        # Zipf's law: a word is as rare as its place in the list is far from the first.
        place = int(len(words) ** self._random.random()) - 1
        return words[place]

    def _made_up_word(self) -> str:
        word = "  "
        while len(word) < _LONGEST_WORD and (word[-1] != " " or not word.strip()):
            # One letter alone predicts less than two, so that words come out more different.
            known = word[-2:] if self._random.random() < _PREDICTED else word[-1]
            word += self._random.choice(self._letters.get(known, self._letters[word[-1]]))
        return word.strip()

    def _mistyped(self, text: str) -> str:
        place = self._random.randrange(1, len(text) - 1)
        kind = self._random.randrange(4)
        if kind == 0:
            return text[:place] + text[place + 1 :]
        if kind == 1:
            return text[:place] + self._random.choice("aeinrst") + text[place:]
        if kind == 2:
            return text[:place] + self._random.choice("aeinrst") + text[place + 1 :]
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _followers(words: Sequence[str]) -> dict[str, str]:
    """For each letter, and each two letters, those that come next, as often as they do."""
    followers: dict[str, str] = {}
    for word in words:
        spaced = f"  {word} "
        for first, second, third in zip(spaced, spaced[1:], spaced[2:], strict=False):
            for known in (second, first + second):
                followers[known] = followers.get(known, "") + third
    return followers
