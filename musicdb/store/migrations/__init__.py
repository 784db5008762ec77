"""The steps by which the schema came about. A step that has landed is never edited; a change is one more step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from musicdb.store.migrations import (
    m0001_music,
    m0002_playback,
    m0003_keeping,
    m0004_playlists,
    m0005_videos,
    m0006_search,
    m0007_analysis,
    m0008_experiments,
    m0009_recordings,
    m0010_videojobs,
    m0011_acoustid,
    m0012_predictions,
    m0013_titles,
    m0014_suggestions,
    m0015_apppasswords,
    m0016_phones,
    m0017_songsounds,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

Step = Callable[["Database"], None]

STEPS: tuple[Step, ...] = (
    m0001_music.apply,
    m0002_playback.apply,
    m0003_keeping.apply,
    m0004_playlists.apply,
    m0005_videos.apply,
    m0006_search.apply,
    m0007_analysis.apply,
    m0008_experiments.apply,
    m0009_recordings.apply,
    m0010_videojobs.apply,
    m0011_acoustid.apply,
    m0012_predictions.apply,
    m0013_titles.apply,
    m0014_suggestions.apply,
    m0015_apppasswords.apply,
    m0016_phones.apply,
    m0017_songsounds.apply,
)
