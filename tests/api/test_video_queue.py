"""The video queue and the video stream as a client sees them."""

from typing import Any

import pytest

from musicdb.model.events import VideoChanged, VideoQueueChanged, VideoStreamChanged, VideoStreamNext
from musicdb.store.store import Store
from musicdb.store.videos import VideoDetails
from tests.api.asking import announced, ask, refused
from tests.conftest import OpenHouse
from tests.household import House
from tests.library.conftest import make_video


def add_videos(store: Store, artist: str, count: int) -> list[int]:
    row = store.artists.add(artist, artist)
    return [
        store.videos.add_or_update(
            VideoDetails(
                artistid=row.id,
                name=f"Video {number}",
                path=f"{artist}/{2000 + number} - Video {number}.mp4",
                release=2000 + number,
                origin="internet",
                added=7,
                playtime=200,
                codec="h264",
                xresolution=1280,
                yresolution=720,
                checksum=f"{artist} {number}",
            )
        ).id
        for number in range(count)
    ]


@pytest.fixture
def videoids(house: House) -> list[int]:
    return add_videos(house.services.store, "Artist", 3)


@pytest.fixture
def events(house: House) -> list[Any]:
    heard: list[Any] = []
    for event_type in (VideoQueueChanged, VideoChanged, VideoStreamChanged, VideoStreamNext):
        house.services.bus.subscribe(event_type, heard.append)
    return heard


def queued(house: House) -> list[int]:
    return [entry["video"]["id"] for entry in ask(house, "GetVideoQueue")]


def test_a_queue_is_built_and_outlives_the_server(house: House, videoids: list[int], open_house: OpenHouse) -> None:
    one, two, three = videoids
    assert ask(house, "GetVideoQueue") == []
    ask(house, "AddVideoToQueue", videoid=one, position="last")
    ask(house, "AddVideoToQueue", videoid=two, position="last")
    first, second = ask(house, "GetVideoQueue")
    assert first.keys() == {"entryid", "israndom", "video", "album", "artist"}
    ask(house, "AddVideoToQueue", videoid=three, position="next")
    assert queued(house) == [one, three, two]
    ask(house, "MoveVideoInQueue", entryid=second["entryid"], afterid=first["entryid"])
    assert queued(house) == [one, two, three]
    assert refused(house, "MoveVideoInQueue", entryid=first["entryid"], afterid=second["entryid"]) == "badargument"
    ask(house, "SetVideoStreamState", state="play")
    house.close()
    again = open_house(house.config)
    assert queued(again) == [one, two, three]
    assert ask(again, "GetVideoStreamState")["isplaying"]
    ask(again, "RemoveVideoFromQueue", entryid=first["entryid"])
    assert queued(again) == [two, three]
    again.services.store.videos.remove(videoids[1])  # type: ignore[arg-type]
    assert queued(again) == [three]


def test_the_first_end_of_a_video_counts(house: House, videoids: list[int], events: list[Any]) -> None:
    one, two, three = videoids
    for videoid in videoids:
        ask(house, "AddVideoToQueue", videoid=videoid, position="last")
    first = ask(house, "GetVideoQueue")[0]["entryid"]
    events.clear()
    ask(house, "VideoEnded", entryid=first)
    ask(house, "VideoEnded", entryid=first)
    ask(house, "VideoEnded", entryid="7")
    assert queued(house) == [two, three]
    changed, current, status, following = events
    assert (changed, current) == (VideoQueueChanged(), VideoChanged())
    assert (following.video.id, following.queue.videoid, following.streamstate) == (two, two, status)
    assert status == VideoStreamChanged(True, False, following.queue.entryid)  # noqa: FBT003
    assert ask(house, "GetVideo", videoid=one)["video"]["lastplayed"] > 0
    ask(house, "PlayNextVideo")
    assert queued(house) == [three]
    assert ask(house, "GetVideo", videoid=two)["video"]["lastplayed"] == 0


def test_videos_seen_one_after_the_other_are_related(house: House, videoids: list[int]) -> None:
    one, two, _ = videoids
    for videoid in (one, two):
        ask(house, "AddVideoToQueue", videoid=videoid, position="last")
        ask(house, "VideoEnded", entryid=ask(house, "GetVideoQueue")[0]["entryid"])
        house.services.videostream.queue.remove(ask(house, "GetVideoQueue")[0]["entryid"])
        for entry in ask(house, "GetVideoQueue"):
            house.services.store.queuedvideos.remove(entry["entryid"])
    (related,) = ask(house, "GetVideoRelationship", videoid=one)["videos"]
    assert (related["video"]["id"], related["weight"], related["artist"]["name"]) == (two, 1.0, "Artist")
    assert ask(house, "CutVideoRelationship", videoid=two, relatedvideoid=one)["videos"] == []
    assert ask(house, "GetVideoRelationship", videoid=one)["videos"] == []


def test_play_and_pause(house: House, videoids: list[int], events: list[Any]) -> None:
    state = ask(house, "GetVideoStreamState")
    assert state == {"isstreaming": True, "isplaying": False, "currententry": None, "hasqueue": False}
    ask(house, "SetVideoStreamState", state="playpause")
    state = ask(house, "GetVideoStreamState")
    assert (state["isplaying"], state["hasqueue"], state["artist"]["name"]) == (True, True, "Artist")
    assert state["video"]["id"] in videoids
    assert ask(house, "GetMDBState")["videostream"]["currentvideo"] == state["video"]
    ask(house, "SetVideoStreamState", state="pause")
    assert events[-1] == VideoStreamChanged(True, False, state["currententry"])  # noqa: FBT003


def test_random_videos_do_not_repeat_and_never_end(house: House, videoids: list[int]) -> None:
    announced(house, "UpdateVideoStatistic", videoid=videoids[0], statistic="favorite", modifier="hate")
    for _ in range(2):
        ask(house, "AddRandomVideoToQueue", position="last")
    assert sorted(queued(house)) == videoids[1:]
    for _ in range(5):
        ask(house, "PlayNextVideo")
        assert queued(house)[0] in videoids[1:]


def test_artists_with_videos_pass_the_filter(house: House, videoids: list[int]) -> None:
    other = add_videos(house.services.store, "Other", 1)
    assert [row["artist"]["name"] for row in ask(house, "GetFilteredArtistsWithVideos")] == ["Artist", "Other"]
    announced(house, "AddGenre", name="Rock")
    (rock,) = (tag["id"] for tag in ask(house, "GetTags")["genres"] if tag["name"] == "Rock")
    announced(house, "SetVideoTag", videoid=other[0], tagid=rock)
    announced(house, "SetMDBState", category="GenreFilter", name="Rock", value=True)
    (row,) = ask(house, "GetFilteredArtistsWithVideos")
    assert [video["video"]["id"] for video in row["videos"]] == other


@pytest.mark.parametrize(
    ("function", "arguments", "code"),
    [
        ("AddVideoToQueue", {"videoid": 404, "position": "last"}, "notfound"),
        ("AddVideoToQueue", {"videoid": 1, "position": "first"}, "badargument"),
        ("MoveVideoInQueue", {"entryid": "1", "afterid": "2"}, "notfound"),
        ("RemoveVideoFromQueue", {"entryid": "1"}, "notfound"),
        ("SetVideoStreamState", {"state": "stop"}, "badargument"),
        ("GetVideoRelationship", {"videoid": 404}, "notfound"),
    ],
)
def test_mistakes(house: House, videoids: list[int], function: str, arguments: dict[str, Any], code: str) -> None:
    assert refused(house, function, **arguments) == code
    assert ask(house, "GetVideoQueue") == []


def test_there_is_nothing_to_show_in_an_empty_house(house: House) -> None:
    assert refused(house, "AddRandomVideoToQueue", position="last") == "notfound"
    ask(house, "SetVideoStreamState", state="play")
    ask(house, "PlayNextVideo")
    assert not ask(house, "GetVideoStreamState")["hasqueue"]


def test_a_person_chooses_a_thumbnail(house: House) -> None:
    make_video(house.config.directories.music / "Artist" / "2001 - Sun.mp4", "testsrc=duration=2:size=160x120:rate=5")
    ask(house, "InitiateMusicImport", contenttype="video", contentpath="Artist/2001 - Sun.mp4")
    house.until_imported()
    (row,) = ask(house, "GetFilteredArtistsWithVideos")
    before = row["videos"][0]["video"]
    assert before["framesdirectory"].startswith("videos/")
    changeid = ask(house, "SetVideoThumbnail", videoid=before["id"], timestamp=1.7)
    after = ask(house, "GetVideo", videoid=before["id"])["video"]
    assert after["thumbnailfile"] != before["thumbnailfile"]
    assert refused(house, "SetVideoThumbnail", videoid=before["id"], timestamp=60) == "badargument"
    ask(house, "UndoChange", changeid=changeid)
    assert ask(house, "GetVideo", videoid=before["id"])["video"] == before
