"""Takes over what MusicDB 8 remembers beside its catalogue: history, relations, the queues, filters and settings."""

import time
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from musicdb.ids import SongId, VideoId
from musicdb.library.takeoverledger import Ledger
from musicdb.library.version8files import is_true, read_csv, read_ini, read_settings
from musicdb.library.version8values import whole
from musicdb.model.queue import QueueEntry
from musicdb.model.settings import Mode, RandyConfiguration, WebUIConfiguration
from musicdb.model.videoqueue import VideoEntry
from musicdb.store.store import Store
from musicdb.store.tagging import GENRE, SUBGENRE
from musicdb.store.takingover import Kind, TakingOver
from musicdb.store.version8 import Version8Database


class StateTakeover:
    """Takes it over, in one transaction of whoever uses it. `ids` tells the new ids of songs and videos."""

    def __init__(self, store: Store, ledger: Ledger, ids: Mapping[str, Mapping[int, int]]) -> None:
        self._store = store
        self._new = TakingOver(store)
        self._ledger = ledger
        self._songs = ids["songs"]
        self._ids: dict[Kind, Mapping[int, int]] = {"song": ids["songs"], "video": ids["videos"]}

    def take_tracker(self, tracker: Version8Database) -> None:
        """Takes the history and what was heard or seen together."""
        for kind, ids in self._ids.items():
            for row in tracker.rows(f"played{kind}s", {f"{kind}id": 0, "timestamp": 0, "random": 0}):
                key = ids.get(whole(row[f"{kind}id"]))
                if key is None or whole(row["timestamp"]) <= 0:
                    reason = f"The {kind} was not taken over, or no time is known."
                    self._ledger.leave(f"played {kind}s", f"{kind} {row[f'{kind}id']}", reason)
                    continue
                new = self._new.add_played(kind, key, whole(row["timestamp"]), random=whole(row["random"]) != 0)
                self._ledger.count(f"played {kind}s", new=new)
            for row in tracker.rows(f"{kind}relations", {f"{kind}ida": 0, f"{kind}idb": 0, "weight": 1}):
                self._relate(kind, whole(row[f"{kind}ida"]), whole(row[f"{kind}idb"]), whole(row["weight"]))

    def _relate(self, kind: Kind, one: int, other: int, weight: int) -> None:
        first, second = self._ids[kind].get(one), self._ids[kind].get(other)
        if first is None or second is None or first == second or weight <= 0:
            reason = "One of the two was not taken over, or both are the same."
            self._ledger.leave(f"{kind} relations", f"{kind}s {one} and {other}", reason)
            return
        # The last time they can have been heard together: from then on the relation fades.
        heard = min(self._new.last_played(kind, key) for key in (first, second))
        new = self._new.add_relation(kind, first, second, float(weight), heard or int(time.time()))
        self._ledger.count(f"{kind} relations", new=new)

    def take_state(self, directory: Path) -> None:
        """Takes the queues, the songs that were queued lately, the filter of genres, and the settings."""
        for kind in self._ids:
            self._take_queue(kind, directory)
        for row in read_csv(directory / "songblacklist.csv"):
            songid = self._songs.get(whole(row.get("SongID")))
            if songid is not None:
                self._new.add_recent(songid, whole(row.get("TimeStamp"), 0))
                self._ledger.take("songs queued lately")
        for name in ("albumblacklist.csv", "artistblacklist.csv", "videoblacklist.csv"):
            if rows := read_csv(directory / name):
                self._ledger.leave("state", f"{name}, {len(rows)} rows", "It fills again by itself.")
        self._take_filter(read_ini(directory / "state.ini"))
        self._take_settings(directory.parent / "config")

    def _take_queue(self, kind: Kind, directory: Path) -> None:
        rows = read_csv(directory / f"{kind}queue.csv")
        queued = self._store.queuedsongs if kind == "song" else self._store.queuedvideos
        if rows and queued.head() is not None:
            self._ledger.leave(f"{kind} queue", f"{len(rows)} entries", "There is a queue here already.")
            return
        entries: dict[str, tuple[int, bool]] = {}
        column = f"{kind.title()}ID"
        for row in rows:
            key = self._ids[kind].get(whole(row.get(column)))
            if key is None:
                reason = f"The {kind} was not taken over, or is not in the database."
                self._ledger.leave(f"{kind} queue", f"{kind} {row.get(column)}", reason)
                continue
            entryid = row.get("EntryID", "")
            fresh = entryid if entryid.isdecimal() else str(uuid4().int)
            entries[fresh] = (key, is_true(row.get("IsRandom", "")))
        self._fill_queue(kind, entries)
        self._ledger.take(f"{kind} queue", len(entries))

    def _fill_queue(self, kind: Kind, entries: Mapping[str, tuple[int, bool]]) -> None:
        if kind == "song":
            songs = [QueueEntry(entryid, SongId(key), random) for entryid, (key, random) in entries.items()]
            self._store.queuedsongs.insert(songs, 0)
            return
        for place, (entryid, (key, random)) in enumerate(entries.items()):
            self._store.queuedvideos.insert(VideoEntry(entryid, VideoId(key), random), place)

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
