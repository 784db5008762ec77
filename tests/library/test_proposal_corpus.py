"""Real files, dropped the ways people drop them."""

import os
from collections.abc import Callable

import pytest

from musicdb.ids import TaskId
from musicdb.library.proposal import Upload, propose
from musicdb.media.kinds import kind_of
from musicdb.media.tags import read_tags
from musicdb.model.media import Kind
from musicdb.model.proposals import IntegrationProposal
from tests.library.uploading import Library, only_album, opens, paths
from tests.sounds import CORPUS

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="there is no corpus of real music here")

Drop = Callable[..., IntegrationProposal]


def dropped(*names: str, loose: bool = False) -> IntegrationProposal:
    """What is proposed for files and folders of the corpus."""
    roots = [CORPUS / name for name in names]
    files = (
        file for root in roots for file in ([root] if root.is_file() else sorted(root.rglob("*"))) if file.is_file()
    )
    uploads = [
        Upload(
            taskid=TaskId(file.name if loose else os.fspath(file.relative_to(CORPUS))),
            sourcefilename=file.name,
            relativepath="" if loose else os.fspath(file.relative_to(CORPUS)),
            kind=kind_of(file.name),
            filesize=file.stat().st_size,
            tags=read_tags(file) if kind_of(file.name) in (Kind.SONG, Kind.VIDEO) else None,
        )
        for file in files
    ]
    return propose("group", uploads, True, Library())  # noqa: FBT003


def test_an_album_folder() -> None:
    proposal = dropped("Aleksi Aubry-Carlson")
    assert set(paths(proposal).values()) == {
        f"Aleksi Aubry-Carlson/2004 - Early Themes/{name}.flac"
        for name in ("01 Frantic", "02 Elf Land", "03 Transience")
    }
    assert opens(proposal) == {}


def test_an_album_of_two_discs() -> None:
    proposal = dropped("The Battle for Wesnoth OST (Disc 1 + 2)")
    album = only_album(proposal)
    assert album.path == "Wesnoth Project/2004 - The Battle for Wesnoth OST"
    names = [file.path.rpartition("/")[2] for file in album.files]
    assert names[0] == "1-01 Traveling Minstrels.mp3"
    assert names[5] == "2-01 Main Theme.mp3"
    assert names[-1] == "cover.jpg"
    assert opens(proposal) == {"The Battle for Wesnoth OST": ("release",)}


def test_an_export_with_file_names_that_say_nothing() -> None:
    proposal = dropped("itunes-export")
    assert only_album(proposal).path == "Tyler Johnson/2009 - Shadows & War"
    assert [file.path.rpartition("/")[2] for file in only_album(proposal).files] == [
        *("2-01 Into the Shadows.m4a", "2-02 Casualties of War.m4a", "2-03 Sad.m4a")
    ]
    assert opens(proposal) == {}


def test_loose_files_with_a_picture() -> None:
    proposal = dropped("loose", "loose-cover.png", loose=True)
    found = paths(proposal)
    directory = "Wesnoth Project/2012 - The Battle for Wesnoth OST"
    assert found["Jeremy Nicoll – Vengeful Pursuit (feat. Ünïcödé).opus"] == f"{directory}/2-08 Vengeful Pursuit.opus"
    assert found["nunc_dimittis.opus"] == f"{directory}/2-10 Nunc Dimittis.opus"
    assert found["loose-cover.png"] == f"{directory}/loose-cover.png"
    assert found["silence.ogg"] == ""
    assert opens(proposal)["frantic.ogg"] == ("number",)


def test_rips_without_tags_need_a_person() -> None:
    proposal = dropped("duplicates")
    assert only_album(proposal).open == ("artistname", "albumname", "release")
    assert opens(proposal)["duplicates/rip0001.mp3"] == ("name",)


def test_a_video() -> None:
    assert list(paths(dropped("videos")).values()) == ["Doug Kaufman/2007 - Battle Epic.mp4"]
    assert opens(dropped("videos")) == {}


def test_everything_at_once() -> None:
    proposal = dropped(*(path.name for path in CORPUS.iterdir() if path.suffix not in (".md", ".json")))
    directories = [album.path for album in proposal.albums if album.path]
    assert len(directories) == len(set(directories))
    discs = [file.cd for album in proposal.albums if "Wesnoth" in album.albumname for file in album.files]
    assert len(discs) == 14
