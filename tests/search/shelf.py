"""A small shelf of names, and ways to say what was found on it."""

from collections.abc import Iterable, Mapping, Sequence

from musicdb.model.search import SearchKind
from musicdb.search.entries import Entry
from musicdb.search.index import Index

ARTIST, ALBUM, SONG, VIDEO = SearchKind.ARTIST, SearchKind.ALBUM, SearchKind.SONG, SearchKind.VIDEO

SHELF: Mapping[str, Mapping[str, Sequence[str]]] = {
    "Metallica": {
        "Metallica": ("Enter Sandman", "The Unforgiven", "Nothing Else Matters"),
        "…And Justice for All": ("One", "Blackened"),
    },
    "Rammstein": {"Rosenrot": ("Benzin", "Mann gegen Mann", "Rosenrot"), "Sehnsucht": ("Engel", "Du hast")},
    "The Beatles": {"Let It Be": ("Let It Be", "One After 909", "Across the Universe")},
    "Beatles Revival": {"Live": ("Let It Be (Live)",)},
    "AC/DC": {"High Voltage": ("T.N.T.", "It’s a Long Way to the Top")},
    "!!!": {"Louden Up Now": ("Me and Giuliani Down by the School Yard",)},
    "Motörhead": {"Ace of Spades": ("Ace of Spades", "The Chase Is Better Than the Catch")},
    "Кино": {"Группа крови": ("Группа крови", "Спокойная ночь")},
    "東京事変": {"教育": ("群青日和", "入水願い")},
    "きゃりーぱみゅぱみゅ": {"なんだこれくしょん": ("にんじゃりばんばん",)},
    "방탄소년단": {"화양연화": ("봄날",)},
    "فيروز": {"كيفك إنت": ("نسم علينا الهوى",)},
    "Ed Sheeran": {"÷": ("Shape of You",)},
}


class Shelf:
    """The entries of a shelf with their names."""

    def __init__(self, shelf: Mapping[str, Mapping[str, Sequence[str]]] = SHELF) -> None:
        self.entries: list[Entry] = []
        albums, songs = 0, 0
        for artist, (name, works) in enumerate(shelf.items(), start=1):
            self.entries.append(Entry(ARTIST, artist, name))
            for album, titles in works.items():
                albums += 1
                self.entries.append(Entry(ALBUM, albums, album, ((ARTIST, artist),)))
                for title in titles:
                    songs += 1
                    self.entries.append(Entry(SONG, songs, title, ((ARTIST, artist), (ALBUM, albums))))
        self.names = {entry.key: entry.text for entry in self.entries}
        self.index = Index(self.entries)

    def found(self, text: str, kinds: Iterable[SearchKind] = tuple(SearchKind), limit: int | None = 10) -> list[str]:
        """The names of the hits, the best first."""
        return [self.names[hit.kind, hit.id] for hit in self.index.search(text, limit, tuple(kinds))]

    def entry(self, kind: SearchKind, name: str) -> Entry:
        return next(entry for entry in self.entries if entry.kind is kind and entry.text == name)
