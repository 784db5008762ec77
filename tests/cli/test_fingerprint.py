"""`musicdb fingerprint` prints what fpcalc prints, and ends as it does."""

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from musicdb.cli.main import main
from musicdb.media.ffmpeg import find_ffmpeg
from tests.sounds import make_song


def run(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["fingerprint", *map(str, arguments)])
    assert result.exit_code == code, (result.output, result.exception)
    return result


def fpcalc(*arguments: str | Path) -> str:
    program = shutil.which("fpcalc")
    if program is None:
        pytest.skip("fpcalc is not installed (Debian: libchromaprint-tools)")
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False).stdout


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sounds") / "melody.ogg"
    sound = "aevalsrc='0.3*sin(2*PI*t*(220+110*floor(mod(t*3,7))))+0.1*sin(2*PI*t*(330+55*floor(mod(t*5,9))))':d=16"
    command = [str(find_ffmpeg()), "-v", "error", "-y", "-f", "lavfi", "-i", sound, str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path


@pytest.mark.parametrize(
    "options",
    [
        "",
        "-json",
        "-plain",
        "-raw",
        "-raw -signed -json",
        "-raw -plain",
        "-length 5",
        "-length 3.5 -json",
        "-length 0 -raw",
        "-chunk 5 -json",
        "-length 12 -chunk 5",
        "-length 12 -chunk 5 -overlap -json",
        "-chunk 4 -overlap -raw -json",
    ],
)
def test_it_prints_what_fpcalc_prints(file: Path, options: str) -> None:
    assert run(*options.split(), file).stdout == fpcalc(*options.split(), file)


def test_times_of_day(file: Path) -> None:
    lines = run("-ts", "-length", "5", file).stdout.splitlines()
    assert [line.split("=")[0] for line in lines] == ["TIMESTAMP", "DURATION", "FINGERPRINT"]


def test_several_files(file: Path) -> None:
    assert len(run("-plain", file, file).stdout.splitlines()) == 2


def test_what_has_no_fingerprint(file: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("no music")
    assert "no sound" in run(text, code=2).stderr
    assert "No such file" in run(tmp_path / "nothing", code=2).stderr
    assert "too little sound" in run(make_song(tmp_path / "short.wav"), code=2).stderr
    assert "too little sound" in run("-length", "2", file, code=2).stderr
    run(code=2)
    run("-length", "-3", file, code=2)
    run("-unknown", file, code=2)


def test_a_damaged_file_has_a_fingerprint_up_to_its_damage(file: Path, tmp_path: Path) -> None:
    whole, damaged = tmp_path / "whole.mp3", tmp_path / "damaged.mp3"
    subprocess.run([str(find_ffmpeg()), "-v", "error", "-i", str(file), str(whole)], check=True)
    content = whole.read_bytes()
    middle = len(content) // 2
    damaged.write_bytes(content[:middle] + bytes(range(256)) * 20 + content[middle + 5120 :])
    result = run("-raw", damaged, code=3)
    assert "is damaged" in result.stderr
    # fpcalc gets behind some kinds of damage.
    assert fpcalc("-raw", damaged).startswith(result.stdout.strip())
