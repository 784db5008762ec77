"""Videos get frames, an animated preview and thumbnails."""

from pathlib import Path

import pytest
from PIL import Image

from musicdb.config.schema import VideoFrames as Options
from musicdb.errors import BadArgumentError, NotFoundError
from musicdb.ids import VideoId
from musicdb.library.covering import Covers
from musicdb.library.videoframes import VideoFrames
from musicdb.model.records import Video
from tests.library.conftest import FFMPEG, Household, make_video

PATH = "Artist/2001 - Name.mp4"
SMALL = " (150×83)"


def frames_of(household: Household, options: Options) -> VideoFrames:
    return VideoFrames(household.store, household.music, household.artworks, household.artwork, options, FFMPEG)


@pytest.fixture
def frames(household: Household) -> VideoFrames:
    return household.frames


@pytest.fixture
def video(household: Household) -> Video:
    make_video(household.root / PATH, "testsrc=duration=3:size=320x240:rate=5")
    return household.importer.import_video(PATH)


def directory_of(household: Household, video: Video) -> Path:
    return household.artwork / household.store.videos.get(video.id).framesdirectory


def test_frames_and_preview(household: Household, frames: VideoFrames, video: Video) -> None:
    frames.import_for_video(video.id)
    known = household.store.videos.get(video.id)
    directory = directory_of(household, video)
    thumbnail = known.thumbnailfile.removesuffix(".jpg")
    names = ["preview", "frame-01", "frame-02", "frame-03", thumbnail]
    expected = {f"{name}{size}.{'webp' if name == 'preview' else 'jpg'}" for name in names for size in ("", SMALL)}
    assert {file.name for file in directory.iterdir()} == expected
    assert known.previewfile == "preview.webp"
    with Image.open(directory / f"preview{SMALL}.webp") as animation:
        assert (animation.size, animation.n_frames, animation.info["loop"]) == ((150, 83), 3, 0)
        animation.load()
        assert animation.info["duration"] == 1000
    with Image.open(directory / "frame-01.jpg") as frame:
        assert frame.size == (320, 240)
    assert not list((household.artwork / "videos" / ".unfinished").iterdir())


def test_doing_it_again_changes_nothing_and_other_options_do(
    household: Household, frames: VideoFrames, video: Video
) -> None:
    frames.import_for_video(video.id)
    before = directory_of(household, video)
    times = {file: file.stat().st_mtime_ns for file in before.iterdir()}
    frames.import_for_video(video.id)
    assert {file: file.stat().st_mtime_ns for file in before.iterdir()} == times
    frames_of(household, Options(frames=1, scales=("50x27",))).import_for_video(video.id)
    after = directory_of(household, video)
    assert not before.exists()
    assert (after / "frame-01 (50×27).jpg").is_file()
    assert household.store.videos.get(video.id).previewfile == ""


def test_a_person_chooses_the_thumbnail_and_takes_it_back(household: Household, video: Video) -> None:
    household.frames.import_for_video(video.id)
    first = household.store.videos.get(video.id)
    changeid = household.covers.take_frame(video.id, 2.5)
    chosen = household.store.videos.get(video.id).thumbnailfile
    assert chosen != first.thumbnailfile
    assert (directory_of(household, video) / chosen).is_file()
    assert (directory_of(household, video) / chosen.replace(".jpg", f"{SMALL}.jpg")).is_file()
    assert (household.artwork / chosen).is_file()
    household.frames.import_for_video(video.id)
    assert household.store.videos.get(video.id).thumbnailfile == chosen
    household.planner.undo(changeid)
    assert household.store.videos.get(video.id) == first
    assert not household.store.videos.has_chosen_artwork(video.id)


def test_what_comes_back_lies_beside_frames_that_were_made_since(household: Household, video: Video) -> None:
    household.frames.import_for_video(video.id)
    first = household.store.videos.get(video.id)
    changeid = household.covers.take_frame(video.id, 2.5)
    others = frames_of(household, Options(frames=1))
    others.import_for_video(video.id)
    household.planner.undo(changeid)
    Covers(household.store, household.planner, household.artworks, others).render_again(changeid)
    assert directory_of(household, video) != household.artwork / first.framesdirectory
    assert (directory_of(household, video) / first.thumbnailfile.replace(".jpg", f"{SMALL}.jpg")).is_file()


def test_mistakes(household: Household, video: Video) -> None:
    with pytest.raises(BadArgumentError):
        household.covers.take_frame(video.id, 99)
    with pytest.raises(NotFoundError):
        household.covers.take_frame(VideoId(404), 0)
    assert household.store.changes.newest(1) == []
    (household.root / PATH).write_bytes(b"nothing")
    household.frames.import_for_video(video.id)
    assert household.store.videos.get(video.id).framesdirectory == ""
