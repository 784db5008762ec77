"""A processor, a grapher and a model of one's own."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import msgspec
import numpy

from musicdb.analysis.graphers.canvas import Picture, Theme, View, bars, color, painted
from musicdb.analysis.graphers.finding import found
from musicdb.analysis.graphers.table import Grapher
from musicdb.analysis.models import Model
from musicdb.analysis.processor import Block, Declared, Parameters, Processor, Shared, Told, processor
from musicdb.analysis.result import Result


class BalanceParameters(Parameters, frozen=True):
    """`left`: the channel that counts as left, from 0."""

    left: Annotated[int, msgspec.Meta(ge=0, le=7)] = 0


@processor("balance", "1.0", BalanceParameters, [Declared("balance.left", "Left", "", "Its share of the power.")])
class Balance(Processor[BalanceParameters]):
    """How much of the power of all channels is on the left: 0 to 1, and 0.5 for silence."""

    def __init__(self, shared: Shared, parameters: BalanceParameters) -> None:
        super().__init__(shared, parameters)
        self._powers = numpy.zeros(shared.audio.channels)

    def hear(self, block: Block) -> None:
        """Is called for each piece of the sound, some seconds long: keep sums, never the samples."""
        self._powers += numpy.square(block.sound, dtype=numpy.float64).sum(axis=0)

    def tell(self) -> Sequence[Told]:
        """Is called at the end. All numbers have to be finite, for silence, too."""
        total = float(self._powers.sum())
        left = float(self._powers[min(self.parameters.left, len(self._powers) - 1)])
        return [Told("balance.left", left / total if total > 0 else 0.5)]


def draw_balance(picture: Picture, results: Sequence[Result], view: View, theme: Theme) -> Picture:
    """A line across the picture: at the top, all is left; at the bottom, all is right."""
    share = float(found(results, "balance.left").data[0])
    row = (1 - share) * (view.height - 2)
    return painted(picture, bars(view.height, [row], [row + 2]), color(theme.accent))


BALANCE_LINE = Grapher(name="balance_line", title="Balance", draw=draw_balance, needs=("balance",))


def predict_balance(results: Mapping[str, Result]) -> Mapping[str, float]:
    """How likely each word is, 0 to 1."""
    share = float(results["balance.left"].data[0])
    return {"on the left": share, "on the right": 1 - share}


BALANCE_WORDS = Model(
    name="balance_words",
    version="1.0",
    title="Left or right",
    needs=("balance.left",),
    predict=predict_balance,
)
