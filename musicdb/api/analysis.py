"""Functions about the analysis: what songs sound like, and the work of finding out."""

from typing import Annotated

from msgspec import Meta

from musicdb.api.declare import Subject
from musicdb.ids import AlbumId, SongId
from musicdb.insight.presets import names_processors
from musicdb.model.analysis import AnalysisFailure, AnalysisProgress, SongAnalysis, SoundMap, Waveform
from musicdb.services import Services

analysis = Subject("analysis", "What songs sound like, and the work of finding out.")

Pixels = Annotated[int, Meta(ge=1, le=20_000)]
Seconds = Annotated[float, Meta(ge=0)]


@analysis.function("GetAnalysisState")
def get_analysis_state(services: Services) -> AnalysisProgress:
    """How far the analysis is: what is in hand, how many songs wait or failed, and why nothing moves if it does not.

    All clients hear the same as the notification `onProgress` of `MusicDB:Analysis`, at most twice a second; besides,
    `onSongsAnalyzed` with the `songids` that are done, and `onSongFailed` with `songid` and `reason`.
    """
    return services.analyst.progress()


@analysis.function("AnalyseSongs", announces=get_analysis_state, slow=True)
def analyse_songs(
    services: Services,
    *,
    songids: list[SongId] | None = None,
    albumid: AlbumId | None = None,
    all: bool = False,  # noqa: A002 -- the name on the wire
    preset: str = "default",
) -> None:
    """Queues songs, the songs of an album, or all songs. What is known already is not computed again.

    The preset is `default`, `loudness`, `complete`, or the ids of processors, separated by commas.
    """
    if names_processors(preset):
        from musicdb.insight.describing import describe  # noqa: PLC0415 -- loads NumPy

        describe(preset)
    services.analyst.add(songids, albumid, preset, everything=all)


@analysis.function("PauseAnalysis", announces=get_analysis_state)
def pause_analysis(services: Services) -> None:
    """Holds all work, also what is in hand, until somebody resumes it."""
    services.analyst.pause(paused=True)


@analysis.function("ResumeAnalysis", announces=get_analysis_state)
def resume_analysis(services: Services) -> None:
    """Lets the work go on."""
    services.analyst.pause(paused=False)


@analysis.function("CancelAnalysis", announces=get_analysis_state)
def cancel_analysis(services: Services, *, songids: list[SongId] | None = None) -> None:
    """Takes songs out of the queue, also those in hand; without ids, all of them. What is known stays known."""
    services.analyst.cancel(songids)


@analysis.function("RetryAnalysis", announces=get_analysis_state)
def retry_analysis(services: Services, *, songids: list[SongId] | None = None) -> None:
    """Tries songs again that failed; without ids, all of them."""
    services.analyst.retry(songids)


@analysis.function("GetAnalysisFailures")
def get_analysis_failures(services: Services) -> list[AnalysisFailure]:
    """The songs that could not be analyzed, and why; the last one first."""
    return services.analyst.failures()


@analysis.function("GetSongAnalysis")
def get_song_analysis(services: Services, *, songid: SongId) -> SongAnalysis:
    """What is known about the sound of a song. Values nobody knows are missing."""
    return services.analyst.song(songid)


@analysis.function("GetSoundMap")
def get_sound_map(services: Services, *, limit: Annotated[int, Meta(ge=1, le=20_000)] = 4000) -> SoundMap:
    """Tempo, loudness, energy and key of many songs, to be drawn as a map. Of more songs, evenly chosen ones."""
    return services.store.analyses.some(limit)


@analysis.function("GetWaveform", slow=True)
def get_waveform(
    services: Services, *, songid: SongId, start: Seconds = 0.0, stop: Seconds | None = None, pixels: Pixels = 1000
) -> Waveform:
    """The outline of a song, or of the stretch from `start` to `stop` (seconds), to be drawn that many pixels wide.

    `minimum` and `maximum` have a number from -127 to 127 for each pixel. The error `notanalyzed` says that the song
    has to be analyzed first.
    """
    return services.analyst.waveforms.draw(songid, start, stop, pixels)
