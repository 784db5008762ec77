"""The rules of the house that no linter knows."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LISTS = (".gen.", "/i18n/languages/")


def listed(*patterns: str) -> list[Path]:
    """The files git knows or would know."""
    command = ("git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns)
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    if finished.returncode:
        pytest.skip("this is no clone of the repository")
    return [path for name in finished.stdout.splitlines() if (path := ROOT / name).exists()]


def test_no_file_is_too_long() -> None:
    sources = listed("musicdb/*.py", "scripts/*", "tests/*.py", "webui/src/*.ts", "webui/src/*.tsx", "webui/src/*.css")
    lengths = {
        path: len(path.read_text("utf-8").splitlines())
        for path in sources
        if not any(mark in str(path) for mark in LISTS)
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    found = []
    for path in listed("musicdb/*.py", "scripts/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    found.append(f"{path}:{node.lineno} {node.name} has {length} lines")
    assert found == []


def test_every_file_begins_with_its_sentence() -> None:
    python = [path for path in listed("musicdb/*.py", "scripts/*.py", "tests/*.py") if path.read_text("utf-8").strip()]
    assert [path for path in python if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []
    web = listed("webui/src/*.ts", "webui/src/*.tsx", "webui/src/*.css")
    assert [path for path in web if not path.read_text("utf-8").startswith("/*")] == []


def test_no_audio_is_committed() -> None:
    assert listed("*.mp3", "*.flac", "*.m4a", "*.ogg", "*.opus", "*.wav", "*.mp4", "*.webm") == []
