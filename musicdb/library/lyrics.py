"""Lyrics: found in files beside a song or in its tags, with or without the times of their lines.

Times are written as in LRC files: `[01:23.45]` before a line, any number of them; `<01:23.45>` before a word of it; and
`[offset:500]` makes all lines come 500 ms earlier.
"""

import logging
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from musicdb.ids import SongId
from musicdb.media.kinds import split_extension
from musicdb.media.texts import decoded
from musicdb.model.lyrics import Lyrics, SungLine, SungWord
from musicdb.store.store import Store

log = logging.getLogger(__name__)

_EXTENSIONS = ("lrc", "txt")
_LARGEST_FILE = 256 * 1024

# 1:02:03 means minutes, seconds and hundredths; only with a point, as 1:02:03.4, it begins with hours.
_TIME = r"(?:(\d{1,2}):(?=\d{1,2}:\d{1,2}\.))?(\d{1,3}):(\d{1,2})(?:[.:](\d{1,3}))?"
_STAMP = re.compile(rf"\s*\[{_TIME}\]")
_WORD = re.compile(rf"<{_TIME}>")
_OFFSET = re.compile(r"\s*\[offset:\s*([+-]?\d{1,9})\s*\]", re.IGNORECASE)
_HEAD = re.compile(r"\s*\[[a-z#]+:.*\]\s*$", re.IGNORECASE)


def read_lines(text: str) -> tuple[SungLine, ...]:
    """The lines of a text in the order of their times; none when it is not a text with times."""
    found: list[SungLine] = []
    offset, without = 0.0, 0
    for line in text.splitlines():
        shifted = _OFFSET.match(line)
        if shifted:
            offset = int(shifted[1]) / 1000
            continue
        times, rest = _stamps(line)
        if times:
            found += _sung(times, rest)
        elif line.strip() and not _HEAD.match(line):
            without += 1
    if without > len(found):
        return ()
    return tuple(sorted((_earlier(line, offset) for line in found), key=lambda line: line.time))


def split(text: str) -> Lyrics:
    """A text as it is kept: when its lines have times, once without them and once with them."""
    lines = read_lines(text)
    if not lines:
        return Lyrics(text)
    return Lyrics("\n".join(line.text for line in lines).strip(), text)


def lyrics_beside(song: Path) -> Lyrics | None:
    """The lyrics in a file beside a song that has the same name; one with times before one without."""
    stem = _key(split_extension(song.name)[0])
    try:
        files = sorted(song.parent.iterdir())
    except OSError:
        return None
    names = [(split_extension(file.name), file) for file in files]
    for wanted in _EXTENSIONS:
        for (name, extension), file in names:
            # Through a symbolic link a file from anywhere would get into the catalogue.
            if extension == wanted and _key(name) == stem and not file.is_symlink():
                lyrics = _read(file)
                if lyrics.text:
                    return lyrics
    return None


def keep_lyrics(store: Store, songid: SongId, text: str, state: int) -> None:
    """Keeps what a person says the lyrics are. Times stay as long as the words stay.

    :raises NotFoundError: when there is no such song.
    """
    with store.write():
        store.songs.get(songid)
        lyrics = split(text)
        times = lyrics.synchronized
        if not times and text == store.lyrics.get(songid):
            times = store.lyrics.synchronized(songid)
        store.lyrics.set(songid, lyrics.text, state, times)


def take_lyrics(store: Store, lyrics: Mapping[SongId, Lyrics]) -> None:
    """Keeps what files say, unless a person said otherwise."""
    store.lyrics.take_from_files(
        {songid: each.text for songid, each in lyrics.items()},
        {songid: each.synchronized for songid, each in lyrics.items()},
    )


def _read(file: Path) -> Lyrics:
    try:
        # Reading a named pipe would wait for somebody to write into it.
        if not file.is_file() or file.stat().st_size > _LARGEST_FILE:
            return Lyrics()
        data = file.read_bytes()
    except OSError as error:
        log.warning("The lyrics “%s” cannot be read: %s", file.name, error.strerror)
        return Lyrics()
    text = "".join(character for character in decoded(data) if character in "\n\r\t" or character >= " ")
    return split("\n".join(line.rstrip() for line in text.splitlines()).strip())


def _key(stem: str) -> str:
    return unicodedata.normalize("NFC", stem).casefold()


def _stamps(line: str) -> tuple[list[float], str]:
    times: list[float] = []
    position = 0
    while match := _STAMP.match(line, position):
        times.append(_seconds(match))
        position = match.end()
    return times, line[position:].strip()


def _sung(times: Sequence[float], text: str) -> Iterator[SungLine]:
    words = tuple(_words(text))
    plain = " ".join(_WORD.sub("", text).split()) if words else text
    for time in times:
        # The times of words are those of the first time a line is sung.
        yield SungLine(time, plain, words if time == times[0] else ())


def _words(text: str) -> Iterator[SungWord]:
    matches = list(_WORD.finditer(text))
    ends = [match.start() for match in matches[1:]] + [len(text)]
    for match, end in zip(matches, ends, strict=False):
        word = text[match.end() : end].strip()
        if word:
            yield SungWord(_seconds(match), word)


def _earlier(line: SungLine, offset: float) -> SungLine:
    words = tuple(SungWord(_shifted(word.time, offset), word.text) for word in line.words)
    return SungLine(_shifted(line.time, offset), line.text, words)


def _shifted(time: float, offset: float) -> float:
    return max(0.0, round(time - offset, 3))


def _seconds(match: re.Match[str]) -> float:
    hours, minutes, seconds, fraction = match.groups()
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + (int(fraction) / 10 ** len(fraction) if fraction else 0.0)
