"""The template of a plug-in works as it stands, and plug-ins that do not work harm nothing."""

import shutil
import sys
import tomllib
from collections.abc import Iterator
from importlib import invalidate_caches
from pathlib import Path

import numpy
import pytest

from musicdb.analysis import models, table
from musicdb.analysis.graphers import table as graphers
from musicdb.analysis.graphers.canvas import View
from musicdb.analysis.listening import Listening, Request
from musicdb.analysis.result import AudioMetadata, Result
from musicdb.analysis.table import Table
from musicdb.errors import NotFoundError, ResultsError
from musicdb.resources import resource

AUDIO = AudioMetadata(samplerate=8000, channels=2)

BROKEN = """
from musicdb.analysis.models import Model
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Told, processor

class Nothing(Parameters, frozen=True):
    pass

@processor("fails_to_hear", "1", Nothing, [Declared("fails_to_hear.x", "X")])
class FailsToHear(Processor[Nothing]):
    '''Fails.'''
    def hear(self, block):
        raise MemoryError("too much")
    def tell(self):
        return []

@processor("lies", "1", Nothing, [Declared("lies.x", "X")])
class Lies(Processor[Nothing]):
    '''Tells what is no number.'''
    def hear(self, block):
        pass
    def tell(self):
        return [Told("lies.x", float("nan"))]

@processor("level", "9", Nothing, [Declared("level.x", "X")])
class Level(Lies):
    '''Wants a place that is taken.'''

FAILS = Model(name="fails", version="1", title="", needs=(), predict=lambda results: {}["x"])
SHOUTS = Model(name="shouts", version="1", title="", needs=(), predict=lambda results: {"loud": 11})
"""


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place where packages are installed, with the template in it."""
    template = resource("share/doc/plugin")
    project = tomllib.loads((template / "pyproject.toml").read_text("utf-8"))["project"]
    shutil.copy(template / "musicdb_example.py", tmp_path)
    install(tmp_path, project["name"], project["entry-points"])
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


def install(place: Path, name: str, groups: dict[str, dict[str, str]]) -> None:
    about = place / f"{name.replace('-', '_')}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    lines = [
        f"[{group}]\n" + "".join(f"{key} = {value}\n" for key, value in one.items()) for group, one in groups.items()
    ]
    (about / "entry_points.txt").write_text("\n".join(lines))
    invalidate_caches()


def fresh() -> Table:
    return table.load.__wrapped__()


def hear(name: str, known: Table, **parameters: int) -> tuple[list[Result], dict[str, str]]:
    listening = Listening([Request(name, parameters), Request("level")], AUDIO, table=known)
    listening.hear(numpy.tile(numpy.array([[0.5, 0.25]], numpy.float32), (4000, 1)))
    return listening.tell(), listening.failures


def test_the_template_adds_one_of_each_kind(packages: Path) -> None:
    known = fresh()
    assert known.skipped == ()
    (balance, *_), failures = hear("balance", known)
    assert failures == {}
    assert balance.data.tolist() == [0.8]
    assert hear("balance", known, left=1)[0][0].data.tolist() == pytest.approx([0.2])
    drawing = graphers.load.__wrapped__()
    view = View(width=10, height=100, start=0, stop=1)
    picture = graphers.draw([graphers.Layer("balance_line", (balance,))], view, graphers=drawing)
    assert picture[..., 3].sum(axis=1).argmax() == pytest.approx(20, abs=1)
    guessing = models.load.__wrapped__()
    assert models.predicted("balance_words", [balance], guessing) == pytest.approx(
        {"on the left": 0.8, "on the right": 0.2}
    )
    with pytest.raises(ResultsError, match=r"needs balance\.left"):
        models.predicted("balance_words", [], guessing)


def test_plugins_that_do_not_work_harm_nothing(packages: Path) -> None:
    (packages / "broken.py").write_text(BROKEN)
    (packages / "crashing.py").write_text("raise RuntimeError('not today')")
    names = ("FailsToHear", "Lies", "Level", "Missing", "Nothing")
    processors = {name.lower(): f"broken:{name}" for name in names} | {"crash": "crashing:X", "gone": "not_installed:X"}
    told = {"fails": "broken:FAILS", "shouts": "broken:SHOUTS", "wrong": "broken:BROKEN", "crash": "crashing:X"}
    install(packages, "broken", {"musicdb.processors": processors, "musicdb.models": told})
    known = fresh()
    reasons = {one.name: one.reason for one in known.skipped}
    assert set(reasons) == {"level", "missing", "nothing", "crash", "gone"}
    assert reasons["crash"] == "RuntimeError: not today"
    with pytest.raises(NotFoundError, match="left out: RuntimeError: not today"):
        known.find("crash")
    for name, reason in {"fails_to_hear": "too much", "lies": "not finite"}.items():
        results, failures = hear(name, known)
        assert {result.processor for result in results} == {"level"}
        assert reason in failures[name]
    guessing = models.load.__wrapped__()
    assert {one.name for one in guessing.skipped} == {"wrong", "crash"}
    for name, reason in {"fails": "KeyError", "shouts": "no share from 0 to 1 for loud"}.items():
        with pytest.raises(ResultsError, match=reason):
            models.predicted(name, [], guessing)
    with pytest.raises(NotFoundError):
        models.predicted("wrong", [], guessing)
