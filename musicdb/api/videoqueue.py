"""Functions about the video queue and the video stream."""

from typing import Literal

from musicdb.api.declare import Subject
from musicdb.errors import NotFoundError
from musicdb.ids import VideoId
from musicdb.model.videoqueue import QueuedVideo, RelatedVideo, VideoRelationship, VideoStreamState
from musicdb.services import Services

videoqueue = Subject(
    "videoqueue",
    "The video queue, and the video stream: the server knows what is shown, the browsers show it. Every change is told"
    " by notifications of MusicDB:VideoQueue and MusicDB:VideoStream.",
)


@videoqueue.function("GetVideoQueue")
def get_video_queue(services: Services) -> list[QueuedVideo]:
    """All entries of the queue with their videos; the first one is the current one."""
    store = services.store
    with store.read():
        entries = [(entry, store.videos.get(entry.videoid)) for entry in services.videostream.queue.entries()]
        return [
            QueuedVideo(
                entry.entryid,
                entry.israndom,
                video,
                store.albums.get(video.albumid) if video.albumid else None,
                store.artists.get(video.artistid),
            )
            for entry, video in entries
        ]


@videoqueue.function("AddVideoToQueue")
def add_video_to_queue(services: Services, *, videoid: VideoId, position: str | int) -> None:
    """Adds a video: `next` behind the current one, `last` at the end, or behind the entry with an id."""
    services.videostream.queue.add(videoid, str(position))


@videoqueue.function("AddRandomVideoToQueue")
def add_random_video_to_queue(services: Services, *, position: str | int) -> None:
    """Adds a video Randy chooses."""
    if services.videostream.queue.add_random(str(position)) is None:
        raise NotFoundError("Randy finds no video. Look at the genre filter and at the settings of Randy.")


@videoqueue.function("MoveVideoInQueue")
def move_video_in_queue(services: Services, *, entryid: str | int, afterid: str | int) -> None:
    """Puts an entry behind another one. The current entry stays where it is."""
    services.videostream.queue.move(str(entryid), str(afterid))


@videoqueue.function("RemoveVideoFromQueue")
def remove_video_from_queue(services: Services, *, entryid: str | int) -> None:
    """Takes an entry out. Without the current one, the next one is shown."""
    services.videostream.queue.remove(str(entryid))


@videoqueue.function("PlayNextVideo")
def play_next_video(services: Services) -> None:
    """Goes on to the next video. The current one does not count as seen."""
    services.videostream.queue.next_video()


@videoqueue.function("GetVideoStreamState")
def get_video_stream_state(services: Services) -> VideoStreamState:
    """What is shown, and whether it plays."""
    store, queue = services.store, services.videostream.queue
    with store.read():
        status, current = queue.status(), queue.current()
        if current is None:
            return VideoStreamState(status.isstreaming, status.isplaying, None, hasqueue=False)
        video = store.videos.get(current.videoid)
        return VideoStreamState(
            status.isstreaming,
            status.isplaying,
            current.entryid,
            hasqueue=True,
            video=video,
            artist=store.artists.get(video.artistid),
            videotags=store.tags.of_video(video.id),
        )


@videoqueue.function("SetVideoStreamState")
def set_video_stream_state(services: Services, *, state: Literal["play", "pause", "playpause"]) -> None:
    """Plays or pauses in all browsers; `playpause` does the one that is not done now."""
    services.videostream.play(playing=None if state == "playpause" else state == "play")


@videoqueue.function("VideoEnded")
def video_ended(services: Services, *, entryid: str | int) -> None:
    """A browser has shown the video of an entry to its end. The first one to tell so moves everybody on."""
    services.videostream.ended(str(entryid))


@videoqueue.function("GetVideoRelationship")
def get_video_relationship(services: Services, *, videoid: VideoId) -> VideoRelationship:
    """The videos that were seen together with a video, by artist and release, without disabled and hated ones."""
    store = services.store
    with store.read():
        store.videos.get(videoid)
        weights = services.videostream.relations(videoid)
        found = [(video, store.artists.get(video.artistid)) for video in map(store.videos.get, weights)]
        found = [(video, artist) for video, artist in found if not video.disabled and video.favorite >= 0]
        found.sort(key=lambda pair: (pair[1].name.casefold(), pair[0].release, pair[0].name))
        return VideoRelationship(
            videoid,
            [
                RelatedVideo(video, store.tags.of_video(video.id), round(weights[video.id], 3), artist)
                for video, artist in found
            ],
        )


@videoqueue.function("CutVideoRelationship", answers_as=get_video_relationship)
def cut_video_relationship(services: Services, *, videoid: VideoId, relatedvideoid: VideoId) -> VideoRelationship:
    """Forgets that two videos were seen together."""
    services.store.videos.get(videoid)
    services.store.playedvideos.unrelate(videoid, relatedvideoid)
    return get_video_relationship(services, videoid=videoid)
