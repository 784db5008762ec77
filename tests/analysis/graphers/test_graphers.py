"""Pictures show what the results tell, where it belongs, in the colors of the theme."""

from collections.abc import Sequence
from functools import cache
from importlib.metadata import EntryPoint

import numpy
import pytest

from musicdb.analysis import foreign
from musicdb.analysis.graphers import table
from musicdb.analysis.graphers.canvas import Picture, Theme, View, color
from musicdb.analysis.graphers.table import Grapher, Graphers, Layer, draw, fitting
from musicdb.analysis.result import DataMode, Result, TimeMode
from musicdb.errors import BadArgumentError, NotFoundError, ResultsError
from tests.analysis.hearing import joined, listen, silent, sine
from tests.analysis.making import MODES, made

THEME = Theme(background="#000", foreground="#fff", accent="#f00", palette=("#000", "#fff"), marks=("#f00", "#0f0"))
VIEW = View(width=80, height=40, start=0.0, stop=4.0)


@cache
def heard() -> dict[str, Result]:
    """Two seconds at 300 Hz, one of silence, one at 6 kHz and half as loud."""
    sound = joined([sine(300, 2.0), silent(1.0), sine(6000, 1.0, 0.5)])
    return listen(sound, "waveform", "spectral", "spectrogram", "constantq", "mfcc", "pitch")


def drawn(name: str, *results: str, view: View = VIEW, theme: Theme = THEME) -> Picture:
    told = tuple(result for result in heard().values() if not results or result.id in results)
    return draw([Layer(name, told)], view, theme)


def lit(picture: Picture) -> numpy.typing.NDArray[numpy.float64]:
    """How bright pixels are, 0 to 1: height × width."""
    return picture[..., :3].mean(axis=2) / 255


def test_a_waveform_is_as_high_as_it_is_loud() -> None:
    heights = lit(drawn("waveform_simple")).sum(axis=0)
    assert heights[1:39] == pytest.approx(40, abs=0.5)
    assert heights[41:59] == pytest.approx(1, abs=0.1)
    assert heights[61:79] == pytest.approx(20, abs=0.5)
    assert lit(drawn("waveform_transparent")) == pytest.approx(1 - lit(drawn("waveform_simple")), abs=0.01)


def test_beyond_the_sound_nothing_is_drawn() -> None:
    view = View(width=80, height=40, start=-2.0, stop=6.0)
    for name in ("waveform_simple", "waveform_centroid", "waveform_contour", "spectrogram_lin", "spectrogram_log"):
        columns = lit(drawn(name, view=view)).sum(axis=0)
        assert columns[:19].max() == columns[62:].max() == 0, name
        assert columns[21:38].min() > 0, name
    for start, stop in ((10.0, 11.0), (-5.0, -4.0)):
        assert not lit(drawn("waveform_simple", view=View(width=8, height=8, start=start, stop=stop))).any()


def test_a_part_is_the_same_as_in_the_whole() -> None:
    whole = lit(drawn("waveform_simple"))
    part = lit(drawn("waveform_simple", view=View(width=20, height=40, start=2.5, stop=3.5)))
    assert part[:, [2, 17]] == pytest.approx(whole[:, [52, 67]], abs=0.05)


def test_bright_sounds_have_bright_colors() -> None:
    picture = lit(drawn("waveform_centroid"))
    assert picture[20, 10] < 0.3
    assert picture[20, 70] > 0.6


def test_a_contour_is_the_same_above_and_below() -> None:
    picture = lit(drawn("waveform_contour"))
    assert picture == pytest.approx(picture[::-1], abs=0.01)
    assert picture[:, 10].sum() > picture[:, 70].sum() > picture[:, 50].sum()


def test_spectrograms_show_frequencies_where_they_are() -> None:
    linear, octaves = lit(drawn("spectrogram_lin")), lit(drawn("spectrogram_log"))
    places = {"linear": 40 * (1 - 6000 / 22_050), "octaves": 40 * (1 - numpy.log(6000 / 30) / numpy.log(22_050 / 30))}
    assert linear[:, 70].argmax() == pytest.approx(places["linear"], abs=1)
    assert octaves[:, 70].argmax() == pytest.approx(places["octaves"], abs=1)
    assert octaves[:, 20].argmax() == pytest.approx(40 * (1 - numpy.log(10) / numpy.log(735)), abs=2)
    assert linear[:, 50].max() < 0.05


def test_every_size_and_every_time_is_drawn() -> None:
    views = [View(width=1, height=1, start=0, stop=4), View(width=3000, height=2, start=0.5, stop=0.501)]
    for view in (*views, View(width=7, height=600, start=-1e6, stop=1e6)):
        for name, one in (
            ("waveform_contour", "waveform"),
            ("spectrogram_log", "spectrogram"),
            ("curve", "pitch.frequency"),
        ):
            told = tuple(result for result in heard().values() if one in (result.id, result.processor))
            picture = draw([Layer(name, told)], view, THEME)
            assert picture.shape == (view.height, view.width, 4)
            assert picture.dtype == numpy.uint8


def test_a_curve_has_no_gaps_and_reaches_from_the_least_to_the_largest() -> None:
    picture = lit(drawn("curve", "spectral.centroid"))
    assert (picture.sum(axis=0)[:79] > 0.9).all()
    assert picture[:, 70].argmax() < 5
    assert picture[:, 50].argmax() == pytest.approx(38, abs=1)


def test_images_have_their_first_number_at_the_bottom() -> None:
    picture = lit(drawn("image", "constantq.magnitude"))
    assert picture[:, 15].argmax() > picture[:, 70].argmax()
    assert drawn("image", "mfcc.coefficients").any()


def test_events_and_segments_stand_at_their_times() -> None:
    moments = made(TimeMode.EVENT, DataMode.LABEL, time=numpy.array([0.5, 2.5]), confidence=numpy.array([1.0, 0.5]))
    picture = draw([Layer("events", (moments,))], VIEW, THEME)
    # The audio of this result begins at 0.5 s.
    assert picture[20, 20, 0] > 180
    assert 60 < picture[20, 60, 1] < picture[20, 20, 0]
    assert not lit(picture)[:, [10, 30, 50, 70]].any()
    parts = made(TimeMode.SEGMENT, time=numpy.array([0.5, 1.5]), duration=numpy.array([1.0, 1.0]), confidence=None)
    picture = draw([Layer("segments", (parts,))], VIEW, THEME)
    assert lit(picture)[:, 50].sum() > lit(picture)[:, 30].sum() > 0
    assert not lit(picture)[:, [5, 15, 65, 75]].any()


def test_layers_lie_over_each_other() -> None:
    wave = Layer("waveform_simple", tuple(one for one in heard().values() if one.processor == "waveform"))
    parts = Layer("segments", (made(TimeMode.SEGMENT, DataMode.LABEL, time=numpy.zeros(2), duration=numpy.ones(2)),))
    picture = draw([wave, parts], VIEW, THEME)
    assert picture[20, 5].tolist() == [255, 255, 255, 255]
    assert picture[20, 15, 1] < 255


def test_every_mode_of_time_has_a_grapher() -> None:
    for mode in MODES:
        name = fitting(made(*mode))
        assert (name is None) == (mode[0] is TimeMode.GLOBAL)
        if name:
            draw([Layer(name, (made(*mode),))], VIEW)
    assert fitting(heard()["mfcc.coefficients"]) == "image"
    level = heard()["waveform.fine"]
    assert (
        draw([Layer(str(fitting(level)), (level,))], VIEW, THEME) == drawn("waveform_simple", "waveform.fine")
    ).all()
    steady = made(TimeMode.FRAMEWISE, value=numpy.full(9, 120.0))
    assert lit(draw([Layer("curve", (steady,))], VIEW, THEME)).any(axis=1).nonzero()[0].mean() == pytest.approx(
        19.5, abs=1
    )


@pytest.mark.parametrize(
    ("text", "parts"), [("#f00", (255, 0, 0, 255)), ("#0102037f", (1, 2, 3, 127)), ("transparent", (0,) * 4)]
)
def test_colors_are_read(text: str, parts: Sequence[int]) -> None:
    assert color(text).tolist() == list(parts)
    assert draw([], VIEW, Theme(background=text))[3, 3].tolist() == list(parts)


@pytest.mark.parametrize("text", ["", "red", "#12", "#12345", "#gggggg", "123456", "# 12 34"])
def test_what_is_no_color_is_refused(text: str) -> None:
    with pytest.raises(BadArgumentError, match="no color"):
        draw([], VIEW, Theme(background=text))


@pytest.mark.parametrize(
    "view",
    [(0, 10, 0, 1), (10, 5000, 0, 1), (10, 10, 1, 1), (10, 10, 2, 1), (10, 10, 0, numpy.inf), (10, 10, numpy.nan, 1)],
)
def test_what_cannot_be_seen_is_refused(view: tuple[int, int, float, float]) -> None:
    width, height, start, stop = view
    with pytest.raises(BadArgumentError):
        View(width=width, height=height, start=start, stop=stop)


def test_results_that_do_not_fit_are_refused() -> None:
    with pytest.raises(BadArgumentError, match=r"needs the result “waveform\.fine”"):
        drawn("waveform_simple", "mfcc.coefficients")
    with pytest.raises(BadArgumentError, match="another grapher"):
        draw([Layer("events", (made(),))], VIEW)
    with pytest.raises(NotFoundError, match="no grapher “oil”"):
        drawn("oil")


def failing(picture: Picture, results: Sequence[Result], view: View, theme: Theme) -> Picture:
    """Fails."""
    raise ZeroDivisionError("no")


def shrinking(picture: Picture, results: Sequence[Result], view: View, theme: Theme) -> Picture:
    """Makes another size."""
    return picture[1:]


def inverting(picture: Picture, results: Sequence[Result], view: View, theme: Theme) -> Picture:
    """The negative."""
    return 255 - picture


OTHER = Grapher(name="other", title="Other", draw=inverting)


def test_foreign_graphers_harm_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = {"other": "OTHER", "gone": "GONE", "wrong": "THEME"}
    found = [EntryPoint(name, f"{__name__}:{value}", table.GROUP) for name, value in entries.items()]
    found.append(EntryPoint("missing", "not_installed:grapher", table.GROUP))
    monkeypatch.setattr(foreign, "entry_points", lambda **_: found)
    known = table.load.__wrapped__()
    assert [one.name for one in known.skipped] == ["gone", "wrong", "missing"]
    assert "ModuleNotFoundError" in known.skipped[2].reason
    assert draw([Layer("other", ())], VIEW, THEME, known)[0, 0].tolist() == [255, 255, 255, 0]
    with pytest.raises(NotFoundError, match="It was left out: ModuleNotFoundError"):
        draw([Layer("missing", ())], VIEW, THEME, known)
    bad = Graphers(
        {name: Grapher(name=name, title="", draw=function) for name, function in (("a", failing), ("b", shrinking))}
    )
    for name in bad.known:
        with pytest.raises(ResultsError, match=f"“{name}” fails"):
            draw([Layer(name, ())], VIEW, THEME, bad)
