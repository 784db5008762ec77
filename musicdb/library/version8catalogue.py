"""Takes artists, albums, songs, videos, tags and lyrics of MusicDB 8 over. The same path is the same entry."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from musicdb.errors import MusicDBError
from musicdb.ids import AlbumId, SongId
from musicdb.library.takeoverledger import Ledger
from musicdb.library.version8values import ALBUM, ARTIST, DEFAULT_COLORS, SONG, TAG, VIDEO, color, sound, whole
from musicdb.model.media import ThemeColors
from musicdb.store.store import Store
from musicdb.store.takingover import TakingOver
from musicdb.store.version8 import Version8Database

_COLOR_NAMES = ("bgcolor", "fgcolor", "hlcolor")
_COLUMNS = {
    "songs": [name for name in SONG if name != "songid"],
    "videos": [name for name in VIDEO if name not in {"videoid", "livevideo", "framesdirectory", "thumbnailfile"}],
    "albums": [name for name in ALBUM if name not in {"albumid", "artworkpath"}],
    "artists": ["name", "path"],
}
_TAG_CLASSES = {1: "genres", 2: "subgenres", 3: "moods"}


class Picture(msgspec.Struct, frozen=True):
    """A picture that was rendered here, and the colors it suggests."""

    artworkpath: str
    colors: ThemeColors


Pictures = Mapping[str, Picture]
"""The pictures that could be taken, by their paths inside the artwork directory of MusicDB 8."""


class CatalogueTakeover:
    """Takes the catalogue over, in one transaction of whoever uses it. `ids` tell the new id for each old one."""

    def __init__(self, store: Store, old: Version8Database, ledger: Ledger, pictures: Pictures, *, first: bool) -> None:
        self._store = store
        self._new = TakingOver(store)
        self._old = old
        self._ledger = ledger
        self._pictures = pictures
        self._first = first
        self.ids: dict[str, dict[int, int]] = {kind: {} for kind in ("artists", "albums", "songs", "videos", "tags")}

    def take(self) -> None:
        """Takes all of it."""
        self._take_entries("artists", "artistid", ARTIST, lambda _: None)
        self._take_entries("albums", "albumid", ALBUM, self._owned_by_artist)
        self._take_entries("songs", "songid", SONG, self._owned_by_album)
        self._take_entries("videos", "videoid", VIDEO, self._video_relations)
        for row in sorted(self._old.rows("tags", TAG), key=lambda row: whole(row["class"])):
            self._take_tag(row)
        for target in ("song", "album", "video"):
            self._take_target_tags(target)
        self._take_lyrics()
        for albumid in set(self.ids["albums"].values()):
            self._store.albums.update_counts(AlbumId(albumid))

    def _take_entries(
        self, kind: str, key: str, columns: Mapping[str, Any], relate: Callable[[dict[str, Any]], str | None]
    ) -> None:
        known = self._new.paths(kind)
        before = frozenset(known)
        for raw in self._old.rows(kind, columns):
            try:
                row = sound(raw)
            except MusicDBError as error:
                self._ledger.leave(kind, raw["path"], error.message)
                continue
            old = whole(row[key])
            path = row["path"]
            if (reason := relate(row)) is not None:
                self._ledger.leave(kind, path, reason)
            elif path in known and path not in before:
                self.ids[kind][old] = known[path]
                self._ledger.leave(kind, path, "MusicDB 8 had this path twice; the first entry counts for both.")
            elif path in known:
                self.ids[kind][old] = known[path]
                self._ledger.know(kind)
                if self._first and kind != "artists":
                    self._new.merge(kind, known[path], row)
            else:
                values = {name: row[name] for name in _COLUMNS[kind]} | self._artwork(kind, row)
                self.ids[kind][old] = known[path] = self._new.insert(kind, old, values)
                self._ledger.take(kind)

    def _owned_by_artist(self, row: dict[str, Any]) -> str | None:
        artistid = self.ids["artists"].get(whole(row["artistid"]))
        row["artistid"] = artistid
        return None if artistid else "Its artist is not in the database."

    def _owned_by_album(self, row: dict[str, Any]) -> str | None:
        albumid = self.ids["albums"].get(whole(row["albumid"]))
        if albumid is None:
            return "Its album is not in the database."
        row["albumid"] = albumid
        row["artistid"] = self._store.albums.get(AlbumId(albumid)).artistid
        return None

    def _video_relations(self, row: dict[str, Any]) -> str | None:
        row["songid"] = self.ids["songs"].get(whole(row["songid"]))
        row["albumid"] = self.ids["albums"].get(whole(row["albumid"]))
        row["liverecording"] = max(row["liverecording"], int(whole(row["livevideo"]) != 0))
        return self._owned_by_artist(row)

    def _artwork(self, kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """The picture of an album or video, with the colors a person chose, else those of the picture."""
        if kind not in {"albums", "videos"}:
            return {}
        column = "artworkpath" if kind == "albums" else "thumbnailfile"
        path = row["artworkpath"] if kind == "albums" else f"{row['framesdirectory']}/{row['thumbnailfile']}"
        picture = self._pictures.get(path)
        if picture is None:
            return {}
        values: dict[str, Any] = {column: picture.artworkpath, "artworkchosen": 1}
        if tuple(row[name].upper() for name in _COLOR_NAMES) == DEFAULT_COLORS:
            colors = (picture.colors.background, picture.colors.foreground, picture.colors.highlight)
            values |= dict(zip(_COLOR_NAMES, colors, strict=True))
        return values

    def _take_tag(self, row: Mapping[str, Any]) -> None:
        name, class_ = str(row["name"]).strip(), whole(row["class"])
        kind = _TAG_CLASSES.get(class_, "tags")
        parentid = self.ids["tags"].get(whole(row["parentid"])) if class_ == 2 else None  # noqa: PLR2004
        if not name or class_ not in _TAG_CLASSES:
            self._ledger.leave(kind, name, "It has no name, or is neither genre nor subgenre nor mood.")
            return
        if class_ == 2 and parentid is None:  # noqa: PLR2004
            self._ledger.leave(kind, name, "The genre of this subgenre is not in the database.")
            return
        known = self._store.tagging.find(class_, name)
        if known is not None:
            self.ids["tags"][whole(row["tagid"])] = known.id
            self._ledger.know(kind)
            return
        values = {"name": name, "class": class_, "parentid": parentid, "color": color(row["color"])}
        values |= {column: row[column] and whole(row[column]) for column in ("icontype", "posx", "posy")}
        values["icon"] = None if row["icon"] is None else str(row["icon"])
        self.ids["tags"][whole(row["tagid"])] = self._new.insert("tags", whole(row["tagid"]), values)
        self._ledger.take(kind)

    def _take_target_tags(self, target: str) -> None:
        kind = f"tags of {target}s"
        columns = {f"{target}id": 0, "tagid": 0, "confidence": 1.0, "approval": 1}
        for row in self._old.rows(f"{target}tags", columns):
            key = self.ids[f"{target}s"].get(whole(row[f"{target}id"]))
            tagid = self.ids["tags"].get(whole(row["tagid"]))
            if key is None or tagid is None:
                name = f"{target} {row[f'{target}id']}, tag {row['tagid']}"
                self._ledger.leave(kind, name, "One of the two was not taken over, or is not in the database.")
                continue
            confidence = row["confidence"] if isinstance(row["confidence"], int | float) else 1.0
            new = self._new.add_tag(
                target, key, tagid, min(1.0, max(0.0, float(confidence))), whole(row["approval"], 0, 2)
            )
            self._ledger.count(kind, new=new)

    def _take_lyrics(self) -> None:
        states = {whole(row["songid"]): whole(row["lyricsstate"], 0, 4) for row in self._old.rows("songs", SONG)}
        for row in self._old.rows("lyrics", {"songid": 0, "lyrics": ""}):
            old, text = whole(row["songid"]), str(row["lyrics"])
            songid = self.ids["songs"].get(old)
            if songid is None:
                self._ledger.leave("lyrics", f"song {old}", "Its song was not taken over, or is not in the database.")
            elif text and self._store.lyrics.get(SongId(songid)):
                self._ledger.know("lyrics")
            elif text:
                self._store.lyrics.set(SongId(songid), text, states.get(old, 0) or 1)
                self._ledger.take("lyrics")


def picture_paths(old: Version8Database) -> list[str]:
    """The paths of all pictures albums and videos have, inside the artwork directory of MusicDB 8."""
    albums = [str(row["artworkpath"]) for row in old.rows("albums", ALBUM)]
    videos = [f"{row['framesdirectory']}/{row['thumbnailfile']}" for row in old.rows("videos", VIDEO)]
    return [path for path in dict.fromkeys(albums + videos) if Path(path).name not in {"default.jpg", ""}]
