"""What is this, with 50,000 songs: how often clips of the corpus are named, and how long that takes from end to end.

Some songs are strangers with keys and chords, the others random numbers; those of the corpus are among them.
"""

import subprocess
import tempfile
import time
from pathlib import Path

import numpy

from musicdb.bus import Bus
from musicdb.config.fingerprint import Fingerprints
from musicdb.fingerprint.chromaprint import RATE, fingerprint
from musicdb.insight.clips import clip_of, hear_clip
from musicdb.insight.finder import Finder
from musicdb.insight.soundindex import SoundIndex
from musicdb.media.ffmpeg import find_ffmpeg
from musicdb.store.store import Store
from tests.benchmarks.strangers import strangers
from tests.sounds import CORPUS

SONGS = 50_000
STRANGERS = 1_000
_ITEMS = 950
_FFMPEG = find_ffmpeg()
TREATMENTS = {
    "nothing": (),
    "48 kbit/s mono": ("-ac", "1", "-b:a", "48k"),
    "bass +10 dB": ("-af", "bass=g=10"),
    "high-pass 300 Hz": ("-af", "highpass=f=300"),
}


def measure(directory: Path) -> list[tuple[str, str, str]]:
    """Clips of 15 and 10 seconds from the corpus, in a library of 50,000 songs."""
    store = Store(directory / "music.db")
    files = sorted(CORPUS.glob("*/**/*.[mf][pl][3a]*"))
    with store.write():
        artist = store.artists.add("A", "A")
        album = store.albums.add_or_update(
            artistid=artist.id, name="B", path="A/2000 - B", release=2000, origin="internet", added=0
        )
        values = [("corpus", number, fingerprint(hear_clip(file, _FFMPEG))) for number, file in enumerate(files)]
        values += [("strangers", number, items) for number, items in enumerate(strangers(STRANGERS, _ITEMS))]
        random = numpy.random.default_rng(1)
        rest = SONGS - len(values)
        values += [("random", number, random.integers(0, 2**32, _ITEMS, dtype=numpy.uint32)) for number in range(rest)]
        for kind, number, items in values:
            name = f"{kind}-{number}"
            store.execute(
                "INSERT INTO songs (albumid, artistid, name, path, checksum) VALUES (?, ?, ?, ?, ?)",
                (album.id, artist.id, name, f"A/2000 - B/{name}", name),
            )
            store.analyses.set_soundhash(name, name)
            store.execute(
                "INSERT INTO soundfeatures (soundhash, fingerprint) VALUES (?, ?)",
                (name, items.astype("<u4").tobytes()),
            )
    index = SoundIndex(store, Fingerprints(), directory / "fingerprints")
    index.catch_up(lambda: False)
    finder = Finder(store, Bus(), index)
    rows = [_row(store, finder, files, seconds, name) for seconds in (15, 10) for name in TREATMENTS]
    finder.stop()
    store.close()
    return rows


def _row(store: Store, finder: Finder, files: list[Path], seconds: int, treatment: str) -> tuple[str, str, str]:
    found, times = 0, []
    clips = [(number, start) for number in range(len(files)) for start in (4, 9, 13)]
    with tempfile.TemporaryDirectory() as directory:
        for number, start in clips:
            clip = Path(directory, "clip.ogg")
            cut = ("-ss", str(start), "-t", str(seconds), "-i", str(files[number]), "-vn", *TREATMENTS[treatment])
            subprocess.run((str(_FFMPEG), "-v", "error", "-y", *cut, str(clip)), check=True)
            begun = time.perf_counter()
            samples = hear_clip(clip, _FFMPEG, 30)
            hits = finder.identify_clip(clip_of(samples)) if len(samples) > 5 * RATE else []
            times.append(time.perf_counter() - begun)
            names = {store.songs.get(songid).name for hit in hits[:3] for songid in hit.songids}
            found += f"corpus-{number}" in names
    milliseconds = 1000 * numpy.percentile(times, (50, 95))
    share = f"{100 * found / len(clips):.0f} % of {len(clips)}"
    return f"{seconds} s, {treatment}", share, f"{milliseconds[0]:.0f} ms, 95 %: {milliseconds[1]:.0f} ms"
