"""What a grapher needs of the results it was given."""

from collections.abc import Sequence

from musicdb.analysis.result import DataMode, Result, TimeMode
from musicdb.errors import BadArgumentError


def found(results: Sequence[Result], name: str) -> Result:
    """The result of this id. BadArgumentError when it is not there."""
    for result in results:
        if result.id == name:
            return result
    raise BadArgumentError(f"This picture needs the result “{name}”. Let the processor of it hear the song first.")


def single(results: Sequence[Result], data: DataMode | None = None, *times: TimeMode) -> Result:
    """The only result, of one of these modes. BadArgumentError when it is another one, or not the only one."""
    if len(results) != 1:
        raise BadArgumentError(f"This picture is drawn of one result, not of {len(results)}.")
    result = results[0]
    if (data and result.data_mode is not data) or (times and result.time_mode not in times):
        raise BadArgumentError(f"The result “{result.id}” cannot be drawn like this; choose another grapher.")
    return result
