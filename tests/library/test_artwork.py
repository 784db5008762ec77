"""An album gets the best picture there is, and a broken one never stands in the way."""

import io
import shutil

import pytest
from PIL import Image

from musicdb.errors import InvalidContentError, NotFoundError, PictureError
from musicdb.ids import AlbumId, VideoId
from musicdb.model.media import ThemeColors
from tests.library.conftest import AddSong, Household, embed_picture, make_video

ALBUM = "Artist/2004 - Album"
RED, GREEN, BLUE = (200, 30, 30), (30, 160, 30), (30, 30, 200)


def picture(color: tuple[int, int, int], form: str = "PNG", size: int = 300) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (size, size), color).save(stream, form)
    return stream.getvalue()


def color_of(household: Household, artworkpath: str) -> tuple[int, int, int]:
    """The strongest of the three channels of the artwork as one of the three colors."""
    with Image.open(household.artwork / artworkpath) as image:
        pixel = image.convert("RGB").resize((1, 1)).getpixel((0, 0))
    assert isinstance(pixel, tuple)
    return (RED, GREEN, BLUE)[pixel.index(max(pixel))]


@pytest.fixture
def albumid(household: Household, add_song: AddSong) -> AlbumId:
    add_song(f"{ALBUM}/01 One.mp3")
    add_song(f"{ALBUM}/02 Two.flac")
    return household.importer.import_album(ALBUM).album.id


def test_an_album_without_a_picture_keeps_the_default(household: Household, albumid: AlbumId) -> None:
    before = household.store.albums.get(albumid)
    assert household.find_cover(albumid) == "default.jpg"
    assert household.store.albums.get(albumid) == before


def test_the_order_is_chosen_then_directory_then_song(household: Household, albumid: AlbumId) -> None:
    embed_picture(household.root / ALBUM / "02 Two.flac", picture(BLUE))
    assert color_of(household, household.find_cover(albumid)) == BLUE
    (household.root / ALBUM / "Cover.PNG").write_bytes(picture(GREEN))
    assert color_of(household, household.find_cover(albumid)) == GREEN
    path = household.choose_cover(albumid, picture(RED, "JPEG"))
    assert color_of(household, path) == RED
    album = household.store.albums.get(albumid)
    assert album.artworkpath == path != "default.jpg"
    assert album.bgcolor != "#101010"


@pytest.mark.parametrize(
    ("best", "other"),
    [
        ("cover.jpg", "folder.jpg"),
        ("FOLDER.jpg", "front.png"),
        ("front.webp", "back.jpg"),
        ("AlbumArt_{12}_Large.jpg", "scan.jpg"),
        ("cover.gif", "cover-back.jpg"),
        ("whatever.jpeg", None),
    ],
)
def test_the_picture_of_a_directory_is_chosen_by_its_name(
    household: Household, albumid: AlbumId, best: str, other: str | None
) -> None:
    form = {"jpg": "JPEG", "jpeg": "JPEG"}.get(best.rpartition(".")[2], best.rpartition(".")[2].upper())
    (household.root / ALBUM / best).write_bytes(picture(GREEN, form))
    if other is not None:
        (household.root / ALBUM / other).write_bytes(picture(RED, "PNG"))
    assert color_of(household, household.find_cover(albumid)) == GREEN


def test_several_pictures_without_a_telling_name_are_not_guessed_at(household: Household, albumid: AlbumId) -> None:
    (household.root / ALBUM / "scan 1.png").write_bytes(picture(GREEN))
    (household.root / ALBUM / "scan 2.png").write_bytes(picture(RED))
    assert household.find_cover(albumid) == "default.jpg"


@pytest.mark.parametrize("broken", [b"", b"no picture", picture(RED)[:200]])
def test_a_broken_picture_falls_through_to_the_next_source(
    household: Household, albumid: AlbumId, broken: bytes
) -> None:
    (household.root / ALBUM / "cover.jpg").write_bytes(broken)
    embed_picture(household.root / ALBUM / "01 One.mp3", broken or b"x")
    embed_picture(household.root / ALBUM / "02 Two.flac", picture(BLUE))
    assert color_of(household, household.find_cover(albumid)) == BLUE


def test_what_a_person_has_chosen_survives_the_next_import(household: Household, albumid: AlbumId) -> None:
    chosen = household.choose_cover(albumid, picture(RED))
    (household.root / ALBUM / "cover.png").write_bytes(picture(GREEN))
    assert household.find_cover(albumid) == chosen
    with pytest.raises(PictureError):
        household.covers.import_for_album(albumid, b"broken")
    assert household.find_cover(albumid) == chosen
    assert color_of(household, household.choose_cover(albumid, picture(BLUE))) == BLUE


def test_a_chosen_picture_that_is_lost_is_replaced(household: Household, albumid: AlbumId) -> None:
    household.choose_cover(albumid, picture(RED))
    shutil.rmtree(household.artwork)
    household.artwork.mkdir()
    (household.root / ALBUM / "cover.png").write_bytes(picture(GREEN))
    assert color_of(household, household.find_cover(albumid)) == GREEN


def test_colors_a_person_has_set_survive_as_long_as_the_picture_does(household: Household, albumid: AlbumId) -> None:
    cover = household.root / ALBUM / "cover.png"
    cover.write_bytes(picture(GREEN))
    path = household.find_cover(albumid)
    household.store.albums.set_artwork(albumid, path, ThemeColors("#010203", "#FFFFFF", "#EEEEEE"), chosen=False)
    household.find_cover(albumid)
    assert household.store.albums.get(albumid).bgcolor == "#010203"
    cover.write_bytes(picture(RED))
    household.find_cover(albumid)
    assert household.store.albums.get(albumid).bgcolor != "#010203"


def test_a_cover_that_was_removed_from_the_directory_is_kept(household: Household, albumid: AlbumId) -> None:
    cover = household.root / ALBUM / "cover.png"
    cover.write_bytes(picture(GREEN))
    path = household.find_cover(albumid)
    cover.unlink()
    assert household.find_cover(albumid) == path


def test_an_album_whose_directory_is_gone_can_still_get_a_picture(household: Household, albumid: AlbumId) -> None:
    shutil.rmtree(household.root / ALBUM)
    assert household.find_cover(albumid) == "default.jpg"
    assert color_of(household, household.choose_cover(albumid, picture(BLUE))) == BLUE


def test_unknown_albums_and_videos_are_told(household: Household) -> None:
    with pytest.raises(NotFoundError):
        household.artworks.import_for_album(AlbumId(7))
    with pytest.raises(NotFoundError):
        household.artworks.import_for_video(VideoId(7))


# The first fifth is black.
BLACK_AT_FIRST = "testsrc=duration=2:size=160x120:rate=10,eq=brightness=-1:enable='lt(t,0.4)'"


def test_a_video_gets_a_frame_with_something_to_see(household: Household) -> None:
    path = "Artist/2001 - Sun.mp4"
    make_video(household.root / path, BLACK_AT_FIRST)
    video = household.importer.import_video(path)
    thumbnail = household.find_thumbnail(video.id)
    assert household.store.videos.get(video.id).thumbnailfile == thumbnail != "default.jpg"
    with Image.open(household.artwork / thumbnail) as image:
        extremes = image.convert("L").getextrema()
    assert extremes[1] - extremes[0] > 100
    assert household.covers.import_for_video(video.id, picture(GREEN)) is not None
    chosen = household.store.videos.get(video.id).thumbnailfile
    assert color_of(household, chosen) == GREEN
    assert household.find_thumbnail(video.id) == chosen


def test_a_song_has_no_frames(household: Household, add_song: AddSong) -> None:
    add_song(f"{ALBUM}/01 One.mp3")
    with pytest.raises(InvalidContentError):
        household.artworks.frame_of(f"{ALBUM}/01 One.mp3")
