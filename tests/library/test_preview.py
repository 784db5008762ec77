"""What becomes of the names a person chose."""

import pytest

from musicdb.errors import BadArgumentError, BadNameError, UnknownTaskError
from musicdb.ids import TaskId
from musicdb.library.proposal import Upload, check_names, preview
from musicdb.model.proposals import AlbumChoice, FileChoice, IntegrationProposal, VideoChoice
from tests.library.uploading import Library, only_album, opens, paths, proposed, upload

SONG = upload("CD1/01 - x.mp3", artists="A", album="B", release=2000, title="T", track=1)
LYRICS = upload("CD1/01 - x.lrc")
COVER = upload("CD1/cover.jpg")
VIDEO = upload("v.mp4")


def choice(taskid: str, name: str, cd: int = 1, number: int = 0) -> FileChoice:
    return FileChoice(taskid=TaskId(taskid), name=name, cd=cd, number=number)


def previewed(
    *files: FileChoice,
    artist: str = "Artist",
    album: str = "Album",
    release: int = 2001,
    videos: tuple[VideoChoice, ...] = (),
) -> IntegrationProposal:
    albums = (AlbumChoice(artistname=artist, albumname=album, release=release, files=files),) if files else ()
    return preview("group", (SONG, LYRICS, COVER, VIDEO), False, albums, videos, Library("Artist"))  # noqa: FBT003


def test_the_names_of_a_person_count() -> None:
    proposal = previewed(
        choice("CD1/01 - x.lrc", "old name"),
        choice("CD1/01 - x.mp3", "Chosen / Title", cd=2, number=7),
        choice("CD1/cover.jpg", "front"),
    )
    assert paths(proposal) == {
        "CD1/01 - x.lrc": "Artist/2001 - Album/2-07 Chosen ∕ Title.lrc",
        "CD1/01 - x.mp3": "Artist/2001 - Album/2-07 Chosen ∕ Title.mp3",
        "CD1/cover.jpg": "Artist/2001 - Album/front.jpg",
    }
    assert opens(proposal) == {}
    assert not proposal.ready
    assert only_album(proposal).artistknown
    check_names(proposal)


@pytest.mark.parametrize(
    ("fields", "where", "what"),
    [
        ({"artist": " "}, "Album", "artistname"),
        ({"album": ".."}, "..", "albumname"),
        ({"release": 20010}, "Album", "release"),
    ],
)
def test_impossible_names_of_albums_are_open(fields: dict[str, str | int], where: str, what: str) -> None:
    proposal = previewed(choice("CD1/01 - x.mp3", "T", number=1), **fields)  # type: ignore[arg-type]
    assert opens(proposal) == {where: (what,)}
    assert paths(proposal) == {"CD1/01 - x.mp3": ""}
    with pytest.raises(BadNameError):
        check_names(proposal)


@pytest.mark.parametrize(
    ("file", "what"),
    [
        (choice("CD1/01 - x.mp3", "a\0b", number=1), "name"),
        (choice("CD1/01 - x.mp3", "T", number=-1), "number"),
        (choice("CD1/01 - x.mp3", "T", number=10_000), "number"),
        (choice("CD1/cover.jpg", ""), "name"),
    ],
)
def test_impossible_names_of_files_are_open(file: FileChoice, what: str) -> None:
    proposal = previewed(file)
    assert opens(proposal) == {file.taskid: (what,)}
    assert only_album(proposal).path == "Artist/2001 - Album"
    with pytest.raises(BadNameError):
        check_names(proposal)


def test_two_files_of_one_name_are_open() -> None:
    proposal = previewed(choice("CD1/cover.jpg", "x"), choice("CD1/01 - x.mp3", "T", number=1))
    assert opens(proposal) == {}
    songs = (SONG, upload("other.mp3"))
    albums = (
        AlbumChoice(artistname="A", albumname="B", release=1, files=(choice("CD1/01 - x.mp3", "T", number=1),)),
        AlbumChoice(artistname="A", albumname="B", release=1, files=(choice("other.mp3", "T", number=1),)),
    )
    proposal = preview("group", songs, True, albums, (), Library())  # noqa: FBT003
    assert opens(proposal) == {"CD1/01 - x.mp3": ("name",), "other.mp3": ("name",), "B": ("albumname",)}


def test_missing_numbers_and_years_are_open() -> None:
    assert opens(previewed(choice("CD1/01 - x.mp3", "T"), release=0)) == {
        "Album": ("release",),
        "CD1/01 - x.mp3": ("number",),
    }


def test_videos() -> None:
    chosen = VideoChoice(taskid=TaskId("v.mp4"), artistname="Artist", name="Clip - Live", release=2001)
    proposal = previewed(videos=(chosen,))
    assert paths(proposal) == {"v.mp4": "Artist/2001 - Clip - Live.mp4"}
    check_names(proposal)
    with pytest.raises(BadNameError):
        check_names(previewed(videos=(VideoChoice(taskid=TaskId("v.mp4"), artistname="A", name="", release=1),)))


def test_choices_must_make_sense() -> None:
    file = choice("CD1/01 - x.mp3", "T", number=1)
    with pytest.raises(UnknownTaskError):
        previewed(choice("somebody else's", "T"))
    with pytest.raises(BadArgumentError):
        previewed(file, file)
    with pytest.raises(BadArgumentError):
        previewed(videos=(VideoChoice(taskid=TaskId("CD1/01 - x.mp3"), artistname="A", name="T", release=1),))


def test_an_accepted_proposal_is_what_was_proposed() -> None:
    uploads: tuple[Upload, ...] = (SONG, LYRICS, COVER, upload("CD2/cover.jpg"), VIDEO)
    first = proposed(*uploads)
    again = preview("group", uploads, True, first.albums, first.videos, Library())  # noqa: FBT003
    assert paths(again) == paths(first)
