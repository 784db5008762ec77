"""Gives albums and videos the cover a person has chosen, as a change that can be undone: then the old one is back."""

from musicdb.ids import AlbumId, ChangeId, VideoId
from musicdb.library.artwork import Artworks
from musicdb.library.dressing import look_of
from musicdb.library.plan import Planner
from musicdb.library.steps import Dress, decode_plan
from musicdb.library.videoframes import VideoFrames
from musicdb.store.keptrecords import Table
from musicdb.store.store import Store


class Covers:
    """Takes chosen pictures. The picture of before is kept as long as the change can be undone."""

    def __init__(self, store: Store, planner: Planner, artworks: Artworks, frames: VideoFrames) -> None:
        self._store = store
        self._planner = planner
        self._artworks = artworks
        self._frames = frames

    def import_for_album(self, albumid: AlbumId, picture: bytes | None) -> ChangeId | None:
        """Makes a picture the cover of an album; without one, looks for the best its files have, which is no change.

        :raises NotFoundError: when there is no such album.
        :raises PictureError: when the picture cannot be used. The old cover stays.
        """
        if picture is None:
            self._artworks.import_for_album(albumid)
            return None
        album = self._store.albums.get(albumid)
        return self._dress(Table.ALBUMS, albumid, f"Another cover for “{album.name}”", picture)

    def import_for_video(self, videoid: VideoId, picture: bytes | None) -> ChangeId | None:
        """Makes a picture the thumbnail of a video; without one, takes one of its frames. Raises the same errors."""
        if picture is None:
            self._frames.import_for_video(videoid)
            return None
        return self._dress_video(videoid, picture)

    def take_frame(self, videoid: VideoId, seconds: float) -> ChangeId:
        """Makes the frame that is seen at a time the thumbnail of a video.

        :raises NotFoundError: when there is no such video.
        :raises BadArgumentError: when the video is shorter than that.
        :raises InvalidContentError: when the frame cannot be read.
        """
        return self._dress_video(videoid, self._frames.frame_at(videoid, seconds))

    def render_again(self, changeid: ChangeId) -> None:
        """Renders what belongs to the pictures a change had replaced, after it was undone: frames may be others now."""
        for step in decode_plan(self._store.changes.get(changeid).steps).steps:
            if isinstance(step, Dress) and step.table is Table.VIDEOS:
                self._frames.render_for_video(VideoId(step.key))

    def _dress_video(self, videoid: VideoId, picture: bytes) -> ChangeId:
        video = self._store.videos.get(videoid)
        changeid = self._dress(Table.VIDEOS, videoid, f"Another picture for “{video.name}”", picture)
        self._frames.render_for_video(videoid)
        return changeid

    def _dress(self, table: Table, key: int, title: str, picture: bytes) -> ChangeId:
        look = self._artworks.render(picture, chosen=True)
        return self._planner.perform(title, [Dress(table, key, look_of(self._store, table, key), look)])
