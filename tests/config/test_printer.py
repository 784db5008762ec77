"""What is printed can be read, and says the same."""

import re
from pathlib import Path

import pytest

from musicdb.config.options import Option, sections
from musicdb.config.printer import print_config, print_defaults
from musicdb.config.reader import load_config
from musicdb.config.schema import Config
from musicdb.config.values import parse, show

OPTIONS = [
    pytest.param(option, id=f"{section.name}.{option.name}")
    for section in sections().values()
    for option in section.options.values()
]


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_reads_its_default_as_it_prints_it(option: Option) -> None:
    assert parse(option, show(option, option.default), Path("/")) == option.default


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_has_a_sentence(option: Option) -> None:
    assert option.description.endswith(".")


def test_the_printed_defaults_are_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_MUSIC_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / "musicdb.ini"
    file.write_text(print_defaults(), "utf-8")
    assert load_config(file) == Config()
    file.write_text(re.sub("^#(?! )", "", print_defaults(), flags=re.MULTILINE), "utf-8")
    text = file.read_text("utf-8").replace("\ncert =", "").replace("\nkey =", "")
    file.write_text(text, "utf-8")
    assert load_config(file) == Config()


def test_the_effective_configuration_can_be_read_again(tmp_path: Path) -> None:
    config = load_config(None, {"uploads": {"maxsize": "3 MB", "allow": ""}, "tools": {"ffmpeg": "/bin/true"}})
    file = tmp_path / "musicdb.ini"
    file.write_text(print_config(config), "utf-8")
    assert load_config(file) == config
