"""Makes a shelf look lived in: heard by the machine, tagged, liked, played for weeks, and put into playlists."""

import random
import time
from typing import Any

from musicdb.ids import SongId
from musicdb.store.store import Store
from tests.running import Client, Daemon

# Name, icon, color, and the place in the grid.
MOODS = (
    ("Calm", "☾", "#7d93d9", 0, 0),
    ("Warm", "♥", "#d98a6a", 1, 0),
    ("Bright", "☀", "#d9bd5c", 2, 0),
    ("Sad", "☂", "#7f9aa8", 0, 1),
    ("Epic", "⚔", "#c46a86", 1, 1),
    ("Restless", "⚡", "#a67fd9", 2, 1),
)
# What the household says about songs by a word of their names.
MOODS_OF = {
    "Minstrels": ("Bright", "Warm"), "Elf": ("Calm", "Bright"), "Love": ("Warm", "Calm"), "Revelation": ("Calm", "Sad"),
    "Battle": ("Epic", "Restless"), "Sad": ("Sad",), "Frantic": ("Restless",), "Transience": ("Calm", "Sad"),
    "Vengeful": ("Epic", "Restless"), "nunc": ("Calm",), "victory": ("Epic", "Bright"),
}  # fmt: skip
LIKED = {"Love": 3, "Elf": 2, "Battle": 4, "Transience": 1}
LOVED = ("Love Theme", "Revelation")
GUESSED = ("Love Theme", "Sad", 0.71)
DAYS = 24
_EVENING = (7, 8, 12, 17, 18, 19, 19, 20, 20, 21, 21, 22)


def live(daemon: Daemon) -> None:
    """Lives with the music for a while. The daemon starts again in between, as one may do."""
    with daemon.client() as client:
        songs = client.request("GetSongShelf", first=100)["first"]
        _judge(client, songs)
        _collect(client, songs)
        client.send("call", "AnalyseSongs", all=True)
        progress = {"running": [], "waiting": len(songs)}
        while progress["running"] or progress["waiting"]:
            progress = client.until(lambda packet: packet["fncsig"] == "onProgress")["arguments"]
    daemon.stop()
    _remember(daemon, [SongId(each["song"]["id"]) for each in songs])
    daemon.start_again()


def _judge(client: Client, songs: list[dict[str, Any]]) -> None:
    for name, icon, color, posx, posy in MOODS:
        client.send("call", "AddMoodFlag", name=name, icon=icon, color=color, posx=posx, posy=posy)
    moods = {mood["name"]: mood["id"] for mood in client.request("GetTags")["moods"]}
    for placed in songs:
        songid, name = placed["song"]["id"], placed["song"]["name"]
        for mood in {mood for word, given in MOODS_OF.items() if word in name for mood in given}:
            client.send("call", "SetSongTag", songid=songid, tagid=moods[mood])
        for _ in range(max((times for word, times in LIKED.items() if word in name), default=0)):
            client.send("call", "UpdateSongStatistic", songid=songid, statistic="likes", modifier="inc")
        if name in LOVED:
            client.send("call", "UpdateSongStatistic", songid=songid, statistic="favorite", modifier="love")
        if name == GUESSED[0]:
            guess = {"tagid": moods[GUESSED[1]], "approval": 0, "confidence": GUESSED[2]}
            client.send("call", "SetSongTag", songid=songid, **guess)


def _collect(client: Client, songs: list[dict[str, Any]]) -> None:
    evening = client.request("CreatePlaylist", name="Sunday evening")["id"]
    client.request("AddToPlaylist", playlistid=evening, songids=[each["song"]["id"] for each in songs[1::2]])
    rule = {
        "match": "all",
        "rules": [
            {"match": "sound", "field": "bpm", "operator": "atleast", "value": 100},
            {"match": "flag", "flag": "hated", "value": False},
        ],
    }
    client.request("CreatePlaylist", name="Fast ones", rules={"rule": rule, "order": "bpm", "descending": True})
    for placed, other in zip(songs, songs[2:], strict=False):
        pair = (placed["song"]["id"], other["song"]["id"])
        client.request("SetSongRelationship", songid=pair[0], relatedsongid=pair[1], weight=1.0 + pair[0] % 3)


def _remember(daemon: Daemon, songids: list[SongId]) -> None:
    """What was heard in the last weeks, mostly in the evening, and some songs more than others."""
    chance = random.Random(4)
    weights = [1 / (1 + place) for place in range(len(songids))]
    chance.shuffle(songids)
    now = int(time.time())
    store = Store(daemon.data / "music.db")
    try:
        with store.write():
            for day in range(DAYS, 0, -1):
                midnight = now - now % 86_400 - day * 86_400
                for songid in chance.choices(songids, weights, k=chance.randrange(2, 12)):
                    heard = midnight + chance.choice(_EVENING) * 3600 + chance.randrange(3600)
                    store.playedsongs.add(songid, heard, israndom=chance.random() < 0.3)
                    store.execute("UPDATE songs SET lastplayed = max(lastplayed, ?) WHERE songid = ?", (heard, songid))
    finally:
        store.close()
