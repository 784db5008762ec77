"""Which notifications all clients get when something happens: one row for each type of event."""

from collections.abc import Callable
from typing import Any

import msgspec

from musicdb.bus import Bus
from musicdb.model.analysis import AnalysisFailed, AnalysisProgress, SongsAnalyzed
from musicdb.model.annotations import AnnotationsChanged
from musicdb.model.apppasswords import AppPasswordsChanged
from musicdb.model.events import (
    ContentChanged,
    ExportProgress,
    PlaylistChanged,
    VideoChanged,
    VideoQueueChanged,
    VideoStreamChanged,
    VideoStreamNext,
)
from musicdb.model.experiments import DefinitionsChanged, RunChanged
from musicdb.model.phones import MarksChanged, PhonePlaysChanged
from musicdb.model.predictions import PredictionsChanged
from musicdb.model.recordings import DuplicatesChanged
from musicdb.model.soundmatches import SoundsCompared
from musicdb.wire.packets import encode_notification


class News(msgspec.Struct, frozen=True):
    """Channel and name of a notification, and whether it carries the fields of its event."""

    channel: str
    name: str
    fields: bool = False


NEWS: dict[type, News] = {
    ExportProgress: News("Export", "onProgress", fields=True),
    ContentChanged: News("Files", "onContentChanged", fields=True),
    PlaylistChanged: News("Playlists", "onPlaylistChanged", fields=True),
    VideoQueueChanged: News("VideoQueue", "onVideoQueueChanged"),
    VideoChanged: News("VideoQueue", "onVideoChanged"),
    VideoStreamChanged: News("VideoStream", "onStatusChanged", fields=True),
    AnalysisProgress: News("Analysis", "onProgress", fields=True),
    SongsAnalyzed: News("Analysis", "onSongsAnalyzed", fields=True),
    AnalysisFailed: News("Analysis", "onSongFailed", fields=True),
    PredictionsChanged: News("Analysis", "onPredictionsChanged", fields=True),
    AnnotationsChanged: News("Annotations", "onAnnotationsChanged", fields=True),
    AppPasswordsChanged: News("Phones", "onAppPasswordsChanged"),
    MarksChanged: News("Phones", "onMarksChanged", fields=True),
    PhonePlaysChanged: News("Phones", "onPlaysChanged"),
    DefinitionsChanged: News("Experiments", "onDefinitionsChanged", fields=True),
    RunChanged: News("Experiments", "onRunChanged", fields=True),
    SoundsCompared: News("Recordings", "onSoundsCompared", fields=True),
    DuplicatesChanged: News("Recordings", "onDuplicatesChanged"),
    VideoStreamNext: News("VideoStream", "onStreamNextVideo", fields=True),
}


def tell_news(bus: Bus, broadcast: Callable[[bytes], None]) -> None:
    """Encodes each event of the table once, and hands it to `broadcast`."""

    def tell(event: Any) -> None:
        news = NEWS[type(event)]
        broadcast(encode_notification(news.channel, news.name, event if news.fields else None))

    for event_type in NEWS:
        bus.subscribe(event_type, tell)
