"""Takes over an installation of MusicDB 8, all or nothing, as often as one likes.

Nothing is changed there. What is here already stays what it is; the first time, it gets what was said about it there.
"""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

import msgspec

from musicdb.errors import MusicDBError, TakeoverError
from musicdb.library.takeoverledger import Ledger
from musicdb.library.version8catalogue import CatalogueTakeover, Picture, picture_paths
from musicdb.library.version8state import StateTakeover
from musicdb.media.colors import theme_colors
from musicdb.media.pictures import render_artwork
from musicdb.model.takeover import TakenOver, TakeoverReport
from musicdb.store.store import Store
from musicdb.store.version8 import Version8Database, open_version8

MUSIC_VERSIONS = range(4, 6)
TRACKER_VERSIONS = range(2, 5)


class Installation(msgspec.Struct, frozen=True):
    """Where the parts of a MusicDB 8 installation are. What is None is not taken over."""

    music: Path
    tracker: Path | None
    artwork: Path | None
    state: Path | None


def take_over(
    store: Store,
    installation: Installation,
    directory: Path,
    scales: Sequence[int],
    advance: Callable[[str], None] = lambda _: None,
) -> TakeoverReport:
    """Takes an installation over. Pictures are rendered into `directory` in all `scales`, each told by `advance`.

    :raises TakeoverError: when it is not one of MusicDB 8.
    :raises DatabaseError: when it is damaged.
    """
    if installation.music.resolve() == store.path.resolve():
        raise TakeoverError(f"{store.path} is the database of this MusicDB itself. Move the old one elsewhere first.")
    ledger = Ledger()
    tracker_file = installation.tracker
    tracking = open_version8(tracker_file, TRACKER_VERSIONS) if tracker_file else nullcontext()
    with open_version8(installation.music, MUSIC_VERSIONS) as music, tracking as tracker:
        pictures = _render(music, installation.artwork, directory, scales, ledger, advance)
        with store.write():
            before = store.settings.load(TakenOver)
            source = str(installation.music.resolve())
            first = source not in before.sources
            catalogue = CatalogueTakeover(store, music, ledger, pictures, first=first)
            catalogue.take()
            state = StateTakeover(store, ledger, catalogue.ids)
            if tracker is not None:
                state.take_tracker(tracker)
            if installation.state is not None and first:
                state.take_state(installation.state)
            store.settings.save(TakenOver(tuple(dict.fromkeys((*before.sources, source)))))
    return ledger.report()


def _render(
    music: Version8Database,
    source: Path | None,
    directory: Path,
    scales: Sequence[int],
    ledger: Ledger,
    advance: Callable[[str], None],
) -> dict[str, Picture]:
    """Pictures have the name of their content: rendered before the transaction, they do no harm without it."""
    pictures: dict[str, Picture] = {}
    for path in picture_paths(music):
        advance(path)
        if source is None:
            ledger.leave("artwork", path, "The directory of the artwork was not named.")
            continue
        try:
            content = _inside(source, path).read_bytes()
            pictures[path] = Picture(render_artwork(content, directory, scales), theme_colors(content))
        except (OSError, ValueError) as error:
            ledger.leave("artwork", path, f"It cannot be read: {getattr(error, 'strerror', None) or error}.")
        except MusicDBError as error:
            ledger.leave("artwork", path, error.message)
        else:
            ledger.take("artwork")
    return pictures


def _inside(directory: Path, path: str) -> Path:
    place = (directory / path).resolve()
    if not place.is_relative_to(directory.resolve()):
        raise ValueError("it does not lie in the directory of the artwork")
    return place
