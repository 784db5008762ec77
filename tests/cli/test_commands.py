"""The commands as a person meets them: output, sentences, exit codes."""

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from musicdb.cli.main import COMMANDS, main
from musicdb.errors import NoSpaceError

CommandLine = Callable[..., Result]


@pytest.fixture
def musicdb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Runs the command line in a home of its own."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))

    def run(*arguments: str, stdin: str = "") -> Result:
        return CliRunner().invoke(main, arguments, input=stdin)

    return run


def test_version_is_told_without_importing_the_house() -> None:
    script = "import sys\nfrom musicdb.cli.main import main\ntry: main(['--version'])\nexcept SystemExit: pass\n"
    script += "print([name for name in ('twisted', 'rich', 'msgspec', 'platformdirs') if name in sys.modules])"
    output = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert output.startswith("MusicDB ")
    assert output.endswith("\n[]\n")


def test_musicdb_is_a_module() -> None:
    finished = subprocess.run([sys.executable, "-m", "musicdb", "--help"], capture_output=True, text=True, check=True)
    assert all(name in finished.stdout for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(musicdb: CommandLine, command: str) -> None:
    result = musicdb(command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_an_unknown_command(musicdb: CommandLine) -> None:
    result = musicdb("serve")
    assert result.exit_code == 2
    assert "No such command" in result.stderr


def test_config_prints_what_is_in_effect(musicdb: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "my.ini"
    file.write_text("[websocket]\nport = 1234\n")
    result = musicdb("--config", str(file), "config")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"# {file}\n")
    assert "port = 1234\n" in result.stdout


def test_config_check_tells_all_mistakes(musicdb: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "my.ini"
    file.write_text("[websocket]\nport = x\nbnd = y\n")
    result = musicdb("config", "--check", str(file))
    assert result.exit_code == 2
    assert f"{file}, line 2: [websocket] port must be" in result.stderr
    assert "Did you mean bind?" in result.stderr
    file.write_text("")
    assert musicdb("config", "--check", str(file)).stdout == f"{file} is fine.\n"


def test_the_options_of_server_win_over_the_file(
    musicdb: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "my.ini"
    file.write_text("[websocket]\nport = 1\nbind = ::1\n")
    seen = []
    monkeypatch.setattr("musicdb.daemon.run", lambda config, _reload: seen.append(config) or 3)
    result = musicdb("--config", str(file), "server", "--port", "0", "--music", str(tmp_path), "--data", "/d")
    assert result.exit_code == 3
    assert (seen[0].websocket.port, seen[0].websocket.bind) == (0, "::1")
    assert (seen[0].directories.music, seen[0].directories.data) == (tmp_path, Path("/d"))


def test_an_error_becomes_a_sentence_and_an_exit_code(musicdb: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_config: object, _reload: object) -> int:
        raise NoSpaceError("The disk is full.")

    monkeypatch.setattr("musicdb.daemon.run", fail)
    result = musicdb("server")
    assert result.exit_code == 1
    assert result.stderr == "musicdb: The disk is full.\n"


def test_a_disk_that_is_full_is_a_sentence(musicdb: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_config: object, _reload: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("musicdb.daemon.run", fail)
    result = musicdb("server")
    assert (result.exit_code, result.stderr) == (1, "musicdb: No space left on device.\n")


def test_a_wrong_option_of_server(musicdb: CommandLine) -> None:
    result = musicdb("server", "--port", "many")
    assert result.exit_code == 2
    assert "--port: [websocket] port must be a whole number, 0 to 65535, not 'many'." in result.stderr


def test_a_password_is_read_from_stdin_and_kept_secret(musicdb: CommandLine, tmp_path: Path) -> None:
    result = musicdb("user", "password", "--stdin", stdin="open sesame\n")
    assert result.exit_code == 0, result.output
    kept = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert kept
    assert all(b"open sesame" not in file.read_bytes() for file in kept)
    assert all(file.stat().st_mode & 0o077 == 0 for file in kept)


def test_the_key_for_programs_that_speak_acoustid(musicdb: CommandLine, tmp_path: Path) -> None:
    result = musicdb("user", "acoustid")
    (kept,) = tmp_path.rglob("acoustidkey.txt")
    assert (result.stdout.strip(), kept.stat().st_mode & 0o777) == (kept.read_text(), 0o600)
    assert "serve = yes" in result.stderr
    assert musicdb("user", "acoustid").stdout == result.stdout


def test_a_password_is_asked_for_twice(musicdb: CommandLine) -> None:
    assert musicdb("user", "password", stdin="one\ntwo\nlong enough\nlong enough\n").exit_code == 0
    assert musicdb("user", "password", stdin="one\ntwo\n").exit_code == 1


def test_a_short_password_is_refused(musicdb: CommandLine) -> None:
    result = musicdb("user", "password", "--stdin", stdin="\n")
    assert result.exit_code == 1
    assert result.stderr.startswith("musicdb: A password has 8 to ")
