"""Functions about videos."""

from musicdb.api.declare import Subject
from musicdb.ids import ArtistId, ChangeId, VideoId
from musicdb.model.events import CachesChanged
from musicdb.model.records import Tags
from musicdb.model.views import ArtistWithVideos, TaggedVideo, VideoView
from musicdb.services import Services

videos = Subject("videos", "Music videos.")


@videos.function("GetVideos")
def get_videos(services: Services, *, artistid: ArtistId) -> list[TaggedVideo]:
    """The videos of an artist by release."""
    store = services.store
    with store.read():
        store.artists.get(artistid)
        return [TaggedVideo(video, store.tags.of_video(video.id)) for video in store.videos.of_artist(artistid)]


@videos.function("GetFilteredArtistsWithVideos")
def get_filtered_artists_with_videos(services: Services) -> list[ArtistWithVideos]:
    """All artists by name, each with the videos that pass the genre filter, by release; none without such videos."""
    store = services.store
    with store.read():
        passing = store.genrefilter.videos()
        found: dict[int, list[TaggedVideo]] = {}
        for video in store.videos.all():
            if passing is None or video.id in passing:
                found.setdefault(video.artistid, []).append(TaggedVideo(video, store.tags.of_video(video.id)))
        return [ArtistWithVideos(artist, found[artist.id]) for artist in store.artists.all() if artist.id in found]


@videos.function("GetVideo")
def get_video(services: Services, *, videoid: VideoId) -> VideoView:
    """A video with its artist, its tags, and the song and album it belongs to, if any."""
    store = services.store
    with store.read():
        video = store.videos.get(videoid)
        song = store.songs.get(video.songid) if video.songid else None
        album = store.albums.get(video.albumid) if video.albumid else None
        return VideoView(store.artists.get(video.artistid), album, song, video, store.tags.of_video(videoid))


@videos.function("GetVideoTags")
def get_video_tags(services: Services, *, videoid: VideoId) -> Tags:
    """The tags of a video."""
    with services.store.read():
        services.store.videos.get(videoid)
        return services.store.tags.of_video(videoid)


@videos.function("SetVideoThumbnail", slow=True)
def set_video_thumbnail(services: Services, *, videoid: VideoId, timestamp: float) -> ChangeId:
    """Makes the frame that is seen at a time, in seconds, the thumbnail of a video. `UndoChange` takes it back."""
    changeid = services.covers.take_frame(videoid, timestamp)
    services.bus.publish(CachesChanged())
    return changeid
