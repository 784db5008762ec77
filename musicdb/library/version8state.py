"""Takes over what MusicDB 8 remembers beside its catalogue: history, relations, the queue, filters and settings."""

import time
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from musicdb.ids import SongId
from musicdb.library.takeoverledger import Ledger
from musicdb.library.version8files import is_true, read_csv, read_ini, read_settings
from musicdb.library.version8values import whole
from musicdb.model.queue import QueueEntry
from musicdb.model.settings import Mode, RandyConfiguration, WebUIConfiguration
from musicdb.store.store import Store
from musicdb.store.tagging import GENRE, SUBGENRE
from musicdb.store.takingover import TakingOver
from musicdb.store.version8 import Version8Database

_PLAYED = {"songid": 0, "timestamp": 0, "random": 0}
_RELATED = {"songida": 0, "songidb": 0, "weight": 1}
_NOT_KEPT = {"playedvideos": ("videoid", "the history of videos"), "videorelations": ("videoida", "related videos")}


class StateTakeover:
    """Takes it over, in one transaction of whoever uses it. `songs` tells the new id for each old one."""

    def __init__(self, store: Store, ledger: Ledger, songs: Mapping[int, int]) -> None:
        self._store = store
        self._new = TakingOver(store)
        self._ledger = ledger
        self._songs = songs

    def take_tracker(self, tracker: Version8Database) -> None:
        """Takes the history and what was heard together."""
        for row in tracker.rows("playedsongs", _PLAYED):
            songid = self._songs.get(whole(row["songid"]))
            if songid is None or whole(row["timestamp"]) <= 0:
                reason = "The song was not taken over, or no time is known."
                self._ledger.leave("played songs", f"song {row['songid']}", reason)
                continue
            new = self._new.add_played(songid, whole(row["timestamp"]), random=whole(row["random"]) != 0)
            self._ledger.count("played songs", new=new)
        for row in tracker.rows("songrelations", _RELATED):
            self._relate(whole(row["songida"]), whole(row["songidb"]), whole(row["weight"]))
        for table, (column, what) in _NOT_KEPT.items():
            number = sum(1 for _ in tracker.rows(table, {column: 0}))
            if number:
                self._ledger.leave(table, f"{number} rows", f"This MusicDB does not keep {what}.")

    def _relate(self, one: int, other: int, weight: int) -> None:
        first, second = self._songs.get(one), self._songs.get(other)
        if first is None or second is None or first == second or weight <= 0:
            reason = "One of the two was not taken over, or both are the same."
            self._ledger.leave("song relations", f"songs {one} and {other}", reason)
            return
        # The last time they can have been heard together: from then on the relation fades.
        heard = min(self._store.songs.get(SongId(songid)).lastplayed for songid in (first, second))
        new = self._new.add_relation(first, second, float(weight), heard or int(time.time()))
        self._ledger.count("song relations", new=new)

    def take_state(self, directory: Path) -> None:
        """Takes the queue, the songs that were queued lately, the filter of genres, and the settings."""
        self._take_queue(directory)
        for row in read_csv(directory / "songblacklist.csv"):
            songid = self._songs.get(whole(row.get("SongID")))
            if songid is not None:
                self._new.add_recent(songid, whole(row.get("TimeStamp"), 0))
                self._ledger.take("songs queued lately")
        for name in ("videoqueue.csv", "albumblacklist.csv", "artistblacklist.csv", "videoblacklist.csv"):
            if rows := read_csv(directory / name):
                self._ledger.leave("state", f"{name}, {len(rows)} rows", "It fills again by itself.")
        self._take_filter(read_ini(directory / "state.ini"))
        self._take_settings(directory.parent / "config")

    def _take_queue(self, directory: Path) -> None:
        rows = read_csv(directory / "songqueue.csv")
        if rows and self._store.queuedsongs.head() is not None:
            self._ledger.leave("song queue", f"{len(rows)} entries", "There is a queue here already.")
            return
        entries = []
        for row in rows:
            songid = self._songs.get(whole(row.get("SongID")))
            if songid is None:
                reason = "The song was not taken over, or is not in the database."
                self._ledger.leave("song queue", f"song {row.get('SongID')}", reason)
                continue
            entryid = row.get("EntryID", "")
            fresh = entryid if entryid.isdecimal() else str(uuid4().int)
            entries.append(QueueEntry(fresh, SongId(songid), is_true(row.get("IsRandom", ""))))
        unique = {entry.entryid: entry for entry in entries}
        self._store.queuedsongs.insert(list(unique.values()), 0)
        self._ledger.take("song queue", len(unique))

    def _take_filter(self, state: Mapping[str, Mapping[str, str]]) -> None:
        for section, options in state.items():
            if section == "GenreFilter":
                class_ = GENRE
            elif section.startswith("SubgenreFilter:"):
                class_ = SUBGENRE
            else:
                continue
            for name, text in options.items():
                tag = self._store.tagging.find(class_, name)
                if tag is None:
                    self._ledger.leave("genre filter", name, "There is no such genre.")
                    continue
                self._store.genrefilter.activate(tag.id, active=is_true(text))
                self._ledger.take("genre filter")
        if state.get("MusicDB", {}).get("uimode") == "video":
            self._store.settings.save(Mode("video"))

    def _take_settings(self, directory: Path) -> None:
        randy = read_settings(directory / "randy.ini", RandyConfiguration)
        webui = read_settings(directory / "webui.ini", WebUIConfiguration, "Stream")
        for name, settings in (("randy.ini", randy), ("webui.ini", webui)):
            if settings is not None:
                self._store.settings.save(settings)
                self._ledger.take(f"settings of {name}")
            elif (directory / name).exists():
                self._ledger.leave("settings", name, "It cannot be understood; the settings have their defaults.")
        if webui is not None:
            self._ledger.leave("settings", "[Stream] of webui.ini", "The stream is at /stream.mp3 of this server now.")
