"""How pip builds MusicDB: as setuptools does, with the built WebUI and all that is no Python inside the package."""

import shutil
import warnings
from pathlib import Path
from typing import Any

import build_webui
from setuptools import build_meta
from setuptools.command.build_py import build_py

Settings = dict[str, Any] | None

# Where a folder of the checkout goes in the wheel; musicdb/resources.py finds it there.
SHIPPED = {"webui/dist": "webui", "share": "share", "etc": "etc", "systemd": "systemd"}

prepare_metadata_for_build_editable = build_meta.prepare_metadata_for_build_editable
prepare_metadata_for_build_wheel = build_meta.prepare_metadata_for_build_wheel


class BuildPython(build_py):
    """Copies the shipped folders beside the modules. In an editable installation they are found where they are."""

    def run(self) -> None:
        """Builds the package."""
        super().run()
        if self.editable_mode:
            return
        ignored = shutil.ignore_patterns(build_webui.STAMP.name)
        for source, target in SHIPPED.items():
            destination = Path(self.build_lib) / "musicdb" / target
            shutil.rmtree(destination, ignore_errors=True)
            shutil.copytree(build_webui.ROOT / source, destination, ignore=ignored)


def _requirements() -> list[str]:
    return [] if build_webui.is_fresh() or build_webui.has_node() else [build_webui.NODE_PACKAGE]


def get_requires_for_build_wheel(config_settings: Settings = None) -> list[str]:
    """What setuptools needs, and a node when the WebUI is to be built and there is none."""
    return build_meta.get_requires_for_build_wheel(config_settings) + _requirements()


def get_requires_for_build_editable(config_settings: Settings = None) -> list[str]:
    """What a wheel needs."""
    return build_meta.get_requires_for_build_editable(config_settings) + _requirements()


def get_requires_for_build_sdist(config_settings: Settings = None) -> list[str]:
    """What a wheel needs."""
    return build_meta.get_requires_for_build_sdist(config_settings) + _requirements()


def build_wheel(wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None) -> str:
    """Builds the WebUI, then the wheel."""
    build_webui.build()
    return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_editable(
    wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None
) -> str:
    """Builds the WebUI, then the wheel that leads to the checkout."""
    build_webui.build()
    warnings.filterwarnings("ignore", message=r"\s*Editable installation")
    return build_meta.build_editable(wheel_directory, config_settings, metadata_directory)


def build_sdist(sdist_directory: str, config_settings: Settings = None) -> str:
    """Builds the WebUI, so that a wheel can be made from the archive without node."""
    build_webui.build()
    return build_meta.build_sdist(sdist_directory, config_settings)
