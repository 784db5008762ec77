"""Results are written in every format that fits, and read back equal from those that tell everything."""

import io
import pickle
import zipfile
from typing import Any
from xml.etree import ElementTree

import numpy
import pytest

from musicdb.analysis.exports.table import FORMATS, export, imported
from musicdb.analysis.result import DataMode, FrameMetadata, Result, TimeMode
from musicdb.errors import ResultsError
from tests.analysis.making import MODES, TYPES, made

READABLE = [name for name, known in FORMATS.items() if known.read]
FRAMES = FrameMetadata(44_100, 2048, 1024)


def written(name: str, *results: Result) -> bytes:
    file = io.BytesIO()
    export(results, name, file)
    return file.getvalue()


def tree_of(document: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(document)  # noqa: S314 -- it was written here


def same(name: str, *results: Result) -> None:
    found = imported(name, io.BytesIO(written(name, *results)))
    assert len(found) == len(results)
    assert all(one.equals(other) for one, other in zip(found, results, strict=True))


@pytest.mark.parametrize("name", READABLE)
def test_all_types_of_numbers_come_back_equal(name: str) -> None:
    results = []
    for kind in map(numpy.dtype, TYPES):
        limits: Any = numpy.finfo(kind) if kind.kind == "f" else numpy.iinfo(kind)
        extremes = numpy.array([limits.min, limits.max, 0, 1, 3], kind)
        results.append(made(TimeMode.FRAMEWISE, value=extremes, confidence=None, y_value=numpy.arange(3) / 3))
    same(name, *results)


@pytest.mark.parametrize("name", READABLE)
def test_all_modes_come_back_equal(name: str) -> None:
    same(name, *(made(*mode) for mode in MODES))
    same(name)


@pytest.mark.parametrize("name", READABLE)
@pytest.mark.parametrize("shape", [(0,), (0, 5), (3, 0), (2, 3, 4), (70_000, 2)])
def test_all_shapes_come_back_equal(name: str, shape: tuple[int, ...]) -> None:
    value = numpy.random.default_rng(1).integers(0, 9, shape, numpy.uint8)
    same(name, made(TimeMode.FRAMEWISE, value=value, confidence=None))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("kind", ["f2", "f16", "c8", "M8[s]", "m8[s]", "U3", "S3", "O", ">f4", "?"])
def test_other_types_are_refused(name: str, kind: str) -> None:
    if name in {"sonicvisualiser", "elan"}:
        return
    with pytest.raises(ResultsError, match=r"tune\.pitch"):
        written(name, made(TimeMode.SEGMENT, value=numpy.zeros(2, kind)))


@pytest.mark.parametrize("name", READABLE)
@pytest.mark.parametrize("content", [b"", b"[1]", b"{", b"<a>", b"\x89HDF\r\n\x1a\n", b"PK\x03\x04rest", b"[{}]"])
def test_other_files_are_refused(name: str, content: bytes) -> None:
    if (name, content) == ("xml", b"<a>") or not content.startswith(b"<"):
        with pytest.raises(ResultsError):
            imported(name, io.BytesIO(content))


@pytest.mark.parametrize("name", READABLE)
def test_cut_files_are_refused(name: str) -> None:
    content = written(
        name, made(TimeMode.SEGMENT, DataMode.LABEL), made(TimeMode.FRAMEWISE, value=numpy.arange(5000.0))
    )
    for length in range(0, len(content) - 2, max(1, len(content) // 25)):
        try:
            found = imported(name, io.BytesIO(content[:length]))
        except ResultsError:
            continue
        # YAML ends anywhere, and has not told all then.
        assert name == "yaml"
        assert len(found) < 2


def test_nothing_in_a_file_is_run() -> None:
    class Harm:
        def __reduce__(self) -> Any:
            return pytest.fail, ("the file was run",)

    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        head = (
            b"\x93NUMPY\x01\x00v\x00" + b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }".ljust(117) + b"\n"
        )
        file.writestr("heads.npy", head + pickle.dumps([Harm()]))
    archive.seek(0)
    with pytest.raises(ResultsError):
        imported("numpy", archive)
    with pytest.raises(ResultsError):
        imported("yaml", io.BytesIO(b"- !!python/object/apply:pytest.fail ['the file was run']\n"))
    entities = b'<!DOCTYPE results [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><results>&b;</results>'
    with pytest.raises(ResultsError, match="document type"):
        imported("xml", io.BytesIO(entities))


def test_csv_has_a_line_for_each_row() -> None:
    chords = made(TimeMode.SEGMENT, DataMode.LABEL)
    chroma = made(TimeMode.FRAMEWISE, value=numpy.arange(6.0).reshape(2, 3), confidence=None)
    lines = written("csv", chords, chroma).decode().replace('"C:maj"', "C:maj").split("\r\n")
    assert lines[0] == "result,time,duration,label,confidence,value,value 2,value 3"
    assert lines[1].startswith("tune.pitch,0.75,0.01,C:maj,0.1")
    assert lines[-3].startswith("tune.pitch,0.5,0.0464")
    assert lines[-3].endswith(",,,0.0,1.0,2.0")


def test_elan_gets_a_tier_of_stretches() -> None:
    early = made(TimeMode.SEGMENT, DataMode.LABEL, time=numpy.array([-1.0, 0.5]), duration=numpy.array([0.1, 0.0]))
    document = tree_of(written("elan", early, early))
    assert [tier.get("TIER_ID") for tier in document.iter("TIER")] == ["tune.pitch", "tune.pitch 2"]
    times = [int(slot.get("TIME_VALUE", "")) for slot in document.iter("TIME_SLOT")]
    assert times[:4] == [0, 1, 1000, 1001]
    texts = [value.text for value in document.iter("ANNOTATION_VALUE")]
    assert texts[0] == "C:maj"


def test_elan_joins_frames_of_the_same_label() -> None:
    frames = made(TimeMode.FRAMEWISE, DataMode.LABEL, label=numpy.array([1, 1, 1, 0, 0]), confidence=None)
    document = tree_of(written("elan", frames))
    assert [value.text for value in document.iter("ANNOTATION_VALUE")] == ["C:maj", "N"]


@pytest.mark.parametrize(
    ("result", "layer", "rows"),
    [
        (made(TimeMode.FRAMEWISE), "timevalues", "point"),
        (made(TimeMode.FRAMEWISE, value=numpy.ones((2, 3))), "colour3dplot", "row"),
        (made(TimeMode.EVENT, DataMode.LABEL), "timeinstants", "point"),
        (made(TimeMode.SEGMENT, DataMode.LABEL), "regions", "point"),
        (made(TimeMode.SEGMENT), "regions", "point"),
        (made(TimeMode.FRAMEWISE, DataMode.LABEL), "regions", "point"),
    ],
)
def test_sonic_visualiser_gets_the_layer_that_fits(result: Result, layer: str, rows: str) -> None:
    document = tree_of(written("sonicvisualiser", result))
    assert [one.get("type") for one in document.iter("layer")] == [layer]
    assert len(list(document.iter(rows))) == 2
    if rows == "point":
        assert next(document.iter("point")).get("frame") == str(round(result.times()[0] * 44_100))


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ResultsError, match=r"Choose one of hdf5, json, yaml, xml, numpy, csv\."):
        written("elan", made())
    with pytest.raises(ResultsError, match="one by one"):
        written("sonicvisualiser", made(TimeMode.EVENT), made(TimeMode.EVENT))
    with pytest.raises(ResultsError, match="no format “midi”"):
        written("midi", made())
    with pytest.raises(ResultsError, match="cannot be read back"):
        imported("csv", io.BytesIO())
    with pytest.raises(ResultsError, match="None of these"):
        export([], "elan", io.BytesIO())
