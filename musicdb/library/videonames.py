"""The names of a video: from its tags, else from a name like `Artist - 2007 - Title`, else from the folders above."""

from collections.abc import Mapping

import msgspec

from musicdb.library.hints import is_container, is_release, read_folder, segments_of
from musicdb.library.naming import fold
from musicdb.library.uploads import Item
from musicdb.model.proposals import VideoChoice


class VideoDraft(msgspec.Struct, frozen=True):
    """A video as it was guessed. `open` names the doubtful fields."""

    choice: VideoChoice
    open: tuple[str, ...]


def guess_video(item: Item, known: Mapping[str, str], neighbor: str) -> VideoDraft:
    """How a video could be named. `known` are the artists of the library, `neighbor` the artist of its folder or ""."""
    hint = read_folder(item.stem.text)
    artist, title, release = hint.artist, hint.album, hint.release
    segments = segments_of(title)
    if not artist and not release and len(segments) > 1:
        artist, title = segments[0], " - ".join(segments[1:])
    artist = artist or neighbor
    if not artist and item.folder and not is_container(item.folder[-1]):
        inner = read_folder(item.folder[-1])
        artist = inner.artist or ("" if inner.release else inner.album)
    artistname = item.albumartist or item.artist or artist
    doubts = {
        "artistname": bool(item.albumartist or item.artist or hint.artist or (artist and release)),
        "name": bool(item.title) or not item.stem.meaningless,
        "release": is_release(item.release or release),
    }
    choice = VideoChoice(
        taskid=item.taskid,
        artistname=known.get(fold(artistname), artistname),
        name=item.title or title,
        release=item.release or release,
    )
    return VideoDraft(choice, tuple(field for field, sure in doubts.items() if not sure))
