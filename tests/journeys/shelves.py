"""A shelf with all that is hard to show: long names, names that are markup, many scripts, albums without a cover."""

from pathlib import Path

from mutagen.id3 import ID3, TALB, TDRC, TIT2, TPE1, TRCK, USLT
from PIL import Image

from tests.running import Client, Daemon
from tests.sounds import make_song

IMAGE = "<img src=x onerror=alert(1)>"
SCRIPT = "</span></title><script>alert(2)</script>"
ATTRIBUTE = '" onmouseover="alert(3)" x="&lt;b&gt;'
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung"
LONG_TITLE = "Im Auftrag des Herrn und andere ungewöhnlich lange Titel, die niemand je zu Ende liest (Jubiläumsausgabe)"

# Artist, album, its songs, and the color of its cover.
ALBUMS: tuple[tuple[str, str, tuple[str, ...], str | None], ...] = (
    ("Ada", "First", ("One", "Two", "Three"), "#3060c0"),
    ("Ada", "White", ("Light",), "#fefefe"),
    ("Ada", "Black", ("Night",), "#010101"),
    ("Die Bremer Stadtmusikanten", LONG_TITLE, (LONG_TITLE, "Kurz"), None),
    (LONG_WORD, LONG_WORD * 2, (LONG_WORD * 3,), "#c08030"),
    ("久石譲", "千と千尋の神隠し サウンドトラック", ("あの夏へ", "とおり道"), "#40a060"),
    ("أم كلثوم", "إنت عمري", ("إنت عمري",), None),
    (IMAGE, SCRIPT, (IMAGE, SCRIPT, ATTRIBUTE), "#902040"),
)


class Press:
    """Makes songs from one sound."""

    def __init__(self, directory: Path) -> None:
        self._sound = make_song(directory / "sound.mp3", seconds=4).read_bytes()

    def song(self, path: Path, artist: str, album: str, title: str, number: int) -> None:
        """Writes a song with its tags."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self._sound)
        tags = ID3()
        frames = (TIT2(text=title), TPE1(text=artist), TALB(text=album), TDRC(text="2001"), TRCK(text=str(number)))
        for frame in (*frames, USLT(lang="eng", text=f"La la la {IMAGE}\n{SCRIPT}")):
            tags.add(frame)
        tags.save(path)


def fill(daemon: Daemon, press: Press) -> None:
    """Puts all albums on the shelf of a daemon."""
    with daemon.client() as client:
        for artist, album, songs, color in ALBUMS:
            path = f"{_named(artist)}/2001 - {_named(album)}"
            for number, title in enumerate(songs, 1):
                press.song(daemon.music / path / f"{number:02} {_named(title)}.mp3", artist, album, title, number)
            if color:
                Image.new("RGB", (400, 400), color).save(daemon.music / path / "cover.png")
            client.request("InitiateMusicImport", contenttype="album", contentpath=path)
        client.until_idle()


def _named(text: str) -> str:
    name = text.replace("/", "∕").encode()[:240].decode(errors="ignore")
    return name.strip()


def begin_uploads(client: Client, press: Press, directory: Path) -> None:
    """Leaves three groups in the inbox: one to be named, one that failed, one whose sender is gone."""
    for number, title in enumerate((IMAGE, LONG_WORD * 3, "とおり道"), 1):
        path = directory / f"{number:02} {_named(title)}.mp3"
        press.song(path, IMAGE, SCRIPT, title, number)
        relativepath = f"{LONG_WORD}/{IMAGE}/{path.name}"
        client.upload(path.read_bytes(), f"named-{number}", path.name, groupid="named", relativepath=relativepath)
        client.until_state(f"named-{number}", "readyforintegration")
    client.upload(b"no song", "failed", f"{IMAGE}.mp3", groupid="failed", relativepath=f"{LONG_WORD}/{IMAGE}.mp3")
    client.until_state("failed", "invalidcontent")
    client.begin_upload(bytes(5000), "alone", f"{LONG_WORD}.wav", encoding="binary", groupid="alone")
