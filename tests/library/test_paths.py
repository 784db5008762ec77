"""A wire path leads to a place inside the music directory, or nowhere."""

import os
import unicodedata
from pathlib import Path

import pytest

from musicdb.errors import NotFoundError, PathError
from musicdb.library.paths import MusicDirectory, readable


@pytest.fixture
def music(tmp_path: Path) -> MusicDirectory:
    root = tmp_path / "music"
    (root / "Björk" / "1993 - Debut").mkdir(parents=True)
    (root / "Björk" / "1993 - Debut" / "01 Human Behaviour.mp3").write_bytes(b"song")
    return MusicDirectory(root)


@pytest.mark.parametrize(
    "wirepath",
    [
        "Björk",
        "Björk/1993 - Debut/01 Human Behaviour.mp3",
        "~Nois/2001 - ~",
        "...And You Will Know Us/2002 - X",
        "AC\\DC/1979 - Highway to Hell",
        "中島みゆき/1976 - 私の声が聞こえますか",
        "a/" + "x" * 255,
    ],
)
def test_a_good_path_is_joined_to_the_root(music: MusicDirectory, wirepath: str) -> None:
    assert music.resolve(wirepath) == music.root.joinpath(*wirepath.split("/"))
    assert music.relative(music.resolve(wirepath)) == wirepath


@pytest.mark.parametrize(
    "wirepath",
    [
        "",
        "/",
        "/etc/passwd",
        "~",
        "~/.ssh/id_rsa",
        "..",
        "../x",
        "a/../../x",
        "a/..",
        "a/./b",
        ".",
        "a//b",
        "a/",
        "a\0b",
        "a\nb",
        "a\x7fb",
        "a\x85b",
        "..\\..\\x",
        "a\\..\\x",
        "a/" + "x" * 256,
        "a/" + "ü" * 128,
        "bad\udcffname",
        "/".join(["x" * 200] * 30),
    ],
)
def test_a_bad_path_is_refused_with_a_printable_message(music: MusicDirectory, wirepath: str) -> None:
    for method in (music.resolve, music.existing):
        with pytest.raises(PathError) as caught:
            method(wirepath)
        assert caught.value.message.encode()
        assert caught.value.message.isprintable()


def test_links_may_stay_inside_but_not_lead_out(music: MusicDirectory, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (music.root / "out").symlink_to(tmp_path / "outside")
    (music.root / "dangling").symlink_to(tmp_path / "nothing")
    (music.root / "in").symlink_to(music.root / "Björk")
    (music.root / "loop").symlink_to(music.root / "loop")
    assert music.resolve("in/1993 - Debut") == music.root / "in" / "1993 - Debut"
    assert music.resolve("loop") == music.root / "loop"
    for wirepath in ("out", "out/new", "dangling", "dangling/x"):
        with pytest.raises(PathError, match="symbolic link"):
            music.resolve(wirepath)


def test_the_root_itself_may_be_a_link(music: MusicDirectory, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(music.root)
    linked = MusicDirectory(tmp_path / "link")
    assert linked.existing("Björk/1993 - Debut").is_dir()
    assert linked.relative(tmp_path / "link" / "Björk") == "Björk"
    assert linked.relative(music.root / "Björk") == "Björk"


def test_relative_refuses_what_is_elsewhere(music: MusicDirectory, tmp_path: Path) -> None:
    assert music.relative(music.root) == ""
    for path in (tmp_path, tmp_path / "music2", music.root / "..", Path("/")):
        with pytest.raises(PathError):
            music.relative(path)


@pytest.mark.parametrize(("on_disk", "asked"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_existing_finds_the_other_normal_form(music: MusicDirectory, on_disk: str, asked: str) -> None:
    name = "Ünïcödé 한국어"
    (music.root / unicodedata.normalize(on_disk, name) / unicodedata.normalize(on_disk, "2001 - Été")).mkdir(
        parents=True
    )
    found = music.existing(unicodedata.normalize(asked, f"{name}/2001 - Été"))
    assert found.is_dir()
    assert music.relative(found) == unicodedata.normalize(on_disk, f"{name}/2001 - Été")


def test_existing_prefers_the_exact_name(music: MusicDirectory) -> None:
    for form in ("NFC", "NFD"):
        (music.root / unicodedata.normalize(form, "Été")).mkdir()
        name = unicodedata.normalize(form, "Été")
        assert music.existing(name).name == name


def test_existing_does_not_find_what_is_not_there(music: MusicDirectory) -> None:
    for wirepath in ("Nobody", "Björk/1995 - Pöst", "Björk/1993 - Debut/01 Human Behaviour.mp3/Ä"):
        with pytest.raises(NotFoundError):
            music.existing(wirepath)


def test_names_that_are_not_utf8_crash_nothing(music: MusicDirectory) -> None:
    os.mkdir(os.fsencode(music.root) + b"/caf\xe9")  # noqa: PTH102 - a name in bytes
    assert music.existing("Björk").is_dir()
    with pytest.raises(NotFoundError):
        music.existing("café")
    (path,) = (child for child in music.root.iterdir() if child.name.startswith("caf"))
    with pytest.raises(PathError) as caught:
        music.relative(path)
    assert "caf\\udce9" in caught.value.message
    assert readable(path).endswith("caf\\udce9")


def test_require_tells_about_the_mount(music: MusicDirectory, tmp_path: Path) -> None:
    music.require()
    (tmp_path / "file").write_bytes(b"")
    for root in (tmp_path / "missing", tmp_path / "file"):
        with pytest.raises(PathError, match="mounted"):
            MusicDirectory(root).require()


def test_a_relative_root_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert MusicDirectory(Path("music")).root == tmp_path / "music"
