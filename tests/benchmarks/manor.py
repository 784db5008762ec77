"""A house somebody has lived in for two years: 10,000 albums with names in all scripts, heard, tagged, collected.

There are no files but those of the long songs. Everything is the same at each run.
"""

import io
import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import imageio_ffmpeg
from PIL import Image, ImageDraw

from musicdb.media.colors import theme_colors
from musicdb.media.pictures import render_artwork
from musicdb.model.keys import KEYS
from musicdb.model.playlists import AllRules, Flag, FlagRule, SmartRules
from musicdb.services import Services
from musicdb.store.store import Store

ALBUMS = 10_000
COVERS = 200
DAYS = 730
DAY = 86_400
# The artist with 400 albums, and the album with 300 songs.
MANY, LARGE = 10, 5
NO_COVER = ("default.jpg", "#101010", "#F0F0F0", "#909090")

FIRST = (
    "Silver", "Die Ärzte und", "東京", "Ночные", "Ωκεανός", "موسيقى", "שקט", "서울", "ดนตรี", "Þórr", "L’Été", "🎷 Blue",
    "नीला", "Donaudampfschifffahrtsgesellschafts", "St.", "The", "A", "Œuvre", "Ελληνικά", "Żółć",
)  # fmt: skip
SECOND = (
    "Harbor", "Kapitänsmützenorchester", "物語", "снегири", "νύχτα", "الليل", "ערב", "밤", "เมือง", "Njáls", "indien",
    "Noon", "रात", "Philharmonie", "Vincent", "Lanterns", "Quartet", "cachée", "φως", "gęślą",
)  # fmt: skip
ODD = (
    "<b>Bold</b> & <script>alert(1)</script>",
    "\"Quoted\" 'Names' &amp; {braces} $1",
    "…",
    "!!!",
    "4'33\"",
    "When the Pawn Hits the Conflicts He Thinks Like a King What He Knows Throws the Blows When He Goes to the Fight",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
    "世界の終わりとハードボイルド・ワンダーランドのためのとても長いサウンドトラック集 第三巻",
    "أغنية طويلة جدا عن الليل والبحر (نسخة حية)",
)
GENRES = (
    "Jazz", "Electronic", "Klassik", "Metal", "ロック", "Hörspiel", "Folk", "Ambient", "Soundtrack", "Hip-Hop",
    "Чтение", "Reggae", "Pop", "Blues", "Neue Deutsche Welle", "Singer/Songwriter",
)  # fmt: skip
MOODS = (
    ("Calm", "☾", "#7d93d9", 0, 0), ("Warm", "♥", "#d98a6a", 1, 0), ("Bright", "☀", "#d9bd5c", 2, 0),
    ("Sad", "☂", "#7f9aa8", 0, 1), ("Epic", "⚔", "#c46a86", 1, 1), ("Restless", "⚡", "#a67fd9", 2, 1),
    ("Nachdenklich-verträumt", "✿", "#6fae8b", 0, 2), ("元気", "★", "#e0e0e0", 2, 2),
)  # fmt: skip

# Swells and fades within minutes, as a mix does.
_SWELL = "aevalsrc='0.6*sin(PI*t*(300+20*sin(t/60)))*abs(sin(t/97))*(0.4+0.6*abs(sin(t/13)))':s=16000"

_ALBUM = """
INSERT INTO albums (artistid, name, path, numofsongs, numofcds, release, artworkpath, bgcolor, fgcolor, hlcolor, added)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SONG = """
INSERT INTO songs (songid, albumid, artistid, name, path, number, cd, playtime, bitrate, checksum, likes, dislikes,
    favorite, lastplayed, liverecording, badaudio, lyricsstate)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 320000, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SOUND = """
INSERT INTO soundvalues
    (soundhash, duration, bpm, tempoconfidence, key, keyconfidence, loudness, range, truepeak, energy)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def furnish(services: Services, *, long_songs: bool = True) -> None:
    """Fills an empty catalogue. Long songs have files, which take a minute of computing."""
    chance = random.Random(6)
    covers = list(_covers(services.config.directories.artwork, services.config.albumcover.scales))
    store = services.store
    with store.write():
        _shelve(store, chance, covers)
        _tag(store, chance)
        _measure(store, chance)
        _hear(store, chance)
        _collect(store, chance)
    if long_songs:
        _lengthen(services)


def _name(chance: random.Random) -> str:
    if chance.random() < 0.03:
        return chance.choice(ODD)
    return " ".join((chance.choice(FIRST), chance.choice(SECOND), *([chance.choice(SECOND)] * (chance.random() < 0.3))))


def _covers(directory: Path, scales: tuple[int, ...]) -> Iterator[tuple[str, str, str, str]]:
    """The names of pictures of different colors, with the colors they give a page."""
    chance = random.Random(7)
    for _ in range(COVERS):
        ground, *colors = (_color(chance) for _ in range(4))
        image = Image.new("RGB", (500, 500), ground)
        draw = ImageDraw.Draw(image)
        for color in colors:
            x, y, size = chance.randrange(-50, 450), chance.randrange(-50, 450), chance.randrange(60, 320)
            shape = chance.choice((draw.ellipse, draw.rectangle))
            shape((x, y, x + size, y + size), fill=color)
        file = io.BytesIO()
        image.save(file, "JPEG", quality=80)
        theme = theme_colors(file.getvalue())
        yield (render_artwork(file.getvalue(), directory, scales), theme.background, theme.foreground, theme.highlight)


def _color(chance: random.Random) -> str:
    return f"hsl({chance.randrange(360)},{chance.randrange(20, 95)}%,{chance.randrange(8, 90)}%)"


def _shelve(store: Store, chance: random.Random, covers: list[tuple[str, str, str, str]]) -> None:
    now = int(time.time())
    songid = albumid = artistid = 0
    while albumid < ALBUMS:
        artistid += 1
        artist = ODD[artistid - 1] if artistid <= len(ODD) else _name(chance)
        store.execute("INSERT INTO artists (name, path) VALUES (?, ?)", (artist, f"Artist {artistid}"))
        for _ in range(400 if artistid == MANY else 1 + min(60, int(chance.expovariate(0.25)))):
            albumid += 1
            count = 300 if albumid == LARGE else 1 + min(40, int(chance.expovariate(0.11)))
            discs = 6 if albumid == LARGE else 1 + (count > 20)
            release = chance.choice((0, 1959, *range(1970, 2027)))
            cover = chance.choice(covers) if chance.random() < 0.9 else NO_COVER
            path = f"Artist {artistid}/{release or 1970} - Album {albumid}"
            added = now - int(chance.random() * DAYS) * DAY
            store.execute(_ALBUM, (artistid, _name(chance), path, count, discs, release, *cover, added))
            each = count // discs + 1
            place = (albumid, artistid, path)
            store.execute_many(_SONG, (_song(chance, songid + track + 1, place, track, each) for track in range(count)))
            songid += count


def _song(chance: random.Random, songid: int, place: tuple[int, int, str], track: int, each: int) -> tuple[object, ...]:
    albumid, artistid, path = place
    return (
        songid, albumid, artistid, _name(chance), f"{path}/{track + 1:03}.mp3", track % each + 1, track // each + 1,
        chance.randint(60, 700), f"sound {songid}", max(0, chance.randrange(-9, 5)), max(0, chance.randrange(-20, 3)),
        chance.choice((-1, *[0] * 30, 1, 1)), 0, int(chance.random() < 0.02), int(chance.random() < 0.01),
        chance.choice((0, 0, 0, 1, 3, 4)),
    )  # fmt: skip


def _tag(store: Store, chance: random.Random) -> None:
    genres = [store.tagging.add(name, 1, posx=place) for place, name in enumerate(GENRES)]
    subgenres = [
        store.tagging.add(f"{GENRES[place % 16]} {place}", 2, parentid=genres[place % 16], posx=place)
        for place in range(64)
    ]
    moods = [
        store.tagging.add(name, 3, icontype=1, icon=icon, color=color, posx=x, posy=y)
        for name, icon, color, x, y in MOODS
    ]
    hang = "INSERT OR IGNORE INTO {0}tags ({0}id, tagid, confidence, approval) VALUES (?, ?, ?, ?)"
    for albumid, songids in _songs_by_album(store).items():
        place = chance.randrange(16)
        said = 1 if chance.random() < 0.3 else 0
        for tagid in (genres[place], subgenres[place + 16 * chance.randrange(4)]):
            store.execute(hang.format("album"), (albumid, tagid, 1.0, said))
            store.execute_many(hang.format("song"), ((songid, tagid, 1.0, said) for songid in songids))
        for songid in songids:
            if chance.random() < 0.1:
                guess = chance.random() < 0.2
                sure = chance.uniform(0.4, 0.95) if guess else 1.0
                store.execute(hang.format("song"), (songid, chance.choice(moods), sure, 0 if guess else 1))


def _songs_by_album(store: Store) -> dict[int, list[int]]:
    albums: dict[int, list[int]] = {}
    for albumid, songid in store.rows("SELECT albumid, songid FROM songs ORDER BY albumid, cd, number"):
        albums.setdefault(albumid, []).append(songid)
    return albums


def _measure(store: Store, chance: random.Random) -> None:
    heard = store.rows("SELECT checksum, playtime FROM songs")
    add = "INSERT INTO soundhashes (checksum, soundhash) VALUES (?, ?)"
    store.execute_many(add, ((name, name) for name, _ in heard))
    store.execute_many(_SOUND, (_sound(chance, name, playtime) for name, playtime in heard))


def _sound(chance: random.Random, name: str, playtime: int) -> tuple[object, ...]:
    return (
        name, playtime, chance.choice((0, *range(60, 190))) + chance.random(), chance.random(), chance.choice(KEYS),
        chance.random(), chance.gauss(-13, 4), chance.uniform(1, 20), chance.uniform(-6, 1), chance.random(),
    )  # fmt: skip


def _hear(store: Store, chance: random.Random) -> None:
    songids = [songid for (songid,) in store.rows("SELECT songid FROM songs")]
    now = int(time.time())
    for day in range(DAYS, 0, -1):
        midnight = now - now % DAY - day * DAY
        for _ in range(chance.randrange(45)):
            songid = songids[int(len(songids) * chance.random() ** 3)]
            heard = midnight + chance.choice((7, 8, 12, 17, 18, 19, 20, 20, 21, 22)) * 3600 + chance.randrange(3600)
            store.playedsongs.add(songid, heard, israndom=chance.random() < 0.3)
            store.execute("UPDATE songs SET lastplayed = max(lastplayed, ?) WHERE songid = ?", (heard, songid))
    for songid in range(1, 400):
        pair = (songid, songid + 1 + songid % 30)
        store.execute("INSERT OR IGNORE INTO songrelations VALUES (?, ?, ?, ?)", (*pair, 1 + songid % 7, now))


def _collect(store: Store, chance: random.Random) -> None:
    now = int(time.time())
    songids = [songid for (songid,) in store.rows("SELECT songid FROM songs")]
    for number in range(60):
        name = ODD[number] if number < len(ODD) else _name(chance)
        playlistid = store.playlists.add(name, "", None, now - number * DAY)
        count = 5_000 if number == 0 else chance.randrange(80)
        store.execute_many(
            "INSERT INTO playlistsongs (playlistid, songid, position) VALUES (?, ?, ?)",
            ((playlistid, songid, place) for place, songid in enumerate(chance.sample(songids, count))),
        )
    loved = SmartRules(AllRules((FlagRule(Flag.LOVED, value=True),)))
    store.playlists.add("Alles, was wir lieben", "", loved, now)
    store.execute_many(
        "INSERT INTO queuedsongs (entryid, songid, israndom, position) VALUES (?, ?, ?, ?)",
        (
            (str(place), songid, int(place % 3 == 0), place)
            for place, songid in enumerate([1, 2, *chance.sample(songids, 498)])
        ),
    )
    for number in range(300):
        title, state = f"Renamed “{_name(chance)}” to “{_name(chance)}”", chance.choice(("done", "undone", "failed"))
        store.execute(
            "INSERT INTO changes (created, title, steps, state) VALUES (?, ?, '[]', ?)",
            (now - (300 - number) * 9_000, title, state),
        )


def _lengthen(services: Services) -> None:
    """The first two songs last 40 minutes and three hours."""
    store, music = services.store, services.config.directories.music
    for songid, seconds in ((1, 2_400), (2, 10_800)):
        song = store.songs.get(songid)
        place = music / song.path
        place.parent.mkdir(parents=True, exist_ok=True)
        source = ("-f", "lavfi", "-i", _SWELL, "-t", str(seconds), "-b:a", "32k")
        command = (imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *source, str(place))
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        store.execute("UPDATE songs SET playtime = ? WHERE songid = ?", (seconds, songid))
