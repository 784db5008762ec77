"""The WebUI is built when its sources have changed, and only then."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "scripts"))

import build_webui


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A WebUI with a file, built, and an npm that only notes what it is asked."""
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text(
        '#!/bin/sh\necho "$@" >> ../asked\nmkdir -p dist node_modules\ntouch node_modules/.package-lock.json\n'
    )
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{npm.parent}:/usr/bin:/bin")
    webui = tmp_path / "webui"
    (webui / "src").mkdir(parents=True)
    (webui / "src" / "main.ts").write_text("one")
    (webui / "package-lock.json").write_text("{}")
    for name, path in {"WEBUI": webui, "BUILT": webui / "dist", "STAMP": webui / "dist" / "sources.sha256"}.items():
        monkeypatch.setattr(build_webui, name, path)
    build_webui.build()
    return webui


def asked(pages: Path) -> list[str]:
    return (pages.parent / "asked").read_text().splitlines()


def test_it_is_built_once(pages: Path) -> None:
    assert asked(pages) == ["ci --ignore-scripts --no-audit --no-fund", "run build"]
    build_webui.build()
    assert len(asked(pages)) == 2


@pytest.mark.parametrize("change", ["changed", "added", "removed"])
def test_it_is_built_again_when_a_source_changed(pages: Path, change: str) -> None:
    main = pages / "src" / "main.ts"
    match change:
        case "changed":
            main.write_text("two")
        case "added":
            (pages / "src" / "more.ts").write_text("")
        case "removed":
            main.unlink()
    assert not build_webui.is_fresh()
    build_webui.build()
    assert build_webui.is_fresh()
    assert asked(pages)[2:] == ["run build"]


def test_an_old_node_is_not_good_enough(pages: Path) -> None:
    node = pages.parent / "bin" / "node"
    for version, good in {"v18.20.0": False, "v20.19.0": True, "v24.1.0": True}.items():
        node.write_text(f"#!/bin/sh\necho {version}\n")
        node.chmod(0o755)
        assert build_webui.has_node() is good
