"""Reading the configuration: where from, what it may say, and what is said about mistakes."""

from pathlib import Path

import pytest

from musicdb.config import reader
from musicdb.config.reader import find_config, load_config
from musicdb.config.schema import Config
from musicdb.config.units import GIB
from musicdb.errors import ConfigError


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file of this machine has a say."""
    monkeypatch.delenv("MUSICDB_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(reader, "SYSTEM_FILE", tmp_path / "system.ini")


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "musicdb.ini"


def complaints(file: Path, text: str) -> list[str]:
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as raised:
        load_config(file)
    return raised.value.message.replace(f"{file}, ", "").splitlines()[1:]


def test_without_a_file_the_defaults_are_in_effect() -> None:
    assert load_config() == Config()


def test_the_search_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [tmp_path / "asked.ini", tmp_path / "environment.ini", tmp_path / "system.ini"]
    files.append(tmp_path / "home" / "musicdb" / "musicdb.ini")
    files[3].parent.mkdir(parents=True)
    assert find_config() is None
    for file in reversed(files[2:]):
        file.touch()
        assert find_config() == file
    files[1].touch()
    monkeypatch.setenv("MUSICDB_CONFIG", str(files[1]))
    assert find_config() == files[1]
    files[0].touch()
    assert find_config(files[0]) == files[0]


def test_directories_of_the_environment_win_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "my.ini"
    file.write_text("[directories]\nmusic = /file\ndata = /file\n")
    monkeypatch.setenv("MUSICDB_DATA", "/elsewhere")
    directories = load_config(file).directories
    assert (directories.music, directories.data) == (Path("/file"), Path("/elsewhere"))
    assert load_config(file, {"directories": {"data": "/here"}}).directories.data == Path("/here")


def test_a_file_that_is_asked_for_must_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match="There is no configuration file"):
        load_config(tmp_path / "missing.ini")
    with pytest.raises(ConfigError, match="is a directory"):
        load_config(tmp_path)
    monkeypatch.setenv("MUSICDB_CONFIG", str(tmp_path / "missing.ini"))
    with pytest.raises(ConfigError, match="There is no configuration file"):
        load_config()


def test_values_of_every_type(written: Path) -> None:
    written.write_text(
        "\ufeff[directories]\nmusic = 100% müsic\ndata: ~/data\n[uploads]\nallow = video,\n   artwork\n"
        "maxsize = 1.5 GiB\nreserve = 500 MB\nchunksize = 65536\n"
        "[music]\nignoresongs = a b / c\n[albumcover]\nscales=50,60\n"
        "[websocket]\n  port = 0\n  cert = a.pem\n  key = b.pem\n[tools]\nffmpeg =\n",
        "utf-8",
    )
    config = load_config(written)
    assert config.directories.music == written.parent / "100% müsic"
    assert config.directories.data == Path.home() / "data"
    assert config.directories.database == Path.home() / "data" / "music.db"
    assert config.uploads.allow == ("video", "artwork")
    assert config.uploads.maxsize == 3 * GIB // 2
    assert config.uploads.reserve == 500_000_000
    assert config.uploads.chunksize == 65536
    assert config.uploads.window == 4
    assert config.music.ignoresongs == ("a b", "c")
    assert config.albumcover.scales == (50, 60)
    assert config.websocket.port == 0
    assert config.websocket.cert == written.parent / "a.pem"
    assert config.tools.ffmpeg is None


def test_the_command_line_wins(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written.write_text("[websocket]\nport = 1\nbind = ::1\n", "utf-8")
    config = load_config(written, {"websocket": {"port": "2"}, "directories": {"music": "here"}})
    assert (config.websocket.port, config.websocket.bind) == (2, "::1")
    assert config.directories.music == tmp_path / "here"


def test_all_mistakes_are_told_at_once(written: Path) -> None:
    found = complaints(
        written,
        "port = 1\n[websockt]\nport = 1\n[websocket]\nPrt = 1\nworkers = 3\nport = many\nport = 3\nnonsense\n"
        "[uploads]\nallow = albumfiles\nmaxsize = big\nwindow = 65\n[videoframes]\nscales = 150\n"
        "[directories]\nmusic =\n[log]\nlogfile =\n",
    )
    assert found == [
        "line 1: 'port = 1' is not a [section].",
        "line 9: 'nonsense' is not “option = value”.",
        "line 3: there is no section [websockt]. Did you mean [websocket]?",
        "line 5: there is no option 'Prt' in [websocket]. Did you mean port?",
        "line 6: there is no option 'workers' in [websocket]. Did you mean the one in [tasks]?",
        "line 8: [websocket] port was set before (line 7).",
        "line 7: [websocket] port must be a whole number, 0 to 65535, not 'many'.",
        (
            "line 11: [uploads] allow must be a list separated by “,”, each one of albumfile, artwork, video, "
            "not 'albumfiles'. Did you mean albumfile?"
        ),
        "line 12: [uploads] maxsize must be a size such as 20 GiB, 1 or more, not 'big'.",
        "line 13: [uploads] window must be a whole number, 1 to 64, not '65'.",
        (
            "line 15: [videoframes] scales must be a list separated by “,”, each a size in pixels such as 150x83, "
            "not '150'."
        ),
        "line 17: [directories] music must be a path, not ''.",
        "line 19: [log] logfile must be a text that is not empty, not ''.",
    ]


def test_a_mistake_on_the_command_line_names_its_option() -> None:
    with pytest.raises(
        ConfigError, match=r"--port: \[websocket\] port must be a whole number, 0 to 65535, not '70000'"
    ):
        load_config(None, {"websocket": {"port": "70000"}})


def test_certificate_and_key_belong_together(written: Path) -> None:
    assert complaints(written, "[websocket]\ncert = a.pem\n") == [
        "[websocket] cert and key belong together: set both, or none of them."
    ]


def test_unreadable_text_is_a_mistake(written: Path) -> None:
    written.write_bytes(b"[meta]\nversion = \xff\n")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(written)


def test_a_file_of_musicdb_8_is_accepted(written: Path) -> None:
    written.write_text(
        "[meta]\nversion=7\n[musicdb]\nusername=musicdb\ngroupname=musicdb\n[directories]\nmusic=/var/music\n"
        "data=/var/lib/musicdb\n[log]\nlogfile=journal\nloglevel=WARNING\ndebugfile=/dev/null\nignore=requests, PIL\n"
        "[debug]\ndisablestats=False\ndisabletracker=False\ndisableai=True\ndisabletagging=False\ndisableicecast=False\n"
        "disablevideos=True\n[websocket]\nbind=127.0.0.1\nport=9000\nopentimeout=10\nclosetimeout=5\n"
        "cert=/var/lib/musicdb/websocket.cert\nkey=/var/lib/musicdb/websocket.key\n[uploads]\n"
        "allow=artwork, albumfile\n[tracker]\ncuttime=30\ntrackrandom=False\n"
        "[Icecast]\nport=8000\nuser=source\npassword=%\nmountname=/stream\n"
        "[music]\nignoreartists=lost+found\nignorealbums=\nignoresongs=.directory / desktop.ini\n"
        "[albumcover]\nscales=150, 200, 500, 1000\n[videoframes]\nframes=5\nscales=150x83\npreviewlength=3\n"
        "[extern]\nconfigtemplate=/usr/share/musicdb/extconfig.ini\nstatedir=.mdbstate\nconfigfile=config.ini\n"
        "songmap=songmap.csv\n",
        "utf-8",
    )
    config = load_config(written)
    assert config.directories.music == Path("/var/music")
    assert config.uploads.allow == ("artwork", "albumfile")
    assert config.log.loglevel == "WARNING"


def test_icecast_needs_a_password() -> None:
    with pytest.raises(ConfigError, match="source-password"):
        load_config(None, {"Icecast": {"enabled": "True"}})
