"""Makes .venv and the WebUI ready; what has not changed since the last time is not done again."""

import compileall
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import build_webui

ROOT = Path(__file__).parents[1]
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
# What was installed, and from which requirements.
_STAMP = ENVIRONMENT / "installed.json"
_REQUIREMENTS = ("setup.cfg", "pyproject.toml", "scripts/build_backend.py")
_NO_VENV = """\
This Python cannot make virtual environments. Install one of these, and start again:
  the venv module (on Debian and Ubuntu: apt install python3-venv), pip (apt install python3-pip), or uv\
"""


def main(extras: set[str]) -> None:
    """Prepares, with these extras."""
    ENVIRONMENT.mkdir(exist_ok=True)
    with (ENVIRONMENT / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not PYTHON.exists():
            _make_environment()
        if Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
            # Bytecode is only good for the Python that wrote it. The lock ends here; the next process takes it again.
            os.execv(PYTHON, [str(PYTHON), __file__, *sorted(extras)])
        os.environ["PATH"] = f"{ENVIRONMENT / 'bin'}{os.pathsep}{os.environ['PATH']}"
        _build_webui()
        _install_musicdb(extras)
        # Without bytecode an import takes three times as long; it is written even where Python is told not to.
        compileall.compile_dir(ROOT / "musicdb", quiet=1)


def _make_environment() -> None:
    if importlib.util.find_spec("ensurepip"):
        _run(sys.executable, "-m", "venv", ENVIRONMENT)
    elif uv := shutil.which("uv"):
        _run(uv, "venv", "--quiet", "--allow-existing", "--seed", "--python", sys.executable, ENVIRONMENT)
    elif importlib.util.find_spec("venv") and importlib.util.find_spec("pip"):
        _run(sys.executable, "-m", "venv", "--without-pip", ENVIRONMENT)
        _run(sys.executable, "-m", "pip", "--python", PYTHON, "install", "--quiet", "pip")
    else:
        sys.exit(_NO_VENV)


def _build_webui() -> None:
    if build_webui.is_fresh():
        return
    if not build_webui.has_node():
        _pip(build_webui.NODE_PACKAGE)
    print("Building the WebUI …", flush=True)
    build_webui.build()


def _install_musicdb(extras: set[str]) -> None:
    installed = json.loads(_STAMP.read_text("utf-8")) if _STAMP.exists() else {"extras": [], "digest": ""}
    digest = _digest()
    if installed["digest"] == digest and extras <= set(installed["extras"]):
        return
    extras |= set(installed["extras"])
    print("Installing what MusicDB needs …", flush=True)
    _pip("--editable", f"{ROOT}[{','.join(sorted(extras))}]" if extras else str(ROOT))
    compileall.compile_dir(sysconfig.get_path("purelib"), quiet=2)
    _STAMP.write_text(json.dumps({"extras": sorted(extras), "digest": digest}), "utf-8")


def _digest() -> str:
    digest = hashlib.sha256()
    for name in _REQUIREMENTS:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _pip(*arguments: str) -> None:
    _run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


def _run(*command: str | Path) -> None:
    finished = subprocess.run(command, check=False)
    if finished.returncode:
        sys.exit(f"This did not work: {' '.join(map(str, command))}")


if __name__ == "__main__":
    try:
        main(set(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        sys.exit(f"This did not work: {' '.join(error.cmd)}")
