"""The room hears sounds in any pieces, shares what is equal, and survives a processor that fails."""

from collections.abc import Sequence

import numpy
import pytest

from musicdb.analysis.listening import Listening, Request
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Told, processor
from musicdb.analysis.result import AudioMetadata, DataMode, FrameMetadata, Result, TimeMode
from musicdb.analysis.table import Table, load
from musicdb.errors import BadArgumentError, NotFoundError
from tests.analysis.hearing import listen, sine, value

AUDIO = AudioMetadata(samplerate=44_100, channels=1)


@processor("broken", "1.0", Parameters, [Declared("broken.value", "Value")])
class Broken(Processor[Parameters]):
    """Fails."""

    def hear(self, block: Block) -> None:  # noqa: ARG002
        raise RuntimeError("It is broken.")

    def tell(self) -> Sequence[Told]:
        return []


@processor("infinite", "1.0", Parameters, [Declared("infinite.value", "Value")])
class Infinite(Processor[Parameters]):
    """Tells no number."""

    def hear(self, block: Block) -> None:
        pass

    def tell(self) -> Sequence[Told]:
        return [Told("infinite.value", float("nan"))]


def test_the_pieces_do_not_matter() -> None:
    sound = sine(440, 9.5, 0.5)
    whole = listen(sound, "level", "waveform", piece=len(sound))
    pieces = listen(sound, "level", "waveform", piece=1237)
    for name, result in whole.items():
        assert numpy.array_equal(result.data, pieces[name].data)
        assert result.audio.duration == 9.5


def test_equal_processors_are_merged() -> None:
    listening = Listening([Request("level"), Request("level", {"clipped_samples": 3})], AUDIO)
    assert len([result for result in listening.tell() if result.id == "level.rms"]) == 1


def test_who_fails_is_left_out_with_the_reason() -> None:
    table = Table(load().plugins | {"broken": Broken.plugin, "infinite": Infinite.plugin})
    listening = Listening([Request("broken"), Request("infinite"), Request("level")], AUDIO, table=table)
    listening.hear(sine(440, 1.0)[:, None])
    assert {result.processor for result in listening.tell()} == {"level"}
    assert "It is broken." in listening.failures["broken"]
    assert "not finite" in listening.failures["infinite"]


def test_wrong_requests_are_refused() -> None:
    with pytest.raises(NotFoundError, match="nothing"):
        Listening([Request("nothing")], AUDIO)
    with pytest.raises(BadArgumentError, match="unknown field"):
        Listening([Request("level", {"wrong": 1})], AUDIO)
    with pytest.raises(BadArgumentError, match="columns"):
        Listening([Request("level")], AUDIO).hear(numpy.zeros((10, 2), numpy.float32))


def test_every_processor_describes_itself() -> None:
    for plugin in load().plugins.values():
        assert plugin.schema["$defs"][plugin.parameters.__name__]["type"] == "object"
        assert plugin.canonical({}) == plugin.canonical(plugin.defaults)
        assert plugin.description
        assert all(one.name for one in plugin.results)


def test_a_result_knows_its_times() -> None:
    level = listen(sine(440, 2.0), "level")["level.rms"]
    assert (level.times().tolist(), level.durations().tolist()) == ([0.0], [2.0])
    frames = listen(sine(440, 2.0), "waveform")["waveform.fine"]
    assert frames.times()[1] == pytest.approx(256 / 44_100)
    assert len(frames.durations()) == len(frames.data)
    assert frames.statistics().shape == (345, 2)
    assert frames.equals(frames)
    assert not frames.equals(level)


def test_statistics_are_those_of_a_sample() -> None:
    rows = numpy.array([1.0, 2.0, 3.0, 4.0])
    frame = FrameMetadata(10, 2, 1)
    result = Result(
        id="a.b", name="", unit="", description="", data_mode=DataMode.VALUE, time_mode=TimeMode.FRAMEWISE,
        processor="a", version="1", parameters={}, date="", audio=AUDIO, value=rows, frame=frame,
    )  # fmt: skip
    statistics = result.statistics()
    assert statistics.deviation == pytest.approx(numpy.std(rows, ddof=1))
    assert (statistics.mean, statistics.median, statistics.maximum, statistics.minimum) == (2.5, 2.5, 4.0, 1.0)
    assert value({"level": result} | listen(sine(440, 1.0), "level"), "level.peak") == pytest.approx(0.0, abs=0.001)


@pytest.mark.parametrize(
    ("processor", "parameters"),
    [
        ("mfcc", {"coefficients": 41}),
        ("key", {"alternatives": -1}),
        ("spectral", {"rolloff": 2.0}),
        ("silence", {"shortest": 0.0}),
        ("spectrogram", {"blocksize": 16_384, "stepsize": 64}),
    ],
)
def test_parameters_that_fill_the_memory_or_mean_nothing_are_refused(
    processor: str, parameters: dict[str, float]
) -> None:
    with pytest.raises(BadArgumentError, match="no parameters of the processor"):
        load().find(processor).read(parameters)
