"""A table of states is checked when it is made."""

from enum import StrEnum

import pytest

from musicdb.machine import Table, ends, waits, works


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    BROKEN = "broken"


ROWS = (waits(Light.RED, go=Light.GREEN), works(Light.GREEN, "shine", done=Light.RED), ends(Light.BROKEN, "repair"))


def test_events_and_outcomes_lead_on() -> None:
    table = Table((Light.RED,), {"hit": Light.BROKEN}, ROWS)
    assert table.after(Light.RED, "go") is Light.GREEN
    assert table.after(Light.GREEN, "done") is Light.RED
    assert table.after(Light.GREEN, "hit") is Light.BROKEN
    assert table.after(Light.RED, "done") is None


def test_a_target_without_a_row_is_refused() -> None:
    with pytest.raises(TypeError, match="no row"):
        Table((Light.RED,), {"hit": Light.BROKEN}, ROWS[:2])


def test_a_row_nothing_leads_to_is_refused() -> None:
    with pytest.raises(TypeError, match="nothing leads to"):
        Table((Light.RED,), {}, ROWS)


def test_a_state_with_two_rows_is_refused() -> None:
    with pytest.raises(TypeError, match="two rows"):
        Table((Light.RED,), {"hit": Light.BROKEN}, (*ROWS, waits(Light.RED)))
