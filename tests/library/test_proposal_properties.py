"""Whatever is uploaded: every path is good, no two are the same unless a person is asked, and nothing gets lost."""

import time
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from musicdb.ids import TaskId
from musicdb.library.naming import analyse_path
from musicdb.library.paths import MusicDirectory
from musicdb.library.proposal import Upload, preview, propose
from musicdb.model.media import FileTags, Kind
from musicdb.model.proposals import IntegrationProposal
from tests.library.uploading import Library, upload

MUSIC = MusicDirectory(Path("/music"))
EXTENSIONS = ("mp3", "flac", "jpg", "lrc", "mp4", "txt", "")

words = st.sampled_from(
    ["", "A", "Ünïcödé", "CD1", "CD 2", "2004 - X", "A - B", "..", ".", "~", "a/b", "01", "\0", "x\\..", "…"]
)
names = st.one_of(words, st.text(max_size=20), st.text(min_size=250, max_size=300))
numbers = st.one_of(st.integers(-2, 5), st.sampled_from([100, 1999, 2004, 10**9]))


@st.composite
def uploads(draw: st.DrawFn) -> list[Upload]:
    made = []
    for count in range(draw(st.integers(1, 8))):
        extension = draw(st.sampled_from(EXTENSIONS))
        kinds = {"mp3": Kind.SONG, "flac": Kind.SONG, "mp4": Kind.VIDEO, "jpg": Kind.IMAGE}
        kind = kinds.get(extension, Kind.OTHER)
        tags = FileTags(
            title=draw(names),
            album=draw(names),
            artists=tuple(draw(st.lists(names, max_size=2))),
            albumartists=tuple(draw(st.lists(names, max_size=2))),
            release=draw(numbers),
            track=draw(numbers),
            disc=draw(numbers),
            discs=draw(numbers),
            compilation=draw(st.booleans()),
        )
        filename = draw(names) + (f".{extension}" if extension else "")
        made.append(
            Upload(
                taskid=TaskId(str(count)),
                sourcefilename=filename,
                relativepath="/".join([*draw(st.lists(names, max_size=3)), filename]),
                kind=kind,
                tags=tags if draw(st.booleans()) else None,
            )
        )
    return made


def check(proposal: IntegrationProposal) -> None:
    files = [(file.path, file.open, album) for album in proposal.albums for file in album.files]
    videos = [(video.path, video.open, video) for video in proposal.videos]
    counts = Counter(path for path, _, _ in (*files, *videos) if path)
    for path, fields, whole in (*files, *videos):
        if not path:
            assert fields or whole.open
            continue
        assert MUSIC.relative(MUSIC.resolve(path)) == path
        assert counts[path] == 1 or fields
    for album in proposal.albums:
        parts = analyse_path(album.path) if album.path else None
        assert album.open if parts is None else parts.release == album.release
        for file in album.files:
            song = analyse_path(file.path) if file.kind is Kind.SONG and file.path else None
            assert song is None or (song.songnumber, song.release) == (file.number, album.release)


@settings(deadline=None, max_examples=150)
@given(uploads())
def test_every_proposal_is_sound(made: list[Upload]) -> None:
    proposal = propose("group", made, True, Library("A", "A/2004 - X"))  # noqa: FBT003
    check(proposal)
    everything = [file.taskid for album in proposal.albums for file in album.files]
    everything += [video.taskid for video in proposal.videos]
    assert sorted(everything) == sorted(upload.taskid for upload in made)
    again = preview("group", made, True, proposal.albums, proposal.videos, Library("A", "A/2004 - X"))  # noqa: FBT003
    check(again)
    assert [album.path for album in again.albums] == [album.path for album in proposal.albums]
    assert [f.path for a in again.albums for f in a.files] == [f.path for a in proposal.albums for f in a.files]


def test_two_thousand_files_are_quick() -> None:
    made = [
        upload(
            f"Artist {a}/{1990 + a % 30} - Album {a}/{n:02} - Song {n}.mp3",
            title=f"Song {n}",
            track=n,
            artists=f"Artist {a}",
            album=f"Album {a}",
            release=1990 + a % 30,
        )
        for a in range(168)
        for n in range(1, 13)
    ]
    start = time.perf_counter()
    proposal = propose("group", made, True, Library())  # noqa: FBT003
    assert time.perf_counter() - start < 2
    assert len(proposal.albums) == 168
