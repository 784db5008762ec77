"""Counters and flags of songs and videos: likes, favorites, and what else a person says about them."""

from musicdb.errors import NotFoundError
from musicdb.ids import SongId, VideoId
from musicdb.model.statistics import Statistic
from musicdb.store.database import Database

_COLUMNS = {
    **{statistic: statistic.value for statistic in Statistic},
    Statistic.DISABLE: "disabled",
}


class Statistics:
    """The columns of songs and videos that no file decides about."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set_of_song(self, songid: SongId, statistic: Statistic, value: int) -> None:
        """Sets a counter, a flag or a time.

        :raises NotFoundError: when there is no such song.
        """
        self._change("songs", "songid", songid, f"{_COLUMNS[statistic]} = ?", value)

    def add_to_song(self, songid: SongId, statistic: Statistic, step: int) -> None:
        """Counts up or down, never below 0.

        :raises NotFoundError: when there is no such song.
        """
        column = _COLUMNS[statistic]
        self._change("songs", "songid", songid, f"{column} = max(0, {column} + ?)", step)

    def set_of_video(self, videoid: VideoId, statistic: Statistic, value: int) -> None:
        """Sets a counter, a flag or a time.

        :raises NotFoundError: when there is no such video.
        """
        self._change("videos", "videoid", videoid, f"{_COLUMNS[statistic]} = ?", value)

    def add_to_video(self, videoid: VideoId, statistic: Statistic, step: int) -> None:
        """Counts up or down, never below 0.

        :raises NotFoundError: when there is no such video.
        """
        column = _COLUMNS[statistic]
        self._change("videos", "videoid", videoid, f"{column} = max(0, {column} + ?)", step)

    def _change(self, table: str, key: str, target: int, assignment: str, value: int) -> None:
        with self._database.write():
            if self._database.row(f"SELECT 1 FROM {table} WHERE {key} = ?", (target,)) is None:  # noqa: S608
                raise NotFoundError(f"There is no {table.removesuffix('s')} with the id {target}.")
            self._database.execute(f"UPDATE {table} SET {assignment} WHERE {key} = ?", (value, target))  # noqa: S608
